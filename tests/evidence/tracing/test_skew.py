from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from endigue.evidence.tracing.skew import offset_between

NOON = datetime(2026, 2, 5, 12, tzinfo=UTC)
SIGHTINGS = st.lists(
    st.tuples(st.sampled_from([f"client {n}|site {n % 7}" for n in range(40)]),
              st.floats(0, 36_000)),
    min_size=30, max_size=80,
)  # fmt: skip


@given(SIGHTINGS, st.integers(-6000, 6000), st.integers(0, 2))
def test_the_planted_offset_is_found_or_nothing_is_said(
    seen: list[tuple[str, float]], ahead: int, late: int
) -> None:
    one = [(key, NOON + timedelta(seconds=at)) for key, at in seen]
    other = [(key, at + timedelta(seconds=ahead + late)) for key, at in one]
    found = offset_between(one, other)
    if found is not None:
        assert abs(found.seconds - ahead - late) <= 10


def test_an_offset_is_found_where_each_log_saw_what_the_other_did_not() -> None:
    one = [(f"k{n}", NOON + timedelta(minutes=3 * n)) for n in range(40)]
    other = [(f"k{n}", NOON + timedelta(minutes=3 * n + 7)) for n in range(0, 60, 2)]
    found = offset_between(one, other)
    assert found is not None
    assert (found.seconds, found.pairs) == (420.0, 20)


def test_too_few_pairs_or_two_answers_give_none() -> None:
    one = [(f"k{n}", NOON) for n in range(20)]
    assert offset_between(one[:4], one[:4]) is None
    twice = [(key, at + timedelta(minutes=m)) for key, at in one for m in (0, 30)]
    assert offset_between(one, twice) is None
