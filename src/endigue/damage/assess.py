"""Everything that was hurt, put together from all that the case knows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from endigue.continuity.state import OperationState
from endigue.damage.backups import applications, last_good, subjects
from endigue.damage.data import Known, availability, concerned, confidentiality, integrity
from endigue.damage.facts import DamageStated
from endigue.damage.findings import Aspect, Damage, DataDamage, LastGood
from endigue.damage.losses import SUSPECTED, money_lost, operations_lost
from endigue.damage.trees import together
from endigue.damage.view import DamageView
from endigue.organisation.model import HOST_KINDS, Organisation


@dataclass(frozen=True)
class Circumstances:
    """What other chapters know."""

    at: datetime
    since: datetime | None = None
    """When operations stopped."""
    safe_before: datetime | None = None
    """From before when a backup can be trusted, as the investigators said."""
    probabilities: Mapping[str, float] = field(default_factory=dict)
    """Of compromise, by asset."""
    operations: tuple[OperationState, ...] = ()


def assess(organisation: Organisation, view: DamageView, known: Circumstances) -> Damage:
    """The damage as known at `known.at`."""
    compromised = {name for name, chance in known.probabilities.items() if chance >= SUSPECTED}
    good = {
        subject: last_good(
            subject,
            view.backups,
            safe_before=known.safe_before,
            compromised=compromised,
            until=known.since or known.at,
        )
        for subject in subjects(organisation, view.backups)
    }
    data = _data(organisation, view, known, good)
    hours = 0.0
    if known.since is not None:
        hours = max(0.0, (known.at - known.since).total_seconds() / 3600)
    operations = operations_lost(organisation, known.operations, hours)
    return Damage(
        at=known.at,
        since=known.since,
        data=data,
        people_without=concerned([each.availability for each in data]),
        people_read=concerned([each.confidentiality for each in data]),
        operations=operations,
        applications=applications(organisation, good),
        money=money_lost(organisation, operations, known.probabilities),
        gaps=tuple(_gaps(view, known, data)),
    )


def _data(
    organisation: Organisation,
    view: DamageView,
    known: Circumstances,
    good: Mapping[str, LastGood],
) -> tuple[DataDamage, ...]:
    holders = _holders(organisation)
    senders = _senders(organisation, view)
    found: list[DataDamage] = []
    for asset in organisation.assets:
        if asset.kind != "dataset":
            continue
        trees = [each.damage for (name, _, _), each in view.trees.items() if name == asset.id]
        own = holders.get(asset.id, ())
        about = Known(
            asset=asset,
            chance=max(known.probabilities.get(one, 0.0) for one in (asset.id, *own)),
            stated=_stated(view, asset.id),
            tree=together(trees) if trees else None,
            flows=view.flows,
            sent_by_holder=not senders.isdisjoint(own),
        )
        found.append(
            DataDamage(
                id=asset.id,
                records=asset.records,
                availability=availability(about),
                confidentiality=confidentiality(about),
                integrity=integrity(about),
                files=about.tree,
                holders=own,
                last_good=good.get(asset.id),
            )
        )
    return tuple(found)


def _stated(view: DamageView, dataset: str) -> dict[Aspect, DamageStated]:
    return {aspect: fact for (name, aspect), fact in view.stated.items() if name == dataset}


def _holders(organisation: Organisation) -> dict[str, tuple[str, ...]]:
    """Machines with a link into a data set, by data set."""
    links, assets = organisation.links, organisation.assets
    held: dict[str, dict[str, None]] = {}
    for source, target in zip(links.source.tolist(), links.target.tolist(), strict=True):
        machine, data = assets[source], assets[target]
        if data.kind == "dataset" and machine.kind in HOST_KINDS and machine.kind != "dataset":
            held.setdefault(data.id, {})[machine.id] = None
    return {data: tuple(machines) for data, machines in held.items()}


def _senders(organisation: Organisation, view: DamageView) -> frozenset[str]:
    """Assets among the machines that sent more than ever, by any of their names."""
    if view.flows is None:
        return frozenset()
    names = {host.host.casefold() for host in view.flows.hosts if host.excess.likely > 0}
    return frozenset(
        asset.id
        for asset in organisation.assets
        if not names.isdisjoint(word.casefold() for word in (asset.id, asset.name, *asset.aliases))
    )


def _gaps(view: DamageView, known: Circumstances, data: Iterable[DataDamage]) -> Iterable[str]:
    files = [each.files for each in data]
    if not known.probabilities:
        yield "no_evidence"
    if any(each is None for each in files):
        yield "no_tree"
    if any(each is not None and not each.compared for each in files):
        yield "not_compared"
    if view.flows is None:
        yield "no_flows"
    elif view.flows.silent:
        yield "log_silent"
    if view.flows is not None and view.flows.without_past:
        yield "no_past"
    if not view.lists:
        yield "no_backups"
    elif known.safe_before is None:
        yield "no_safe_date"
    if not known.operations:
        yield "no_continuity"
    elif known.since is None:
        yield "no_since"
