from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endigue.evidence.origin.roots import origin
from endigue.evidence.origin.steps import Cause, Step, StepKind, Trace
from endigue.evidence.tracing.coverage import Coverage, coverage_of

NOON = datetime(2026, 2, 5, 12, tzinfo=UTC)


def step(name: str, minutes: float, kind: StepKind = "process", weight: float = 0.0) -> Step:
    return Step(name, kind, NOON + timedelta(minutes=minutes), host=f"host-{name}", weight=weight)


def chain(*names: str, strength: float = 0.9) -> tuple[Cause, ...]:
    return tuple(Cause(one, other, strength, "x") for one, other in pairwise(names))


def test_the_root_that_explains_the_most_comes_first_and_the_earlier_of_equals() -> None:
    steps = (step("a", 0), step("b", 1), step("c", 2), step("x", 5, weight=1.0),
             step("y", 6, weight=1.0))  # fmt: skip
    causes = (*chain("a", "x"), *chain("b", "x"), *chain("c", "y"), *chain("a", "y"))
    found = origin(Trace(steps, causes), ())
    assert [root.step.id for root in found.roots] == ["a", "b", "c"]
    assert found.roots[0].explains == pytest.approx(1.8)
    assert (found.roots[1].adds, found.established) == (0, False)


def test_only_a_campaign_with_a_sure_way_is_established() -> None:
    steps = (step("m", 0, "campaign"), step("x", 5, weight=1.0))
    assert origin(Trace(steps, chain("m", "x", strength=0.6)), ()).established
    assert not origin(Trace(steps, chain("m", "x", strength=0.4)), ()).established


def test_what_no_root_reaches_is_told() -> None:
    steps = (step("m", 0, "campaign"), step("x", 5, weight=1.0), step("far", 6, weight=1.0))
    found = origin(Trace(steps, chain("m", "x")), ())
    assert [each.id for each in found.unexplained] == ["far"]
    assert [root.adds for root in found.roots] == [0, 1]


def test_a_click_without_its_message_names_the_mailbox_and_the_days_to_get() -> None:
    click = Step("k", "click", NOON, host="ws", account="ann")
    found = origin(Trace((click, step("x", 5, weight=1.0)), chain("k", "x")), ())
    wanted = found.roots[0].missing[0]
    assert (wanted.code, wanted.about) == ("message_of_click", "ann")
    assert (wanted.start, wanted.end) == (NOON - timedelta(days=3), NOON)
    assert {each.about for each in found.missing} == {"messages", "proxy", "dns", "hosts"}


def test_hours_in_which_a_needed_log_is_silent_are_named() -> None:
    start = NOON + timedelta(hours=7)
    hours = [start + timedelta(minutes=10 * n) for n in range(60) if not 0 < n < 12]
    steps = (Step("m", "campaign", NOON + timedelta(hours=7)), step("x", 60 * 15, weight=1.0))
    logs = (coverage_of("proxy", hours), Coverage("dns"))
    missing = origin(Trace(steps, chain("m", "x")), logs).roots[0].missing
    assert ("silent", "proxy", start, start + timedelta(hours=2)) in [
        (each.code, each.about, each.start, each.end) for each in missing
    ]


@given(
    st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6), st.sampled_from([0.3, 0.6, 0.9])),
             max_size=14)
)  # fmt: skip
def test_the_best_way_is_that_of_all_ways(ties: list[tuple[int, int, float]]) -> None:
    causes = {(a, b): p for a, b, p in ties if a != b}
    steps = tuple(step(str(n), n, weight=1.0 if n == 6 else 0.0) for n in range(7))
    trace = Trace(steps, tuple(Cause(str(a), str(b), p, "x") for (a, b), p in causes.items()))

    def best(at: int, seen: frozenset[int]) -> float:
        if at == 6:
            return 1.0
        return max(
            (p * best(b, seen | {b}) for (a, b), p in causes.items() if a == at and b not in seen),
            default=0.0,
        )

    caused = {b for _, b in causes}
    expected = {
        str(n): best(n, frozenset({n})) for n in range(7)
        if n not in caused and best(n, frozenset({n})) >= 0.2
    }  # fmt: skip
    if "6" in expected:
        expected["6"] = 0.0
    found = {root.step.id: root.explains for root in origin(trace, ()).roots}
    ranked = sorted(expected, key=lambda name: (-expected[name], int(name)))[:6]
    assert found == pytest.approx({name: expected[name] for name in ranked})
