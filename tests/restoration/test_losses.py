from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from endigue.continuity.state import OperationState
from endigue.kernel.money import Cents
from endigue.organisation.model import Operation
from endigue.restoration.losses import PENALTY, Losses, losses_of, total


def losses(value: int, share: float, stamina: float, mtpd: float) -> Losses:
    operation = Operation("o", {}, "", "a", Cents(value), 0.0, 1.0, mtpd)
    state = OperationState(
        "o", "by_hand", by_hand_share=share, stamina_hours=stamina, mtpd_hours=mtpd
    )
    return losses_of([operation], [state])


def lost(value: int, share: float, stamina: float, mtpd: float, hours: float) -> float:
    return float(losses(value, share, stamina, mtpd).until(np.array([int(hours * 4)]))[0])


def test_the_full_value_is_lost_where_nothing_is_done_by_hand() -> None:
    assert lost(1000, 0.0, 0.0, 100.0, hours=8) == 8000


def test_hand_work_saves_its_share_until_its_stamina_ends() -> None:
    assert lost(1000, 0.75, 6.0, 100.0, hours=6) == 1500
    assert lost(1000, 0.75, 6.0, 100.0, hours=8) == 3500


def test_after_the_tolerable_period_the_loss_is_multiplied() -> None:
    assert lost(1000, 0.0, 0.0, 5.0, hours=8) == 5000 + PENALTY * 3000


def test_the_penalty_multiplies_what_hand_work_leaves() -> None:
    assert lost(1000, 0.75, 6.0, 4.0, hours=8) == 4 * 250 + PENALTY * (2 * 250 + 2 * 1000)


@given(
    value=st.integers(0, 10**8),
    share=st.fractions(0, 1, max_denominator=50),
    stamina=st.integers(0, 200),
    mtpd=st.integers(0, 200),
    ticks=st.integers(0, 1000),
)
def test_losses_are_the_sum_over_quarters(
    value: int, share: Fraction, stamina: int, mtpd: int, ticks: int
) -> None:
    exact = sum(
        Fraction(value, 4)
        * (1 - share if tick < stamina * 4 else 1)
        * (2 if tick >= mtpd * 4 else 1)
        for tick in range(ticks)
    )
    found = total(losses(value, float(share), stamina, mtpd), np.array([ticks]))
    assert abs(found - exact) <= Fraction(1, 2) + Fraction(1, 1000)


@given(
    share=st.floats(0, 1),
    stamina=st.floats(0, 100),
    mtpd=st.floats(0, 100),
    ticks=st.integers(1, 500),
)
def test_each_further_quarter_loses_at_least_as_much_as_the_one_before(
    share: float, stamina: float, mtpd: float, ticks: int
) -> None:
    at = losses(10_000, share, stamina, mtpd).until(np.array([[ticks - 1], [ticks], [ticks + 1]]))
    assert at[2, 0] - at[1, 0] >= at[1, 0] - at[0, 0] - 1e-6
    assert at[1, 0] >= at[0, 0]
