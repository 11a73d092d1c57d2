"""`endigue communication role`: who may do what in the crisis."""

import click
from rich.console import Console

from endigue.cli.case_reading import known_at
from endigue.cli.door import Door, verb
from endigue.cli.late import Listed
from endigue.cli.status import acting
from endigue.communication.profile import Profile
from endigue.communication.view import CommunicationView
from endigue.desk.acting import give_role, give_scope, take_role
from endigue.desk.case import Case
from endigue.desk.ledger import Ledger
from endigue.kernel.instant import format_instant


@click.group(cls=Listed)
def role() -> None:
    """Who may do what in the crisis."""


@role.command("give")
@click.argument("case", metavar="CASE")
@click.argument("person", metavar="PERSON")
@click.argument("name", metavar="ROLE")
@click.option("--author", required=True, help="Who writes it.")
@verb
def give(door: Door, case: str, person: str, name: str, author: str) -> None:
    """Give a person a role: strategic, operational, logbook-keeper, communication, legal, observer.

    \b
    Example: endigue communication role give case "Press office" communication --author Director
    """
    roles = door.hands.rulebook().roles
    ledger = acting(
        door, case, author, lambda opened, known, _: give_role(opened, known, roles, person, name)
    )
    _tell(door, ledger.communication, person)


@role.command("take")
@click.argument("case", metavar="CASE")
@click.argument("person", metavar="PERSON")
@click.argument("name", metavar="ROLE")
@click.option("--author", required=True, help="Who writes it.")
@verb
def take(door: Door, case: str, person: str, name: str, author: str) -> None:
    """Take a role from a person.

    \b
    Example: endigue communication role take case "Press office" communication --author Director
    """
    roles = door.hands.rulebook().roles
    ledger = acting(
        door, case, author, lambda opened, known, _: take_role(opened, known, roles, person, name)
    )
    _tell(door, ledger.communication, person)


@role.command("scope")
@click.argument("case", metavar="CASE")
@click.argument("person", metavar="PERSON")
@click.argument("companies", nargs=-1, metavar="[COMPANY]...")
@click.option("--author", required=True, help="Who writes it.")
@verb
def scope(door: Door, case: str, person: str, companies: tuple[str, ...], author: str) -> None:
    """Have a person speak for some companies of the group alone; for all where none is named.

    They record for these companies only, and decide nothing for the group. With --viewer they
    see the clocks and papers of their companies; the group sees all.

    \b
    Example: endigue communication role scope case "Counsel of the clinics" care --author Director
    """
    roles = door.hands.rulebook().roles

    def act(opened: Case, ledger: Ledger, profile: Profile) -> Ledger:
        return give_scope(opened, ledger, roles, profile, person, companies)

    own = acting(door, case, author, act).communication.scopes.get(person, ())
    named = ", ".join(own) or door.speech.text("the whole group")
    said = door.speech.text("{person} speaks for: {companies}", person=person, companies=named)
    answer = {"person": person, "companies": list(own)}
    door.tell(answer, lambda console: console.print(said, markup=False))


def _tell(door: Door, view: CommunicationView, person: str) -> None:
    held = view.roles.get(person, ())
    answer = {"person": person, "roles": list(held)}
    door.tell(answer, lambda console: _say(console, door, person, held))


def _say(console: Console, door: Door, person: str, held: tuple[str, ...]) -> None:
    roles = ", ".join(held) or door.speech.text("nothing")
    said = door.speech.text("{person} holds: {roles}", person=person, roles=roles)
    console.print(said, markup=False)


@role.command("list")
@click.argument("case", metavar="CASE")
@verb
def list_(door: Door, case: str) -> None:
    """List who holds which role, and what was refused to whom.

    \b
    Example: endigue communication role list case
    """
    view = known_at(door, case, None)[0].communication
    answer = {
        "roles": {person: list(held) for person, held in view.roles.items()},
        "scopes": {person: list(own) for person, own in view.scopes.items()},
        "refused": [
            {
                "person": step.author,
                "at": format_instant(step.at),
                "action": fact.action,
                "subject": fact.subject,
                "entry": step.entry,
            }
            for step, fact in view.refusals
        ],
    }
    door.tell(answer, lambda console: _show(console, door, view))


def _show(console: Console, door: Door, view: CommunicationView) -> None:
    for person, held in view.roles.items():
        _say(console, door, person, held)
    for step, fact in view.refusals:
        said = door.speech.text(
            "Refused to {person} on {moment}: {action}, {subject}",
            person=step.author,
            moment=door.speech.short_moment(step.at),
            action=fact.action,
            subject=fact.subject,
        )
        console.print(said, markup=False)
