"""What every command is given: the hands, a voice, and a way to print."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import update_wrapper
from typing import TYPE_CHECKING, Concatenate, ParamSpec, cast

import click
import msgspec

from endigue.desk.hands import Hands
from endigue.locale.speech import LANGUAGES, Speech

if TYPE_CHECKING:  # rich is slow to load, and needed where something is shown alone
    from rich.console import Console

P = ParamSpec("P")

PIPE_WIDTH = 100
"""Columns of text where the output is no terminal."""


@dataclass(frozen=True)
class Door:
    """One run of one command."""

    hands: Hands
    speech: Speech
    as_json: bool = False

    def at(self, instant: datetime) -> "Door":
        """The same door at an instant that the user gave instead of the clock's."""
        return replace(self, hands=self.hands.at(instant))

    @property
    def console(self) -> "Console":
        """Standard output; as wide as the terminal, or `PIPE_WIDTH` in a pipe."""
        from rich.console import Console

        return Console(width=None if sys.stdout.isatty() else PIPE_WIDTH, highlight=False)

    def tell(self, answer: object, show: Callable[["Console"], None]) -> None:
        """One JSON object where --json was given, else what `show` prints."""
        if self.as_json:
            click.echo(msgspec.json.encode(answer, order="sorted").decode())
        else:
            show(self.console)

    @contextmanager
    def working(self, message: str) -> Iterator[Callable[[str], None]]:
        """Show on a terminal that something goes on; say nothing in a pipe. What it gives is
        told how far it has come.
        """
        if not sys.stderr.isatty():
            yield lambda _how_far: None
            return
        from rich.console import Console

        console = Console(stderr=True)
        said = self.speech.text(message)
        with console.status(said) as status:
            yield lambda how_far: status.update(f"{said}: {how_far}")


def verb(
    function: Callable[Concatenate[Door, P], None],
) -> Callable[P, None]:
    """Give a command its door, and the options that all commands have."""

    @click.option("--json", "as_json", is_flag=True, help="Print one JSON object, nothing else.")
    @click.option(
        "--lang", type=click.Choice(LANGUAGES), help="Language; by default your system's."
    )
    @click.pass_context
    def opened(
        context: click.Context,
        /,
        as_json: bool,
        lang: str | None,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        door: Door = context.obj
        speech = Speech(lang, str(door.speech.time_zone)) if lang else door.speech
        function(Door(door.hands, speech, as_json), *args, **kwargs)

    update_wrapper(opened, function)
    return cast("Callable[P, None]", opened)
