"""What must come back: every asset that fell or was cut off, and every closed flow."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from math import ceil

from endigue.organisation.model import HOST_KINDS, Asset, Organisation, Parameters
from endigue.restoration.circumstances import AS_WRITTEN, Backup, Circumstances, Instead, Progress
from endigue.restoration.openings import TICKS_PER_HOUR
from endigue.restoration.schedule import Remark, Step
from endigue.restoration.steps import (
    IN_ROOM,
    REBUILD_HOURS,
    Case,
    Rule,
    case_of,
    rules_for,
    skill_for,
)

BANDWIDTH = 1000
"""The whole bandwidth of the backups. A restore takes all of it, or what it can use within a
tick; the rest is there for others."""


@dataclass(frozen=True, slots=True)
class Work:
    """One step of one item: what it wants and how many ticks it takes, at least 1."""

    step: Step
    skill: str
    ticks: int
    exact: float
    """Ticks before they were rounded up."""
    pauses: bool
    bandwidth: int = 0
    """Thousandths of the bandwidth of the backups."""
    running: bool = False
    """Whether somebody is on it already."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that comes back."""

    id: str
    case: Case
    core: bool
    missed: bool
    """Whether it is down until it comes back; an account that the intruder holds may work on."""
    work: tuple[Work, ...]
    """What is left of it, at least one step."""
    without_backup: bool = False
    """Whether its data have to be restored and no backup of them can be trusted."""
    holds_place: bool = False
    """Whether it stands in a place of the clean room already."""

    @property
    def fell(self) -> bool:
        """Whether it is a host that the intruder held."""
        return self.case in {"fallen_host", "cleaned_host", "moved_host"}


def items_to_restore(
    organisation: Organisation,
    fallen: Collection[str],
    down: Collection[str],
    circumstances: Circumstances = AS_WRITTEN,
) -> tuple[Item, ...]:
    """The items with work left, in the organisation's order.

    Raises ValueError where an identifier is no asset and no flow, or a fallen one no asset.
    """
    fell, lost = frozenset(fallen), frozenset(down)
    _check(organisation, fell, lost)
    assets = (
        _asset_item(
            organisation, asset, circumstances, fell=asset.id in fell, lost=asset.id in lost
        )
        for asset in organisation.assets
        if asset.id in fell or asset.id in lost
    )
    flows = (_flow_item(flow.id, circumstances) for flow in organisation.flows if flow.id in lost)
    return tuple(item for item in (*assets, *flows) if item.work)


def hindrance(item: Item, parameters: Parameters) -> Remark | None:
    """Why the organisation's parameters do not let the item come back, if so."""
    steps = {work.step for work in item.work}
    roomed = item.case in IN_ROOM and not item.holds_place and steps & {"rebuild", "clean"}
    if roomed and parameters.clean_room_places <= 0:
        return Remark(item.id, "restoration.no_clean_room")
    if item.without_backup:
        return Remark(item.id, "restoration.no_safe_backup")
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


def restored_from(
    items: Sequence[Item], circumstances: Circumstances, start: datetime
) -> tuple[Remark, ...]:
    """From when the data of every item will be that is restored from a backup somebody reported,
    and, where there is a safe date, of how many nobody has.
    """
    restored = [item.id for item in items if any(one.step == "restore" for one in item.work)]
    stopped = start - timedelta(hours=circumstances.elapsed)
    told = []
    for item in restored:
        backup = circumstances.backups.get(item)
        if backup is not None:
            lost = round((stopped - backup.taken_at) / timedelta(hours=1), 2)
            at = backup.taken_at.isoformat()
            hours = max(0.0, lost)
            told.append(Remark(item, "restoration.restored_from", {"at": at, "hours": hours}))
    unknown = [item for item in restored if item not in circumstances.backups]
    if circumstances.safe_before is not None and unknown:
        at = circumstances.safe_before.isoformat()
        count = len(unknown)
        told.append(Remark(unknown[0], "restoration.backups_unknown", {"at": at, "count": count}))
    return tuple(told)


