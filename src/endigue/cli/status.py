"""`endigue communication status`: the public page from bulletin to publication."""

from collections.abc import Callable
from datetime import datetime

import click
from rich.console import Console
from rich.table import Table

from endigue.cli.case_reading import known_at, write_all
from endigue.cli.door import Door, verb
from endigue.cli.late import Listed
from endigue.cli.values import instant_in
from endigue.communication.bulletin import Text
from endigue.communication.profile import Profile
from endigue.communication.view import PageState, Step
from endigue.desk.case import Case
from endigue.desk.delivery import Access, Delivery
from endigue.desk.duties import profile_of_case
from endigue.desk.ledger import Ledger
from endigue.desk.publishing import (
    approve_page,
    approved_page,
    current_page,
    delivered,
    draft_page,
    published,
    review_page,
    write_bulletin,
)
from endigue.desk.refusal import Refusal
from endigue.kernel.instant import format_instant

OPERATIONS = "operations.toml"


@click.group(cls=Listed)
def status() -> None:
    """The public page: tell, draft, review, approve, publish."""


def acting(
    door: Door, case: str, author: str, act: Callable[[Case, Ledger, Profile], Ledger]
) -> Ledger:
    """Open a case that exists, do something as somebody, and close it."""
    door.hands.cases.journal(case).close()
    opened = door.hands.cases.open(case, author)
    try:
        ledger = opened.ledger()
        return act(opened, ledger, profile_of_case(opened.blobs, ledger, door.hands))
    finally:
        opened.store.close()


@status.command("tell")
@click.argument("case", metavar="CASE")
@click.argument("file", metavar="FILE")
@click.option("--author", required=True, help="Who writes it.")
@verb
def tell(door: Door, case: str, file: str, author: str) -> None:
    """Write down what is to be told to the public, from a TOML file.

    Services with their state (working, slow, partly, stopped, reopening), messages and
    questions, each in French and English. What a file leaves out stays as it was told before.
    It is public only once a page that rests upon it is published.

    \b
    Example: endigue communication status tell case bulletin.toml --author "Press office"
    """
    bulletin = door.hands.bulletin(file)

    def act(opened: Case, ledger: Ledger, _: Profile) -> Ledger:
        adopted = ledger.organisation
        name = adopted.files.get(OPERATIONS, "") if adopted else ""
        names = door.hands.operation_names(opened.blobs.get(name)) if name else {}
        return write_bulletin(opened, ledger, door.hands.rulebook(), bulletin, names)

    entry = acting(door, case, author, act).head.sequence
    message = door.speech.text("Written in the logbook, entry {entry}.", entry=entry)
    door.tell({"entry": entry}, lambda console: console.print(message))


@status.command("draft")
@click.argument("case", metavar="CASE")
@click.option("--author", required=True, help="Who writes it.")
@click.option(
    "--corrects", default=0, metavar="VERSION", help="The published version that was wrong."
)
@click.option("--correction-fr", default="", metavar="TEXT", help="What was wrong, in French.")
@click.option("--correction-en", default="", metavar="TEXT", help="What was wrong, in English.")
@verb
def draft(
    door: Door, case: str, author: str, corrects: int, correction_fr: str, correction_en: str
) -> None:
    """Draw up the next version of the page from the logbook.

    \b
    Example: endigue communication status draft case --author "Press office"
    """
    correction = Text(correction_fr, correction_en)

    def act(opened: Case, ledger: Ledger, profile: Profile) -> Ledger:
        return draft_page(opened, ledger, profile, door.hands.rulebook(), corrects, correction)

    version = max(acting(door, case, author, act).communication.pages)
    said = door.speech.text("Version {version} of the page: drafted.", version=version)
    door.tell({"version": version}, lambda console: console.print(said))


@status.command("review")
@click.argument("case", metavar="CASE")
@click.argument("version", type=int, metavar="VERSION")
@click.option("--author", required=True, help="Who writes it.")
@verb
def review(door: Door, case: str, version: int, author: str) -> None:
    """Find nothing wrong with a version.

    \b
    Example: endigue communication status review case 1 --author "Counsel"
    """
    book = door.hands.rulebook()
    acting(door, case, author, lambda case, ledger, _: review_page(case, ledger, book, version))
    said = door.speech.text("Version {version} of the page: reviewed.", version=version)
    door.tell({"version": version}, lambda console: console.print(said))


@status.command("approve")
@click.argument("case", metavar="CASE")
@click.argument("version", type=int, metavar="VERSION")
@click.option("--author", required=True, help="Who writes it.")
@verb
def approve(door: Door, case: str, version: int, author: str) -> None:
    """Let a version go out.

    \b
    Example: endigue communication status approve case 1 --author "Director"
    """
    book = door.hands.rulebook()
    acting(door, case, author, lambda case, ledger, _: approve_page(case, ledger, book, version))
    said = door.speech.text("Version {version} of the page: approved.", version=version)
    door.tell({"version": version}, lambda console: console.print(said))


