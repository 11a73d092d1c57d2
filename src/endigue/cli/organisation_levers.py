"""`endigue organisation levers`: the standard levers of an organisation, shown or written."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

import click
import msgspec
from rich.console import Console
from rich.table import Table

from endigue.cli.door import Door, verb
from endigue.organisation.model import Lever
from endigue.organisation.standard_levers import kinds_of, missing_levers


@click.command("levers")
@click.argument("folder", metavar="DIR")
@click.option("--write", is_flag=True, help="Add them to the folder.")
@verb
def levers(door: Door, folder: str, write: bool) -> None:
    """Derive the standard levers on whatever no lever acts on yet.

    Minutes, crews and costs are those of a table, most of them assumed: check them once
    they are written.

    \b
    Example: endigue organisation levers org --write
    """
    organisation = door.hands.organisations.read(folder).organisation
    missing = missing_levers(organisation, door.hands.lever_figures())
    if write and missing:
        whole = replace(organisation, levers=(*organisation.levers, *missing))
        door.hands.organisations.write(whole, folder)
    answer = {
        "described": len(organisation.levers),
        "counts": kinds_of(missing),
        "levers": msgspec.to_builtins(missing),
        "written": bool(write and missing),
    }
    door.tell(answer, lambda console: _show(console, door, folder, missing, written=write))


class _Same(NamedTuple):
    """What levers that are shown in one row have in common."""

    kind: str
    minutes: float
    crew: str
    approval: str
    doctrine: str


def _show(
    console: Console, door: Door, folder: str, missing: Sequence[Lever], *, written: bool
) -> None:
    _ = door.speech.text
    if not missing:
        console.print(_("Everything that can be acted on has a lever."))
        return
    table = Table(box=None, pad_edge=False)
    table.add_column(_("Kind"))
    table.add_column(_("Count"), justify="right")
    table.add_column(_("Minutes each"), justify="right")
    for heading in (_("Crew"), _("Approval"), _("Doctrine")):
        table.add_column(heading)
    for same, count in _grouped(missing):
        minutes = door.speech.number(same.minutes)
        number = door.speech.number(count)
        approval = door.speech.say(f"briefing.approval.{same.approval}")
        doctrine = door.speech.say(f"briefing.doctrine.{same.doctrine}") if same.doctrine else ""
        table.add_row(same.kind, number, minutes, same.crew or "-", approval, doctrine)
    console.print(table)
    said = _("Written to {folder}.", folder=folder) if written else _("Add --write to keep them.")
    console.print(said, markup=False)


def _grouped(levers: Sequence[Lever]) -> Iterator[tuple[_Same, int]]:
    counted: defaultdict[_Same, int] = defaultdict(int)
    for one in levers:
        counted[_Same(one.kind, one.minutes, one.crew, one.approval, one.doctrine)] += 1
    yield from counted.items()
