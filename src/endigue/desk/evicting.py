"""Drive the intruder out of the core of trust, one tick at a time."""

from endigue.desk.case import Case
from endigue.desk.eradicating import Site
from endigue.desk.ledger import Ledger
from endigue.desk.refusal import Refusal
from endigue.eradication import facts
from endigue.eradication.core.checklist import Tick, checklist
from endigue.eradication.core.eviction import eviction
from endigue.organisation.model import Organisation


def core_of(here: Site, organisation: Organisation) -> tuple[Tick, ...]:
    """The checklist of the eviction, as far as it is."""
    steps = eviction(organisation, here.ground)
    return checklist(steps, here.view, here.board(), here.at)


def tick(
    case: Case,
    ledger: Ledger,
    here: Site,
    organisation: Organisation,
    step: str,
    person: str,
    note: str = "",
) -> Ledger:
    """Write that a step is done.

    Raises Refusal where it is none, waits for another or for time, or is a machine, which is done
    when it is verified.
    """
    found = _found(here, organisation, step)
    if step.startswith("machine:"):
        raise Refusal("eradication.machine_is_verified", asset=found.step.subject)
    if not person.strip():
        raise Refusal("eradication.nobody")
    if here.at > case.clock():
        raise Refusal("eradication.still_to_come", at=here.at.isoformat())
    if found.waits_for:
        raise Refusal(
            "eradication.step_waits", step=step, count=len(found.waits_for),
            first=found.waits_for[0],
        )  # fmt: skip
    if found.ready_at is not None and here.at < found.ready_at:
        raise Refusal(
            "eradication.step_too_soon", step=step, at=found.ready_at.isoformat(),
            hours=found.step.wait_hours,
        )  # fmt: skip
    return case.record([facts.EvictionStepDone(step, person.strip(), note)], ledger, here.at)


def reopen(
    case: Case, ledger: Ledger, here: Site, organisation: Organisation, step: str, why: str
) -> Ledger:
    """Write that a step has to be done again, and all that was done after it."""
    _found(here, organisation, step)
    if not why.strip():
        raise Refusal("eradication.no_reason")
    return case.record([facts.EvictionStepReopened(step, why.strip())], ledger, here.at)


def _found(here: Site, organisation: Organisation, step: str) -> Tick:
    for one in core_of(here, organisation):
        if one.step.id == step:
            return one
    raise Refusal("eradication.no_such_step", step=step)
