"""The plan of least harm when there is only so much work of hands.

Each second of a crew gets a price. With that price added to the costs of the levers, and the
seconds that there are credited, the problem has no cap any more and is solved as any other; its
least harm is a lower bound for every plan that keeps to the cap. Prices are chosen by cutting
planes (Kelley 1960, doi 10.1137/0108053): every plan met so far is a line in the prices, and the
next prices are those at which the lowest of these lines is highest. The subproblems are solved
as integer programmes, not as relaxations, so what is left of the gap is only the cap's own.

Plans that keep to the cap come from both sides: what the plans beyond it do, less what saves
least per second, and what the plans within it do, plus what saves most. What then remains of
the gap goes to the integer programme with the cap as a row.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from math import ceil

import numpy as np

from endigue.containment.consequences import Consequences
from endigue.containment.hands import Cap
from endigue.containment.problem import ContainmentProblem
from endigue.containment.solve.programme import Limits, highest_low


@dataclass(frozen=True, slots=True)
class Line:
    """A plan as a function of the prices: harm + prices x beyond."""

    levers: frozenset[int]
    harm: int
    beyond: tuple[int, ...]
    """Seconds beyond each cap; below 0 where some are left."""

    @property
    def feasible(self) -> bool:
        """Whether the plan keeps to every cap."""
        return all(seconds <= 0 for seconds in self.beyond)


@dataclass(frozen=True, slots=True)
class Answer:
    """The best plan of a priced problem, the least that any of its plans can cost, seconds."""

    levers: list[int]
    bound: int
    seconds: float


class CappedSearch:
    """The lines met so far, the best plan that keeps to the caps, and the best bound."""

    def __init__(
        self,
        problem: ContainmentProblem,
        caps: Sequence[Cap],
        tell: Callable[[int, int], None],
    ) -> None:
        """`tell` hears the harm of the best plan and the bound as they are bettered."""
        self.problem = problem
        self.caps = tuple(caps)
        self._tell = tell
        self._consequences = Consequences(problem)
        nothing = self.line([])
        self.lines = [nothing]
        self.best = nothing
        self.bound = problem.constant

    @property
    def gap(self) -> float:
        """What is not proven of the best plan, as a share."""
        harm = self.best.harm
        return (harm - self.bound) / harm if harm > self.bound else 0.0

    def prove(self, bound: int) -> None:
        """Keep the bound if it is the best so far."""
        if bound > self.bound:
            self.bound = bound
            self._tell(self.best.harm, bound)

    def line(self, levers: Iterable[int]) -> Line:
        """The line of a plan."""
        chosen = frozenset(levers)
        rows = sorted(chosen)
        beyond = tuple(int(cap.seconds[rows].sum()) - cap.most for cap in self.caps)
        return Line(chosen, self._consequences.harm(rows), beyond)

    def consider(self, levers: Iterable[int]) -> Line:
        """Keep the plan if it is the best so far that keeps to the caps."""
        found = self.line(levers)
        if found.feasible and found.harm < self.best.harm:
            self.best = found
            self._tell(found.harm, self.bound)
        return found

    def improve(
        self, solved: Callable[[ContainmentProblem, float], Answer], limits: Limits
    ) -> float:
        """Search the prices until the gap is closed, no price promises more, or the time is
        over; the seconds used. `solved` solves a priced problem within so many seconds.
        """
        used = 0.0
        while used < limits.seconds and self.gap > limits.gap and not limits.stopped():
            each, height = self._next_prices()
            priced, worth = self._priced(each)
            answer = solved(priced, limits.seconds - used)
            used += answer.seconds
            self.prove(min(answer.bound - worth, self.best.harm))
            found = self.consider(answer.levers)
            if found in self.lines or height - (answer.bound - worth) <= 1e-9 * height:
                break
            self.lines.append(found)
            self._repair(found)
            # A plan that was only made, not found, is a line as well: without it the first
            # prices lie between doing nothing and the plan beyond the cap, and are far too high.
            if self.best not in self.lines:
                self.lines.append(self.best)
        return used

    def _next_prices(self) -> tuple[list[float], float]:
        heights = np.array([one.harm for one in self.lines], dtype=np.float64)
        slopes = np.array([one.beyond for one in self.lines], dtype=np.float64)
        scale = max(1.0, float(heights.max() - heights.min()))
        least = float(heights.min())
        prices, height = highest_low((heights - least) / scale, slopes / 60.0, 1e3)
        return [float(price) * scale / 60.0 for price in prices], height * scale + least

    def _priced(self, each: Sequence[float]) -> tuple[ContainmentProblem, int]:
        """The problem with the prices in the costs of its levers, and what the caps are worth
        at them, rounded so that the bound stays one.
        """
        # A lever dearer than doing nothing is never pulled, so no price need be higher. Nor may
        # the sum of all prices overflow.
        levers = max(1, len(self.problem.levers))
        top = float(min(self.lines[0].harm + 1, 2**62 // levers))
        priced = np.zeros(len(self.problem.levers))
        worth = 0
        for cap, price in zip(self.caps, each, strict=True):
            priced += np.floor(cap.seconds * price)
            worth += ceil(cap.most * price)
        cost = self.problem.lever_cost + np.minimum(priced, top).astype(np.int64)
        return replace(self.problem, lever_cost=cost), worth

    def _repair(self, found: Line) -> None:
        """Plans that keep to the caps, near the plan that was found."""
        if found.feasible:
            over = min(
                (one for one in self.lines if not one.feasible),
                key=lambda one: max(one.beyond),
                default=None,
            )
            if over is not None:
                self._between(found, over)
        else:
            self._between(self.best, found)

    def _between(self, under: Line, over: Line) -> None:
        """From a plan beyond the caps leave out, of what another does not do, what saves least
        for the seconds it takes; then put back what still fits and saves.
        """
        plan = set(under.levers | over.levers)
        worth = {lever: self._loss(plan, lever) for lever in sorted(over.levers ^ under.levers)}
        by_worth = sorted(worth, key=lambda lever: worth[lever] / self._load(lever))
        left_out = []
        for lever in by_worth:
            if self.line(frozenset(plan)).feasible:
                break
            plan.discard(lever)
            left_out.append(lever)
        now = self.consider(frozenset(plan))
        if not now.feasible:
            return
        for lever in reversed(left_out):
            tried = self.line(now.levers | {lever})
            if tried.feasible and tried.harm < now.harm:
                now = tried
        self.consider(now.levers)

    def _loss(self, plan: set[int], lever: int) -> int:
        rest = sorted(plan - {lever})
        return self._consequences.harm(rest) - self._consequences.harm(sorted(plan))

    def _load(self, lever: int) -> float:
        """How much of the caps a lever takes, as a share; above 0."""
        return sum(float(cap.seconds[lever]) / max(1, cap.most) for cap in self.caps) + 1e-9
