"""The list of people who are written to: a CSV file that stays where it is.

Columns: `name`, `profile` (where the letter has several), `language`, `reference`, and the lines of
the address, every column whose name begins with `address`, in order. Of the file nothing but
its SHA-256 and counts is ever written down.
"""

import csv
from collections.abc import Collection
from hashlib import sha256
from io import StringIO
from pathlib import Path

from endigue.communication.bulletin import LANGUAGES
from endigue.communication.message import Addressee, PeopleList
from endigue.desk.refusal import Refusal
from endigue.readers.csv_limit import cells_up_to

LARGEST = 256 << 20
"""Bytes of a list: a million people with their addresses; assumed."""

LONGEST_CELL = 500
"""Characters; assumed: no line of an address is longer."""

MOST_LINES = 7
"""Lines of an address, as the window of an envelope shows; assumed."""


def read_people(file: str, profiles: Collection[str], language: str) -> PeopleList:
    """The people in order; `profiles` are those of the letter, `language` is used where a row
    names none.

    Raises Refusal where the file cannot be read or is no such table, at the first row that is
    wrong.
    """
    content = _content(file)
    text = _decoded(content, file)
    head = text.split("\n", 1)[0]
    separator = ";" if head.count(";") > head.count(",") else ","
    rows = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        with cells_up_to(LONGEST_CELL):
            header = [name.strip().lower() for name in next(rows, [])]
            _check_header(header, profiles, file)
            people = tuple(
                _person(dict(zip(header, cells, strict=True)), rows.line_num, profiles, language,
                        file)
                for cells in rows
                if any(cells) and _as_wide(cells, header, file, rows.line_num)
            )  # fmt: skip
    except csv.Error:
        raise Refusal("notices.people_row", file=file, line=rows.line_num) from None
    if not people:
        raise Refusal("notices.people_none", file=file)
    used = {"name", "profile", "language", "reference"}
    left = tuple(name for name in header if name not in used and not name.startswith("address"))
    return PeopleList(people, sha256(content).hexdigest(), left)


def _check_header(header: list[str], profiles: Collection[str], file: str) -> None:
    asked = {"name"} if len(profiles) == 1 else {"name", "profile"}
    if len(set(header)) != len(header) or not asked <= set(header):
        found, wanted = ", ".join(header), ", ".join(sorted(asked))
        raise Refusal("notices.people_header", file=file, found=found, wanted=wanted)


def _as_wide(cells: list[str], header: list[str], file: str, line: int) -> bool:
    if len(cells) != len(header):
        raise Refusal("notices.people_row", file=file, line=line)
    return True


def _person(
    row: dict[str, str], line: int, profiles: Collection[str], language: str, file: str
) -> Addressee:
    name = row["name"].strip()
    if not name:
        raise Refusal("notices.people_no_name", file=file, line=line)
    profile = row.get("profile", "").strip()
    if not profile and len(profiles) == 1:
        (profile,) = profiles
    if profile not in profiles:
        raise Refusal(
            "notices.people_profile", file=file, line=line, profile=profile,
            profiles=", ".join(sorted(profiles)),
        )  # fmt: skip
    spoken = row.get("language", "").strip().lower() or language
    if spoken not in LANGUAGES:
        raise Refusal("notices.people_language", file=file, line=line, language=spoken)
    address = [row[key].strip() for key in row if key.startswith("address")]
    lines = tuple(part for part in address if part)
    if len(lines) > MOST_LINES:
        raise Refusal("notices.people_row", file=file, line=line)
    return Addressee(line, name, lines, profile, spoken, row.get("reference", "").strip())


def _content(file: str) -> bytes:
    try:
        with Path(file).open("rb") as stream:
            content = stream.read(LARGEST + 1)
    except OSError as trouble:
        raise Refusal("desk.file_unreadable", file=file, why=trouble.strerror or "") from None
    if len(content) > LARGEST:
        raise Refusal("notices.people_too_long", file=file, most=LARGEST)
    return content


def _decoded(content: bytes, file: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refusal("desk.file_unreadable", file=file, why="UTF-8") from None
