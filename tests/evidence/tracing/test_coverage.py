from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from endigue.evidence.tracing.coverage import SILENCE, Span, abridged, coverage_of

DAY = datetime(2026, 2, 5, tzinfo=UTC)


def at(hours: float) -> datetime:
    return DAY + timedelta(hours=hours)


def test_two_hours_without_a_record_are_told_with_their_ends() -> None:
    times = [at(n / 4) for n in range(96) if not 19 < n / 4 < 21]
    found = coverage_of("proxy", times).silences(at(12), at(23))
    assert found == (Span(at(19), at(21)),)


def test_before_the_first_and_after_the_last_record_a_log_is_silent() -> None:
    coverage = coverage_of("proxy", [at(8), at(8.5), at(9)])
    assert coverage.silences(at(6), at(12)) == (Span(at(6), at(8)), Span(at(9), at(12)))
    assert coverage_of("proxy", []).silences(at(6), at(8)) == (Span(at(6), at(8)),)


@given(st.lists(st.floats(0, 24), max_size=60), st.floats(0, 24), st.floats(0, 24))
def test_silences_hold_no_record_and_every_long_one_is_told(
    hours: list[float], one: float, other: float
) -> None:
    start, end = at(min(one, other)), at(max(one, other))
    found = coverage_of("x", [at(each) for each in hours]).silences(start, end)
    minutes = sorted(at(each).replace(second=0, microsecond=0) for each in hours)
    for silence in found:
        assert silence.end - silence.start >= SILENCE
        assert not any(silence.start < each < silence.end for each in minutes)
    inside = [start, *(each for each in minutes if start < each < end), end]
    gaps = sum(later - earlier > SILENCE for earlier, later in pairwise(inside))
    assert len(found) >= gaps


def test_abridged_coverage_forgets_the_shortest_silences_first() -> None:
    coverage = coverage_of("x", [at(0), at(2), at(8), at(9.5)])
    assert [span.start.hour for span in abridged(coverage, 2).spans] == [0, 8]
