"""The pages of the menu, in the order in which a crisis cell asks."""

from typing import NamedTuple


class Item(NamedTuple):
    """One page: a question."""

    name: str
    path: str
    key: str
    """Pressed after g."""


MENU = (
    Item("now", "/", "n"),
    Item("logbook", "/logbook", "l"),
)
