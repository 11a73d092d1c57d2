"""Assemble the briefing from what the journal holds: nothing is computed anew here but sums."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

import msgspec

from endigue.containment.plan import Action, Alternative, Alternatives
from endigue.containment.view import ContainmentView
from endigue.continuity.backlog import backlog
from endigue.continuity.state import OperationState
from endigue.desk.briefing import (
    Approved,
    Briefing,
    CompanyReach,
    Derogation,
    OperationLine,
    Option,
    Reach,
    Reason,
    Restoration,
    Source,
    Step,
    Suspect,
    Threatened,
    WayStep,
    WorkOrder,
)
from endigue.desk.company_lines import company_lines
from endigue.desk.doubts import doubts
from endigue.desk.forecasting import fallen_by
from endigue.desk.ledger import Ledger
from endigue.desk.names import Names
from endigue.desk.rests import rests_on
from endigue.desk.settings import Settings
from endigue.evidence.findings import Suspicion
from endigue.evidence.view import EvidenceView
from endigue.kernel.money import Cents
from endigue.organisation.model import Operation, Organisation
from endigue.restoration.facts import RestorationPlanned
from endigue.restoration.schedule import OperationReturn
from endigue.spread.link_kinds import LinkKinds
from endigue.spread.reach import AssetForecast, Chances, Forecast

SUSPECTS_SHOWN = 40
THREATENED_SHOWN = 25
REASONS_SHOWN = 6
TASKS_SHOWN = 20


class _Basis(NamedTuple):
    """What every part of the briefing looks at."""

    organisation: Organisation
    ledger: Ledger
    names: Names
    recommended: Alternative


def assemble(
    organisation: Organisation,
    ledger: Ledger,
    reach: Forecast,
    residual: Mapping[str, Forecast | Chances],
    settings: Settings,
    at: datetime,
    link_kinds: LinkKinds,
) -> Briefing:
    """The briefing at an instant. `residual` holds the forecast under each alternative; one of
    its hours is `settings.residual_hours`. Raises ValueError where a stage is missing.
    """
    adopted, assessment = ledger.organisation, ledger.evidence.assessment
    planned = ledger.containment.planned
    if adopted is None or assessment is None or planned is None:
        raise ValueError("a briefing needs an organisation, an assessment and a plan")
    recommended = planned.alternatives.recommended
    left = {name: fallen_by(one, settings.residual_hours) for name, one in residual.items()}
    names = Names(organisation)
    basis = _Basis(organisation, ledger, names, recommended)
    suspects = [s for s in assessment.suspicions if s.probability > 0]
    seen = [f.observed_at for f in ledger.evidence.findings if f.observed_at is not None]
    return Briefing(
        organisation=organisation.name,
        currency=organisation.currency,
        time_zone=organisation.time_zone,
        at=at,
        head_sequence=ledger.rests_upon.sequence,
        head_hash=ledger.rests_upon.hash,
        organisation_digest=adopted.digest,
        counts=adopted.counts,
        sources=_sources(ledger.evidence),
        findings_by_kind=assessment.counts,
        first_seen=min(seen, default=None),
        suspects=tuple(_suspect(basis, s) for s in suspects[:SUSPECTS_SHOWN]),
        suspects_in_all=len(suspects),
        caution=recommended.caution,
        infected=len(recommended.seeds),
        reach=_reach(basis, reach),
        residual_hours=settings.residual_hours,
        situation_hours=organisation.parameters.hours,
        options=_options(basis, planned.alternatives, left),
        recommended=recommended.name,
        steps=tuple(
            _step(basis, number, action)
            for number, action in enumerate(recommended.actions, start=1)
        ),
        operations=_operations(basis),
        restoration=_restoration(basis),
        unknown=doubts(organisation, ledger, link_kinds),
        companies=company_lines(
            organisation, names, planned.alternatives, residual, settings.residual_hours
        ),
        worlds=settings.worlds,
        approved=_approved(ledger.containment),
        derogations=_derogations(basis),
        rests_on=rests_on(organisation, planned.alternatives, recommended, link_kinds),
        work_order=_work_order(recommended),
    )


def _sources(evidence: EvidenceView) -> tuple[Source, ...]:
    return tuple(
        Source(
            name=parts[0].source,
            format=parts[0].format,
            findings=sum(len(part.findings) for part in parts),
            not_understood=parts[0].not_understood,
        )
        for parts in evidence.files.values()
    )


def _suspect(basis: _Basis, suspicion: Suspicion) -> Suspect:
    asset = basis.names.asset(suspicion.asset)
    counted = [c for c in suspicion.contributions if c.counted]
    strongest = sorted(counted, key=lambda c: (-abs(c.log_odds), c.source, c.row))
    return Suspect(
        id=suspicion.asset,
        name=basis.names.of(suspicion.asset),
        kind=asset.kind if asset else "",
        entity=basis.names.entity_of(suspicion.asset),
        probability=suspicion.probability,
        statement=suspicion.statement or "",
        reasons=tuple(
            Reason(c.kind, c.detail, c.source, c.row, c.observed_at, c.log_odds)
            for c in strongest[:REASONS_SHOWN]
        ),
    )


def _reach(basis: _Basis, reach: Forecast) -> Reach:
    first = sorted(reach.assets, key=lambda asset: (-_stake(basis, asset), asset.id))
    seeds = set(basis.recommended.seeds)
    threatened = [asset for asset in first if asset.id not in seeds and asset.p[-1] > 0]
    return Reach(
        hours=reach.hours,
        samples=reach.samples,
        seed=reach.seed,
        expected_fallen=reach.expected_fallen,
        companies=_companies(basis, reach),
        threatened=tuple(_threatened(basis, asset) for asset in threatened[:THREATENED_SHOWN]),
        threatened_in_all=len(threatened),
    )


def _stake(basis: _Basis, forecast: AssetForecast) -> float:
    """How much is at stake with an asset: its probability of falling times its cost, where
    the core of trust weighs as ten of its kind (assumed, for the order of a list only).
    """
    asset = basis.names.asset(forecast.id)
    if asset is None:
        return 0.0
    zone = basis.organisation.zone_by_id.get(asset.zone)
    weight = 10.0 if zone is not None and zone.tier == 0 else 1.0
    return forecast.p[-1] * weight * float(asset.fall_cost + 1)


def _threatened(basis: _Basis, forecast: AssetForecast) -> Threatened:
    asset = basis.names.asset(forecast.id)
    return Threatened(
        id=forecast.id,
        name=basis.names.of(forecast.id),
        kind=asset.kind if asset else "",
        entity=basis.names.entity_of(forecast.id),
        records=asset.records if asset else 0,
        p=forecast.p,
        median_hours=forecast.median_hours,
        way_in=tuple(
            WayStep(basis.names.of(step.source), basis.names.of(step.target), step.kind)
            for step in forecast.way_in
        ),
    )


def _companies(basis: _Basis, reach: Forecast) -> tuple[CompanyReach, ...]:
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0] * len(reach.hours))
    for forecast in reach.assets:
        asset = basis.names.asset(forecast.id)
        row = sums[asset.entity if asset else ""]
        for column, p in enumerate(forecast.p):
            row[column] += p
    assets: dict[str, int] = defaultdict(int)
    for asset in basis.organisation.assets:
        assets[asset.entity] += 1
    known = [entity.id for entity in basis.organisation.entities]
    others = sorted(set(assets) - set(known))
    return tuple(
        CompanyReach(entity, basis.names.of(entity), assets[entity], tuple(sums[entity]))
        for entity in (*known, *others)
        if assets[entity]
    )


def _options(basis: _Basis, found: Alternatives, residual: dict[str, float]) -> tuple[Option, ...]:
    in_all = len(basis.organisation.operations)
    return tuple(
        Option(
            name=one.name,
            also=one.also,
            harm=one.harm,
            operations_loss=one.operations_loss,
            fallen_loss=one.fallen_loss,
            levers_cost=one.levers_cost,
            cost_per_hour=one.cost_per_hour,
            running=in_all - len(one.operations_down),
            by_hand=len(one.by_hand),
            stopped=len(one.operations_down) - len(one.by_hand),
            fallen=len(one.fallen),
            actions=len(one.actions),
            minutes=one.minutes,
            proven=one.proven,
            gap=one.gap,
            residual_fallen=residual.get(one.name),
            remarks=one.remarks,
            certain=one.certain,
            **_expected(one),
        )
        for one in found.alternatives
    )


def _expected(one: Alternative) -> dict[str, Any]:
    """What sampled worlds say of an alternative, as fields of its option."""
    if (told := one.expected) is None:
        return {}
    return {
        "expected_harm": told.harm,
        "expected_half_width": told.half_width,
        "worst_tenth": told.worst_tenth,
        "core": told.core,
        "core_half_width": told.core_half_width,
    }


def _approved(containment: ContainmentView) -> Approved | None:
    if containment.approved is None:
        return None
    return Approved(containment.approved.alternative, containment.approval_is_of_the_last_plan)


def _derogations(basis: _Basis) -> tuple[Derogation, ...]:
    levers = basis.organisation.lever_by_id
    return tuple(
        Derogation(
            lever=name,
            kind=levers[name].kind if name in levers else "",
            target_name=basis.names.of(levers[name].target) if name in levers else name,
            reason=reason,
        )
        for name, reason in sorted(basis.ledger.containment.derogations.items())
    )


def _work_order(recommended: Alternative) -> WorkOrder | None:
    order = recommended.sequence
    if order is None:
        return None
    return WorkOrder(order.harm, order.half_width, order.nothing, order.at_once, order.minutes)


def _step(basis: _Basis, number: int, action: Action) -> Step:
    order = basis.recommended.sequence
    timed = order.steps[number - 1] if order else None
    return Step(
        number=number,
        lever=action.lever,
        kind=action.kind,
        target=action.target,
        target_name=basis.names.of(action.target),
        entity=basis.names.entity_of(action.target),
        minutes=action.minutes,
        crew=action.crew,
        cost=action.cost,
        approval=action.approval,
        reversible=action.reversible,
        doctrine=action.doctrine,
        d3fend=action.d3fend,
        why=action.why,
        closes=action.closes,
        saves=action.saves,
        harm_avoided=Cents(action.harm_without - basis.recommended.harm),
        way=basis.names.all_of(action.way),
        ways=tuple(
            WayStep(basis.names.of(way.source), basis.names.of(way.target), way.kind)
            for way in action.ways
        ),
        stops=tuple(
            operation.name
            for operation in basis.organisation.operations
            if operation.id in action.stops
        ),
        starts=timed.starts if timed else None,
        ends=timed.ends if timed else None,
        expected_avoided=timed.avoided if timed else None,
    )


def _operations(basis: _Basis) -> tuple[OperationLine, ...]:
    plan = basis.ledger.restoration.plan
    back = {one.id: one for one in plan.schedule.operations} if plan else {}
    numbers = {
        action.lever: number for number, action in enumerate(basis.recommended.actions, start=1)
    }
    stops = {stop.operation: stop for stop in basis.recommended.stopped}
    pairs = zip(basis.organisation.operations, basis.ledger.continuity.operations, strict=True)
    lines = []
    for operation, state in pairs:
        line = _operation(basis, operation, state, back.get(operation.id))
        if (stop := stops.get(operation.id)) is not None:
            cut_by = tuple(sorted(numbers[lever] for lever in stop.levers))
            line = msgspec.structs.replace(line, taken_by=stop.by, cut_by=cut_by)
        lines.append(line)
    return tuple(lines)


def _operation(
    basis: _Basis, operation: Operation, state: OperationState, back: OperationReturn | None
) -> OperationLine:
    queue = None if state.state == "running" else backlog(operation, state, 24)
    return OperationLine(
        id=operation.id,
        name=operation.name,
        entity=basis.names.of(operation.entity),
        state=state.state,
        missing=basis.names.all_of(state.missing),
        manual_missing=basis.names.all_of(state.manual_missing),
        by_hand_share=state.by_hand_share,
        form=state.form,
        stamina_hours=state.stamina_hours,
        rto_hours=operation.rto_hours,
        mtpd_hours=operation.mtpd_hours,
        loss_per_hour=state.loss_per_hour,
        waiting_after_a_day=None if queue is None else queue.waiting[-1],
        back_planned=back.planned if back else None,
        back_p50=back.p50 if back else None,
        back_p80=back.p80 if back else None,
        back_p90=back.p90 if back else None,
        waits_for=basis.names.all_of(back.waits_for) if back else (),
    )


def _restoration(basis: _Basis) -> Restoration | None:
    plan: RestorationPlanned | None = basis.ledger.restoration.plan
    if plan is None:
        return None
    schedule = plan.schedule
    load: dict[str, float] = defaultdict(float)
    for task in schedule.tasks:
        load[task.crew] += task.end - task.start
    first = sorted(schedule.tasks, key=lambda task: (task.start, task.end, task.asset))
    return Restoration(
        assets=len({task.asset for task in schedule.tasks}),
        tasks=len(schedule.tasks),
        hours=schedule.makespan,
        cost=schedule.cost,
        bound=schedule.bound,
        gap=schedule.gap,
        scenarios=schedule.scenarios,
        crews=tuple(sorted(load.items())),
        first=tuple(
            (basis.names.of(task.asset), task.step, task.crew, task.start, task.end)
            for task in first[:TASKS_SHOWN]
        ),
    )
