"""Shifts against hours told by hand, and against the text clause by clause."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endigue.organisation.shifts import DAY, WEEK, Shifts, parse_shifts

MON, TUE, WED, THU, FRI, SAT, SUN = range(7)


def at(hour: int, minute: int = 0) -> int:
    return hour * 60 + minute


@pytest.mark.parametrize(
    ("text", "weekday", "minute", "open_"),
    [
        ("24/7", SUN, at(23, 59), True),
        ("mon-fri 08:00-18:00; sat 09:00-12:00", MON, at(8), True),
        ("mon-fri 08:00-18:00; sat 09:00-12:00", MON, at(7, 59), False),
        ("mon-fri 08:00-18:00; sat 09:00-12:00", FRI, at(17, 59), True),
        ("mon-fri 08:00-18:00; sat 09:00-12:00", FRI, at(18), False),
        ("mon-fri 08:00-18:00; sat 09:00-12:00", SAT, at(11), True),
        ("mon-fri 08:00-18:00; sat 09:00-12:00", SUN, at(11), False),
        ("mon-fri 22:00-06:00", SAT, at(5, 59), True),
        ("mon-fri 22:00-06:00", MON, at(5), False),
        ("sun 22:00-06:00", MON, at(5, 59), True),
        ("sun 22:00-06:00", MON, at(6), False),
        ("fri-mon 10:00-11:00", SUN, at(10), True),
        ("fri-mon 10:00-11:00", TUE, at(10), False),
        ("mon, wed 08:00 - 12:00 14:00-18:00", WED, at(14), True),
        ("mon, wed 08:00 - 12:00 14:00-18:00", WED, at(13), False),
        ("lun-ven 08:00-18:00", THU, at(9), True),
        ("MAR 00:00-24:00", TUE, at(23, 59), True),
    ],
)
def test_a_crew_is_at_work_as_its_shifts_say(
    text: str, weekday: int, minute: int, open_: bool
) -> None:
    assert parse_shifts(text).is_open(weekday, minute) is open_


def test_spans_are_merged_and_cut_at_the_end_of_the_week() -> None:
    shifts = parse_shifts("sun 20:00-04:00; mon 02:00-06:00; tue 08:00-09:00 09:00-10:00")
    tuesday = DAY
    assert shifts.spans() == (
        (0, at(6)),
        (tuesday + at(8), tuesday + at(10)),
        (6 * DAY + at(20), WEEK),
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        ";",
        "mon",
        "08:00-18:00",
        "mon 8-18",
        "mon 08:00-08:00",
        "mon 24:00-08:00",
        "mon 08:00-25:00",
        "mon 08:60-10:00",
        "moon 08:00-10:00",
        "mon- 08:00-10:00",
        "mon,,tue 08:00-10:00",
        "mon 08:00-10:00 " + "x" * 2_000,
        "mon 0８:00-10:00",
        "24/7; mon 08:00-10:00",
    ],
)
def test_what_says_no_shifts_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_shifts(text)


clauses = st.tuples(st.integers(0, 6), st.integers(0, DAY - 1), st.integers(1, DAY))


@given(st.lists(clauses, min_size=1, max_size=4), st.integers(0, 6), st.integers(0, DAY - 1))
def test_a_minute_is_open_exactly_where_a_clause_covers_it(
    parts: list[tuple[int, int, int]], weekday: int, minute: int
) -> None:
    names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

    def clock(time: int) -> str:
        return f"{time // 60:02}:{time % 60:02}"

    parts = [(day, start, length) for day, start, length in parts if length < DAY] or [(0, 0, 60)]
    text = "; ".join(
        f"{names[day]} {clock(start)}-{clock((start + length) % DAY)}"
        for day, start, length in parts
    )
    now = weekday * DAY + minute
    covered = any((now - day * DAY - start) % WEEK < length for day, start, length in parts)
    assert parse_shifts(text).is_open(weekday, minute) is covered


@given(st.text(max_size=40))
def test_any_text_is_shifts_or_a_value_error(text: str) -> None:
    try:
        found = parse_shifts(text)
    except ValueError:
        return
    assert isinstance(found, Shifts)
    assert all(0 <= start < end <= WEEK for start, end in found.spans())
