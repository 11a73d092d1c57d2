"""Notices to the data protection authority, the police and the insurer, and the register."""

from datetime import date, datetime

import msgspec

from endigue.communication.clocks import clocks_of
from endigue.communication.profile import Company, Profile
from endigue.communication.register import RegisterRow, register_of
from endigue.communication.rulebook import Rulebook
from endigue.communication.sheets import SheetAnswer, answers_of
from endigue.desk.custody import exhibits_of
from endigue.desk.ledger import Ledger
from endigue.desk.refusal import Refusal
from endigue.journal.entry import Head


class Annex(msgspec.Struct, frozen=True):
    """A file of evidence that goes with a notice."""

    name: str
    sha256: str


class Notice(msgspec.Struct, frozen=True):
    """What is known for a notice of one company."""

    sheet: str
    company: str
    """Its name."""
    at: datetime
    head: Head
    answers: tuple[SheetAnswer, ...]
    annexes: tuple[Annex, ...]


class Register(msgspec.Struct, frozen=True):
    """The register of breaches of the whole group."""

    group: str
    at: datetime
    head: Head
    rows: tuple[RegisterRow, ...]


def notice_of(
    ledger: Ledger,
    profile: Profile,
    rulebook: Rulebook,
    sheet: str,
    company: str | None,
    at: datetime,
    law: date | None = None,
) -> Notice:
    """The notice. Raises Refusal where the company does not owe it, or several do."""
    wanted = rulebook.sheets[sheet]
    reporter = _reporter(profile, wanted.scope, company)
    view = ledger.communication
    late = frozenset(
        clock.done_by
        for clock in clocks_of(view, profile, rulebook, at, law)
        if clock.company == reporter.id and clock.state in {"overdue", "done_late"}
    )
    evidence = ledger.evidence.files.items()
    return Notice(
        sheet=sheet,
        company=reporter.name,
        at=at,
        head=ledger.head,
        answers=answers_of(wanted, view, reporter, late, at),
        annexes=(
            *(Annex(parts[0].source, sha256) for sha256, parts in evidence),
            *(
                Annex(f"{one.fact.number or '–'}: {one.fact.what}", one.fact.sha256)
                for one in exhibits_of(ledger)
                if one.fact.sha256
            ),
        ),
    )


def register_of_case(ledger: Ledger, profile: Profile, at: datetime) -> Register:
    """The register by what had happened at an instant."""
    rows = register_of(ledger.communication, profile, at)
    return Register(profile.name, at, ledger.head, rows)


def _reporter(profile: Profile, scope: str, wanted: str | None) -> Company:
    in_scope = [company for company in profile.companies if scope in company.regimes]
    found = [company for company in in_scope if wanted in {None, company.id}]
    if len(found) != 1:
        names = ", ".join(company.id for company in in_scope) or "-"
        raise Refusal("communication.which_notifier", company=wanted or "", companies=names)
    return found[0]
