from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endigue.readers.times import read_time

SIX = datetime(2021, 2, 5, 18, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "written",
    [
        "2021-02-05T18:00:00Z",
        "2021-02-05 18:00:00 UTC",
        "2021-02-05 19:00:00.000 +01:00",
        "2021-02-05T18:00:00.0000000Z",
        "2021-02-05 18:00:00",
        "05/02/2021 18:00",
        "05/02/2021 18h00",
        "5.2.2021 18:00:00",
        "05-02-2021 19:00:00.000 +01:00",
        "02-05-2021 06:00:00.000 PM +00:00",
        "Fri, 05 Feb 2021 18:00:00 +0000",
        1612548000,
        1612548000.0,
        "1612548000",
        1612548000000,
        1612548000000000,
        1612548000000000000,
    ],
)
def test_one_instant_in_the_spellings_of_the_tools(written: object) -> None:
    assert read_time(written) == SIX


def test_the_month_is_first_where_the_day_cannot_be() -> None:
    assert read_time("02/25/2021 18:00") == SIX + timedelta(days=20)
    assert read_time("12/31/2021 12:30 AM") == datetime(2021, 12, 31, 0, 30, tzinfo=UTC)


def test_a_time_without_offset_is_in_the_zone_given() -> None:
    assert read_time("05/02/2021 19:00", ZoneInfo("Europe/Paris")) == SIX
    assert read_time("2021-02-05T18:00:00Z", ZoneInfo("Europe/Paris")) == SIX


@pytest.mark.parametrize(
    "written",
    ["", "-", "soon", None, True, [], 0, -1, 12, "31/02/2021 10:00", "1601-01-01T00:00:00Z",
     "9999-12-31T23:59:59-23:00", "0001-01-01T00:00:00+23:00", 1e30, float("nan"), "99/99/9999"],
)  # fmt: skip
def test_what_is_no_instant_of_our_age_is_none(written: object) -> None:
    assert read_time(written) is None


@given(
    st.datetimes(datetime(1980, 1, 2), datetime(2199, 12, 30), timezones=st.just(UTC)),
)
def test_every_instant_reads_back(moment: datetime) -> None:
    assert read_time(moment.isoformat()) == moment
    assert read_time(moment.strftime("%d/%m/%Y %H:%M:%S.%f")) == moment


@given(st.text(max_size=80) | st.floats() | st.integers())
def test_any_value_is_an_instant_in_utc_or_none(value: object) -> None:
    moment = read_time(value)
    assert moment is None or moment.utcoffset() == timedelta(0)
