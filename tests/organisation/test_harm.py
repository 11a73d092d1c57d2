"""Harm against amounts computed by hand, and the laws that hold for any operation."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endigue.kernel.money import Cents
from endigue.organisation.harm import loss_by_hand, loss_without_hands, manual_share
from endigue.organisation.model import KOf, Manual, Operation


def operation(
    value: int = 420_000, arrivals: float = 260.0, manual: Manual | None = None
) -> Operation:
    return Operation(
        id="telephone",
        name={"fr": "Téléphone", "en": "Telephone"},
        entity="",
        needs=KOf(0, ()),
        value_per_hour=Cents(value),
        arrivals_per_hour=arrivals,
        rto_hours=4,
        mtpd_hours=24,
        manual=manual,
    )


@pytest.mark.parametrize(
    ("capacity", "stamina", "arrivals", "hours", "share"),
    [
        (60, 72, 260, 48, Fraction(60, 260)),
        (60, 24, 260, 48, Fraction(60, 260) / 2),
        (300, 72, 260, 48, Fraction(1)),
        (300, 12, 260, 48, Fraction(1, 4)),
        (0, 72, 260, 48, Fraction(0)),
        (60, 0, 260, 48, Fraction(0)),
        (60, 24, 0, 48, Fraction(1, 2)),
        (60, 72, 260, 0, Fraction(0)),
    ],
)
def test_the_manual_share_is_pace_times_stamina(
    capacity: float, stamina: float, arrivals: float, hours: float, share: Fraction
) -> None:
    manual = Manual(capacity_per_hour=capacity, stamina_hours=stamina)
    assert manual_share(operation(arrivals=arrivals, manual=manual), hours) == share


def test_without_hands_nothing_is_kept() -> None:
    assert manual_share(operation(), 48) == 0
    assert loss_by_hand(operation(), 48) == loss_without_hands(operation(), 48)


def test_the_loss_of_the_design_is_the_one_on_paper() -> None:
    # 4,200.00 an hour for 48 hours; by hand 60 of 260 callers are served all along.
    telephone = operation(manual=Manual(capacity_per_hour=60, stamina_hours=72))
    assert loss_without_hands(telephone, 48) == 20_160_000
    assert loss_by_hand(telephone, 48) == 15_507_692  # 20,160,000 x 200/260, half up


figures = st.floats(0, 1e6, allow_nan=False)
hours = st.floats(0.25, 1_000, allow_nan=False)
manuals = st.builds(Manual, capacity_per_hour=figures, stamina_hours=figures)
operations = st.builds(
    operation, value=st.integers(0, 10**9), arrivals=figures, manual=manuals | st.none()
)


@given(operations, hours)
def test_the_share_is_a_share_and_the_loss_between_nothing_and_all(
    one: Operation, lasting: float
) -> None:
    assert 0 <= manual_share(one, lasting) <= 1
    assert 0 <= loss_by_hand(one, lasting) <= loss_without_hands(one, lasting)


@given(operations, hours, hours)
def test_lasting_longer_never_costs_less(one: Operation, first: float, second: float) -> None:
    short, long = sorted((first, second))
    assert loss_without_hands(one, short) <= loss_without_hands(one, long)
    assert loss_by_hand(one, short) <= loss_by_hand(one, long) + 1  # each is rounded to a cent


@given(st.integers(0, 10**9), figures, figures, figures, hours)
def test_more_hands_never_lose_more(
    value: int, capacity: float, more: float, stamina: float, lasting: float
) -> None:
    few = operation(value, manual=Manual(capacity, stamina))
    many = operation(value, manual=Manual(capacity + more, stamina))
    assert loss_by_hand(many, lasting) <= loss_by_hand(few, lasting)
