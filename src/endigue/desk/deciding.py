"""What people decide about a computed plan, written in the logbook under their name."""

from endigue.containment.facts import DerogationRecorded, PlanApproved
from endigue.desk.case import Case
from endigue.desk.ledger import Ledger
from endigue.desk.refusal import Refusal
from endigue.organisation.model import Organisation


def approve(case: Case, ledger: Ledger, option: str, name: str) -> Ledger:
    """Approve an alternative of the last plan; its levers are kept in the order shown.

    `name` is what the user calls the case. Raises Refusal where the case holds no plan, or the
    plan no alternative of that name.
    """
    planned = ledger.containment.planned
    if planned is None:
        raise Refusal("containment.no_plan_in_case", case=name)
    try:
        chosen = planned.alternatives.named(option)
    except KeyError:
        known = [
            other for one in planned.alternatives.alternatives for other in (one.name, *one.also)
        ]
        raise Refusal("containment.no_alternative", name=option, names=", ".join(known)) from None
    levers = tuple(action.lever for action in chosen.actions)
    return case.record([PlanApproved(option, levers, planned.input_hash)], ledger)


def derogate(
    case: Case, ledger: Ledger, organisation: Organisation, lever: str, reason: str
) -> Ledger:
    """Record that a mandatory lever need not be pulled, and why; it holds from the next plan on.

    Raises Refusal where the doctrine does not make the lever mandatory, or no reason is given.
    """
    if organisation.lever_by_id[lever].doctrine != "mandatory":
        raise Refusal("containment.not_mandatory", identifier=lever)
    if not reason.strip():
        raise Refusal("containment.no_reason")
    return case.record([DerogationRecorded(lever, reason.strip())], ledger)
