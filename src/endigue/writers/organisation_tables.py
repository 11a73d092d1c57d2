"""The tables of an organisation folder as cells: text, numbers, yes or no, or nothing.

A cost that is the usual one is left empty, so that it goes on following its rate.
"""

from collections.abc import Iterator

from endigue.kernel.money import Cents, format_money
from endigue.organisation.aliases import join_aliases
from endigue.organisation.costs import rebuilding_rate, usual_fall_cost, usual_lever_cost
from endigue.organisation.layout import TableName
from endigue.organisation.model import Organisation

Cell = str | int | float | bool | None


def table_rows(organisation: Organisation, table: TableName) -> Iterator[tuple[Cell, ...]]:
    """The rows of any table but that of links, with the columns of `layout.COLUMNS`."""
    if table == "zones":
        return ((zone.id, zone.name, zone.entity, zone.tier) for zone in organisation.zones)
    if table == "assets":
        return _assets(organisation)
    if table == "flows":
        return (
            (flow.id, flow.source_zone, flow.target_zone, flow.protocol, flow.port)
            for flow in organisation.flows
        )
    if table == "levers":
        return _levers(organisation)
    if table == "crews":
        return (
            (crew.id, crew.skill, crew.people, crew.hours, format_money(crew.hourly_rate))
            for crew in organisation.crews
        )
    raise ValueError(f"{table} is not written row by row")


def _assets(organisation: Organisation) -> Iterator[tuple[Cell, ...]]:
    rate = rebuilding_rate(organisation.crews, organisation.parameters)
    for asset in organisation.assets:
        yield (
            asset.id,
            asset.name,
            asset.kind,
            asset.zone,
            asset.entity,
            asset.os,
            asset.records,
            asset.rebuild_hours,
            asset.restore_gb,
            _unless_usual(asset.fall_cost, usual_fall_cost(asset.rebuild_hours, rate)),
            join_aliases(asset.aliases),
        )


def _levers(organisation: Organisation) -> Iterator[tuple[Cell, ...]]:
    crews, rate = organisation.crew_by_id, organisation.parameters.hourly_rate
    for lever in organisation.levers:
        crew = crews.get(lever.crew)
        usual = usual_lever_cost(lever.minutes, rate if crew is None else crew.hourly_rate)
        yield (
            lever.id,
            lever.kind,
            lever.target,
            lever.minutes,
            lever.crew,
            _unless_usual(lever.cost, usual),
            lever.reversible,
            lever.approval,
            lever.doctrine,
        )


def _unless_usual(amount: Cents, usual: Cents) -> str | None:
    return None if amount == usual else format_money(amount)
