"""Commands that are imported when they are called: help must not wait for solvers."""

import gettext
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass, replace
from importlib import import_module
from typing import cast

import click

Change = Callable[[click.Command], click.Command]


@dataclass(frozen=True)
class Place:
    """Where a command is, and its line in the list of commands."""

    module: str
    name: str
    summary: str

    def taken(self) -> click.Command:
        """The command itself."""
        return cast("click.Command", getattr(import_module(self.module), self.name))


class Shelf(MutableMapping[str, click.Command]):
    """Commands by name, each imported when it is first taken, then changed as `change` says.
    Commands that are at hand already may be put beside them.
    """

    def __init__(
        self, places: Mapping[str, Place], change: Change = lambda command: command
    ) -> None:
        self.places = dict(places)
        self._change = change
        self._given: dict[str, click.Command] = {}
        self._taken: dict[str, click.Command] = {}

    def spoken(self, say: Callable[[str], str], change: Change) -> "Shelf":
        """The same commands, with summaries as `say` says them."""
        said = {
            name: replace(place, summary=say(place.summary)) for name, place in self.places.items()
        }
        shelf = Shelf(said, change)
        shelf._given = dict(self._given)
        return shelf

    def __getitem__(self, name: str) -> click.Command:
        if name not in self._taken:
            command = self._given.get(name) or self.places[name].taken()
            self._taken[name] = self._change(command)
        return self._taken[name]

    def __setitem__(self, name: str, command: click.Command) -> None:
        self._given[name] = command
        self._taken.pop(name, None)

    def __delitem__(self, name: str) -> None:
        (self._given if name in self._given else self.places).pop(name)
        self._taken.pop(name, None)

    def __contains__(self, name: object) -> bool:
        return name in self.places or name in self._given

    def __iter__(self) -> Iterator[str]:
        return iter({**self.places, **self._given})

    def __len__(self) -> int:
        return len({**self.places, **self._given})

    def listed(self) -> dict[str, click.Command]:
        """What stands for each command in a list of them."""
        return {
            name: self[name]
            if name in self._given
            else click.Command(name, help=self.places[name].summary)
            for name in self
        }


class Listed(click.Group):
    """A group that lists its commands in the order of the story, each with its whole summary."""

    group_class = type

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The names, in the order in which they were put here."""
        return list(self.commands)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the list of commands."""
        rows = [
            (name, " ".join((command.help or "").partition("\n\n")[0].split()))
            for name, command in self._at_hand().items()
            if not command.hidden
        ]
        if rows:
            with formatter.section(gettext.gettext("Commands")):
                formatter.write_dl(rows)

    def _at_hand(self) -> Mapping[str, click.Command]:
        return self.commands


class LateGroup(Listed):
    """The same, without importing the commands."""

    def _at_hand(self) -> Mapping[str, click.Command]:
        shelf = self.commands
        return shelf.listed() if isinstance(shelf, Shelf) else shelf
