from math import inf, isclose

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from endigue.continuity.lasts import lasts
from endigue.continuity.queueing import Work, queues

ARRIVALS = 40.0


def waited(share: float, stamina: float, begun: int, back: int) -> float:
    """The longest anybody has waited until the return, from the queue itself."""
    hand = np.full(back, ARRIVALS * share)
    hand[:begun] = 0
    hand[min(back, begun + int(stamina)) :] = 0
    rates = np.full(back, ARRIVALS)
    queue = queues(Work(rates, rates, hand), np.array([float(back)]))
    return float(queue.oldest_wait.max())


shares = st.sampled_from([0.0, 0.25, 0.5, 0.75, 1.0])
whole = st.integers(0, 40)


@settings(deadline=None, max_examples=40)
@given(mtpd=whole, share=shares, stamina=whole, back=st.integers(1, 60))
def test_hand_work_begun_at_the_last_hour_keeps_the_mtpd_and_an_hour_later_does_not(
    mtpd: int, share: float, stamina: int, back: int
) -> None:
    last = lasts(mtpd, share, stamina, back).hand_by
    if last is None:
        assert all(waited(share, stamina, s, back) > mtpd + 1e-6 for s in range(back))
    elif last == inf:
        assert waited(0.0, stamina, 0, back) <= mtpd + 1e-6
    else:
        assert waited(share, stamina, int(last + 1e-9), back) <= mtpd + 1e-6
        assume(int(last) + 1 < back)
        assert waited(share, stamina, int(last + 1e-9) + 1, back) > mtpd + 1e-6


@settings(deadline=None, max_examples=40)
@given(mtpd=whole, share=shares, stamina=whole)
def test_a_return_at_the_last_hour_keeps_the_mtpd_and_an_hour_later_does_not(
    mtpd: int, share: float, stamina: int
) -> None:
    last = lasts(mtpd, share, stamina, 0).back_by
    if last == inf:
        assert share == 1
        assert stamina == inf or waited(share, inf, 0, 50) <= 1e-6
        return
    whole_hour = int(last + 1e-9)
    if whole_hour:
        assert waited(share, stamina, 0, whole_hour) <= mtpd + 1e-6
    assert waited(share, stamina, 0, whole_hour + 1) > mtpd + 1e-6


def test_hand_work_without_end_that_serves_everybody_has_no_last_hour() -> None:
    assert lasts(24, 1.0, inf, 500).back_by == inf
    assert isclose(lasts(24, 1.0, 72, 50).hand_by or 0, 24)
    assert isclose(lasts(24, 0.5, 72, 40).back_by, 48)
    assert isclose(lasts(24, 0.5, 10, 40).back_by, 29)


@pytest.mark.parametrize("figures", [(-1, 0, 0, 0), (1, 2, 0, 0), (1, 0, -1, 0), (1, 0, 0, -1)])
def test_figures_that_are_none_are_refused(figures: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="share"):
        lasts(*figures)
