"""A world in which a plan of restoration is carried out: the truth that no plan knows.

Crews work by the order of the plan in force and take the next thing that they can begin; how
long it really takes, and whether a verification finds the intruder, is drawn from a seed before
anything is planned. What happens is reported by the verbs of the desk, as people would.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import count

import numpy as np

from endigue.desk.case import Case
from endigue.desk.ledger import Ledger
from endigue.desk.restoration_reports import delay_work, end_work, fail_work, start_work
from endigue.desk.restoring import Situation, ranks_of, situation
from endigue.organisation.model import Organisation
from endigue.restoration.circumstances import Circumstances
from endigue.restoration.decoder import dispatch
from endigue.restoration.openings import TICKS_PER_HOUR
from endigue.restoration.problem import RestorationProblem
from endigue.restoration.progress import worked
from endigue.restoration.schedule import Step

TICK = timedelta(hours=1) / TICKS_PER_HOUR


@dataclass
class World:
    """What really happens, from the instant of the case's clock on."""

    organisation: Organisation
    case: Case
    ledger: Ledger
    now: datetime
    seed: int
    pace: Mapping[Step, float]
    """By what the durations of a step are longer than foreseen, all in all."""
    spread: float = 0.4
    """Of the logarithm of a single duration."""
    infected: float = 0.08
    """Share of the verifications of fallen hosts that find the intruder."""
    slow: dict[tuple[str, str], float] = field(default_factory=dict)
    """By what one step of one asset is longer besides."""
    attempts: Counter[tuple[str, str]] = field(default_factory=Counter)
    """How often a step has been done already."""
    reinfected: list[str] = field(default_factory=list)
    plain: dict[tuple[str, str], int] = field(default_factory=dict)

    def situation(self) -> Situation:
        """What people know now."""
        return situation(self.ledger, self.organisation, self.now)

    def live(self, until: datetime) -> None:
        """Carry the plan in force out until an instant, a whole number of quarters away."""
        while self.now < until:
            here = self.situation()
            problem = here.problem()
            outlook = here.view.outlook
            assert outlook is not None
            ranks = ranks_of(problem, outlook.outlook.order)
            made = dispatch(problem, ranks, self._true_ticks(problem, here))
            horizon = round((until - self.now) / TICK)
            begin, end = made.start.tolist(), made.end.tolist()
            found = [task for task in range(len(end)) if self._finds_intruder(problem, task)]
            horizon = min([horizon, *(end[task] for task in found)])
            self._report(problem, here, begin, end, made.crew.tolist(), horizon, set(found))
            self.now += horizon * TICK

    def until_operations_are_back(self, step: timedelta, most: int = 200) -> None:
        """Carry on until no operation waits any more."""
        for turn in count():
            if not self.situation().problem().operations:
                return
            assert turn < most, "the restoration does not end"
            self.live(self.now + step)

    def _true_ticks(self, problem: RestorationProblem, here: Situation) -> np.ndarray:
        """The ticks that are really left of every task."""
        tasks = problem.tasks
        ticks = tasks.ticks.copy()
        plain = self._foreseen(here)
        for task in range(len(ticks)):
            asset, step = problem.items[tasks.item[task]], tasks.steps[task]
            work = here.view.work.get(asset)
            told = work.foreseen.get(step) if work is not None else None
            backup = here.view.backups.get(asset, ()) if step == "restore" else ()
            given = int(ticks[task]) if backup else plain[asset, step]
            whole = given if told is None else round(told * TICKS_PER_HOUR)
            true = max(1, round(whole * self._factor(asset, step)))
            if work is not None and work.running == step and work.started_at is not None:
                spent = worked(self.organisation, work.crew, step, work.started_at, here.at)
                true = max(1, true - round(spent * TICKS_PER_HOUR))
            ticks[task] = true
        return ticks

    def _foreseen(self, here: Situation) -> dict[tuple[str, str], int]:
        """The ticks of every step as the organisation's folder has them."""
        if not self.plain:
            problem = here.problem(Circumstances())
            names = [problem.items[item] for item in problem.tasks.item]
            ticks = problem.tasks.ticks.tolist()
            self.plain = dict(zip(zip(names, problem.tasks.steps, strict=True), ticks, strict=True))
        return self.plain

    def _factor(self, asset: str, step: Step) -> float:
        noise = self._chance(asset, step, "length").standard_normal()
        usual = self.pace.get(step, 1.0) * self.slow.get((asset, step), 1.0)
        return float(usual * np.exp(self.spread * noise))

    def _finds_intruder(self, problem: RestorationProblem, task: int) -> bool:
        item = int(problem.tasks.item[task])
        if problem.tasks.steps[task] != "verify" or not problem.fallen[item]:
            return False
        return self._chance(problem.items[item], "verify", "found").random() < self.infected

    def _chance(self, asset: str, step: str, what: str) -> np.random.Generator:
        name = f"{self.seed} {asset} {step} {self.attempts[asset, step]} {what}"
        return np.random.default_rng(int.from_bytes(sha256(name.encode()).digest()[:8], "big"))

    def _report(
        self,
        problem: RestorationProblem,
        here: Situation,
        begin: list[int],
        end: list[int],
        crew: list[int],
        horizon: int,
        finds: set[int],
    ) -> None:
        """Write what begins before the horizon and what ends by it, in the order of time."""
        moments = [(at, 0, task) for task, at in enumerate(end) if at <= horizon]
        moments += [(at, 1, task) for task, at in enumerate(begin) if at < horizon]
        for at, begins, task in sorted(moments):
            asset = problem.items[problem.tasks.item[task]]
            step = problem.tasks.steps[task]
            instant = self.now + at * TICK
            known = here._replace(view=self.ledger.restoration)
            work = known.view.work.get(asset)
            if begins:
                if work is None or work.running != step:
                    group = problem.crews[crew[task]]
                    self.ledger = start_work(
                        self.case, self.ledger, known, asset, step, group, instant
                    )
            elif task in finds:
                self.reinfected.append(asset)
                self._again(asset, ("rebuild", "clean", "restore", "verify", "reconnect"))
                self.ledger = fail_work(
                    self.case, self.ledger, known, asset, step, instant, why="infected again"
                )
            else:
                self.ledger = end_work(self.case, self.ledger, known, asset, step, instant)

    def slip(self, asset: str, step: Step, by: float, why: str) -> None:
        """A step takes longer by a factor, and whoever is on it says so."""
        self.slow[asset, step] = self.slow.get((asset, step), 1.0) * by
        here = self.situation()
        problem = here.problem()
        ticks = self._true_ticks(problem, here)
        (left,) = (
            int(ticks[task])
            for task in range(len(ticks))
            if problem.items[problem.tasks.item[task]] == asset
            and problem.tasks.steps[task] == step
        )
        hours = left / TICKS_PER_HOUR
        self.ledger = delay_work(self.case, self.ledger, here, asset, step, hours, self.now, why)
        work = here.view.work.get(asset)
        if work is None or work.running != step:
            # What was told is what it takes: the factor is in it already.
            self.slow[asset, step] /= self._factor(asset, step)

    def infect(self, asset: str, why: str) -> None:
        """What was back turns out to hold the intruder."""
        self._again(asset, ("rebuild", "clean", "restore", "verify", "reconnect"))
        self.reinfected.append(asset)
        here = self.situation()
        self.ledger = fail_work(self.case, self.ledger, here, asset, "verify", self.now, why=why)

    def _again(self, asset: str, steps: tuple[Step, ...]) -> None:
        for step in steps:
            self.attempts[asset, step] += 1
