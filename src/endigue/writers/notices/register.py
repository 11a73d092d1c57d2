"""The register of breaches as a table for spreadsheets and as paper."""

import csv
import io
from datetime import datetime

from endigue.communication.register import RegisterRow
from endigue.desk.notices import Register
from endigue.kernel.instant import format_instant
from endigue.locale.speech import Speech
from endigue.writers.inert import inert_cell
from endigue.writers.papers.paper import Paper, Part, Table

COLUMNS = (
    "company", "name", "known", "nature", "people", "effects", "measures", "risk", "notified",
    "reasons", "people_informed", "entry",
)  # fmt: skip

PRINTED = ("name", "known", "nature", "people", "effects", "measures", "notified", "risk")
WEIGHTS = (1.2, 1.1, 1.6, 0.9, 1.6, 1.6, 1.1, 0.9)


def register_csv(register: Register) -> bytes:
    """UTF-8 with a mark for spreadsheets; text of others is never a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for row in register.rows:
        writer.writerow([inert_cell(_plain(row, column)) for column in COLUMNS])
    return out.getvalue().encode("utf-8-sig")


def register_paper(register: Register, speech: Speech) -> Paper:
    """The register in print, landscape."""
    say = speech.say
    table = Table(
        caption="",
        headings=tuple(say(f"communication.register_{column}") for column in PRINTED),
        rows=tuple(
            tuple(_said(row, column, speech) for column in PRINTED) for row in register.rows
        ),
        weights=WEIGHTS,
    )
    return Paper(
        language=speech.language,
        title=say("communication.register_title"),
        organisation=register.group,
        moment=speech.moment(register.at),
        at=register.at,
        marks=("TLP:AMBER",),
        parts=(Part(say("communication.register_rows", count=len(register.rows)), (table,)),),
        foot=say("communication.foot", entry=register.head.sequence, hash=register.head.hash[:16]),
        landscape=True,
    )


def _plain(row: RegisterRow, column: str) -> str:
    value = getattr(row, column)
    if isinstance(value, datetime):
        return format_instant(value)
    if column == "people" and row.people_estimated:
        return f"~{value}"
    return "" if value is None else str(value)


def _said(row: RegisterRow, column: str, speech: Speech) -> str:
    value = getattr(row, column)
    if isinstance(value, datetime):
        return speech.short_moment(value)
    if column == "risk" and value:
        return speech.say(f"communication.risk_{value}")
    if column == "people" and value:
        said = speech.number(int(value))
        return speech.say("communication.estimate", value=said) if row.people_estimated else said
    return "–" if value in {None, ""} else str(value)
