"""Tell, letters: to each person whose data was hit (GDPR Art. 34), from the words to the paper.

The list of people goes through the memory of the machine of the console for as long as the letters
are made, and is written down nowhere: the logbook keeps its hash and how many it holds.
"""

from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import msgspec
from starlette.responses import Response

from endigue.communication.message import Addressee, Letter
from endigue.communication.notice import PeopleNotice
from endigue.communication.profile import Profile
from endigue.console.downloads import archive
from endigue.console.entering import Served
from endigue.console.pages.prepare import saved
from endigue.console.visit import Visit
from endigue.desk.acting import allow
from endigue.desk.case import Case
from endigue.desk.ledger import Ledger
from endigue.desk.refusal import Refusal
from endigue.desk.telling import (
    Merged,
    approve_notice,
    approved_notice,
    current_notice,
    draft_notice,
    merged,
    review_notice,
    write_letter,
)

PEOPLE: Final = "people"

COUNT: Final = "letters.csv"
"""Which lines of the list stand in which file."""

MOST_PROFILES: Final = 3
"""That the page asks for; a file may have more."""

MOST_PEOPLE: Final = 2_000
"""That one visit makes letters for: about a minute; assumed. More by the command."""

TEXTS: Final = ("what", "consequences", "measures", "signed")


def letters(visit: Visit) -> Response:
    """The words, how far each letter came, and what was made."""
    view = visit.ledger.communication.notices
    return visit.show(
        "letters.html.j2",
        page="tell",
        letter=view.letters[-1][1] if view.letters else None,
        notices=[
            (number, state)
            for (to, number), state in sorted(view.notices.items(), reverse=True)
            if to == PEOPLE
        ],
        companies=visit.profile.companies if visit.profile else (),
        texts=TEXTS,
        profiles=range(1, MOST_PROFILES + 1),
        most=MOST_PEOPLE,
        may={
            one: visit.may(f"{one}-notice")
            for one in ("write", "draft", "review", "approve", "issue")
        },
    )


def write(visit: Visit) -> Response:
    """Write the letter: it names nobody."""
    profile, book = _profile(visit), visit.room.rulebook
    said = {name: visit.both(name) for name in TEXTS}
    kinds = [
        {"id": visit.text(f"id_{place}", 64).strip(),
         "concerned": visit.both(f"concerned_{place}"),
         "spared": visit.both(f"spared_{place}")}
        for place in range(1, MOST_PROFILES + 1)
        if visit.text(f"id_{place}", 64).strip()
    ]  # fmt: skip
    try:
        # What a file is held to holds here too.
        letter = msgspec.convert(
            {"company": visit.text("company", 200), "profile": kinds, **said}, Letter
        )
    except msgspec.ValidationError:
        raise Refusal("console.letter_profiles") from None
    visit.room.act(
        visit.person, lambda case, ledger: write_letter(case, ledger, book, profile, letter)
    )
    return visit.go("/tell/letters")


def step(visit: Visit) -> Response:
    """Draw up, review or approve a letter."""
    book, profile, what = visit.room.rulebook, _profile(visit), visit.text("step", 20)
    number = 0 if what == "draft" else visit.number(visit.text("number", 10))

    def verb(case: Case, ledger: Ledger) -> Ledger:
        match what:
            case "draft":
                return draft_notice(case, ledger, profile, book, PEOPLE)
            case "review":
                return review_notice(case, ledger, book, PEOPLE, number)
            case "approve":
                return approve_notice(case, ledger, book, PEOPLE, number)
        raise Refusal("console.no_such_report")

    visit.room.act(visit.person, verb)
    return visit.go("/tell/letters")


def preview(visit: Visit) -> Response:
    """The next letter to one invented person of each profile, marked as a draft."""
    book = visit.room.rulebook
    content = current_notice(visit.ledger, _profile(visit), book, PEOPLE, visit.instant)
    if not isinstance(content, PeopleNotice):
        raise TypeError("people are written letters")
    name = visit.speech.say("notices.specimen")
    invented = [
        Addressee(place, f"{name} ({one.id})", (name,), one.id, content.language)
        for place, one in enumerate(content.letter.profile, start=2)
    ]
    made = visit.room.hands.documents.letters(content, invented, each=False)
    return archive({f"draft-{file}": pdf for file, pdf, _ in made}, "letter-draft.zip")


def merge(visit: Visit) -> Response:
    """Make the approved letter for each person of a list that the browser brings."""
    room, profile, book = visit.room, _profile(visit), visit.room.rulebook
    number, uploads = visit.number(visit.text("number", 10)), visit.files("file")

    def allowed(case: Case, ledger: Ledger) -> Ledger:
        allow(case, ledger, book.roles, "issue-notice", f"{PEOPLE} {number}")
        return ledger

    room.act(visit.person, allowed)
    if len(uploads) != 1:
        raise Refusal("console.no_file")
    files: dict[str, bytes] = {}

    with TemporaryDirectory() as elsewhere:
        (file,) = saved(uploads, Path(elsewhere))

        def verb(case: Case, ledger: Ledger) -> Ledger:
            content = approved_notice(case, ledger, profile, book, PEOPLE, number)
            if not isinstance(content, PeopleNotice):
                raise TypeError("people are written letters")
            files.clear()
            return merged(case, ledger, content, _made(visit, content, file, files))

        room.act(visit.person, verb)
    return archive(files, f"letters-{number}.zip")


def _made(visit: Visit, content: PeopleNotice, file: str, files: dict[str, bytes]) -> Merged:
    hands = visit.room.hands
    listed = hands.people(file, [one.id for one in content.letter.profile], content.language)
    if len(listed.people) > MOST_PEOPLE:
        raise Refusal("console.too_many_letters", most=MOST_PEOPLE, count=len(listed.people))
    made: list[tuple[str, tuple[Addressee, ...]]] = []
    for name, pdf, batch in hands.documents.letters(content, listed.people, each=False):
        files[name] = pdf
        made.append((name, batch))
    files[COUNT] = hands.documents.letter_count(made)
    return Merged(
        listed.sha256,
        len(listed.people),
        dict(sorted(Counter(one.profile for one in listed.people).items())),
        dict(sorted(Counter(one.language for one in listed.people).items())),
        len(made),
    )


def _profile(visit: Visit) -> Profile:
    if visit.profile is None:
        raise Refusal("desk.nothing_adopted")
    return visit.profile


PAGES = (
    Served("/tell/letters", letters),
    Served("/tell/letters", write, "POST"),
    Served("/tell/letters/step", step, "POST"),
    Served("/tell/letters/preview", preview),
    Served("/tell/letters/files", merge, "POST"),
)
