"""What the commands of hand-work share: options, opening a case, and names of sheets."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import click

from endigue.cli.door import Door
from endigue.continuity.handwork.forms import Form
from endigue.continuity.handwork.serials import serial
from endigue.continuity.handwork.survey import Sheet
from endigue.desk.handwork import Handwork

ORGANISATION = click.option(
    "--organisation", "folder", metavar="DIR", help="Organisation folder, for its own forms."
)
AUTHOR = click.option("--author", default="", help="Who writes, for the logbook.")


@contextmanager
def opened(door: Door, case: str, author: str, folder: str | None) -> Iterator[Handwork]:
    """The hand-work of a case, whose journal is closed afterwards."""
    forms = door.hands.handwork.forms(folder)
    held = door.hands.cases.open(case, author or door.speech.text("Crisis cell"))
    try:
        yield Handwork(held, door.hands.handwork, forms)
    finally:
        held.store.close()


def serial_of(forms: Mapping[str, Form], sheet: Sheet) -> str:
    """The serial of a sheet, as printed."""
    return named(forms, sheet.form, sheet.serial)


def named(forms: Mapping[str, Form], form: str, number: int) -> str:
    """The serial of a number of a form; the form's name where it is not known here."""
    return serial(forms[form].code, number) if form in forms else f"{form} {number}"
