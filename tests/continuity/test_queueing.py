from dataclasses import replace
from math import inf, isclose

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from endigue.continuity.queueing import Work, queues

LOOK = 60
rates = st.lists(st.integers(0, 50), min_size=LOOK, max_size=LOOK).map(
    lambda figures: np.array(figures, np.float64)
)
works = st.builds(
    Work,
    arrivals=rates,
    normal=rates,
    by_hand=rates,
    stamina_hours=st.floats(0, 80),
    lost=st.integers(0, 200).map(float),
    patience_hours=st.sampled_from([inf, 1.0, 6.5, 30.0]),
)
returns = st.lists(st.floats(0, 90) | st.just(inf), min_size=1, max_size=4).map(
    lambda hours: np.array(sorted(hours))
)


def constant(arrivals: float, normal: float, by_hand: float = 0.0, hours: int = 400) -> Work:
    return Work(*(np.full(hours, float(rate)) for rate in (arrivals, normal, by_hand)))


@settings(deadline=None, max_examples=40)
@given(works, returns)
def test_whoever_arrived_was_served_waits_or_gave_up_in_every_hour(
    work: Work, back: np.ndarray
) -> None:
    queue = queues(work, back)
    whole = queue.served + queue.waiting + queue.given_up
    assert np.allclose(whole, queue.arrived[None, :], atol=1e-6)
    for curve in (queue.waiting, queue.paper, queue.to_recreate, queue.oldest_wait):
        assert curve.min() >= 0
    for grown in (queue.served, queue.given_up, queue.by_hand):
        assert np.diff(grown).min(initial=0) >= -1e-9
    keyed = queue.by_hand[:, -1] - queue.paper[:, -1]
    recreated = work.lost - queue.to_recreate[:, -1]
    spent = work.keying_effort * keyed + work.recreating_effort * recreated
    assert np.allclose(queue.reentry, spent, atol=1e-6)


@settings(deadline=None, max_examples=40)
@given(works, returns)
def test_nobody_waits_longer_than_their_patience(work: Work, back: np.ndarray) -> None:
    assert queues(work, back).oldest_wait.max() <= work.patience_hours + 1e-6


@settings(deadline=None, max_examples=40)
@given(
    arrivals=st.integers(1, 300), spare=st.integers(1, 300), share=st.sampled_from([0, 0.25, 1]),
    stamina=st.integers(0, 20), back=st.fractions(0, 30, max_denominator=8),
    lost=st.integers(0, 200),
)  # fmt: skip
def test_the_queue_is_empty_at_what_is_owed_over_the_spare_capacity(
    arrivals: int, spare: int, share: float, stamina: int, back: object, lost: int
) -> None:
    moment = float(back)  # type: ignore[arg-type]
    work = constant(arrivals, arrivals + spare, arrivals * share)
    work = replace(work, stamina_hours=float(stamina), lost=float(lost))
    paper = arrivals * share * min(stamina, moment)
    waits = arrivals * moment - paper
    owed = waits + work.keying_effort * paper + work.recreating_effort * lost
    empty = moment + owed / spare
    assume(empty < 399)
    queue = queues(work, np.array([moment]))
    assert isclose(queue.empty[0], empty, rel_tol=1e-9, abs_tol=1e-6)
    reentry = work.keying_effort * paper + work.recreating_effort * lost
    assert isclose(queue.reentry[0], reentry, rel_tol=1e-9, abs_tol=1e-6)


@settings(deadline=None, max_examples=40)
@given(works, st.floats(0, 60), st.floats(0, 30))
def test_a_later_return_never_empties_the_queue_earlier(
    work: Work, back: float, later: float
) -> None:
    # Without people who give up, and where hand-work is never faster than the operation itself.
    calm = replace(work, patience_hours=inf, by_hand=np.minimum(work.by_hand, work.normal) / 2)
    one, other = queues(calm, np.array([back, back + later])).empty
    assert one <= other + 1e-6


