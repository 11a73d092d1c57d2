"""What must come back: every asset that fell or was cut off, and every closed flow."""

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from endigue.organisation.model import HOST_KINDS, Asset, Organisation, Parameters
from endigue.restoration.openings import TICKS_PER_HOUR
from endigue.restoration.schedule import Remark, Step
from endigue.restoration.steps import REBUILD_HOURS, Case, case_of, rules_for, skill_for

BANDWIDTH = 1000
"""The whole bandwidth of the backups. A restore takes all of it, or what it can use within a
tick; the rest is there for others."""


@dataclass(frozen=True, slots=True)
class Work:
    """One step of one item: what it wants and how many ticks it takes, at least 1."""

    step: Step
    skill: str
    ticks: int
    pauses: bool
    bandwidth: int = 0
    """Thousandths of the bandwidth of the backups."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that comes back."""

    id: str
    case: Case
    core: bool
    missed: bool
    """Whether it is down until it comes back; an account that the intruder holds may work on."""
    work: tuple[Work, ...]


def items_to_restore(
    organisation: Organisation, fallen: Collection[str], down: Collection[str]
) -> tuple[Item, ...]:
    """The items, in the organisation's order.

    Raises ValueError where an identifier is no asset and no flow, or a fallen one no asset.
    """
    fell, lost = frozenset(fallen), frozenset(down)
    _check(organisation, fell, lost)
    assets = [
        _asset_item(organisation, asset, fell=asset.id in fell, lost=asset.id in lost)
        for asset in organisation.assets
        if asset.id in fell or asset.id in lost
    ]
    work = _work("flow", None, organisation.parameters)
    flows = [
        Item(flow.id, "flow", core=False, missed=True, work=work)
        for flow in organisation.flows
        if flow.id in lost
    ]
    return (*assets, *flows)


def hindrance(item: Item, parameters: Parameters) -> Remark | None:
    """Why the organisation's parameters do not let the item come back, if so."""
    steps = {work.step for work in item.work}
    if "rebuild" in steps and parameters.clean_room_places <= 0:
        return Remark(item.id, "restoration.no_clean_room")
    if "restore" in steps and parameters.restore_gb_per_hour <= 0:
        return Remark(item.id, "restoration.no_bandwidth")
    return None


def assumed_durations(organisation: Organisation, fallen: Collection[str]) -> tuple[Remark, ...]:
    """A warning for every fallen machine or appliance whose rebuild hours nobody gave."""
    return tuple(
        Remark(asset.id, "restoration.rebuild_hours_assumed", {"hours": REBUILD_HOURS})
        for asset in organisation.assets
        if asset.id in fallen and _lacks_hours(asset)
    )


def _check(organisation: Organisation, fell: frozenset[str], lost: frozenset[str]) -> None:
    unknown = fell - organisation.asset_index.keys()
    unknown |= lost - organisation.asset_index.keys() - organisation.flow_index.keys()
    if unknown:
        raise ValueError(f"'{min(unknown)}' is nothing that can be restored")


def _asset_item(organisation: Organisation, asset: Asset, *, fell: bool, lost: bool) -> Item:
    case = case_of(asset, fell=fell)
    zone = organisation.zone_by_id.get(asset.zone)
    return Item(
        id=asset.id,
        case=case,
        core=asset.kind in HOST_KINDS and zone is not None and zone.tier == 0,
        missed=lost or case == "fallen_host",
        work=_work(case, asset, organisation.parameters),
    )


def _work(case: Case, asset: Asset | None, parameters: Parameters) -> tuple[Work, ...]:
    work: list[Work] = []
    for rule in rules_for(case):
        hours = rule.hours
        if hours is None and asset is not None:
            hours = _own_hours(rule.step, asset, parameters)
        if hours:
            exact = Fraction(hours) * TICKS_PER_HOUR
            ticks = ceil(exact)
            share = ceil(BANDWIDTH * exact / ticks) if rule.step == "restore" else 0
            work.append(Work(rule.step, skill_for(rule, asset), ticks, rule.pauses, share))
    return tuple(work)


def _own_hours(step: Step, asset: Asset, parameters: Parameters) -> float:
    if step == "rebuild":
        return REBUILD_HOURS if _lacks_hours(asset) else asset.rebuild_hours
    rate = parameters.restore_gb_per_hour
    return asset.restore_gb / rate if rate > 0 else asset.restore_gb


def _lacks_hours(asset: Asset) -> bool:
    """Whether its rebuild takes hours that nobody gave. A data set may have none: its data are
    restored on a host that is rebuilt for itself.
    """
    return asset.kind in HOST_KINDS - {"dataset"} and asset.rebuild_hours <= 0
