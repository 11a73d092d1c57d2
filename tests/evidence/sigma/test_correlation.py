from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endigue.evidence.sigma.correlation import Occurrence, correlate, fields_asked
from endigue.evidence.sigma.rules import Correlation


def correlation(**given):
    return Correlation(**{"id": "c", "title": "c", "level": "high", "seconds": 10.0, **given})


def hit(rule, time, **fields):
    return Occurrence(rule, time, {name: (value,) for name, value in fields.items()})


def times(one, hits):
    known: dict[str, list[Occurrence]] = {}
    for each in hits:
        known.setdefault(each.rule, []).append(each)
    return [held.last.time for held in correlate([one], known)]


HITS = st.lists(
    st.builds(hit, st.sampled_from("ab"), st.integers(0, 40).map(float), v=st.sampled_from("xyz"))
)


@given(HITS, st.integers(1, 4))
def test_events_are_counted_in_the_window_that_ends_at_each(hits, bound) -> None:
    one = correlation(type="event_count", rules=("a", "b"), operators=(("gte", float(bound)),))
    moments = sorted(each.time for each in hits)
    dense = [
        sum(0 <= end - start <= 10 for start in moments[: place + 1]) >= bound
        for place, end in enumerate(moments)
    ]
    began = [
        time
        for place, time in enumerate(moments)
        if dense[place] and not (place and dense[place - 1])
    ]
    assert times(one, hits) == began


@given(HITS)
def test_distinct_values_are_counted_once(hits) -> None:
    one = correlation(type="value_count", rules=("a", "b"), field="v", operators=(("gte", 2.0),))
    some = any(
        x.fields != y.fields and abs(x.time - y.time) <= 10 for x, y in combinations(hits, 2)
    )
    assert bool(times(one, hits)) == some


@given(HITS)
def test_rules_in_one_window_and_rules_in_order(hits) -> None:
    pairs = [(x, y) for x in hits for y in hits if x.rule == "a" and y.rule == "b"]
    together = correlation(type="temporal", rules=("a", "b"), operators=(("gte", 2.0),))
    ordered = correlation(type="temporal_ordered", rules=("a", "b"))
    assert bool(times(together, hits)) == any(abs(x.time - y.time) <= 10 for x, y in pairs)
    in_order = [(x, y) for x, y in pairs if 0 < y.time - x.time <= 10]
    if in_order:
        assert times(ordered, hits)
    if not any(0 <= y.time - x.time <= 10 for x, y in pairs):
        assert not times(ordered, hits)


def test_groups_are_apart_and_aliases_name_the_same_thing() -> None:
    one = correlation(
        type="event_count",
        rules=("a", "b"),
        group_by=("who",),
        aliases={"who": {"a": "User", "b": "Account"}},
        operators=(("gte", 2.0),),
    )
    same = [hit("a", 1, User="Ann"), hit("b", 2, Account="ann"), hit("b", 3, Account="bob")]
    assert times(one, same) == [2]
    assert fields_asked([one]) == {"a": {"User"}, "b": {"Account"}}


@pytest.mark.parametrize(
    ("operator", "bound", "held"), [("lt", 2, [30.0]), ("eq", 3, [3.0]), ("neq", 3, [30.0])]
)
def test_other_comparisons_look_at_whole_windows(operator, bound, held) -> None:
    one = correlation(type="event_count", rules=("a",), operators=((operator, float(bound)),))
    assert times(one, [hit("a", 1), hit("a", 2), hit("a", 3), hit("a", 30)]) == held


def test_a_correlation_may_lean_on_another() -> None:
    burst = correlation(type="event_count", rules=("a",), operators=(("gte", 2.0),), id="burst")
    after = correlation(type="temporal_ordered", rules=("burst", "b"), id="after")
    known = {"a": [hit("a", 1), hit("a", 2)], "b": [hit("b", 5)]}
    assert [held.correlation.id for held in correlate([burst, after], known)] == ["burst", "after"]
