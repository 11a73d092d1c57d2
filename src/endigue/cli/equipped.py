"""An organisation folder as the engines of containment want it: with levers."""

import click

from endigue.cli.door import Door
from endigue.organisation.model import Organisation
from endigue.organisation.standard_levers import with_levers


def equipped(door: Door, folder: str) -> Organisation:
    """The organisation; where it describes no lever the standard ones are derived, which one
    line on standard error says.
    """
    described = door.hands.organisations.read(folder).organisation
    organisation = with_levers(described, door.hands.lever_figures())
    if organisation is not described:
        code = "organisation.levers_derived" if organisation.levers else "organisation.no_target"
        count = door.speech.number(len(organisation.levers))
        click.echo(f"endigue: {door.speech.say(code, count=count, folder=folder)}", err=True)
    return organisation
