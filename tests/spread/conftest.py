"""Small networks, and what must come of them, computed without the engine."""

from collections.abc import Callable, Mapping, Sequence
from heapq import heappop, heappush
from math import expm1, inf
from random import Random
from typing import NamedTuple

import numpy as np
import pytest

from endigue.organisation.model import Asset, Lever, Links, Organisation
from endigue.spread.link_kinds import LinkKinds, Travel
from endigue.spread.problem import SpreadProblem, build
from endigue.spread.reach import Forecast


class Way(NamedTuple):
    """A link between two assets, by their numbers."""

    source: int
    target: int
    p: float = 1.0
    mean_hours: float = 0.0

    def within(self, hours: float) -> float:
        """Probability that it works and is passed within so many hours."""
        return self.p * (-expm1(-hours / self.mean_hours) if self.mean_hours else 1.0)


class Network(NamedTuple):
    """An organisation as a graph: asset 2 is called a2, and lever l2 acts on it."""

    assets: int
    ways: tuple[Way, ...]
    seeds: Mapping[int, float]

    @property
    def organisation(self) -> Organisation:
        kinds = tuple(dict.fromkeys(_kind(way) for way in self.ways))
        names = [f"a{number}" for number in range(self.assets)]
        return Organisation(
            "network",
            assets=tuple(Asset(name, "", "machine") for name in names),
            levers=tuple(
                Lever(f"l{number}", "isolate_host", name, 1.0, "", 0)
                for number, name in enumerate(names)
            ),
            links=Links(
                source=np.array([way.source for way in self.ways], np.int32),
                target=np.array([way.target for way in self.ways], np.int32),
                kind=np.array([kinds.index(_kind(way)) for way in self.ways], np.int16),
                port=np.zeros(len(self.ways), np.int32),
                flow=np.full(len(self.ways), -1, np.int32),
                kinds=kinds,
            ),
        )

    @property
    def table(self) -> LinkKinds:
        rows = {_kind(way): (Travel(way.p, way.mean_hours, "test"),) for way in self.ways}
        return LinkKinds(Travel(0.3, 6.0, "test"), rows)

    def problem(self, pulled: Sequence[int] = ()) -> SpreadProblem:
        seeds = {f"a{number}": chance for number, chance in self.seeds.items()}
        levers = [f"l{number}" for number in pulled]
        return build(self.organisation, seeds, self.table, levers)


def _kind(way: Way) -> str:
    return f"{way.p!r} {way.mean_hours!r}"


@pytest.fixture(scope="session")
def way() -> type[Way]:
    return Way


@pytest.fixture(scope="session")
def network() -> Callable[..., Network]:
    def make(
        assets: int, ways: Sequence[tuple[float, ...]], seeds: Mapping[int, float] | None = None
    ) -> Network:
        return Network(assets, tuple(Way(*way) for way in ways), seeds or {0: 1.0})

    return make


@pytest.fixture(scope="session")
def drawn() -> Callable[..., Network]:
    """A random network with loops, cycles, parallel links, certain and impossible-to-use ends."""

    def draw(number: int, means: Sequence[float] = (0.0,)) -> Network:
        chance = Random(number)
        assets = chance.randint(2, 7)
        ways = tuple(
            Way(
                chance.randrange(assets),
                chance.randrange(assets),
                chance.choice((1.0, 0.05, chance.uniform(0.1, 0.9))),
                chance.choice(means),
            )
            for _ in range(chance.randint(1, 12))
        )
        seeds = {
            chance.randrange(assets): chance.choice((1.0, chance.uniform(0.05, 0.95)))
            for _ in range(chance.randint(1, 3))
        }
        return Network(assets, ways, seeds)

    return draw


@pytest.fixture(scope="session")
def enumerated() -> Callable[[Network], list[float]]:
    """Exact probability that each asset is reached ever, over all worlds of what is uncertain:
    every link that works or not, every seed that is compromised or not.
    """

    def enumerate_worlds(network: Network) -> list[float]:
        chances = [way.p for way in network.ways] + list(network.seeds.values())
        weight = np.ones(1)
        alive: list[np.ndarray] = []
        for chance in chances:
            both = len(weight)
            alive = [np.concatenate((column, column)) for column in alive]
            alive.append(np.repeat((True, False), both))
            weight = np.concatenate((weight * chance, weight * (1 - chance)))
            kept = weight > 0
            weight, alive = weight[kept], [column[kept] for column in alive]
        held = np.zeros((network.assets, len(weight)), np.bool_)
        for column, seed in zip(alive[len(network.ways) :], network.seeds, strict=True):
            held[seed] |= column
        for _ in range(network.assets):
            for column, way in zip(alive, network.ways, strict=False):
                held[way.target] |= held[way.source] & column
        return [float(weight[column].sum()) for column in held]

    return enumerate_worlds


@pytest.fixture(scope="session")
def searched() -> Callable[[Network, Sequence[float], int, int], np.ndarray]:
    """Share of worlds in which each asset had fallen by each hour: a plain search with a heap,
    and another source of chance.
    """

    def search(network: Network, hours: Sequence[float], samples: int, seed: int) -> np.ndarray:
        chance = Random(seed)
        out: dict[int, list[Way]] = {}
        for way in network.ways:
            out.setdefault(way.source, []).append(way)
        fallen = np.zeros((network.assets, len(hours)))
        for _ in range(samples):
            waiting = [(0.0, seed) for seed, p in network.seeds.items() if chance.random() < p]
            done: set[int] = set()
            while waiting:
                now, asset = heappop(waiting)
                if asset in done:
                    continue
                done.add(asset)
                fallen[asset] += [now <= hour for hour in hours]
                for way in out.get(asset, ()):
                    if chance.random() < way.p:
                        delay = chance.expovariate(1 / way.mean_hours) if way.mean_hours else 0.0
                        heappush(waiting, (now + delay, way.target))
        return fallen / samples

    return search


@pytest.fixture(scope="session")
def likeliest() -> Callable[[Network, float], list[float]]:
    """The greatest product of probabilities over all ways without a cycle from any seed to
    each asset, within so many hours for each link; 0 where there is no way.
    """

    def walk(network: Network, hours: float) -> list[float]:
        best = [0.0] * network.assets

        def go(asset: int, chance: float, behind: frozenset[int]) -> None:
            best[asset] = max(best[asset], chance)
            for way in network.ways:
                if way.source == asset and way.target not in behind:
                    go(way.target, chance * way.within(hours), behind | {way.target})

        for seed, chance in network.seeds.items():
            go(seed, chance, frozenset({seed}))
        return best

    return walk


@pytest.fixture(scope="session")
def shares() -> Callable[[Forecast, int], np.ndarray]:
    """`p` of every asset a0, a1, ... as an array of assets by hours."""

    def table(forecast: Forecast, assets: int) -> np.ndarray:
        found = {asset.id: asset.p for asset in forecast.assets}
        never = (0.0,) * len(forecast.hours)
        return np.array([found.get(f"a{number}", never) for number in range(assets)])

    return table


@pytest.fixture(scope="session")
def sigmas() -> Callable[[np.ndarray, np.ndarray, int], float]:
    """By how many standard errors shares of so many samples lie beside the truth, at most;
    infinite where something certain did not come out as it must.
    """

    def distance(found: np.ndarray, truth: np.ndarray, samples: int) -> float:
        error = np.sqrt(truth * (1 - truth) / samples)
        beside = np.abs(found - truth)
        certain = error < 1e-9
        if (beside[certain] > 1e-9).any():
            return inf
        return float((beside[~certain] / error[~certain]).max(initial=0.0))

    return distance
