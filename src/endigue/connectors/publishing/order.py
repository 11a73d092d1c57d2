"""In which order files go out: a page never leads to a file that is not there yet."""

from collections.abc import Iterable


def in_order(names: Iterable[str]) -> list[str]:
    """What pages lead to, then pages in folders, the first page last."""
    return sorted(names, key=lambda name: (name.endswith(".html"), name == "index.html", name))
