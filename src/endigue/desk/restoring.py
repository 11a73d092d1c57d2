"""Plan the restoration, and plan it again with what people reported since."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

import numpy as np

from endigue.containment.plan import Alternative
from endigue.desk.case import Case
from endigue.desk.inputs import input_name
from endigue.desk.ledger import Ledger
from endigue.desk.refusal import Refusal
from endigue.desk.settings import Settings
from endigue.eradication.checks import Checks
from endigue.journal.fact import Fact
from endigue.kernel.money import Cents
from endigue.organisation.model import Organisation
from endigue.restoration.circumstances import Circumstances
from endigue.restoration.decoder import dispatch
from endigue.restoration.dependencies import returns
from endigue.restoration.differences import CAUSES, explained, moved
from endigue.restoration.effort import Orders, Patience
from endigue.restoration.facts import GateDecided, OutlookDrawn, PlanChanged, RestorationPlanned
from endigue.restoration.losses import total
from endigue.restoration.openings import TICKS_PER_HOUR
from endigue.restoration.pace import UNSEEN
from endigue.restoration.problem import RestorationProblem, build, fingerprint
from endigue.restoration.progress import circumstances
from endigue.restoration.proof import polished
from endigue.restoration.schedule import Schedule
from endigue.restoration.solve import SOLVER, decide, planned_cost
from endigue.restoration.timetable import item_returns
from endigue.restoration.view import RestorationView, see

MOST_CAUSES = 60
"""Reports whose share in a change is looked for, the latest ones: some 50 ms each. What is left
counts as work that ran ahead or behind."""


class Lost(NamedTuple):
    """What has to be restored."""

    fallen: tuple[str, ...]
    down: tuple[str, ...]


def plan_restoration(
    case: Case,
    ledger: Ledger,
    organisation: Organisation,
    alternative: Alternative,
    start: datetime,
    settings: Settings,
) -> Ledger:
    """Plan from `start`, with the order that brings most people their service back soonest."""
    local = start.astimezone(ZoneInfo(organisation.time_zone))
    problem = build(organisation, alternative.fallen, alternative.down, local)
    patience = Orders(settings.restoration_orders)
    name = input_name(
        fingerprint(problem), SOLVER, start, settings.seed, settings.scenarios, patience.most
    )
    if (known := ledger.restoration.plan) is not None and known.input == name:
        return ledger
    made = decide(problem, settings.seed, settings.scenarios, patience=patience)
    return case.record(
        [
            RestorationPlanned(name, SOLVER, start, made.schedule),
            OutlookDrawn(name, made.outlook),
        ],
        ledger,
    )


def lost(ledger: Ledger) -> Lost:
    """What the case says has to be restored; Refusal where it says nothing."""
    declared = ledger.restoration.declared
    if declared is not None:
        return Lost(declared.fallen, declared.down)
    planned = ledger.containment.planned
    if planned is None:
        raise Refusal("restoration.nothing_lost")
    recommended = planned.alternatives.recommended
    return Lost(tuple(recommended.fallen), tuple(recommended.down))


class Situation(NamedTuple):
    """What a plan is made from, at one instant."""

    organisation: Organisation
    view: RestorationView
    lost: Lost
    at: datetime
    """In the organisation's time zone."""
    stopped_at: datetime
    weekly_rest: bool
    checks: Checks | None = None
    """What is checked before an asset counts as verified; asked for by what people report."""

    def circumstances(self) -> Circumstances:
        """Everything that was reported until then."""
        found = circumstances(self.view, self.organisation, self.at, weekly_rest=self.weekly_rest)
        hours = max(0.0, (self.at - self.stopped_at).total_seconds() / 3600)
        return replace(found, elapsed=hours)

    def problem(self, reckoned: Circumstances | None = None) -> RestorationProblem:
        """What is left to do."""
        reckoned = self.circumstances() if reckoned is None else reckoned
        return build(self.organisation, self.lost.fallen, self.lost.down, self.at, reckoned)


def situation(
    ledger: Ledger,
    organisation: Organisation,
    at: datetime,
    *,
    weekly_rest: bool = False,
    checks: Checks | None = None,
) -> Situation:
    """The situation of a case at an instant."""
    local = at.astimezone(ZoneInfo(organisation.time_zone))
    first = ledger.restoration.first_start
    return Situation(
        organisation=organisation,
        view=ledger.restoration,
        lost=lost(ledger),
        at=local,
        stopped_at=local if first is None else first.astimezone(local.tzinfo),
        weekly_rest=weekly_rest,
        checks=checks,
    )


