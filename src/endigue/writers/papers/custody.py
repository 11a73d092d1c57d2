"""The evidence register as a table for spreadsheets and as paper, a custody sheet an exhibit."""

import csv
import io

from endigue.communication.custody import Exhibit
from endigue.desk.custody import EvidenceRegister
from endigue.kernel.instant import format_instant
from endigue.locale.speech import Speech
from endigue.writers.inert import inert_cell
from endigue.writers.papers.paper import Block, Paper, Paragraph, Part, Table
from endigue.writers.papers.print import paper_print

COLUMNS = (
    "number", "what", "kind", "serial", "place", "sha256", "size", "step", "at", "giver",
    "receiver", "why", "storage", "seal", "written_by", "entry",
)  # fmt: skip
BLANK_ROWS = 3
"""On each sheet, to be filled in by hand when the exhibit changes hands away from a screen."""


def custody_documents(register: EvidenceRegister, speech: Speech) -> dict[str, bytes]:
    """The register as CSV and PDF."""
    return {
        "evidence-register.csv": custody_csv(register),
        "evidence-register.pdf": paper_print(custody_paper(register, speech)),
    }


def custody_csv(register: EvidenceRegister) -> bytes:
    """A row for each step of each exhibit; text of others is never a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for one in register.exhibits:
        for row in _steps_plain(one):
            writer.writerow([inert_cell(str(cell)) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def _steps_plain(one: Exhibit) -> list[tuple[object, ...]]:
    fact = one.fact
    what = (fact.number or "", fact.what, fact.kind, fact.serial, fact.place)
    hashed = (fact.sha256, "" if fact.size is None else fact.size)
    rows: list[tuple[object, ...]] = [
        (*what, *hashed, "taken", format_instant(one.taken.at), "", fact.taken_by, "",
         fact.storage, fact.seal, one.taken.author, one.taken.entry)
    ]  # fmt: skip
    rows += [
        (*what, *hashed, "handed over", format_instant(mark.at), step.giver, step.receiver,
         step.why, step.storage, step.seal, mark.author, mark.entry)
        for mark, step in one.transfers
    ]  # fmt: skip
    rows += [
        (*what, check.sha256, "", "same" if check.same else "ALTERED", format_instant(mark.at),
         "", "", "", "", "", mark.author, mark.entry)
        for mark, check in one.checks
    ]  # fmt: skip
    return rows


def custody_paper(register: EvidenceRegister, speech: Speech) -> Paper:
    """The list of exhibits, then a sheet for each with every hand that it went through."""
    say = speech.say
    parts = (
        Part(say("custody.count", count=len(register.exhibits)), _list(register, speech)),
        *(
            Part(say("custody.sheet", number=_number(one), what=one.fact.what),
                 _sheet(one, speech))
            for one in register.exhibits
        ),
    )  # fmt: skip
    return Paper(
        language=speech.language,
        title=say("custody.title"),
        organisation=register.group,
        moment=speech.moment(register.at),
        at=register.at,
        marks=("TLP:AMBER", "PAP:AMBER"),
        parts=parts,
        foot=say("communication.foot", entry=register.head.sequence, hash=register.head.hash[:16]),
        landscape=True,
    )


def _list(register: EvidenceRegister, speech: Speech) -> tuple[Block, ...]:
    say = speech.say
    if not register.exhibits:
        return (Paragraph(say("custody.none")),)
    rows = tuple(
        (
            _number(one), one.fact.what, say(f"custody.kind_{one.fact.kind}"),
            one.fact.serial or "–", one.holder, one.storage or "–", one.seal or "–",
            _standing(one, speech),
        )
        for one in register.exhibits
    )  # fmt: skip
    keys = ("number", "what", "kind", "serial", "holder", "storage", "seal", "standing")
    headings = tuple(say(f"custody.{key}") for key in keys)
    return (Table("", headings, rows, (0.5, 3.0, 1.2, 1.4, 1.6, 1.6, 1.0, 1.6)),)


def _number(one: Exhibit) -> str:
    """What the eradication took from a machine is known by its hash."""
    return str(one.fact.number or f"#{one.fact.sha256[:8]}")


def _standing(one: Exhibit, speech: Speech) -> str:
    if one.altered:
        return speech.say("custody.altered")
    if one.checks:
        return speech.say("custody.same", moment=speech.short_moment(one.checks[-1][0].at))
    return speech.say("custody.hashed" if one.fact.sha256 else "custody.not_hashed")


def _sheet(one: Exhibit, speech: Speech) -> tuple[Block, ...]:
    say, fact = speech.say, one.fact
    digest = say("custody.digest", sha256=fact.sha256, size=speech.number(fact.size or 0))
    hashed = (Paragraph(digest),) if fact.sha256 else ()
    first = (
        speech.short_moment(one.taken.at), say("custody.taken", place=fact.place or "–"),
        "–", fact.taken_by, fact.storage or "–", fact.seal or "–", str(one.taken.entry), "",
    )  # fmt: skip
    handed = (
        (
            speech.short_moment(mark.at), step.why, step.giver, step.receiver,
            step.storage or "–", step.seal or "–", str(mark.entry), "",
        )
        for mark, step in one.transfers
    )  # fmt: skip
    checks = (
        (
            speech.short_moment(mark.at),
            say("custody.checked_same" if check.same else "custody.checked_other"),
            "–", "–", "–", "–", str(mark.entry), "",
        )
        for mark, check in one.checks
    )  # fmt: skip
    blank = ((" ", " \n ", "", "", "", "", "", ""),) * BLANK_ROWS
    keys = ("when", "why", "giver", "receiver", "storage", "seal", "entry", "signature")
    headings = tuple(say(f"custody.{key}") for key in keys)
    table = Table(
        "", headings, (first, *handed, *checks, *blank), (1.4, 2.4, 1.4, 1.4, 1.4, 1.0, 0.6, 1.6)
    )
    return (*hashed, table)
