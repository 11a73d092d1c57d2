"""When the triage line ends: a line of three stations, run through in many scenarios.

Machines come in at an even rate, or stand there already. Each is scanned at one of the scan
benches; one with a hit is reimaged and scanned again at one of the imaging benches; then every
machine is handed out at one of the desks. Whoever is served first is who came first. How long a
machine takes is lognormal about the mean given. What is uncertain is drawn anew in each scenario:
the share with a hit is Beta with what was seen so far, the pace of each station is Gamma with what
it has done against what it should have.

Times are hours of open line. The kernel is exact for its scenarios: no station is approximated.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Hours = NDArray[np.float64]

SPREAD = 0.4
"""Standard deviation of the time of a machine over its mean; assumed."""

SHARE_PRIOR = (1.0, 9.0)
"""Beta figures of the share with a hit before anything was scanned: one in ten; assumed."""

PACE_PRIOR = 20.0
"""The machines that the figures given count for against what was seen; assumed."""


@dataclass(frozen=True, slots=True)
class LineProblem:
    """What is left, and what there is to do it with."""

    to_come: int
    to_scan: int
    to_reimage: int
    to_hand_out: int
    """Scanned without a hit, or reimaged and scanned."""
    arrivals_per_hour: float
    """Above 0 where machines are still to come."""
    scan_benches: int
    scan_minutes: float
    image_benches: int
    image_minutes: float
    """With the scan after it."""
    desks: int
    desk_minutes: float
    scanned: int = 0
    """First scans so far."""
    infected: int = 0
    """Of these with a hit."""
    scans_expected: float = 0.0
    """First scans that the figures had foreseen for the time so far."""
    spread: float = SPREAD
    share: float | None = None
    """The share with a hit, where it is known; None: drawn."""
    pace_known: bool = False
    """Whether the minutes given hold as they are."""


@dataclass(frozen=True, slots=True)
class LineForecast:
    """When the last machine is handed out, over the scenarios."""

    ends: Hours
    """Hours of open line in each scenario, ascending."""
    curve: NDArray[np.float64]
    """Machines handed out by each of the `at` hours: rows p10, p50, p90 over the scenarios."""
    at: Hours
    busiest: str
    """The station whose benches work most of the time: `arrivals`, `scan`, `reimage` or `desk`."""
    load: dict[str, float]
    """Share of the time until the end for which each station works, middle of the scenarios."""

    def quantile(self, share: float) -> float:
        """Hours of open line by which the line has ended in this share of the scenarios."""
        return float(np.quantile(self.ends, share)) if len(self.ends) else 0.0


def line_forecast(problem: LineProblem, seed: int, scenarios: int = 400) -> LineForecast:
    """Run the line. Raises ValueError where something is left that no bench, desk or arrival
    can do.
    """
    _check(problem)
    chance = np.random.default_rng(seed)
    first = problem.to_come + problem.to_scan
    shares = _shares(problem, chance, scenarios)
    pace = _paces(problem, chance, scenarios)
    arrival = np.zeros(first)
    if problem.to_come:
        arrival[problem.to_scan :] = np.arange(1, problem.to_come + 1) / problem.arrivals_per_hour
    scan = _durations(chance, problem.scan_minutes, problem.spread, first, scenarios) / pace
    came = np.broadcast_to(arrival[:, None], scan.shape)
    scanned = _serve(came, scan, np.ones(scan.shape, np.bool_), problem.scan_benches)
    hit = chance.random(scan.shape) < shares
    joined = np.vstack([np.zeros((problem.to_reimage, scenarios)), scanned])
    sick = np.vstack([np.ones((problem.to_reimage, scenarios), np.bool_), hit])
    joined, sick = _in_order(joined, sick)
    image = _durations(chance, problem.image_minutes, problem.spread, len(joined), scenarios) / pace
    healthy = _serve(joined, image, sick, problem.image_benches)
    leaving = np.vstack([np.zeros((problem.to_hand_out, scenarios)), healthy])
    leaving = np.sort(leaving, axis=0)
    desk = _durations(chance, problem.desk_minutes, problem.spread, len(leaving), scenarios) / pace
    out = _serve(leaving, desk, np.ones(leaving.shape, np.bool_), problem.desks)
    ends = out.max(axis=0, initial=0.0)
    busy = {
        "arrivals": arrival.max(initial=0.0) / np.maximum(ends, 1e-12),
        "scan": scan.sum(axis=0) / np.maximum(problem.scan_benches * ends, 1e-12),
        "reimage": (image * sick).sum(axis=0) / np.maximum(problem.image_benches * ends, 1e-12),
        "desk": desk.sum(axis=0) / np.maximum(problem.desks * ends, 1e-12),
    }
    load = {name: float(np.median(share)) for name, share in busy.items()}
    at = np.linspace(0.0, float(np.quantile(ends, 0.95)) if len(ends) else 0.0, 49)
    counts = np.array([np.count_nonzero(out <= moment, axis=0) for moment in at])
    return LineForecast(
        ends=np.sort(ends),
        curve=np.quantile(counts, [0.1, 0.5, 0.9], axis=1),
        at=at,
        busiest=max(load, key=lambda name: load[name]),
        load=load,
    )


def _check(problem: LineProblem) -> None:
    scans = problem.to_come + problem.to_scan
    if problem.to_come and not problem.arrivals_per_hour > 0:
        raise ValueError("machines are still to come and none comes in an hour")
    for left, benches, minutes, name in (
        (scans, problem.scan_benches, problem.scan_minutes, "scan"),
        (scans + problem.to_reimage, problem.image_benches, problem.image_minutes, "reimage"),
        (scans + problem.to_reimage + problem.to_hand_out, problem.desks, problem.desk_minutes,
         "desk"),
    ):  # fmt: skip
        if left and (benches < 1 or not 0 < minutes < 1e5):
            raise ValueError(f"machines are left and the station {name} has no bench or no minutes")


def _shares(problem: LineProblem, chance: np.random.Generator, scenarios: int) -> Hours:
    if problem.share is not None:
        return np.full(scenarios, problem.share)
    sick, well = SHARE_PRIOR
    return chance.beta(
        sick + problem.infected, well + problem.scanned - problem.infected, scenarios
    )


def _paces(problem: LineProblem, chance: np.random.Generator, scenarios: int) -> Hours:
    """How much faster the line works than the figures given say."""
    if problem.pace_known:
        return np.ones(scenarios)
    shape = PACE_PRIOR + problem.scanned
    return chance.gamma(shape, 1.0 / (PACE_PRIOR + problem.scans_expected), scenarios)


def _durations(
    chance: np.random.Generator, minutes: float, spread: float, count: int, scenarios: int
) -> Hours:
    """Lognormal hours with this mean and spread; shape (count, scenarios)."""
    variance = np.log1p(spread**2)
    logs = chance.normal(-variance / 2, np.sqrt(variance), (count, scenarios))
    return minutes / 60 * np.exp(logs)


def _in_order(joined: Hours, flag: NDArray[np.bool_]) -> tuple[Hours, NDArray[np.bool_]]:
    """Every column by time, with its flags."""
    order = np.argsort(joined, axis=0, kind="stable")
    return np.take_along_axis(joined, order, 0), np.take_along_axis(flag, order, 0)


def _serve(joined: Hours, duration: Hours, wanted: NDArray[np.bool_], benches: int) -> Hours:
    """When each is done at a station that serves who came first; who does not want it is done at
    once. Every column of `joined` is ascending.
    """
    done = np.array(joined)
    scenarios = np.arange(joined.shape[1])
    free = np.zeros((max(benches, 1), joined.shape[1]))
    for row in range(len(joined)):
        bench = free.argmin(axis=0)
        end = np.maximum(free[bench, scenarios], joined[row]) + duration[row]
        wants = wanted[row]
        free[bench, scenarios] = np.where(wants, end, free[bench, scenarios])
        done[row] = np.where(wants, end, joined[row])
    return done
