"""What an organisation lacks for the engines to be worth asking: sound, but poor."""

from collections.abc import Collection, Iterator
from itertools import chain
from typing import NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from endigue.organisation.model import HOST_KINDS, Asset, Organisation
from endigue.organisation.needs import leaves
from endigue.organisation.standard_levers import is_called_backup

BLOCKING, MISLEADING, IMPRECISE = 3, 2, 1
"""Weights: an engine has nothing to compute on; its result is wrong here; it is coarse here."""

RESTORATION_SKILLS = ("forensic", "system", "network", "directory", "database", "application")
"""Skills that bring things back; the first four are asked for by nearly every plan."""

CORE_TIER = 0
MOST_SUBJECTS = 5
"""Subjects named with a shortcoming; the others are counted."""

_PAUSES_BACKUPS = "pause_backups"


class Shortcoming(msgspec.Struct, frozen=True):
    """One thing that is poor, with all that it concerns."""

    code: str
    subject: str
    """Identifier of the first of its subjects, or empty where the whole is meant."""
    count: int
    """Of its subjects; 0 where the whole is meant."""
    subjects: tuple[str, ...]
    """The first few of them."""
    weight: int
    """`BLOCKING`, `MISLEADING` or `IMPRECISE`."""


class _Rule(NamedTuple):
    code: str
    weight: int
    subjects: tuple[str, ...]


def check(
    organisation: Organisation,
    known_kinds: Collection[str],
    skills: Collection[str] = RESTORATION_SKILLS,
) -> tuple[Shortcoming, ...]:
    """The shortcomings, what matters most first; each names all of its subjects at once.

    `known_kinds` are the kinds of link for which a speed of spread is known; `skills` those
    that the steps of restoration ask for.
    """
    rules = chain(
        _operations(organisation),
        _links(organisation, known_kinds),
        _levers(organisation),
        _crews(organisation, skills),
        _core_and_backups(organisation),
        _assets(organisation),
        _spare_parts(organisation),
    )
    found = [rule for rule in rules if rule.subjects]
    return tuple(map(_shortcoming, sorted(found, key=lambda rule: -rule.weight)))


def _shortcoming(rule: _Rule) -> Shortcoming:
    subjects = [subject for subject in rule.subjects if subject]
    named = tuple(subjects[:MOST_SUBJECTS])
    code = f"organisation.{rule.code}"
    return Shortcoming(code, rule.subjects[0], len(subjects), named, rule.weight)


_THE_WHOLE = ("",)


def _operations(organisation: Organisation) -> Iterator[_Rule]:
    operations = organisation.operations
    yield _Rule("no_operations", BLOCKING, () if operations else _THE_WHOLE)
    yield _Rule(
        "operation_needs_nothing",
        BLOCKING,
        tuple(one.id for one in operations if not any(leaves(one.needs))),
    )
    yield _Rule(
        "operation_worth_nothing",
        BLOCKING,
        tuple(one.id for one in operations if one.value_per_hour == 0),
    )
    yield _Rule(
        "mtpd_before_rto",
        MISLEADING,
        tuple(one.id for one in operations if one.mtpd_hours < one.rto_hours),
    )
    yield _Rule(
        "operation_without_manual",
        IMPRECISE,
        tuple(one.id for one in operations if one.manual is None),
    )


def _links(organisation: Organisation, known_kinds: Collection[str]) -> Iterator[_Rule]:
    links = organisation.links
    yield _Rule("no_links", BLOCKING, () if len(links) else _THE_WHOLE)
    used = [links.kinds[place] for place in np.unique(links.kind)]
    unknown = tuple(kind for kind in used if kind not in known_kinds)
    yield _Rule("link_kind_unknown", MISLEADING, unknown)


