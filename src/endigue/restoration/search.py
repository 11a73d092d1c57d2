"""The search: chains of annealing side by side, from the greedy order, for as long as allowed.

First sketches of the order of the operations (`endigue.restoration.sketch`), then dispatched orders
of them, then orders of the items.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from endigue.restoration.annealing import (
    Chain,
    chain,
    order_items,
    order_operations,
    resting,
)
from endigue.restoration.closures import Closures, by_closures, closures_of, plain
from endigue.restoration.effort import Patience
from endigue.restoration.problem import RestorationProblem
from endigue.restoration.scoring import Game, game, rated
from endigue.restoration.sketch import curve, order_sketched, sketched

Ticks = NDArray[np.int64]
Reals = NDArray[np.float64]
Level = Callable[[Game, Closures, Chain, int, float], None]

CHAINS = 2
"""Side by side, a thread each. Results depend on it, so it does not follow the machine."""

SKETCHED = 0.05
"""Share of the search that may go to sketches of the order of the operations."""

SKETCHES = 8
"""Curves that orders are annealed on; fewer where one brings nothing."""

SKETCH = 6000
"""Moves on a curve, of each chain."""

OPERATIONS_FIRST = 0.4
OPERATIONS_FIRST_OF_MANY = 0.8
"""Share of the search after which the order of the operations stands; where there are many items
few of them are moved at all, and the order of the operations moves them together."""

MANY = 1000
"""Items whose place matters."""

HEAT_OF_SKETCHES = (0.3, 0.001)
HEAT_OF_OPERATIONS = (0.03, 0.001)
HEAT_OF_MANY = (0.06, 0.003)
HEAT_OF_ITEMS = (0.003, 0.0001)
HEAT_OF_FEW = (0.03, 0.001)
"""Temperatures at the begin and the end of a level, in units of what a worse order costs more
on average. Where there are many items the first level is the longer one, and is not cold before it
ends. The second begins cold, lest it lose what the first has found; where few things are moved each
is moved often enough to begin warmer."""

FEW = 128
"""Things whose place matters."""

SLICES = 20
"""Temperatures of a sketch."""

LEADS_TRIED = (0.0, *(2.0 ** (half / 2) for half in range(23)))
"""Leads (see `by_closures`) that are tried on the greedy order."""

LEADS_NEAR = (0.5, 0.7, 0.8, 0.9, 0.95, 1.0, 1.05, 1.1, 1.25, 1.5, 2.0)
"""Those that are tried on a later one, as shares of the present one."""

EXCHANGE = 0.1
"""Share of the search after which the worse chain goes on from the best order of the better."""

SLICE = 100_000
"""Tasks that a chain dispatches between two looks at the time: some 100 ms."""


def searched(
    problem: RestorationProblem,
    worlds: Ticks,
    ranks: Ticks,
    patience: Patience,
    seed: int,
    pinned: int = 0,
) -> tuple[Ticks, int]:
    """The best ranks found from these on, over the scenarios `worlds` (one row each, ticks of
    every task), and how many orders were tried. Never worse than `ranks` over those scenarios.
    The first `pinned` items of `ranks` stay the first.
    """
    played = game(problem, worlds)
    if patience(0, scored_alone(played, ranks)) >= 1:
        return ranks, 0
    head = np.argsort(ranks)[:pinned] if pinned else np.flatnonzero(problem.core)
    closures = closures_of(problem, head, pinned)
    search = _Search(played, closures, patience)
    by_operation = operations_in_order(problem, ranks)
    begun = np.empty(len(ranks), np.int64)
    by_operation, lead = search.sketch(by_operation, seed)
    turns = plain(closures, lead)
    by_closures(played, closures, by_operation, turns, begun)
    upper = [
        chain(played, by_operation, begun, seed * CHAINS + number, turns)
        for number in range(CHAINS)
    ]
    movable = len(np.unique(closures.movable))
    enough = OPERATIONS_FIRST_OF_MANY if movable > MANY else OPERATIONS_FIRST
    heat = HEAT_OF_MANY if movable > MANY else HEAT_OF_OPERATIONS
    search.run(order_operations, upper, SKETCHED, enough, heat)
    best = min(upper, key=lambda walk: walk.scores[1])
    begun = ranks if scored_alone(played, ranks) <= best.scores[1] else best.best
    lower = [
        chain(played, np.argsort(begun), begun, seed * CHAINS + number + 10**6, turns)
        for number in range(CHAINS)
    ]
    heat = HEAT_OF_FEW if movable <= FEW else HEAT_OF_ITEMS
    search.run(order_items, lower, enough, 1.0, heat)
    return min(lower, key=lambda walk: walk.scores[1]).best, search.tried


def best_lead(
    played: Game, closures: Closures, operations: Ticks, leads: tuple[float, ...]
) -> tuple[float, float]:
    """The best of these leads for operations in this order, and its score."""
    ranks = np.empty(len(closures.work), np.int64)

    def score(lead: float) -> float:
        by_closures(played, closures, operations, plain(closures, lead), ranks)
        return scored_alone(played, ranks)

    scores = [score(lead) for lead in leads]
    best = int(np.argmin(scores))
    return leads[best], scores[best]


def scored_alone(played: Game, ranks: Ticks) -> float:
    """The score of an order."""
    anyhow = np.zeros(len(played.worlds))
    return rated(played, ranks, anyhow, np.inf, anyhow.copy())


class _Search:
    """Runs chains in slices, and lets the worse one go on from where the better one is."""

    def __init__(self, played: Game, closures: Closures, patience: Patience) -> None:
        self.played = played
        self.closures = closures
        self.patience = patience
        self.tried = 0

    def sketch(self, operations: Ticks, seed: int) -> tuple[Ticks, float]:
        """A better order of the operations and its lead, by sketches of it."""
        ranks = np.empty(len(self.closures.work), np.int64)
        lead, best = best_lead(self.played, self.closures, operations, LEADS_TRIED)
        by_closures(self.played, self.closures, operations, plain(self.closures, lead), ranks)
        for number in range(SKETCHES):
            if self.patience(self.tried, best) >= SKETCHED or len(operations) < 2:
                break
            work, times = curve(self.played, self.closures, operations, ranks)
            found = self._annealed(operations, work, times, seed * SKETCHES + number)
            leads = tuple(share * lead for share in LEADS_NEAR)
            lead_found, score = best_lead(self.played, self.closures, found, leads)
            self.tried += len(leads)
            if score >= best:
                break
            operations, lead, best = found, lead_found, score
            by_closures(self.played, self.closures, operations, plain(self.closures, lead), ranks)
        return operations, lead

    def _annealed(self, operations: Ticks, work: Reals, times: Reals, seed: int) -> Ticks:
        """The best of the chains on one curve."""
        begun = sketched(self.played, self.closures, operations, work, times)
        walks = [
            resting(operations, begun, seed * CHAINS + number + 10**9) for number in range(CHAINS)
        ]
        with ThreadPoolExecutor(len(walks)) as pool:
            for share in np.linspace(0, 1, SLICES):
                if self.patience(self.tried, begun) >= SKETCHED:
                    break
                heat = HEAT_OF_SKETCHES[0] * (HEAT_OF_SKETCHES[1] / HEAT_OF_SKETCHES[0]) ** share
                steps = [
                    pool.submit(
                        order_sketched,
                        self.played,
                        self.closures,
                        walk,
                        work,
                        times,
                        SKETCH // SLICES,
                        heat,
                    )
                    for walk in walks
                ]
                for step in steps:
                    step.result()
        return min(walks, key=lambda walk: walk.scores[1]).best

    def run(
        self,
        level: Level,
        walks: list[Chain],
        since: float,
        until: float,
        heat: tuple[float, float],
    ) -> None:
        """Walk while the share spent is below `until`, from hot to cold."""
        tasks = max(1, self.played.worlds.size)
        moves = max(1, SLICE // tasks)
        exchanged = since
        with ThreadPoolExecutor(len(walks)) as pool:
            while True:
                best = min(walks, key=lambda walk: walk.scores[1])
                spent = self.patience(self.tried, float(best.scores[1]))
                if spent >= until or len(best.order) < 2:
                    return
                share = max(0.0, (spent - since) / (until - since))
                warm = heat[0] * (heat[1] / heat[0]) ** share
                steps = [
                    pool.submit(level, self.played, self.closures, walk, moves, warm)
                    for walk in walks
                ]
                for step in steps:
                    step.result()
                self.tried += moves * len(walks)
                if spent - exchanged > EXCHANGE:
                    exchanged = spent
                    _exchange(walks)


def _exchange(walks: list[Chain]) -> None:
    best = min(walks, key=lambda walk: walk.scores[1])
    for walk in walks:
        if walk.scores[0] > best.scores[0]:
            walk.order[:] = best.order
            walk.costs[:] = best.costs
            walk.scores[0] = best.scores[0]
            for values, better in zip(walk.turns, best.turns, strict=True):
                values[:] = better


def operations_in_order(problem: RestorationProblem, ranks: Ticks) -> Ticks:
    """The operations by the rank of the last item that each waits for, were the ranks times."""
    times = np.concatenate([ranks, np.zeros(len(problem.dependencies.k), np.int64)])
    needs = problem.dependencies
    for node in range(len(needs.k)):
        below = np.sort(times[needs.children(node)])
        times[needs.items + node] = below[int(needs.k[node]) - 1]
    last = np.where(needs.roots >= 0, times[np.maximum(needs.roots, 0)], -1)
    return np.argsort(last, kind="stable").astype(np.int64)
