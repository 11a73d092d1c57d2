"""What one thing more would bring, in hours of each operation and in money."""

from collections.abc import Sequence
from dataclasses import replace

import msgspec

from endigue.desk.refusal import Refusal
from endigue.desk.restoration_reports import steps_of
from endigue.desk.restoring import Situation, ranks_of
from endigue.desk.settings import Settings
from endigue.kernel.money import Cents
from endigue.organisation.model import Organisation
from endigue.restoration.circumstances import Instead
from endigue.restoration.effort import Orders
from endigue.restoration.facts import GateDecided, WorkDelayed
from endigue.restoration.outcomes import Outcomes
from endigue.restoration.schedule import Schedule
from endigue.restoration.solve import Decision, decide, decision, drawn_durations
from endigue.restoration.view import AssetWork, see


class Change(msgspec.Struct, frozen=True):
    """One thing that could be otherwise; what is not given stays as it is."""

    name: str
    """As the user wrote it, such as lend database 1."""
    skill: str = ""
    people: int = 0
    """More people of the skill, lent from elsewhere, in the shifts of a crew that has it."""
    gb_per_hour: float = 0.0
    """More bandwidth of the backups."""
    places: int = 0
    """More clean-room places."""
    asset: str = ""
    instead: Instead | None = None
    """Another way for the asset."""
    late: str = ""
    """An asset, an account or a flow whose next step takes longer."""
    hours: float = 0.0
    """Of work, so much longer."""
    first: str = ""
    """An operation that comes back before all others."""
    hold: str = ""
    """An operation that must not return for now."""


class Gain(msgspec.Struct, frozen=True):
    """What a change brings."""

    name: str
    saved: Cents
    """Less lost on average over the scenarios; below 0: more."""
    planned_saved: Cents
    """Less lost with every duration as foreseen."""
    work_cost: Cents
    """What lent people are paid for the hours that they work in the plan."""
    hours: dict[str, float]
    """By how much the P50 of each operation comes sooner; below 0: later."""


class WhatIf(msgspec.Struct, frozen=True):
    """The plan as things are, and every change beside it."""

    mean: Cents
    cost: Cents
    gains: tuple[Gain, ...]


def what_if(
    now: Situation, changes: Sequence[Change], settings: Settings, orders: int = 2000
) -> WhatIf:
    """Plan with each change by itself, with the same effort and the same scenarios. Each search
    begins from the order found without the change, so that a change never loses by bad luck
    alone what its order would have kept.
    """
    base = decided(now, settings, orders)
    return WhatIf(
        mean=base.outlook.mean,
        cost=base.schedule.cost,
        gains=tuple(gain_of(now, change, base, settings, orders) for change in changes),
    )


def usual_changes(organisation: Organisation) -> tuple[Change, ...]:
    """What is asked first: one person more of each skill, twice the bandwidth, more places."""
    skills = sorted({crew.skill for crew in organisation.crews})
    parameters = organisation.parameters
    return (
        *(Change(f"lend {skill} 1", skill=skill, people=1) for skill in skills),
        Change("bandwidth x 2", gb_per_hour=parameters.restore_gb_per_hour),
        Change("places + 5", places=5),
    )


def gain_of(
    now: Situation, change: Change, base: Decision, settings: Settings, orders: int
) -> Gain:
    """What one change brings against what was decided without it. Of an operation that is held
    nobody knows for how long: what is told is what the others gain, and not what it loses.

    Raises Refusal where nobody has the skill, or what it names is not restored or waits for
    nothing.
    """
    changed = _changed(now, change)
    other = decided(changed, settings, orders, base.outlook.order, change.first)
    if change.hold:
        base = _in_order(changed, base.outlook.order, settings)
    p50 = {each.id: each.p50 for each in other.schedule.operations}
    return Gain(
        name=change.name,
        saved=Cents(base.outlook.mean - other.outlook.mean),
        planned_saved=Cents(base.schedule.cost - other.schedule.cost),
        work_cost=_paid(now.organisation, change, other.schedule),
        hours={
            each.id: round(each.p50 - p50[each.id], 2)
            for each in base.schedule.operations
            if each.id in p50
        },
    )