def _levers(organisation: Organisation) -> Iterator[_Rule]:
    yield _Rule("no_levers", IMPRECISE, () if organisation.levers else _THE_WHOLE)
    needed = _needed(organisation)
    linked, used_flows = _linked(organisation), _used_flows(organisation)
    at_work = needed | {asset.zone for asset in organisation.assets}
    at_work |= {a.id for a, there in zip(organisation.assets, linked, strict=True) if there}
    for flow, used in zip(organisation.flows, used_flows, strict=True):
        if used or flow.id in needed:
            at_work |= {flow.id, flow.source_zone, flow.target_zone}
    yield _Rule(
        "lever_changes_nothing",
        IMPRECISE,
        tuple(lever.id for lever in organisation.levers if lever.target not in at_work),
    )


def _crews(organisation: Organisation, skills: Collection[str]) -> Iterator[_Rule]:
    there = {crew.skill for crew in organisation.crews if crew.people > 0}
    yield _Rule("skill_missing", MISLEADING, tuple(s for s in skills if s not in there))


def _core_and_backups(organisation: Organisation) -> Iterator[_Rule]:
    core = any(zone.tier == CORE_TIER for zone in organisation.zones)
    yield _Rule("no_core_of_trust", MISLEADING, () if core else _THE_WHOLE)
    backups = any(lever.kind == _PAUSES_BACKUPS for lever in organisation.levers)
    backups = backups or any(map(_is_backup, organisation.assets))
    yield _Rule("no_backups", MISLEADING, () if backups else _THE_WHOLE)


def _is_backup(asset: Asset) -> bool:
    return asset.kind in HOST_KINDS and is_called_backup(asset.id, asset.name)


def _assets(organisation: Organisation) -> Iterator[_Rule]:
    """Hosts that no link names, such as telephones in a cupboard, cannot fall and lack nothing."""
    linked = list(zip(organisation.assets, _linked(organisation), strict=True))
    hosts = [asset for asset, there in linked if there and asset.kind in HOST_KINDS]
    yield _Rule("host_without_zone", MISLEADING, tuple(host.id for host in hosts if not host.zone))
    yield _Rule(
        "host_without_rebuild_hours",
        MISLEADING,
        tuple(host.id for host in hosts if host.rebuild_hours == 0),
    )
    yield _Rule(
        "account_without_links",
        IMPRECISE,
        tuple(a.id for a, there in linked if a.kind == "account" and not there),
    )


def _spare_parts(organisation: Organisation) -> Iterator[_Rule]:
    needed = _needed(organisation)
    services = tuple(one.id for one in organisation.services if one.id not in needed)
    yield _Rule("service_not_needed", IMPRECISE, services)
    flows = zip(organisation.flows, _used_flows(organisation), strict=True)
    yield _Rule("flow_without_links", IMPRECISE, tuple(f.id for f, used in flows if not used))
    inhabited = {asset.zone for asset in organisation.assets}
    zones = tuple(zone.id for zone in organisation.zones if zone.id not in inhabited)
    yield _Rule("zone_without_assets", IMPRECISE, zones)


def _needed(organisation: Organisation) -> set[str]:
    """Everything that operations need, nominally or by hand, through all services."""
    pending: list[str] = []
    for operation in organisation.operations:
        pending.extend(leaves(operation.needs))
        if operation.manual is not None and operation.manual.needs is not None:
            pending.extend(leaves(operation.manual.needs))
    needed: set[str] = set()
    while pending:
        name = pending.pop()
        if name in needed:
            continue
        needed.add(name)
        service = organisation.service_by_id.get(name)
        pending.extend(leaves(service.needs) if service is not None else ())
    return needed


def _linked(organisation: Organisation) -> NDArray[np.bool_]:
    """For every asset, whether a link leads from it or to it."""
    linked = np.zeros(len(organisation.assets), np.bool_)
    linked[organisation.links.source] = True
    linked[organisation.links.target] = True
    return linked


def _used_flows(organisation: Organisation) -> NDArray[np.bool_]:
    """For every flow, whether a link uses it."""
    used = np.zeros(len(organisation.flows), np.bool_)
    flows = organisation.links.flow
    used[flows[flows >= 0]] = True
    return used
