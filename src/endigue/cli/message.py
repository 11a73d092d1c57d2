"""`endigue communication message`: what each audience is told, from words to paper."""

from collections import Counter
from pathlib import PurePath

import click
from rich.console import Console
from rich.table import Table

from endigue.cli.case_reading import known_at, write_all
from endigue.cli.door import Door, verb
from endigue.cli.late import Listed
from endigue.cli.status import acting
from endigue.cli.values import instant_in
from endigue.communication.cell import Mark
from endigue.communication.message import AUDIENCES, Addressee, Audience
from endigue.communication.notice import PeopleNotice, PublicNotice
from endigue.communication.notice_view import NoticeState
from endigue.communication.profile import Profile
from endigue.desk.case import Case
from endigue.desk.ledger import Ledger
from endigue.desk.refusal import Refusal
from endigue.desk.telling import (
    Merged,
    approve_notice,
    approved_notice,
    current_notice,
    draft_notice,
    issued,
    merged,
    review_notice,
    write_letter,
    write_message,
)
from endigue.kernel.instant import format_instant

COUNT = "letters.csv"

_audience = click.argument("audience", type=click.Choice(AUDIENCES))
_case = click.argument("case", metavar="CASE")
_number = click.argument("number", type=int, metavar="NUMBER")
_author = click.option("--author", required=True, help="Who writes it.")
_out = click.option("--out", "folder", required=True, metavar="DIR", help="Folder to write to.")


@click.group(cls=Listed)
def message() -> None:
    """Notices to members, staff, press, partners, callers, and people whose data was hit."""


@message.command("write")
@_case
@click.argument("file", metavar="FILE")
@_author
@verb
def write(door: Door, case: str, file: str, author: str) -> None:
    """Write words for one audience, from a TOML file in French and English.

    What everybody is told comes from the page: services, what happened, next information. The
    file adds what is meant for one audience: text, do, never, place, contact, signed.

    \b
    Example: endigue communication message write case staff.toml --author "Press office"
    """
    words, book = door.hands.message(file), door.hands.rulebook()
    ledger = acting(door, case, author, lambda c, known, _: write_message(c, known, book, words))
    _written(door, ledger)


@message.command("letter")
@_case
@click.argument("file", metavar="FILE")
@_author
@verb
def letter(door: Door, case: str, file: str, author: str) -> None:
    """Write the letter to the people whose data was hit (GDPR Art. 34), from a TOML file.

    It says what happened, the consequences, the measures and, for each profile of data, which
    data is concerned and which is not. It names nobody.

    \b
    Example: endigue communication message letter case letter.toml --author "Press office"
    """
    said, book = door.hands.letter(file), door.hands.rulebook()

    def act(opened: Case, ledger: Ledger, profile: Profile) -> Ledger:
        return write_letter(opened, ledger, book, profile, said)

    _written(door, acting(door, case, author, act))


def _written(door: Door, ledger: Ledger) -> None:
    entry = ledger.head.sequence
    said = door.speech.text("Written in the logbook, entry {entry}.", entry=entry)
    door.tell({"entry": entry}, lambda console: console.print(said))


@message.command("draft")
@_case
@_audience
@_author
@verb
def draft(door: Door, case: str, audience: Audience, author: str) -> None:
    """Draw up the next notice to an audience. A staff instruction replaces the one before.

    \b
    Example: endigue communication message draft case staff --author "Press office"
    """
    book = door.hands.rulebook()

    def act(opened: Case, ledger: Ledger, profile: Profile) -> Ledger:
        return draft_notice(opened, ledger, profile, book, audience)

    ledger = acting(door, case, author, act)
    _step(door, audience, ledger.communication.notices.last(audience), "drafted")


@message.command("review")
@_case
@_audience
@_number
@_author
@verb
def review(door: Door, case: str, audience: Audience, number: int, author: str) -> None:
    """Find nothing wrong with a notice.

    \b
    Example: endigue communication message review case staff 1 --author "Counsel"
    """
    book = door.hands.rulebook()
    acting(door, case, author, lambda c, known, _: review_notice(c, known, book, audience, number))
    _step(door, audience, number, "reviewed")


