"""Chapter 6, what must be clean before it returns: the state of every asset, and the gates."""
