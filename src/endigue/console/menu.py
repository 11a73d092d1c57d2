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
    Item("reach", "/reach", "r"),
    Item("cut", "/cut", "c"),
    Item("going", "/going", "k"),
    Item("clean", "/clean", "e"),
    Item("back", "/back", "b"),
    Item("tell", "/tell", "t"),
    Item("prepare", "/prepare", "p"),
    Item("people", "/people", "w"),
)
