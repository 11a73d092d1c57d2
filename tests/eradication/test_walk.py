from collections import Counter
from random import Random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from clean_house import links, minute, small
from endigue.eradication import facts
from endigue.eradication.board import Board, board
from endigue.eradication.checks import Checks
from endigue.eradication.ground import Ground
from endigue.eradication.view import EradicationView, Report, with_report
from endigue.evidence.facts import StatementMade
from endigue.journal.fact import Fact
from endigue.organisation.model import Asset, KOf, Organisation, Service, Zone
from endigue.readers.checks import load_checks
from gate_judge import may_stand, of_asset, supported, vouched

CHECKS = Checks({check.id: check for check in load_checks()})
PEOPLE = ("Ana", "Bob", "Cleo")
HASH = "ab" * 32


def random_organisation(chance: Random) -> Organisation:
    """Hosts that host each other, controllers, a domain, services that need each other."""
    zones = (Zone("core", "", "", 0), Zone("lan", "", "", 1))
    hosts = [
        Asset(f"h{n}", "", "machine", "core" if chance.random() < 0.2 else "lan")
        for n in range(chance.randint(2, 5))
    ]
    others = [Asset("dom", "", "directory"), Asset("acc", "", "account")]
    assets = (*hosts, *others)
    names = [asset.id for asset in hosts]
    rows = [(chance.choice(names), "DCFor", "dom"), ("dom", "Contains", "acc")]
    for name in names:
        if chance.random() < 0.3:
            rows.append((chance.choice(names), "Hosts", name))
        if chance.random() < 0.3:
            rows.append(("dom", "Contains", name))
    services: list[Service] = []
    for n in range(chance.randint(0, 3)):
        leaves = [*names, "acc", *(one.id for one in services)]
        of = tuple(chance.sample(leaves, min(len(leaves), chance.randint(1, 3))))
        services.append(Service(f"s{n}", KOf(chance.randint(1, len(of)), of)))
    return Organisation("R", zones=zones, assets=assets, links=links(assets, *rows),
                        services=tuple(services))  # fmt: skip


def script(chance: Random, asset: Asset) -> list[Fact]:
    """What people would report of one asset, with slips."""
    one, cleaner, looker = (asset.id,), chance.choice(PEOPLE), chance.choice(PEOPLE)
    told: list[Fact] = []
    if bad := chance.random() < 0.5:
        told.append(chance.choice([
            facts.AssetsFoundBad(one, "seen"), facts.AssetsSuspected(one, "near"),
            StatementMade(asset.id, "confirmed", "seen"),
        ]))  # fmt: skip
    if chance.random() < 0.3 and asset.kind == "machine":
        for station in ("in", "scan", "reimage", "scan", "clear", "out"):
            hits = 1 if station == "scan" and chance.random() < 0.4 else 0
            report = HASH if chance.random() < 0.8 else ""
            told.append(facts.StationPassed(station, one, chance.choice(PEOPLE), hits, report))
        return told
    if bad:
        item = facts.Item("image", HASH if chance.random() < 0.9 else "", 1, cleaner)
        told.append(facts.EvidencePreserved(asset.id, (item,)))
        told.append(facts.CleaningStarted(one, "rebuild", cleaner))
        told.append(facts.CleaningDone(one, cleaner))
    for check in CHECKS.needed(asset.kind, asset.zone, minute(0).date(), cleaned=bad):
        hits = 1 if chance.random() < 0.03 else 0
        told.append(facts.CheckMade(one, check.id, not hits, looker, hits))
    told.append(facts.AssetsVerified(one, looker))
    told.append(facts.AssetsReconnected(one, looker))
    return told


def noise(chance: Random, names: list[str]) -> Fact:
    some, person = tuple(chance.sample(names, chance.randint(1, 2))), chance.choice(PEOPLE)
    return chance.choice([
        facts.AssetsReconnected(some, person), facts.AssetsVerified(some, person),
        facts.AssetsFoundBad(some, "again"), facts.AssetsSuspected(some, "again"),
        facts.AssetsIsolated(some, "lever"), facts.AssetsScrapped(some, "old"),
        facts.AssetsLost(some, "stolen"), facts.EvidenceWaived(some, "time", person),
        facts.CleaningStarted(some, "clean", person), facts.CleaningDone(some, person),
        facts.CustodyPassed(HASH, person, chance.choice(PEOPLE)),
        facts.EvidenceCompared(HASH, chance.choice([HASH, "cd" * 32])),
        facts.CheckMade(some, chance.choice(["scan", "rights"]), True, person),
        facts.AssetsReconnected(("elsewhere",), person),
    ])  # fmt: skip