def decided(
    now: Situation,
    settings: Settings,
    orders: int,
    before: Sequence[str] = (),
    first: str = "",
) -> Decision:
    """What is best in a situation, searched from an order where one is given."""
    problem = now.problem()
    if first and first not in problem.operations:
        waiting = ", ".join(problem.operations) or "-"
        raise Refusal("restoration.first_not_waiting", operation=first, operations=waiting)
    ranks = ranks_of(problem, before) if before else None
    return decide(
        problem, settings.seed, settings.scenarios, first, patience=Orders(orders), before=ranks
    )


def _in_order(now: Situation, order: Sequence[str], settings: Settings) -> Decision:
    """What an order gives, with nothing searched."""
    problem = now.problem()
    ranks = ranks_of(problem, order)
    worlds = drawn_durations(problem, settings.seed, range(settings.scenarios))
    return decision(problem, ranks, ranks, Outcomes(problem, worlds), settings.seed, tried=0)


def _changed(now: Situation, change: Change) -> Situation:
    organisation, view = now.organisation, now.view
    if change.skill:
        having = [crew for crew in organisation.crews if crew.skill == change.skill]
        if not having:
            skills = ", ".join(sorted({crew.skill for crew in organisation.crews}))
            raise Refusal("restoration.unknown_skill", skill=change.skill, skills=skills)
        lent = replace_people(organisation, having[0].id, change.people)
        return now._replace(organisation=lent)
    if change.instead is not None:
        if change.asset not in organisation.asset_index:
            raise Refusal("restoration.not_restored", asset=change.asset)
        instead = {**view.instead, change.asset: change.instead}
        return now._replace(view=msgspec.structs.replace(view, instead=instead))
    if change.late:
        return now._replace(view=see(view, _delayed(now, change.late, change.hours)))
    if change.hold:
        if change.hold not in now.problem().operations:
            raise Refusal("restoration.unknown_operation", operation=change.hold)
        return now._replace(view=see(view, GateDecided(change.hold, go=False, occurred_at=now.at)))
    parameters = msgspec.structs.replace(
        organisation.parameters,
        restore_gb_per_hour=organisation.parameters.restore_gb_per_hour + change.gb_per_hour,
        clean_room_places=organisation.parameters.clean_room_places + change.places,
    )
    return now._replace(organisation=replace(organisation, parameters=parameters))


def _delayed(now: Situation, asset: str, hours: float) -> WorkDelayed:
    """As if somebody had reported that the next step of it needs so many hours more."""
    steps, work = steps_of(now, asset), now.view.work.get(asset, AssetWork())
    left = [step for step in steps if step not in work.done]
    if not left:
        raise Refusal("restoration.not_restored", asset=asset)
    foreseen = work.foreseen.get(left[0], steps[left[0]])
    if work.running is not None and work.running in left:
        left.insert(0, work.running)
        known = now.circumstances().progress[asset].hours_left
        foreseen = steps[work.running] if known is None else known
    return WorkDelayed(asset, left[0], foreseen + hours, now.at)


def replace_people(organisation: Organisation, crew: str, more: int) -> Organisation:
    """The organisation with more people in one crew."""
    crews = tuple(
        msgspec.structs.replace(one, people=one.people + more) if one.id == crew else one
        for one in organisation.crews
    )
    return replace(organisation, crews=crews)


def _paid(organisation: Organisation, change: Change, after: Schedule) -> Cents:
    """The lent people's share of the work of their crew, at its rate."""
    having = [crew for crew in organisation.crews if crew.skill == change.skill]
    if not having or not change.people:
        return Cents(0)
    crew = having[0]
    worked = sum(task.end - task.start for task in after.tasks if task.crew == crew.id)
    share = change.people / (crew.people + change.people)
    return Cents(round(worked * share * crew.hourly_rate))
