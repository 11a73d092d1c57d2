from dataclasses import astuple, replace
from datetime import UTC, datetime
from statistics import NormalDist

import numpy as np
import pytest

from endigue.kernel.money import Cents
from endigue.organisation.model import Asset, Crew, Organisation
from endigue.restoration.circumstances import Circumstances
from endigue.restoration.pace import COMMON, DRIFT, SCALE, SHAPE, WORTH, Pace, Posterior, learnt
from endigue.restoration.problem import RestorationProblem, build
from endigue.restoration.scenarios import REPEATED, durations, stratified
from endigue.restoration.schedule import STEPS

HOSTS = 400

TOGETHER = (COMMON**2 + DRIFT**2) ** 0.5
"""By which all steps are late together, before any work is done."""


@pytest.fixture(scope="module")
def problem() -> RestorationProblem:
    """Hosts of which the even ones fell; 100 hours of rebuild, so that rounding hides nothing."""
    assets = tuple(Asset(f"a{n}", "", "machine", rebuild_hours=100.0) for n in range(HOSTS))
    crews = (Crew("system", "system", 1, "24/7", Cents(6000)),)
    organisation = Organisation("one", assets=assets, crews=crews)
    names = [asset.id for asset in assets]
    return build(organisation, names[::2], names, datetime(2021, 2, 8, tzinfo=UTC))


def test_a_scenario_is_the_same_each_time_and_unlike_every_other(
    problem: RestorationProblem,
) -> None:
    drawn = [durations(problem, *which) for which in ((1, 2), (1, 2), (1, 3), (2, 2))]
    assert np.array_equal(drawn[0], drawn[1])
    assert not np.array_equal(drawn[0], drawn[2])
    assert not np.array_equal(drawn[0], drawn[3])


def certain(problem: RestorationProblem) -> RestorationProblem:
    """The same where every duration is known, so that only infections are left to chance."""
    known = astuple(Posterior(mean=0.0, worth=1e12, shape=1e12, scale=1e-6))
    return replace(problem, beliefs=np.array([known] * len(STEPS)), common=0.0, drift=0.0)


def test_a_duration_alone_follows_students_t_around_what_all_share(
    problem: RestorationProblem,
) -> None:
    # Six degrees of freedom, from the prior; the quantiles of the sum by simulation.
    chance, draws = np.random.default_rng(7), 1_000_000
    alone = (SCALE / SHAPE * (1 + 1 / WORTH)) ** 0.5 * chance.standard_t(2 * SHAPE, draws)
    truth = np.quantile(alone + chance.normal(0, TOGETHER, draws), (0.8, 0.9))
    healthy = replace(problem, fallen=np.zeros(HOSTS, np.bool_))
    one = int(np.flatnonzero(problem.tasks.ticks == 400)[0])
    logs = np.log([durations(healthy, 1, n)[one] / 400 for n in range(4000)])
    middle, p80, p90 = np.quantile(logs, (0.5, 0.8, 0.9))
    assert middle == pytest.approx(0.0, abs=0.03)
    assert p80 == pytest.approx(truth[0], abs=0.03)
    assert p90 == pytest.approx(truth[1], abs=0.04)


def test_tasks_of_one_step_are_late_together(problem: RestorationProblem) -> None:
    rebuilds = np.flatnonzero(problem.tasks.ticks == 400)[:2]
    healthy = replace(problem, fallen=np.zeros(HOSTS, np.bool_))
    logs = np.log([durations(healthy, 1, n)[rebuilds] / 400 for n in range(2000)])
    # What is common, of all that varies: what all share, and the mean of the step.
    within = SCALE / (SHAPE - 1)
    share = (TOGETHER**2 + within / WORTH) / (TOGETHER**2 + within * (1 + 1 / WORTH))
    assert np.corrcoef(logs.T)[0, 1] == pytest.approx(share, abs=0.08)


def test_tasks_of_different_steps_are_late_together_too(problem: RestorationProblem) -> None:
    places = [problem.tasks.steps.index(step) for step in ("rebuild", "verify")]
    long = replace(problem.tasks, exact=problem.tasks.exact * 100)
    healthy = replace(problem, tasks=long, fallen=np.zeros(HOSTS, np.bool_))
    drawn = np.array([durations(healthy, 1, n)[places] for n in range(2000)])
    logs = np.log(drawn)
    within = SCALE / (SHAPE - 1)
    share = TOGETHER**2 / (TOGETHER**2 + within * (1 + 1 / WORTH))
    assert np.corrcoef(logs.T)[0, 1] == pytest.approx(share, abs=0.08)


