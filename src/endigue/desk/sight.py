"""What a person who speaks for some companies alone sees of a case."""

from collections.abc import Collection
from dataclasses import replace

from endigue.communication.facts import ActionRefused, EventRecorded
from endigue.communication.view import CommunicationView
from endigue.desk.access import Account
from endigue.desk.case import Case
from endigue.desk.ledger import Ledger
from endigue.desk.refusal import Refusal
from endigue.journal.fact import Fact

SEE = "see"
"""The action that a refused look is written as."""


def companies_seen(view: CommunicationView, account: Account | None) -> frozenset[str] | None:
    """Identifiers of the companies that whoever has an account sees; None for the whole group.

    The scope in the journal and the companies of the account both hold: what one of them leaves
    out is not seen.
    """
    if account is None:
        return None
    scope = view.scopes.get(account.person)
    if scope is None:
        return frozenset(account.companies) or None
    return frozenset(scope) & frozenset(account.companies or scope)


def ledger_seen(ledger: Ledger, companies: Collection[str] | None) -> Ledger:
    """The ledger with the records of the group and of these companies."""
    if companies is None:
        return ledger
    return replace(ledger, communication=ledger.communication.with_companies(companies))


def company_of(fact: Fact | None) -> str:
    """The one company that a fact concerns; empty for the group."""
    return fact.company if isinstance(fact, EventRecorded) else ""


def refuse_sight(case: Case, ledger: Ledger, companies: Collection[str], subject: str) -> Ledger:
    """Write that the author asked for what other companies alone see, and raise the Refusal."""
    case.record([ActionRefused(SEE, subject)], ledger)
    named = ", ".join(sorted(companies)) or "-"
    raise Refusal(
        "communication.of_another_company", person=case.author, companies=named, subject=subject
    )
