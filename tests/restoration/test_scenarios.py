from datetime import UTC, datetime

import numpy as np
import pytest

from endigue.kernel.money import Cents
from endigue.organisation.model import Asset, Crew, Organisation
from endigue.restoration.problem import RestorationProblem, build
from endigue.restoration.scenarios import INFECTED_AGAIN, REPEATED, SPREAD, durations

HOSTS = 400


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


def test_durations_are_lognormal_around_what_was_foreseen(problem: RestorationProblem) -> None:
    rebuilds = problem.tasks.ticks == 400
    factors = np.log(np.concatenate([durations(problem, 1, n)[rebuilds] / 400 for n in range(50)]))
    # Nine in ten are drawn once, so the lower half of the distribution is the lognormal's own.
    low, middle = np.quantile(factors, (0.9 * 0.1587, 0.9 * 0.5))
    assert middle == pytest.approx(0.0, abs=0.03)
    assert middle - low == pytest.approx(SPREAD, abs=0.03)


def test_one_fallen_host_in_ten_is_cleaned_twice(problem: RestorationProblem) -> None:
    rebuilds = problem.tasks.ticks == 400
    mean = np.mean([durations(problem, 1, n)[rebuilds].mean() / 400 for n in range(200)])
    assert mean == pytest.approx((1 + INFECTED_AGAIN) * np.exp(SPREAD**2 / 2), rel=0.01)


def test_nothing_else_is_done_twice(problem: RestorationProblem) -> None:
    once = ~np.isin(problem.tasks.steps, REPEATED) | ~problem.fallen[problem.tasks.item]
    drawn = np.mean([durations(problem, 1, n)[once] for n in range(300)], axis=0)
    expected = problem.tasks.ticks[once] * np.exp(SPREAD**2 / 2)
    assert drawn.mean() == pytest.approx(expected.mean(), rel=0.01)


def test_no_task_is_without_length(problem: RestorationProblem) -> None:
    assert min(durations(problem, 1, n).min() for n in range(50)) >= 1
