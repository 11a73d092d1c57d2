"""Letters to the people whose data was hit (GDPR Art. 34), one a person, merged from a list.

The list and the letters never pass through anything that is published: they are written into a
folder, and what is recorded of them is how many there were.
"""

from collections.abc import Iterator, Sequence
from importlib.resources import files

import msgspec
import typst

from endigue.communication.message import Addressee, DataProfile
from endigue.communication.notice import PeopleNotice
from endigue.desk.inputs import input_name
from endigue.locale.speech import Speech
from endigue.locale.typography import unbroken
from endigue.writers.inert import inert_line
from endigue.writers.notices.telling import Telling
from endigue.writers.papers.paper import Bullets, Paragraph, Part
from endigue.writers.papers.print import STANDARDS

TEMPLATE = "letter.typ"

BATCH = 250
"""Letters of one PDF; a printer takes it at once, and memory stays small (assumed)."""


def letter_files(
    notice: PeopleNotice, people: Sequence[Addressee], *, each: bool
) -> Iterator[tuple[str, bytes, tuple[Addressee, ...]]]:
    """Every PDF with its name and whom it is for: one a person, or `BATCH` in one."""
    size = 1 if each else BATCH
    bodies = _Bodies(notice)
    for first in range(0, len(people), size):
        batch = tuple(people[first : first + size])
        last = first + len(batch)
        span = f"{first + 1:07}" if each else f"{first + 1:07}-{last:07}"
        letters = [bodies.letter(one) for one in batch]
        yield f"letters-{notice.number:03}-{span}.pdf", _printed(notice, letters), batch


def letter_count(made: Sequence[tuple[str, tuple[Addressee, ...]]]) -> bytes:
    """Which lines of the list stand in which file, as CSV; nobody is named."""
    rows = ["file,letters,first_line,last_line"]
    rows += [f"{name},{len(of)},{of[0].line},{of[-1].line}" for name, of in made]
    return ("\r\n".join(rows) + "\r\n").encode("utf-8-sig")


class _Bodies:
    """The body of each profile in each language, said once."""

    def __init__(self, notice: PeopleNotice) -> None:
        self._notice = notice
        self._profiles = {one.id: one for one in notice.letter.profile}
        self._said: dict[tuple[str, str], dict[str, object]] = {}

    def letter(self, person: Addressee) -> dict[str, object]:
        """What the template takes for one person."""
        key = (person.profile, person.language)
        if key not in self._said:
            self._said[key] = _body(self._notice, self._profiles[person.profile], person.language)
        lines = (person.name, *person.address)
        return {
            **self._said[key],
            "to": [inert_line(line) for line in lines],
            "reference": inert_line(person.reference),
        }


def _body(notice: PeopleNotice, profile: DataProfile, language: str) -> dict[str, object]:
    speech = Speech(language, notice.time_zone)
    say, letter = speech.say, notice.letter
    telling = Telling(notice.figures, notice.currency, speech)
    parts = (
        *telling.part("notices.letter_what", letter.what),
        *telling.part("notices.letter_concerned", profile.concerned),
        *telling.part("notices.letter_spared", profile.spared),
        *telling.part("notices.letter_consequences", profile.consequences or letter.consequences),
        *telling.part("notices.letter_measures", letter.measures),
        *telling.listed("notices.letter_advice", (*letter.advice, *profile.advice)),
        Part(say("notices.letter_contact"), (Paragraph(_contact(notice, speech)),)),
        Part(say("notices.letter_right"), (Paragraph(_right(notice, speech)),)),
    )
    return {
        "language": language,
        "from": inert_line(notice.company),
        "day": speech.day(notice.at),
        "subject": say("notices.letter_subject"),
        "reference_label": say("notices.letter_reference"),
        "greeting": say("notices.letter_greeting"),
        "parts": [_plain(part, language) for part in parts],
        "signed": telling.line(letter.signed),
    }


def _plain(part: Part, language: str) -> dict[str, object]:
    paragraphs = [one.text for one in part.blocks if isinstance(one, Paragraph)]
    items = [item for one in part.blocks if isinstance(one, Bullets) for item in one.items]
    return {
        "title": part.title,
        "paragraphs": [unbroken(text, language) for text in paragraphs],
        "items": [unbroken(text, language) for text in items],
    }


def _contact(notice: PeopleNotice, speech: Speech) -> str:
    dpo = notice.dpo
    ways = [inert_line(way) for way in (dpo.email, dpo.phone) if way]
    return speech.say("notices.letter_dpo", name=inert_line(dpo.name), ways=speech.listed(ways))


def _right(notice: PeopleNotice, speech: Speech) -> str:
    known = "fr" if notice.country == "FR" else "other"
    return speech.say(f"notices.letter_right_{known}")


def _printed(notice: PeopleNotice, letters: list[dict[str, object]]) -> bytes:
    speech = Speech(notice.language, notice.time_zone)
    data = {
        "language": notice.language,
        "title": speech.say("notices.letter_subject"),
        "author": inert_line(notice.company),
        "day": [notice.at.year, notice.at.month, notice.at.day],
        "foot": f"{notice.number} · {input_name(notice)[:16]}",
        "letters": letters,
    }
    return typst.compile(
        (files("endigue.writers") / "templates" / TEMPLATE).read_bytes(),
        format="pdf",
        font_paths=typst.Fonts(include_system_fonts=False, include_embedded_fonts=True),
        ignore_system_fonts=True,
        sys_inputs={"letters": msgspec.json.encode(data).decode()},
        pdf_standards=STANDARDS,
        timestamp=int(notice.at.timestamp()),
    )
