from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endigue.kernel.uuid7 import CHANCE_BITS, is_uuid7, uuid7

moments = st.integers(0, (1 << 48) - 1)
chances = st.integers(0, (1 << CHANCE_BITS) - 1)


@given(moments, chances)
def test_it_is_a_uuid_of_version_7_of_the_standard_variant(moment: int, chance: int) -> None:
    text = uuid7(moment, chance)
    assert is_uuid7(text)
    read = UUID(text)
    assert (str(read), read.version, read.variant) == (text, 7, "specified in RFC 4122")
    assert read.int >> 80 == moment


@given(moments, chances, chances)
def test_two_are_equal_only_where_time_and_chance_are(moment: int, one: int, other: int) -> None:
    assert (uuid7(moment, one) == uuid7(moment, other)) == (one == other)


@given(moments, moments, chances, chances)
def test_their_texts_sort_by_time(first: int, last: int, one: int, other: int) -> None:
    if first < last:
        assert uuid7(first, one) < uuid7(last, other)


def test_the_example_of_the_standard() -> None:
    # RFC 9562, A.6: 2022-02-22T19:22:22Z, rand_a 0xCC3, rand_b 0b01 and 0x8C4DC0C0C07398F
    assert uuid7(0x017F22E279B0, 0xCC3 << 62 | 0x18C4DC0C0C07398F) == (
        "017f22e2-79b0-7cc3-98c4-dc0c0c07398f"
    )


@pytest.mark.parametrize(("moment", "chance"), [(-1, 0), (1 << 48, 0), (0, -1), (0, 1 << 74)])
def test_what_does_not_fit_is_refused(moment: int, chance: int) -> None:
    with pytest.raises(ValueError, match="74 bits"):
        uuid7(moment, chance)


@pytest.mark.parametrize("text", ["", "017F22E2-79B0-7CC3-98C4-DC0C0C07398F", "0" * 36])
def test_other_texts_are_none(text: str) -> None:
    assert not is_uuid7(text)
