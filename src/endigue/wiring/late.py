"""A port whose hand comes late."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar, cast

Port = TypeVar("Port")


class Late(Generic[Port]):
    """A port whose hand is made when it is first used."""

    def __init__(self, make: Callable[[], Port]) -> None:
        self._make = make

    def __getattr__(self, name: str) -> object:
        if "made" not in self.__dict__:
            self.__dict__["made"] = self._make()
        return getattr(self.__dict__["made"], name)


def late(make: Callable[[], Port]) -> Port:
    return cast("Port", Late(make))
