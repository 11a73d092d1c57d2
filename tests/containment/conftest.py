"""Small organisations: written by hand in a few words, or drawn at random."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from random import Random

import numpy as np
import pytest

from endigue.containment.price import Simulator
from endigue.kernel.money import Cents
from endigue.organisation.model import (
    Asset,
    AssetKind,
    Flow,
    KOf,
    Lever,
    Links,
    Manual,
    Need,
    Operation,
    Organisation,
    Parameters,
    Service,
    Zone,
)

Write = Callable[..., Organisation]


@dataclass(frozen=True)
class Instance:
    """A small organisation under attack."""

    organisation: Organisation
    seeds: tuple[str, ...]

    @property
    def mandatory(self) -> frozenset[str]:
        levers = self.organisation.levers
        return frozenset(lever.id for lever in levers if lever.doctrine == "mandatory")

    def plans(self) -> Iterable[frozenset[str]]:
        """Every set of levers that holds the mandatory ones."""
        others = [lever.id for lever in self.organisation.levers if lever.id not in self.mandatory]
        for size in range(len(others) + 1):
            for chosen in combinations(others, size):
                yield self.mandatory.union(chosen)

    def least_harm(self, minutes: Mapping[str, float] | None = None) -> int | None:
        """By enumeration, with the simulator; `minutes` that there are by crew, "" for all.
        None where not even the mandatory levers can be pulled.
        """
        simulator = Simulator(self.organisation)
        return min(
            (
                simulator.price(self.seeds, plan).harm
                for plan in self.plans()
                if self._keeps_to(plan, minutes or {})
            ),
            default=None,
        )

    def _keeps_to(self, plan: Iterable[str], minutes: Mapping[str, float]) -> bool:
        levers = [self.organisation.lever_by_id[lever] for lever in plan]
        return all(
            sum(lever.minutes for lever in levers if crew in ("", lever.crew)) <= most
            for crew, most in minutes.items()
        )


def _links(rows: Iterable[tuple[str, ...]], assets: list[str], flows: list[str]) -> Links:
    table = [
        (assets.index(row[0]), assets.index(row[1]), flows.index(row[2]) if len(row) > 2 else -1)
        for row in rows
    ]
    columns = np.array(table, dtype=np.int32).reshape(-1, 3)
    return Links(
        source=columns[:, 0],
        target=columns[:, 1],
        kind=np.zeros(len(columns), np.int16),
        port=np.zeros(len(columns), np.int32),
        flow=columns[:, 2],
        kinds=("AnyWay",),
    )


@pytest.fixture(scope="session")
def write() -> Write:
    """Write an organisation: assets as name: (kind, zone, fall cost), links as (source, target)
    or (source, target, flow), flows as name: (zone, zone), levers as name: (target, cost),
    services as name: need, operations as name: (need, value per hour[, Manual]).
    """

    def make(
        assets: Mapping[str, tuple[AssetKind, str, int]],
        links: Iterable[tuple[str, ...]] = (),
        flows: Mapping[str, tuple[str, str]] | None = None,
        levers: Mapping[str, tuple[str, int]] | None = None,
        services: Mapping[str, Need] | None = None,
        operations: Mapping[str, tuple[Need, int] | tuple[Need, int, Manual]] | None = None,
        mandatory: Iterable[str] = (),
        minutes: Mapping[str, float] | None = None,
        kinds: Mapping[str, str] | None = None,
        hours: float = 48.0,
    ) -> Organisation:
        flows, levers = flows or {}, levers or {}
        zones = dict.fromkeys(
            zone
            for zone in (
                *(asset[1] for asset in assets.values()),
                *(end for ends in flows.values() for end in ends),
            )
            if zone
        )
        return Organisation(
            name="small",
            parameters=Parameters(hours=hours),
            zones=tuple(Zone(zone, zone, "us", 1) for zone in zones),
            assets=tuple(
                Asset(name, name, kind, zone, fall_cost=Cents(cost))
                for name, (kind, zone, cost) in assets.items()
            ),
            links=_links(links, list(assets), list(flows)),
            flows=tuple(Flow(name, a, b, "tcp", 0) for name, (a, b) in flows.items()),
            levers=tuple(
                Lever(
                    name,
                    (kinds or {}).get(name, "isolate_host"),
                    target,
                    (minutes or {}).get(name, 10.0),
                    "crew",
                    Cents(cost),
                    doctrine="mandatory" if name in mandatory else "",
                )
                for name, (target, cost) in levers.items()
            ),
            services=tuple(Service(name, need) for name, need in (services or {}).items()),
            operations=tuple(
                Operation(
                    name,
                    {"fr": name, "en": name},
                    "us",
                    spec[0],
                    Cents(spec[1]),
                    10.0,
                    4.0,
                    24.0,
                    spec[2] if len(spec) > 2 else None,
                )
                for name, spec in (operations or {}).items()
            ),
        )

    return make


@pytest.fixture(scope="session")
def draw() -> Callable[[int], Instance]:
    """Draw an instance from a seed: 3 to 9 assets of all kinds in up to 3 zones, links with
    and without flows, up to 9 levers on assets, flows and zones (several on one target,
    some mandatory), nested services with all, any and k of n, operations with and
    without hand-work. Every fourth instance has amounts up to 50 million units.
    """
    return _drawn


def _drawn(seed: int) -> Instance:
    rng = Random(seed)
    most = 10**7 if seed % 4 == 0 else 1
    zones = tuple(Zone(f"z{n}", f"z{n}", "us", 1) for n in range(rng.randint(1, 3)))
    assets = _drawn_assets(rng, zones, most)
    flows = tuple(
        Flow(f"f{n}", rng.choice(zones).id, rng.choice(zones).id, "tcp", 0)
        for n in range(rng.randint(0, 3))
    )
    organisation = Organisation(
        name=f"drawn {seed}",
        zones=zones,
        assets=assets,
        links=_drawn_links(rng, len(assets), len(flows)),
        flows=flows,
        levers=_drawn_levers(rng, zones, assets, flows, most),
        **_drawn_business(rng, [one.id for one in (*assets, *flows)], most),  # type: ignore[arg-type]  # services and operations
    )
    seeds = {rng.choice(assets).id for _ in range(rng.randint(1, 3))}
    return Instance(organisation, tuple(sorted(seeds)))


def _money(rng: Random, most: int) -> Cents:
    return Cents(rng.choice([0, rng.randint(0, 500), rng.randint(0, 500 * most)]))


def _drawn_assets(rng: Random, zones: tuple[Zone, ...], most: int) -> tuple[Asset, ...]:
    kinds: list[AssetKind] = [
        *(["machine"] * 5),
        "appliance",
        "dataset",
        *(["account"] * 2),
        "group",
        "mailbox",
        "external",
        "directory",
    ]
    places = [zone.id for zone in zones]
    return tuple(
        Asset(
            f"a{n}",
            f"a{n}",
            rng.choice(kinds),
            rng.choice(["", *places, *places]),
            fall_cost=_money(rng, most),
        )
        for n in range(rng.randint(3, 9))
    )


def _drawn_links(rng: Random, assets: int, flows: int) -> Links:
    count = rng.randint(assets, 3 * assets)
    return Links(
        source=np.array([rng.randrange(assets) for _ in range(count)], np.int32),
        target=np.array([rng.randrange(assets) for _ in range(count)], np.int32),
        kind=np.zeros(count, np.int16),
        port=np.zeros(count, np.int32),
        flow=np.array([rng.choice([-1, -1, *range(flows)]) for _ in range(count)], np.int32),
        kinds=("AnyWay",),
    )


def _drawn_levers(
    rng: Random,
    zones: tuple[Zone, ...],
    assets: tuple[Asset, ...],
    flows: tuple[Flow, ...],
    most: int,
) -> tuple[Lever, ...]:
    targets = [*(one.id for one in (*assets, *assets, *flows, *zones, *zones))]
    return tuple(
        Lever(
            f"l{n}",
            "any",
            rng.choice(targets),
            float(rng.randint(0, 30)),
            f"crew-{n % 2}",
            _money(rng, most),
            doctrine="mandatory" if rng.random() < 0.1 else "",
        )
        for n in range(rng.randint(1, 9))
    )


def _drawn_need(rng: Random, depth: int, pool: list[str]) -> Need:
    if depth == 0 or rng.random() < 0.4:
        return rng.choice(pool)
    of = tuple(_drawn_need(rng, depth - 1, pool) for _ in range(rng.randint(1, 4)))
    return KOf(rng.choice([1, len(of), rng.randint(1, len(of))]), of)


def _drawn_business(rng: Random, things: list[str], most: int) -> dict[str, object]:
    services: list[Service] = []
    for n in range(rng.randint(0, 4)):
        pool = [*things, *(service.id for service in services)]
        services.append(Service(f"s{n}", _drawn_need(rng, 2, pool)))
    pool = [*things, *([service.id for service in services] * 3)]
    operations = []
    for n in range(rng.randint(1, 4)):
        manual = None
        if rng.random() < 0.6:
            needs = _drawn_need(rng, 1, pool) if rng.random() < 0.6 else None
            manual = Manual(float(rng.randint(0, 10)), rng.choice([0.0, 4.0, 48.0, 100.0]), needs)
        operations.append(
            Operation(
                f"o{n}",
                {"fr": "", "en": ""},
                "us",
                _drawn_need(rng, 2, pool),
                _money(rng, most),
                rng.choice([0.0, 5.0, 10.0]),
                4.0,
                24.0,
                manual,
            )
        )
    return {"services": tuple(services), "operations": tuple(operations)}
