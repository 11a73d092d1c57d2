"""Whether an asset may be called reconnected, straight from the definition and from the reports.

Nothing here is shared with the product but the facts themselves and the organisation.
"""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime

from endigue.eradication import facts
from endigue.eradication.view import Report
from endigue.evidence.facts import StatementMade
from endigue.organisation.model import KOf, Need, Organisation

REVEALING = {"scan", "hunt", "persistence", "rights", "configuration", "mail-rules"}


def vouched(asset: str, reports: Sequence[Report], needed: Collection[str]) -> bool:
    """Whether some verification of the asset can still hold. These conditions are necessary;
    `reports` are those of the asset in the order of happening, `needed` the checks of anything
    that was not cleaned.
    """
    about = [report.fact for report in reports]
    return any(
        _holds(about, place, needed)
        for place, fact in enumerate(about)
        if isinstance(fact, facts.AssetsVerified) or _cleared(fact)
    )


def _cleared(fact: object) -> bool:
    return isinstance(fact, facts.StationPassed) and fact.station == "clear"


def _bad(fact: object) -> bool:
    """Whether it says that the intruder was seen."""
    match fact:
        case facts.AssetsFoundBad() | StatementMade():
            return True
        case facts.CheckMade(check=check, hits=hits):
            return hits > 0 and check in REVEALING
        case facts.StationPassed(station="scan", hits=hits):
            return hits > 0
    return False


def _doubted(fact: object) -> bool:
    kinds = (facts.AssetsSuspected, facts.AssetsLost, facts.AssetsScrapped)
    return _bad(fact) or isinstance(fact, kinds)


def _cleaned_by(fact: object) -> str:
    if isinstance(fact, facts.CleaningDone):
        return fact.person
    if isinstance(fact, facts.StationPassed) and fact.station == "reimage":
        return fact.person
    return ""


def _evidence(fact: object) -> bool:
    if isinstance(fact, facts.StationPassed):
        return fact.station == "scan" and len(fact.report) == 64
    if isinstance(fact, facts.EvidencePreserved):
        return any(len(item.sha256) == 64 and item.holder for item in fact.items)
    return isinstance(fact, facts.EvidenceWaived)


def _holds(about: Sequence[object], place: int, needed: Collection[str]) -> bool:
    verified, before = about[place], about[:place]
    if any(map(_doubted, about[place + 1 :])):
        return False
    worst = max((at for at, fact in enumerate(before) if _bad(fact)), default=-1)
    after = before[worst + 1 :]
    if worst >= 0:
        cleanings = [
            at
            for at, fact in enumerate(before)
            if at > worst and _cleaned_by(fact) and _cleaned_by(fact) != verified.person
        ]
        if not cleanings or not any(map(_evidence, before[: cleanings[-1]])):
            return False
    if _cleared(verified):
        return any(
            isinstance(fact, facts.StationPassed) and fact.station == "scan" and not fact.hits
            for fact in after
        )
    passed = {
        fact.check
        for fact in after
        if isinstance(fact, facts.CheckMade) and fact.passed and not fact.hits
    }
    return set(needed) <= passed


def supported(organisation: Organisation, own: Collection[str], scrapped: Collection[str]) -> set:
    """The largest set of assets that are clean themselves and stand on each other only."""
    kept = set(own)
    while True:
        gone = {one for one in kept if not _stands(organisation, one, kept | set(scrapped))}
        if not gone:
            return kept
        kept -= gone


def may_stand(organisation: Organisation, asset: str, on: Collection[str]) -> bool:
    """Whether all that an asset stands on directly is among these."""
    return _stands(organisation, asset, on)


def _stands(organisation: Organisation, asset: str, on: Collection[str]) -> bool:
    tier = {zone.id: zone.tier for zone in organisation.zones}
    core = {
        one.id
        for one in organisation.assets
        if one.kind in {"machine", "appliance", "dataset"} and tier.get(one.zone) == 0
    }
    under = set() if asset in core else core
    rows = [
        (organisation.assets[s].id, organisation.links.kinds[k], organisation.assets[t].id)
        for s, k, t in zip(
            organisation.links.source, organisation.links.kind, organisation.links.target,
            strict=True,
        )
    ]  # fmt: skip
    under |= {source for source, kind, target in rows if kind == "Hosts" and target == asset}
    inside = {asset}
    while True:
        more = {source for source, kind, target in rows if kind == "Contains" and target in inside}
        if more <= inside:
            break
        inside |= more
    under |= {source for source, kind, target in rows if kind == "DCFor" and target in inside}
    if not under - {asset} <= set(on):
        return False
    return all(
        _met(organisation, service.needs, lambda _leaf: True, on)
        for service in organisation.services
        if asset in _names(service.needs)
    )


def _met(
    organisation: Organisation, need: Need, leaf: Callable[[str], bool], on: Collection[str]
) -> bool:
    if isinstance(need, KOf):
        return sum(_met(organisation, each, leaf, on) for each in need.of) >= need.k
    services = organisation.service_by_id
    if need in services:
        return _met(organisation, services[need].needs, lambda name: name in on, on)
    return leaf(need)


def _names(need: Need) -> set[str]:
    return {need} if isinstance(need, str) else set().union(*map(_names, need.of))


def of_asset(reports: Sequence[Report], asset: str, until: datetime) -> list[Report]:
    """The reports about an asset until an instant, in the order of happening."""
    about = [
        report
        for report in reports
        if report.at <= until
        and asset in (getattr(report.fact, "assets", None) or (getattr(report.fact, "asset", ""),))
    ]
    return sorted(about, key=lambda report: (report.at, report.sequence))
