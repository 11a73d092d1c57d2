"""Commands that are imported when they are called: help must not wait for solvers."""

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
    """Commands by name, each imported when it is first taken, then changed as `change` says."""

    def __init__(
        self, places: Mapping[str, Place], change: Change = lambda command: command
    ) -> None:
        self.places = dict(places)
        self._change = change
        self._taken: dict[str, click.Command] = {}

    def spoken(self, say: Callable[[str], str], change: Change) -> "Shelf":
        """The same commands, with summaries as `say` says them."""
        said = {
            name: replace(place, summary=say(place.summary)) for name, place in self.places.items()
        }
        shelf = Shelf(said, change)
        # What was put here by hand has no place to be taken from again.
        by_hand = [name for name, place in self.places.items() if not place.module]
        shelf._taken = {name: change(self._taken[name]) for name in by_hand}
        return shelf

    def __getitem__(self, name: str) -> click.Command:
        if name not in self._taken:
            self._taken[name] = self._change(self.places[name].taken())
        return self._taken[name]

    def __setitem__(self, name: str, command: click.Command) -> None:
        self.places.setdefault(name, Place("", "", command.get_short_help_str()))
        self._taken[name] = command

    def __delitem__(self, name: str) -> None:
        del self.places[name]
        self._taken.pop(name, None)

    def __contains__(self, name: object) -> bool:
        return name in self.places

    def __iter__(self) -> Iterator[str]:
        return iter(self.places)

    def __len__(self) -> int:
        return len(self.places)


class LateGroup(click.Group):
    """A group that lists its commands by their summaries, without importing them."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands."""
        if not isinstance(self.commands, Shelf):
            super().format_commands(ctx, formatter)
            return
        lines = {
            name: click.Command(name, help=place.summary)
            for name, place in self.commands.places.items()
        }
        click.Group(commands=lines).format_commands(ctx, formatter)