def one_by_one(work: Work, back: float) -> tuple[list[float], list[float]]:
    """An independent simulator: thin slices of time, each cohort of arrivals kept by itself."""
    slices = 200
    queue: list[list[float]] = []
    waiting, oldest = [0.0], [0.0]
    for hour in range(len(work.arrivals)):
        for step in range(slices):
            now = hour + (step + 0.5) / slices
            queue.append([hour + step / slices, work.arrivals[hour] / slices])
            if now >= back:
                rate = work.normal[hour]
            else:
                rate = work.by_hand[hour] if now < work.stamina_hours else 0.0
            can = rate / slices
            while queue and can > 1e-15:
                done = min(can, queue[0][1])
                queue[0][1] -= done
                can -= done
                if queue[0][1] <= 1e-12:
                    queue.pop(0)
        queue = [one for one in queue if one[1] > 1e-12]
        waiting.append(sum(size for _, size in queue))
        oldest.append(hour + 1 - queue[0][0] if queue else 0.0)
    return waiting, oldest


@pytest.mark.parametrize("seed", range(6))
def test_it_agrees_with_cohorts_served_one_after_the_other(seed: int) -> None:
    chance = np.random.default_rng(seed)
    hours = 40
    arrivals = chance.integers(1, 40, hours).astype(float)
    work = Work(
        arrivals=arrivals,
        normal=chance.integers(10, 90, hours).astype(float),
        by_hand=chance.integers(0, 30, hours).astype(float),
        stamina_hours=float(chance.integers(0, 30)),
    )
    back = float(chance.integers(0, 30)) + 0.5
    waiting, oldest = one_by_one(work, back)
    queue = queues(work, np.array([back]))
    assert np.allclose(queue.waiting[0], waiting, atol=0.5)
    busy = queue.waiting[0] > 2
    assert np.allclose(queue.oldest_wait[0][busy], np.array(oldest)[busy], atol=0.1)


def test_closed_hours_serve_nobody_and_whoever_waits_grows_older() -> None:
    work = constant(10, 20, hours=8)
    work.arrivals[2:6] = 0
    work.normal[2:6] = 0
    queue = queues(work, np.array([2.0]))
    assert queue.waiting[0].tolist() == [0, 10, 20, 20, 20, 20, 20, 10, 0]
    assert queue.oldest_wait[0].tolist() == [0, 1, 2, 3, 4, 5, 6, 1, 0]
    assert queue.empty[0] == 8


def test_people_come_first_then_paper_then_what_was_lost() -> None:
    work = replace(constant(10, 30, 10, hours=8), lost=20.0)
    queue = queues(work, np.array([2.0]))
    assert queue.paper[0][:4].tolist() == [0, 10, 20, 0]
    # 20 an hour are left: 20 sheets take 10 of them, 20 lost records 15.
    assert isclose(queue.to_recreate[0][3], 20 - 10 / 0.75)
    assert isclose(queue.empty[0], 2 + 25 / 20)


def test_whoever_gives_up_leaves_no_paper_and_is_counted() -> None:
    work = replace(constant(10, 0, hours=6), patience_hours=2.0)
    queue = queues(work, np.array([inf]))
    assert queue.waiting[0].tolist() == [0, 10, 20, 20, 20, 20, 20]
    assert queue.given_up[0].tolist() == [0, 0, 0, 10, 20, 30, 40]


@pytest.mark.parametrize(
    "change",
    [
        {"arrivals": np.array([-1.0])},
        {"normal": np.array([inf])},
        {"by_hand": np.zeros(2)},
        {"lost": -1.0},
        {"patience_hours": 0.0},
        {"stamina_hours": -1.0},
    ],
)
def test_figures_that_are_none_are_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"queue|recreated|stamina"):
        queues(replace(constant(1, 1, hours=1), **change), np.array([0.0]))
    with pytest.raises(ValueError, match="returns"):
        queues(constant(1, 1, hours=1), np.array([-1.0]))