@message.command("approve")
@_case
@_audience
@_number
@_author
@verb
def approve(door: Door, case: str, audience: Audience, number: int, author: str) -> None:
    """Let a notice go out.

    \b
    Example: endigue communication message approve case staff 1 --author "Director"
    """
    book = door.hands.rulebook()
    acting(door, case, author, lambda c, known, _: approve_notice(c, known, book, audience, number))
    _step(door, audience, number, "approved")


def _step(door: Door, audience: Audience, number: int, step: str) -> None:
    said = door.speech.say(
        f"notices.{step}", title=door.speech.say(f"notices.title_{audience}", number=number)
    )
    door.tell({"audience": audience, "number": number}, lambda console: console.print(said))


@message.command("issue")
@_case
@_audience
@_number
@_out
@_author
@verb
def issue(door: Door, case: str, audience: Audience, number: int, folder: str, author: str) -> None:
    """Write an approved notice, as PDF and text in both languages, word for word as approved.

    \b
    Example: endigue communication message issue case staff 1 --out notices --author "Press office"
    """
    if audience == "people":
        raise Refusal("notices.people_are_merged")
    made: list[str] = []

    def act(opened: Case, ledger: Ledger, profile: Profile) -> Ledger:
        book = door.hands.rulebook()
        content = approved_notice(opened, ledger, profile, book, audience, number)
        if not isinstance(content, PublicNotice):
            raise TypeError("only people are written letters")
        files = door.hands.documents.audience(content, draft=False)
        write_all(door, folder, files)
        made.extend(sorted(files))
        return issued(opened, ledger, content, files)

    acting(door, case, author, act)
    _told(door, folder, audience, number, made)


@message.command("preview")
@_case
@_audience
@_out
@click.option("--at", metavar="INSTANT", help="As known at this instant; by default now.")
@verb
def preview(door: Door, case: str, audience: Audience, folder: str, at: str | None) -> None:
    """Write the next notice as the logbook tells it now, marked as a draft.

    Letters to people are shown to one invented person a profile.

    \b
    Example: endigue communication message preview case members --out preview
    """
    instant = instant_in(at) if at else None
    ledger, profile = known_at(door, case, instant)
    when = instant or door.hands.clock()
    content = current_notice(ledger, profile, door.hands.rulebook(), audience, when)
    if isinstance(content, PeopleNotice):
        files = _specimens(door, content)
    else:
        files = door.hands.documents.audience(content, draft=True)
    write_all(door, folder, files)
    _told(door, folder, audience, content.number, sorted(files))


def _specimens(door: Door, content: PeopleNotice) -> dict[str, bytes]:
    name = door.speech.say("notices.specimen")
    people = [
        Addressee(place, f"{name} ({one.id})", (name,), one.id, content.language)
        for place, one in enumerate(content.letter.profile, start=2)
    ]
    made = door.hands.documents.letters(content, people, each=False)
    return {f"draft-{file}": pdf for file, pdf, _ in made}


def _told(door: Door, folder: str, audience: str, number: int, names: list[str]) -> None:
    said = door.speech.text("Written to {folder}.", folder=folder)
    door.tell(
        {"audience": audience, "number": number, "folder": folder, "files": names},
        lambda console: console.print(said),
    )