def random_reports(chance: Random, organisation: Organisation) -> list[Report]:
    """Reports with the instants at which they happened, in the order in which they came in."""
    told: list[tuple[float, Fact]] = []
    order = sorted(organisation.assets, key=lambda asset: (asset.zone != "core", chance.random()))
    moment = 0.0
    for asset in order:
        for fact in script(chance, asset):
            moment += 1
            if chance.random() < 0.97:
                told.append((moment + (chance.random() * 6 - 3) * (chance.random() < 0.1), fact))
    names = [asset.id for asset in organisation.assets]
    for _ in range(chance.choice([0, 0, 1, 4])):
        told.append((chance.random() * moment, noise(chance, names)))
    if chance.random() < 0.4:
        again = facts.AssetsFoundBad((chance.choice(names),), "seen again")
        told.append((moment * (0.8 + 0.4 * chance.random()), again))
    if chance.random() < 0.5:
        chance.shuffle(told)
    return [
        Report(minute(at), sequence, chance.choice(PEOPLE), fact)
        for sequence, (at, fact) in enumerate(told, start=1)
    ]


def folded(reports: list[Report]) -> EradicationView:
    view = EradicationView()
    for report in reports:
        view = with_report(view, report)
    return view


def judged(organisation: Organisation, reports: list[Report], found: Board, at) -> None:
    """No asset is reconnected that is unverified or stands on something unverified."""
    own = {
        asset.id
        for asset in organisation.assets
        if found.of(asset.id).state in {"verified", "reconnected"}
    }
    for name in own:
        kind = organisation.assets[organisation.asset_index[name]].kind
        needed = [one.id for one in CHECKS.needed(kind, "", at.date(), cleaned=False)]
        assert vouched(name, of_asset(reports, name, at), needed), name
    scrapped = {asset.id for asset in organisation.assets
                if found.of(asset.id).state == "scrapped"}  # fmt: skip
    firm = supported(organisation, own, scrapped)
    for asset in organisation.assets:
        if found.of(asset.id).state == "reconnected":
            assert may_stand(organisation, asset.id, firm | scrapped), asset.id


def test_in_thousands_of_sequences_nothing_unverified_is_ever_reconnected() -> None:
    states: Counter[str] = Counter()
    fell = 0
    for seed in range(3_000):
        chance = Random(seed)
        organisation = random_organisation(chance)
        reports = random_reports(chance, organisation)
        ground, view = Ground(organisation), folded(reports)
        last = max(report.at for report in reports)
        for at in (last, minute(chance.random() * len(reports))):
            found = board(view, ground, CHECKS, at)
            judged(organisation, reports, found, at)
        found = board(view, ground, CHECKS, last)
        states.update(one.state for one in found.assets.values())
        fell += sum(bool(one.behind) for one in found.fallbacks)
    # The law is not kept by saying nothing.
    assert states["reconnected"] > 2_000
    assert min(states[state] for state in ("suspected", "compromised", "cleaning", "verified")) > 99
    assert fell > 50


@given(st.integers(0, 2**32))
def test_the_order_in_which_reports_come_in_changes_nothing(seed: int) -> None:
    chance = Random(seed)
    organisation = random_organisation(chance)
    reports = random_reports(chance, organisation)
    moments = chance.sample(range(1_000_000), len(reports))
    reports = [
        Report(minute(at / 1000), number, report.author, report.fact)
        for number, (at, report) in enumerate(zip(moments, reports, strict=True), start=1)
    ]
    other = [
        Report(report.at, number, report.author, report.fact)
        for number, report in enumerate(chance.sample(reports, len(reports)), start=1)
    ]
    ground, end = Ground(organisation), minute(1e4)
    assert board(folded(reports), ground, CHECKS, end) == board(folded(other), ground, CHECKS, end)


@given(st.integers(0, 2**32))
def test_merging_the_same_reports_twice_says_no_more(seed: int) -> None:
    chance = Random(seed)
    organisation = small()
    reports = random_reports(chance, organisation)
    ground, end = Ground(organisation), minute(1e4)
    once = board(folded(reports), ground, CHECKS, end)
    assert board(folded([*reports, *reports]), ground, CHECKS, end) == once


def test_random_organisations_are_not_all_alike() -> None:
    sizes = [len(random_organisation(Random(seed)).services) for seed in range(100)]
    assert len(np.unique(sizes)) == 4
