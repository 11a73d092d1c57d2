"""Undo the containment, as far as nothing unverified is let out or in."""

from collections.abc import Sequence
from datetime import datetime

from endigue.containment.pricer import Pricer
from endigue.desk.case import Case
from endigue.desk.enforcing import begun_levers
from endigue.desk.eradicating import Site, site
from endigue.desk.ledger import Ledger
from endigue.desk.refusal import Refusal
from endigue.eradication import facts
from endigue.eradication.board import Board
from endigue.eradication.checks import Checks
from endigue.eradication.lifting.plan import LiftPlan, lift_plan, opened
from endigue.eradication.lifting.problem import lift_problem
from endigue.organisation.model import Organisation


def pulled_now(ledger: Ledger, organisation: Organisation) -> tuple[str, ...]:
    """Levers that are pulled, as far as is known: those of the approved plan and those that were
    carried out or begun, without those that were seen undone or were written to be.

    Raises Refusal where nothing was approved or begun, or the organisation has one of them no more.
    """
    approved, enforcement = ledger.containment.approved, ledger.enforcement
    begun = begun_levers(enforcement)
    if approved is None and not begun and not enforcement.changes and not enforcement.works:
        raise Refusal("eradication.nothing_approved")
    lifted = {
        lever
        for report in ledger.eradication.lifted
        if isinstance(report.fact, facts.CutsLifted)
        for lever in report.fact.levers
    }
    planned = () if approved is None else approved.levers
    pulled = tuple(
        lever
        for lever in dict.fromkeys((*planned, *begun))
        if lever in begun or (lever not in lifted and "undone" not in enforcement.statuses(lever))
    )
    if unknown := [one for one in pulled if one not in organisation.lever_by_id]:
        raise Refusal("eradication.lever_is_gone", lever=unknown[0])
    return pulled


def pulled_if_any(ledger: Ledger, organisation: Organisation) -> tuple[str, ...]:
    """The same; none where it cannot be said, so that nothing is thought to be held off."""
    try:
        return pulled_now(ledger, organisation)
    except Refusal:
        return ()


def plan_lifting(here: Site, organisation: Organisation, pulled: Sequence[str]) -> LiftPlan:
    """What can be lifted now, of these levers."""
    board = here.board()
    return lift_plan(organisation, pulled, board.held, ready_to_return(board))


def ready_to_return(board: Board) -> frozenset[str]:
    """Assets that are verified, and so is all that they stand on."""
    return frozenset(
        name
        for name, one in board.assets.items()
        if one.state == "reconnected" or (one.state == "verified" and not one.waits)
    )


def against_lifting(
    here: Site, organisation: Organisation, pulled: Sequence[str], levers: Sequence[str]
) -> Refusal | None:
    """What stands against undoing these levers together, if anything."""
    board = here.board()
    problem = lift_problem(
        organisation, Pricer(organisation), pulled, board.held, ready_to_return(board)
    )
    places = [problem.levers.index(lever) for lever in levers]
    for place in places:
        if place in problem.stays:
            return Refusal(
                "eradication.lift_unverified", lever=problem.levers[place],
                asset=problem.stays[place],
            )  # fmt: skip
    guards = opened(problem, places)
    if not guards:
        return None
    row, links = guards[0].rows[0], organisation.links
    return Refusal(
        "eradication.lift_opens",
        levers=", ".join(sorted(problem.levers[place] for place in guards[0].levers)),
        source=organisation.assets[links.source[row]].id,
        target=organisation.assets[links.target[row]].id,
        link=links.kinds[links.kind[row]],
        count=sum(guard.links for guard in guards),
    )


def lift(
    case: Case,
    ledger: Ledger,
    here: Site,
    organisation: Organisation,
    levers: Sequence[str],
    person: str,
    why: str = "",
) -> Ledger:
    """Write that cuts were undone.

    Raises Refusal where one is not pulled, or would open a way to something unverified.
    """
    pulled = pulled_now(ledger, organisation)
    for lever in levers:
        if lever not in pulled:
            raise Refusal("eradication.not_pulled", lever=lever)
        if lever in begun_levers(ledger.enforcement):
            raise Refusal("eradication.undo_first", lever=lever)
    if not person.strip():
        raise Refusal("eradication.nobody")
    if here.at > case.clock():
        raise Refusal("eradication.still_to_come", at=here.at.isoformat())
    against = against_lifting(here, organisation, pulled, levers)
    if against is not None:
        raise against
    fact = facts.CutsLifted(tuple(levers), person.strip(), why)
    return case.record([fact], ledger, here.at)


def allow_undo(
    ledger: Ledger,
    organisation: Organisation,
    checks: Checks,
    at: datetime,
    levers: Sequence[str] = (),
) -> None:
    """Let levers that were carried out be undone on their components; without any, all of them.

    Raises Refusal where the case has a board of eradication and a way to something unverified
    would open. A case without a board is free.
    """
    if not ledger.eradication.begun:
        return
    wanted = tuple(levers) or begun_levers(ledger.enforcement)
    pulled = pulled_now(ledger, organisation)
    here = site(ledger, organisation, checks, at)
    against = against_lifting(here, organisation, pulled, [one for one in wanted if one in pulled])
    if against is not None:
        raise against