@message.command("merge")
@_case
@_number
@click.option("--people", "file", required=True, metavar="FILE", help="The list, as CSV.")
@_out
@click.option("--each", is_flag=True, help="One PDF a person, instead of some hundreds in one.")
@_author
@verb
def merge(
    door: Door, case: str, number: int, file: str, folder: str, each: bool, author: str
) -> None:  # fmt: skip
    """Make the approved letter for each person of a list.

    The list stays where it is: nothing of it is recorded but how many people it holds and its
    SHA-256. Columns: name, address… (one a line), profile, language, reference. A folder that
    the public reads is refused, for the letters and for the list.

    \b
    Example: endigue communication message merge case 1 --people /media/key/people.csv \\
             --out /media/key/letters --author "Press office"
    """
    for place in (folder, str(PurePath(file).parent)):
        if door.hands.is_public(place):
            raise Refusal("notices.place_is_public", folder=place)
    told: dict[str, object] = {}

    def act(opened: Case, ledger: Ledger, profile: Profile) -> Ledger:
        book = door.hands.rulebook()
        content = approved_notice(opened, ledger, profile, book, "people", number)
        if not isinstance(content, PeopleNotice):
            raise TypeError("people are written letters")
        made, left = _merged(door, content, file, folder, each=each)
        told.update(
            number=number, people=made.people, by_profile=made.by_profile,
            by_language=made.by_language, files=made.files, left_out=list(left), folder=folder,
        )  # fmt: skip
        return merged(opened, ledger, content, made)

    acting(door, case, author, act)
    said = door.speech.say("notices.merged", people=told["people"], files=told["files"])
    door.tell(told, lambda console: console.print(said))


def _merged(
    door: Door, content: PeopleNotice, file: str, folder: str, *, each: bool
) -> tuple[Merged, tuple[str, ...]]:
    profiles = [one.id for one in content.letter.profile]
    listed = door.hands.people(file, profiles, content.language)
    made: list[tuple[str, tuple[Addressee, ...]]] = []
    done = 0
    with door.working("Making the letters") as progress:
        for name, pdf, batch in door.hands.documents.letters(content, listed.people, each=each):
            door.hands.write_private(str(PurePath(folder) / name), pdf)
            made.append((name, batch))
            done += len(batch)
            progress(f"{done} / {len(listed.people)}")
    count = door.hands.documents.letter_count(made)
    door.hands.write_private(str(PurePath(folder) / COUNT), count)
    by_profile = Counter(one.profile for one in listed.people)
    by_language = Counter(one.language for one in listed.people)
    merge_of = Merged(
        listed.sha256, len(listed.people), dict(sorted(by_profile.items())),
        dict(sorted(by_language.items())), len(made),
    )  # fmt: skip
    return merge_of, listed.left_out


@message.command("show")
@_case
@verb
def show(door: Door, case: str) -> None:
    """List the notices and how far each has come.

    \b
    Example: endigue communication message show case
    """
    ledger, _ = known_at(door, case, None)
    view = ledger.communication.notices
    states = sorted(view.notices.items())
    answer = {
        "notices": [_plain(state) for _, state in states],
        "merges": [
            {"number": one.number, "people": one.people, "by_profile": one.by_profile,
             "list": one.list, "entry": mark.entry}
            for mark, one in view.merges
        ],
    }  # fmt: skip
    door.tell(answer, lambda console: _show(console, door, [state for _, state in states]))


def _plain(state: NoticeState) -> dict[str, object]:
    return {
        "audience": state.draft.audience,
        "number": state.draft.number,
        "replaces": state.draft.replaces,
        "digest": state.draft.digest,
        "drafted": _mark(state.drafted),
        "reviewed": [_mark(mark) for mark in state.reviewed],
        "approved": _mark(state.approved),
        "issued": _mark(state.issued),
    }


def _mark(mark: Mark | None) -> dict[str, object] | None:
    if mark is None:
        return None
    return {"author": mark.author, "at": format_instant(mark.at), "entry": mark.entry}


def _show(console: Console, door: Door, states: list[NoticeState]) -> None:
    _ = door.speech.text
    table = Table(box=None, pad_edge=False)
    for heading in (_("Notice"), _("Drafted"), _("Reviewed"), _("Approved"), _("Given out")):
        table.add_column(heading, overflow="fold")
    for state in states:
        draft = state.draft
        title = door.speech.say(f"notices.title_{draft.audience}", number=draft.number)
        reviewed = state.reviewed[-1] if state.reviewed else None
        marks = (state.drafted, reviewed, state.approved, state.issued)
        cells = [
            "–" if one is None else f"{one.author}, {door.speech.short_moment(one.at)}"
            for one in marks
        ]
        table.add_row(title, *cells)
    console.print(table)