@status.command("publish")
@click.argument("case", metavar="CASE")
@click.argument("version", type=int, metavar="VERSION")
@click.option("--out", "folder", metavar="DIR", help="Folder to write to.")
@click.option(
    "--to",
    "places",
    multiple=True,
    metavar="PLACE",
    help="A place to publish to: sftp://user@host/folder, s3://bucket/prefix; repeatable.",
)
@click.option("--identity", metavar="FILE", help="Private key for SFTP.")
@click.option("--known-hosts", metavar="FILE", help="Known hosts for SFTP; by default your own.")
@click.option("--endpoint", metavar="URL", help="Address of the object store.")
@click.option(
    "--region", default="us-east-1", show_default=True, help="Region of the object store."
)
@click.option("--author", required=True, help="Who writes it.")
@verb
def publish(
    door: Door,
    case: str,
    version: int,
    folder: str | None,
    places: tuple[str, ...],
    identity: str | None,
    known_hosts: str | None,
    endpoint: str | None,
    region: str,
    author: str,
) -> None:
    """Write an approved version where the public reads it: a folder, over SFTP, an object store.

    What is written is, byte for byte, what was approved, and is read back. Each file takes its
    place in one step, the first page last; after an interruption the same command goes on. SFTP
    takes keys and known hosts from your own OpenSSH; the object store takes its key from
    AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.

    \b
    Example: endigue communication status publish case 1 --out public \\
             --to sftp://page@host.example/~/public --author "Press office"
    """
    everywhere = (*((folder,) if folder else ()), *places)
    if not everywhere:
        raise Refusal("publishing.nowhere")
    access = Access(identity, known_hosts, endpoint, region)
    made: list[Delivery] = []
    written: list[str] = []

    def act(opened: Case, ledger: Ledger, profile: Profile) -> Ledger:
        page = approved_page(opened, ledger, profile, door.hands.rulebook(), version)
        files = door.hands.documents.status_site(page, draft=False)
        written.extend(sorted(files))
        for place in everywhere:
            with door.working("Bringing the page there"):
                delivery = door.hands.publish(place, access, files)
            made.append(delivery)
            if len(made) == 1:
                ledger = published(opened, ledger, page, files)
            ledger = delivered(opened, ledger, page, delivery)
        return ledger

    acting(door, case, author, act)
    answer: dict[str, object] = {"version": version, "files": written, "places": made}
    door.tell(
        {**answer, "folder": folder} if folder else answer,
        lambda console: _show_places(console, door, made),
    )


def _show_places(console: Console, door: Door, made: list[Delivery]) -> None:
    for one in made:
        said = door.speech.say(
            "publishing.delivered", place=one.place, sent=one.sent, already=one.already
        )
        console.print(said, markup=False)


@status.command("build")
@click.argument("case", metavar="CASE")
@click.option("--out", "folder", required=True, metavar="DIR", help="Folder to write to.")
@click.option("--at", metavar="INSTANT", help="As known at this instant; by default now.")
@verb
def build(door: Door, case: str, folder: str, at: str | None) -> None:
    """Build the page as the logbook tells it now, marked as a draft.

    \b
    Example: endigue communication status build case --out preview
    """
    instant: datetime | None = instant_in(at) if at else None
    ledger, profile = known_at(door, case, instant)
    page = current_page(ledger, profile, door.hands.rulebook())
    files = door.hands.documents.status_site(page, draft=True)
    write_all(door, folder, files)
    _told(door, folder, page.version, sorted(files))


def _told(door: Door, folder: str, version: int, names: list[str]) -> None:
    said = door.speech.text("Written to {folder}.", folder=folder)
    door.tell(
        {"version": version, "folder": folder, "files": names},
        lambda console: console.print(said),
    )


@status.command("show")
@click.argument("case", metavar="CASE")
@verb
def show(door: Door, case: str) -> None:
    """List the versions of the page and how far each has come.

    \b
    Example: endigue communication status show case
    """
    ledger, _ = known_at(door, case, None)
    pages = sorted(ledger.communication.pages.items())
    answer = [_plain(version, state) for version, state in pages]
    door.tell({"versions": answer}, lambda console: _show(console, door, pages))


def _plain(version: int, state: PageState) -> dict[str, object]:
    return {
        "version": version,
        "upto": state.draft.upto,
        "digest": state.draft.digest,
        "corrects": state.draft.corrects,
        "drafted": _step(state.drafted),
        "reviewed": [_step(step) for step in state.reviewed],
        "approved": _step(state.approved),
        "published": _step(state.published),
    }


def _step(step: Step | None) -> dict[str, object] | None:
    if step is None:
        return None
    return {"author": step.author, "at": format_instant(step.at), "entry": step.entry}


def _show(console: Console, door: Door, pages: list[tuple[int, PageState]]) -> None:
    _ = door.speech.text
    table = Table(box=None, pad_edge=False)
    for heading in (_("Version"), _("Drafted"), _("Reviewed"), _("Approved"), _("Published")):
        table.add_column(heading, overflow="fold")
    for version, state in pages:
        steps = (state.drafted, *state.reviewed[-1:], *([None] * (not state.reviewed)))
        cells = [_who(door, step) for step in (*steps, state.approved, state.published)]
        table.add_row(str(version), *cells)
    console.print(table)


def _who(door: Door, step: Step | None) -> str:
    return "–" if step is None else f"{step.author}, {door.speech.short_moment(step.at)}"
