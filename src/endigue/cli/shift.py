"""`endigue communication cell wall` and `handover`: papers for the room and for the next shift."""

from datetime import timedelta

import click

from endigue.cli.case_reading import known_at, viewer_option, write_all
from endigue.cli.door import Door, verb
from endigue.cli.status import acting
from endigue.cli.values import instant_in
from endigue.communication.profile import Profile
from endigue.desk.case import Case
from endigue.desk.cell import current_situation, hand_over
from endigue.desk.ledger import Ledger

ALL_CLOCKS = timedelta(days=366)
"""Far enough for every clock that runs."""


def _told(door: Door, folder: str, answer: dict[str, object]) -> None:
    said = door.speech.text("Written to {folder}.", folder=folder)
    door.tell(answer, lambda console: console.print(said))


@click.command("wall")
@click.argument("case", metavar="CASE")
@click.option("--out", "folder", required=True, metavar="DIR", help="Folder to write to.")
@click.option("--at", metavar="INSTANT", help="As known at this instant; by default now.")
@viewer_option
@verb
def wall(
    door: Door, case: str, folder: str, at: str | None, viewer: str | None
) -> None:  # fmt: skip
    """Write the dashboard for the wall, A3: services, clocks, decisions, actions.

    \b
    Example: endigue communication cell wall case --out papers
    """
    instant = instant_in(at) if at else door.hands.clock()
    ledger, profile = known_at(door, case, instant if at else None, viewer)
    book = door.hands.rulebook()
    found = current_situation(ledger, profile, book, instant, "", None, ALL_CLOCKS)
    files = door.hands.documents.wall(found, profile, ledger.head, door.speech.language)
    write_all(door, folder, files)
    _told(door, folder, {"files": sorted(files)})


@click.command("handover")
@click.argument("case", metavar="CASE")
@click.argument("post", metavar="POST")
@click.option("--to", required=True, metavar="NAME", help="Who comes.")
@click.option("--note", default="", help="A word on it.")
@click.option("--out", "folder", required=True, metavar="DIR", help="Folder to write to.")
@click.option("--author", required=True, help="Who leaves.")
@verb
def handover(
    door: Door, case: str, post: str, to: str, note: str, folder: str, author: str
) -> None:
    """Hand a post over: what is open, on paper and in the logbook.

    \b
    Example: endigue communication cell handover case logbook --to "Second keeper" \\
             --out papers --author "Logbook keeper"
    """
    book = door.hands.rulebook()
    names: list[str] = []

    def run(opened: Case, ledger: Ledger, profile: Profile) -> Ledger:
        at = opened.clock()
        found = current_situation(ledger, profile, book, at, "", None, ALL_CLOCKS)
        files = door.hands.documents.handover(
            found,
            profile,
            ledger.communication.roles,
            (post, author, to, note),
            ledger.head,
            door.speech.language,
        )
        after = hand_over(opened, ledger, book, to, post, note)
        write_all(door, folder, files)
        names.extend(sorted(files))
        return after

    entry = acting(door, case, author, run).head.sequence
    _told(door, folder, {"entry": entry, "files": names})
