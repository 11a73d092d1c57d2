"""The approval of a plan by two people: one asks, with a reason, another one approves."""

from endigue.communication.rulebook import Rulebook
from endigue.containment.facts import ApprovalAsked
from endigue.desk.acting import allow, allow_recording
from endigue.desk.case import Case
from endigue.desk.deciding import approve
from endigue.desk.ledger import Ledger
from endigue.desk.refusal import Refusal

DECIDE = "decide"


def ask_approval(
    case: Case, ledger: Ledger, book: Rulebook, alternative: str, reason: str
) -> Ledger:
    """Ask that an alternative of the last plan be approved.

    Raises Refusal where there is no such plan or alternative, no reason is given, or the author
    may not record.
    """
    allow_recording(case, ledger, book.roles, f"ask approval: {alternative}")
    planned = ledger.containment.planned
    if planned is None:
        raise Refusal("containment.no_plan_yet")
    if not reason.strip():
        raise Refusal("containment.no_reason")
    try:
        planned.alternatives.named(alternative)
    except KeyError:
        names = ", ".join(one.name for one in planned.alternatives.alternatives)
        raise Refusal("containment.no_alternative", name=alternative, names=names) from None
    fact = ApprovalAsked(alternative, planned.input_hash, case.author, reason.strip())
    return case.record([fact], ledger)


def approve_asked(
    case: Case, ledger: Ledger, book: Rulebook, alternative: str, input_hash: str
) -> Ledger:
    """Approve what another person asked for; `alternative` and `input_hash` are what the author
    has seen.

    Raises Refusal where the author may not decide (the attempt is written), asked for it
    themselves, or it is no longer what is asked for.
    """
    allow(case, ledger, book.roles, DECIDE, f"approve {alternative}")
    asked = ledger.containment.asked
    if asked is None or (asked.alternative, asked.input_hash) != (alternative, input_hash):
        raise Refusal("containment.nothing_asked")
    if asked.asked_by == case.author:
        raise Refusal("containment.two_people", person=case.author)
    return approve(case, ledger, asked.alternative, "")