def _check(organisation: Organisation, fell: frozenset[str], lost: frozenset[str]) -> None:
    unknown = fell - organisation.asset_index.keys()
    unknown |= lost - organisation.asset_index.keys() - organisation.flow_index.keys()
    if unknown:
        raise ValueError(f"'{min(unknown)}' is nothing that can be restored")


def _asset_item(
    organisation: Organisation,
    asset: Asset,
    circumstances: Circumstances,
    *,
    fell: bool,
    lost: bool,
) -> Item:
    instead = circumstances.instead.get(asset.id)
    case = case_of(asset, instead, fell=fell)
    zone = organisation.zone_by_id.get(asset.zone)
    backup = circumstances.backups.get(asset.id)
    work = [
        (
            rule,
            skill_for(rule, asset),
            _own_hours(rule, asset, instead, backup, organisation.parameters),
        )
        for rule in rules_for(case)
    ]
    left, holds_place = _left(case, work, circumstances, asset.id)
    return Item(
        id=asset.id,
        case=case,
        core=asset.kind in HOST_KINDS and zone is not None and zone.tier == 0,
        missed=lost or case in {"fallen_host", "cleaned_host", "moved_host"},
        work=left,
        without_backup=asset.id in circumstances.backups
        and backup is None
        and any(one.step == "restore" for one in left),
        holds_place=holds_place,
    )


def _flow_item(flow: str, circumstances: Circumstances) -> Item:
    work = [(rule, skill_for(rule, None), rule.hours or 0.0) for rule in rules_for("flow")]
    left, _ = _left("flow", work, circumstances, flow)
    return Item(flow, "flow", core=False, missed=True, work=left)


def _left(
    case: Case,
    work: Sequence[tuple[Rule, str, float]],
    circumstances: Circumstances,
    item: str,
) -> tuple[tuple[Work, ...], bool]:
    """The steps that are left, and whether the item stands in the clean room."""
    progress = circumstances.progress.get(item, Progress())
    left: list[Work] = []
    for rule, skill, foreseen in work:
        if rule.step in progress.done:
            continue
        running = progress.running == rule.step
        hours = progress.foreseen.get(rule.step, foreseen * circumstances.pace.of(rule.step).factor)
        if running and progress.hours_left is not None:
            hours = progress.hours_left
        if hours:
            left.append(_work(rule, skill, hours, running=running))
    entered = {"rebuild", "clean"}
    begun = bool(entered & progress.done) or progress.running in entered
    return tuple(left), case in IN_ROOM and begun and any(one.step == "verify" for one in left)


def _work(rule: Rule, skill: str, hours: float, *, running: bool) -> Work:
    exact = Fraction(hours) * TICKS_PER_HOUR
    ticks = ceil(exact)
    share = ceil(BANDWIDTH * exact / ticks) if rule.step == "restore" else 0
    return Work(rule.step, skill, ticks, float(exact), rule.pauses, share, running)


def _own_hours(
    rule: Rule,
    asset: Asset,
    instead: Instead | None,
    backup: Backup | None,
    parameters: Parameters,
) -> float:
    """Hours of a step of the asset, as foreseen before any work is done."""
    if rule.hours is not None:
        return rule.hours
    if instead is not None:
        return instead.hours
    if rule.step == "rebuild":
        return REBUILD_HOURS if _lacks_hours(asset) else asset.rebuild_hours
    if backup is not None and backup.hours is not None:
        return backup.hours
    rate = parameters.restore_gb_per_hour
    return asset.restore_gb / rate if rate > 0 else asset.restore_gb


def _lacks_hours(asset: Asset) -> bool:
    """Whether its rebuild takes hours that nobody gave. A data set may have none: its data are
    restored on a host that is rebuilt for itself.
    """
    return asset.kind in HOST_KINDS - {"dataset"} and asset.rebuild_hours <= 0