def test_one_fallen_host_in_ten_is_cleaned_twice(problem: RestorationProblem) -> None:
    rebuilds = problem.tasks.ticks == 400
    drawn = np.array([durations(certain(problem), 1, n)[rebuilds] for n in range(400)])
    assert set(np.unique(drawn)) == {400, 800}
    assert (drawn == 800).mean() == pytest.approx(0.1, abs=0.015)


def test_what_is_cleaned_in_place_is_infected_again_more_often(
    problem: RestorationProblem,
) -> None:
    known = replace(certain(problem), infections=np.array([1e6, 9e6]))
    rebuilds = problem.tasks.ticks == 400
    cleaned = replace(known, cleaned=known.fallen)
    drawn = np.array([durations(cleaned, 1, n)[rebuilds] for n in range(200)])
    assert (drawn == 800).mean() == pytest.approx(0.3, abs=0.01)


def test_nothing_else_is_done_twice(problem: RestorationProblem) -> None:
    once = ~np.isin(problem.tasks.steps, REPEATED) | ~problem.fallen[problem.tasks.item]
    for scenario in range(30):
        drawn = durations(certain(problem), 1, scenario)
        assert np.array_equal(drawn[once], problem.tasks.ticks[once])


def test_no_task_is_without_length(problem: RestorationProblem) -> None:
    assert min(durations(problem, 1, n).min() for n in range(50)) >= 1


def test_a_pace_that_was_learnt_is_not_rounded_up_task_by_task() -> None:
    slower = Pace({"verify": learnt([1.26] * 4000)})
    hosts = tuple(Asset(f"a{n}", "", "machine") for n in range(50))
    crews = (Crew("system", "system", 1, "24/7", Cents(6000)),)
    cut = build(
        Organisation("one", assets=hosts, crews=crews),
        [],
        [host.id for host in hosts],
        datetime(2021, 2, 8, tzinfo=UTC),
        Circumstances(pace=slower),
    )
    # An hour at that pace is 5.04 quarters: six in a plan, and five in the middle of scenarios.
    verified = np.array([step == "verify" for step in cut.tasks.steps])
    assert (cut.tasks.ticks[verified] == 6).all()
    assert np.median([durations(cut, 1, n)[verified] for n in range(60)]) == 5


def test_in_stratified_scenarios_every_task_is_long_and_short_as_often(
    problem: RestorationProblem,
) -> None:
    known = (*astuple(Posterior(mean=0.0, worth=1e12, shape=1e12))[:3], 0.16e12, 1.0)
    free = replace(
        problem,
        beliefs=np.array([known] * len(STEPS)),
        common=0.0,
        drift=0.0,
        fallen=np.zeros(HOSTS, np.bool_),
    )
    rebuilds = np.flatnonzero(problem.tasks.ticks == 400)
    count = 16
    ranked = np.sort(stratified(free, 1, count)[:, rebuilds], axis=0)
    middles = [NormalDist(0, 0.4).inv_cdf((n + 0.5) / count) for n in range(count)]
    assert np.abs(ranked - 400 * np.exp(middles)[:, None]).max() <= 1
    # What is drawn one by one is not so even.
    drawn = np.array([durations(free, 1, n)[rebuilds] for n in range(count)])
    assert drawn.sum(axis=0).std() > 20 * ranked.sum(axis=0).std()


def test_in_stratified_scenarios_every_host_is_infected_again_as_often(
    problem: RestorationProblem,
) -> None:
    known = replace(certain(problem), infections=np.array([1e9, 3e9]))
    rebuilds = problem.tasks.ticks == 400
    twice = (stratified(known, 1, 16)[:, rebuilds] == 800).sum(axis=0)
    fallen = known.fallen[known.tasks.item][rebuilds]
    assert (twice[fallen] == 4).all()
    assert (twice[~fallen] == 0).all()


def test_stratified_scenarios_have_the_quantiles_of_those_that_are_drawn(
    problem: RestorationProblem,
) -> None:
    def sums(worlds: np.ndarray) -> list[float]:
        return np.quantile(worlds.sum(axis=1), (0.1, 0.5, 0.9)).tolist()

    drawn = sums(np.array([durations(problem, 1, n) for n in range(3000)]))
    assert sums(stratified(problem, 1, 1000)) == pytest.approx(drawn, rel=0.05)


def test_stratified_scenarios_are_the_same_each_time(problem: RestorationProblem) -> None:
    assert np.array_equal(stratified(problem, 3, 8), stratified(problem, 3, 8))
    assert not np.array_equal(stratified(problem, 3, 8), stratified(problem, 4, 8))
    assert stratified(problem, 3, 8).min() >= 1
