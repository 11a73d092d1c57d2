from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endigue.kernel.instant import format_instant, in_utc, parse_instant

ZONES = st.integers(-23, 23).map(lambda hours: timezone(timedelta(hours=hours)))
MOMENTS = st.datetimes(
    min_value=datetime(1, 1, 3), max_value=datetime(9999, 12, 29), timezones=ZONES
)


@given(MOMENTS)
def test_an_instant_is_read_back_as_it_was_written(moment: datetime) -> None:
    assert parse_instant(format_instant(moment)) == moment


def test_an_offset_is_brought_to_utc() -> None:
    assert parse_instant("2021-02-05T19:00:00+01:00") == datetime(2021, 2, 5, 18, tzinfo=UTC)
    assert format_instant(parse_instant("2021-02-05T19:00:00+01:00")) == "2021-02-05T18:00:00Z"


@pytest.mark.parametrize("text", ["", "yesterday", "2021-02-30T00:00:00Z", "2021-02-05T19:00:00"])
def test_what_is_no_instant_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"is no instant|has no time zone"):
        parse_instant(text)


def test_a_naive_time_is_refused() -> None:
    with pytest.raises(ValueError, match="has no time zone"):
        in_utc(datetime(2021, 2, 5))
