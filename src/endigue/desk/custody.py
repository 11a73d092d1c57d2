"""The evidence register: take, hand over, check again; a chain of custody has no gap."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

import msgspec

from endigue.communication.cell import Mark
from endigue.communication.custody import Exhibit
from endigue.communication.custody_facts import ExhibitChecked, ExhibitHandedOver, ExhibitTaken
from endigue.communication.rulebook import Rulebook
from endigue.desk.acting import allow_recording
from endigue.desk.case import Case
from endigue.desk.ledger import Ledger
from endigue.desk.refusal import Refusal
from endigue.eradication.facts import CustodyPassed, EvidenceCompared, EvidencePreserved
from endigue.eradication.view import Report
from endigue.journal.entry import Head


class Hashed(msgspec.Struct, frozen=True):
    """The bytes of a file, by name and number."""

    sha256: str
    size: int


HashFile = Callable[[str, Callable[[int], None]], Hashed]
"""Hashes a file of any size; is told how many bytes were read so far."""


class EvidenceRegister(msgspec.Struct, frozen=True):
    """The whole register."""

    group: str
    at: datetime
    head: Head
    exhibits: tuple[Exhibit, ...]


def take_exhibit(
    case: Case, ledger: Ledger, book: Rulebook, exhibit: ExhibitTaken, at: datetime
) -> Ledger:
    """Write that something was taken as evidence; it is given the next number. Raises Refusal
    where nobody is said to have it.
    """
    allow_recording(case, ledger, book.roles, f"exhibit {exhibit.what}")
    if not exhibit.what.strip() or not exhibit.taken_by.strip():
        raise Refusal("custody.says_nothing")
    number = max(ledger.communication.custody, default=0) + 1
    return case.record([msgspec.structs.replace(exhibit, number=number)], ledger, at)


def hand_over_exhibit(
    case: Case, ledger: Ledger, book: Rulebook, handed: ExhibitHandedOver, at: datetime
) -> Ledger:
    """Write that an exhibit went from one hand to another.

    Raises Refusal where there is none of that number, the giver does not have it, it stays with
    the same person, no reason is given, or it is said to happen before it came to the giver.
    """
    allow_recording(case, ledger, book.roles, f"exhibit {handed.number}")
    exhibit = _exhibit(ledger, handed.number)
    if handed.giver != exhibit.holder:
        raise Refusal(
            "custody.not_the_holder", number=handed.number, person=handed.giver,
            holder=exhibit.holder,
        )  # fmt: skip
    if handed.receiver in {"", handed.giver} or not handed.why.strip():
        raise Refusal("custody.says_nothing")
    since = exhibit.transfers[-1][0].at if exhibit.transfers else exhibit.taken.at
    if at < since:
        raise Refusal("custody.before_it_came", number=handed.number, person=handed.giver)
    return case.record([handed], ledger, at)


def check_exhibit(case: Case, ledger: Ledger, book: Rulebook, number: int, sha256: str) -> Ledger:
    """Write whether its bytes are still those that were taken. Raises Refusal where there is none
    of that number, or it has no bytes.
    """
    allow_recording(case, ledger, book.roles, f"exhibit {number}")
    taken = _exhibit(ledger, number).fact.sha256
    if not taken:
        raise Refusal("custody.no_bytes", number=number)
    return case.record([ExhibitChecked(number, sha256, sha256 == taken)], ledger)


def evidence_register(ledger: Ledger, group: str, at: datetime) -> EvidenceRegister:
    """The register as known now."""
    return EvidenceRegister(group, at, ledger.head, exhibits_of(ledger))


def exhibits_of(ledger: Ledger) -> tuple[Exhibit, ...]:
    """Every exhibit: what was taken into custody, by number, then what the eradication took from
    machines before it changed them, which has a hash and no number.
    """
    numbered = sorted(ledger.communication.custody.items())
    preserved = [
        exhibit
        for sha256, reports in ledger.eradication.custody.items()
        if (exhibit := _preserved(sha256, reports)) is not None
    ]
    preserved.sort(key=lambda one: (one.taken.entry, one.fact.what))
    return (*(one for _, one in numbered), *preserved)


def _preserved(sha256: str, reports: Sequence[Report]) -> Exhibit | None:
    """One piece of evidence of the eradication with every hand that it went through."""
    found: Exhibit | None = None
    for report in reports:
        mark, fact = Mark(report.sequence, report.author, report.at), report.fact
        if isinstance(fact, EvidencePreserved) and found is None:
            item = next(one for one in fact.items if one.sha256 == sha256)
            taken = ExhibitTaken(
                0, f"{fact.asset}: {item.name}", "file", item.holder, fact.asset, "", sha256,
                item.size or None, item.place,
            )  # fmt: skip
            found = Exhibit(mark, taken)
        elif isinstance(fact, CustodyPassed) and found is not None:
            step = ExhibitHandedOver(0, fact.giver, fact.taker, fact.why)
            found = replace(found, transfers=(*found.transfers, (mark, step)))
        elif isinstance(fact, EvidenceCompared) and found is not None:
            check = ExhibitChecked(0, fact.found, fact.found == sha256)
            found = replace(found, checks=(*found.checks, (mark, check)))
    return found


def _exhibit(ledger: Ledger, number: int) -> Exhibit:
    exhibit = ledger.communication.custody.get(number)
    if exhibit is None:
        raise Refusal("custody.none_such", number=number)
    return exhibit