def replan(
    case: Case,
    ledger: Ledger,
    now: Situation,
    settings: Settings,
    patience: Patience,
    first: str = "",
    prove: float = 0.0,
) -> Ledger:
    """A new plan from what is known now, and its difference from the one before. `prove` is how
    many seconds an exact solver may have; not where something is put first.

    The search begins from the order in force; what has begun is not broken off. Refusal where
    `first` waits for nothing.
    """
    problem = now.problem()
    if first and first not in problem.operations:
        waiting = ", ".join(problem.operations) or "-"
        raise Refusal("restoration.first_not_waiting", operation=first, operations=waiting)
    before = ledger.restoration.plan
    order = None if before is None else _order_in_force(problem, ledger.restoration, before)
    made = decide(problem, settings.seed, settings.scenarios, first, patience, before=order)
    price = Cents(0)
    if first:
        free = decide(problem, settings.seed, settings.scenarios, "", patience, before=order)
        # Below nothing it is the luck of two searches, and no gain from a wish.
        price = Cents(max(0, made.schedule.cost - free.schedule.cost))
    else:
        made = polished(problem, made, prove, settings.seed)
    name = input_name(fingerprint(problem), SOLVER, now.at, settings.seed, first)
    planned = RestorationPlanned(name, SOLVER, now.at, made.schedule)
    facts: list[Fact] = [planned, OutlookDrawn(name, made.outlook, first, price)]
    if before is not None and order is not None:
        facts.append(_changed(now, problem, before, planned, made.ranks, order))
    return case.record(facts, ledger)


def _order_in_force(
    problem: RestorationProblem, view: RestorationView, before: RestorationPlanned
) -> np.ndarray:
    drawn = view.outlook
    if drawn is not None and drawn.input == before.input and drawn.outlook.order:
        return ranks_of(problem, drawn.outlook.order)
    return order_of(problem, before.schedule)


def order_of(problem: RestorationProblem, schedule: Schedule) -> np.ndarray:
    """The ranks of the items by the begin of their work in a schedule; unknown ones last."""
    return ranks_of(problem, tuple(dict.fromkeys(task.asset for task in schedule.tasks)))


def ranks_of(problem: RestorationProblem, order: Sequence[str]) -> np.ndarray:
    """The ranks of the items in an order of their names; what it does not name comes last."""
    return _ranked(problem, {name: rank for rank, name in enumerate(order)})


def _changed(
    now: Situation,
    problem: RestorationProblem,
    before: RestorationPlanned,
    after: RestorationPlanned,
    ranks: np.ndarray,
    order: np.ndarray,
) -> PlanChanged:
    since = now.view.reports[now.view.reckoned :]
    causes = [report for report in since if isinstance(report, CAUSES)][-MOST_CAUSES:]

    def dates(other: RestorationProblem) -> dict[str, float]:
        """Dates with the work in the new order, in another situation."""
        return dates_of(other, _aligned(other, problem, ranks))

    def without(report: Fact) -> dict[str, float]:
        view, gate = RestorationView(), isinstance(report, GateDecided)
        for each in now.view.reports:
            if each is not report:
                view = see(view, each)
        other = now._replace(view=view).problem()
        # What may return decides the order: without the decision it would be the one before.
        return dates_of(other, _aligned(other, problem, order)) if gate else dates(other)

    here = now.circumstances()
    unlearnt = now.problem(replace(here, pace=UNSEEN))
    return PlanChanged(
        input=after.input,
        before=before.input,
        price=Cents(after.schedule.cost - _foretold(problem, before, after.start)),
        kept_order=planned_cost(problem, order),
        changes=explained(
            moved(before, after),
            dates_of(problem, ranks),
            causes,
            without,
            dates(unlearnt),
            dates_of(problem, order),
        ),
    )


def dates_of(problem: RestorationProblem, ranks: np.ndarray) -> dict[str, float]:
    """Hours until each operation is back, with the durations foreseen."""
    back = item_returns(problem, dispatch(problem, ranks, problem.tasks.ticks))
    hours = returns(problem.dependencies, back)[0] / TICKS_PER_HOUR
    return dict(zip(problem.operations, hours.tolist(), strict=True))


def _aligned(
    other: RestorationProblem, problem: RestorationProblem, ranks: np.ndarray
) -> np.ndarray:
    """The ranks of one problem's items for another's, by name."""
    return _ranked(other, dict(zip(problem.items, ranks.tolist(), strict=True)))


def _ranked(problem: RestorationProblem, rank_of: dict[str, int]) -> np.ndarray:
    wanted = np.array([rank_of.get(item, len(rank_of)) for item in problem.items], np.int64)
    ranks = np.empty(len(wanted), np.int64)
    ranks[np.argsort(wanted, kind="stable")] = np.arange(len(wanted))
    return ranks


def _foretold(problem: RestorationProblem, before: RestorationPlanned, start: datetime) -> Cents:
    """What the plan before said would still be lost from `start` on."""
    shift = (start - before.start).total_seconds() / 3600
    old = {each.id: each.planned - shift for each in before.schedule.operations}
    hours: Sequence[float] = [max(0.0, old.get(name, 0.0)) for name in problem.operations]
    return total(problem.losses, np.rint(np.array(hours) * TICKS_PER_HOUR).astype(np.int64))
