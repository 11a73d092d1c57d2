"""A mutual in a box: real services in network namespaces; nothing leaves it, and it dies whole.

Only for Linux as root with the Debian packages that `needs.PACKAGES` names. Used by `endigue lab`
and by the tests in `tests/lab`.
"""
