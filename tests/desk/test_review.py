from datetime import UTC, datetime, timedelta

import pytest
from tests.crisis_chronicle import entries, profile

from endigue.communication.facts import EventRecorded, ScopeGiven
from endigue.desk.refusal import Refusal
from endigue.desk.review import Foretold, Review, review_of
from endigue.journal.chain import extend
from endigue.journal.entry import EMPTY, Draft, Entry, Head
from endigue.journal.fact import Fact
from endigue.kernel.instant import parse_instant
from endigue.kernel.money import Cents
from endigue.readers.rulebook import load_rulebook
from endigue.restoration.facts import GateDecided, RestorationPlanned, WorkDone, WorkStarted
from endigue.restoration.schedule import OperationReturn, Schedule
from endigue.spread.facts import SpreadForecast

AT = parse_instant("2026-03-10T09:00:00+01:00")
BOOK = load_rulebook()
NAMES = {"telephone": "Telephone", "member-area": "Member area", "never": "Never spoken of"}
START = datetime(2026, 2, 7, tzinfo=UTC)


def after(kept: tuple[Entry, ...], *facts: Fact, at: datetime = START) -> list[Entry]:
    head = Head(kept[-1].sequence, kept[-1].hash) if kept else EMPTY
    return [*kept, *extend(head, [Draft(fact, at, "k") for fact in facts], at)]


def review(*more: Fact) -> Review:
    return review_of(after(entries(), *more, at=AT), profile(), BOOK, AT, NAMES)


def hours(found: Review, start: str, end: str) -> float | None:
    (span,) = (one for one in found.spans if (one.start, one.end) == (start, end))
    return None if span.length is None else span.length.total_seconds() / 3600


def test_the_crisis_is_told_with_its_lengths_and_in_order() -> None:
    found = review()
    assert hours(found, "occurred", "detected") == pytest.approx(2 + 25 / 60)
    assert hours(found, "detected", "aware") == pytest.approx(0.25)
    assert hours(found, "aware", "classified-major") == pytest.approx(100 / 60)
    assert hours(found, "aware", "first-instruction") == 3.0
    assert hours(found, "aware", "first-page") == 4.25
    times = [one.at for one in found.moments]
    assert times == sorted(times)
    kinds = {one.kind for one in found.moments}
    assert kinds == {"event", "decision", "page", "notice", "situation", "exhibit"}
    assert all(one.entry for one in found.moments)


def test_limits_that_were_kept_dissent_and_errors_are_told() -> None:
    found = review()
    assert {clock.state for clock in found.clocks} <= {"done", "done_late", "overdue"}
    (initial,) = (c for c in found.clocks
                  if (c.regime, c.name, c.company) == ("DORA", "initial", "mutual"))  # fmt: skip
    assert initial.state == "done"
    assert any(one.taking and one.taking.dissent for one in found.decisions)
    withdrawn = {noted.event for noted, _ in found.withdrawn}
    assert withdrawn == {noted.event for noted, _ in found.withdrawn if _.reason}
    causes = {noted.event for noted in found.causes}
    assert {"root-causes", "root-causes-detailed"} <= causes
    heads = {noted.event for noted in found.costs}
    assert heads and all(event.startswith("cost-") for event in heads)
    set_, closed, late = found.actions
    assert set_ >= closed and late <= set_


def plan(start: datetime, **returns: tuple[float, float]) -> RestorationPlanned:
    operations = tuple(
        OperationReturn(name.replace("_", "-"), p50, p50, p90, p90, ())
        for name, (p50, p90) in returns.items()
    )
    schedule = Schedule((), operations, Cents(0), Cents(0), 0.0, 0.0, 0, 1)
    return RestorationPlanned("i", "s", start, schedule)


def test_what_was_foretold_is_held_against_what_came() -> None:
    first = plan(START, telephone=(24.0, 48.0), member_area=(10.0, 20.0))
    last = plan(START + timedelta(hours=12), telephone=(20.0, 30.0))
    gate = GateDecided("telephone", True, START + timedelta(hours=40))
    found = {one.operation: one for one in review(first, last, gate).foretold}
    assert set(found) == {"telephone", "member-area"}
    telephone = found["telephone"]
    assert telephone.first == START + timedelta(hours=24)
    assert telephone.last == START + timedelta(hours=32)
    assert (telephone.came, telephone.verdict) == (START + timedelta(hours=40), "within")
    # No gate was opened for the member area: the public was told that it works.
    assert found["member-area"].came == parse_instant("2026-03-03T18:20:00+01:00")
    assert found["member-area"].verdict == "later"


def test_a_gate_that_was_closed_again_is_no_return() -> None:
    opened, closed = GateDecided("telephone", True, START), GateDecided("telephone", False, START)
    foretold = plan(START, telephone=(24.0, 48.0))
    alone = after((), EventRecorded("aware"), foretold, opened, closed)
    (one,) = review_of(alone, profile(), BOOK, AT, NAMES).foretold
    assert (one.came, one.verdict) == (None, "open")


@pytest.mark.parametrize(
    ("came", "verdict"),
    [(None, "open"), (9, "sooner"), (10, "sooner"), (15, "within"), (20, "within"), (21, "later")],
)
def test_a_verdict_is_against_the_first_plan(came: int | None, verdict: str) -> None:
    at = None if came is None else START + timedelta(hours=came)
    first, late = START + timedelta(hours=10), START + timedelta(hours=20)
    assert Foretold("x", first, late, None, at).verdict == verdict
    if came is not None:
        assert Foretold("x", None, None, None, at).verdict == "not_foretold"


def test_work_and_spread_are_held_against_their_forecast() -> None:
    found = review(
        SpreadForecast("i", "k", (1.0, 24.0), 10, 0, ("lever",), (0.1, 0.2), "r"),
        SpreadForecast("i", "k", (1.0, 24.0), 10, 0, (), (2.0, 40.0), "r"),
        WorkStarted("srv", "rebuild", "it", START, 8.0),
        WorkDone("srv", "rebuild", START, 10.0),
    )
    assert found.work == (1, 8.0, 10.0)
    assert found.spread is not None
    assert (found.spread.hour, found.spread.expected, found.spread.confirmed) == (24.0, 40.0, 0)


def test_a_case_without_a_crisis_has_no_review() -> None:
    with pytest.raises(Refusal, match=r"review\.nothing_happened"):
        review_of([], profile(), BOOK, AT, NAMES)


def test_a_viewer_sees_the_companies_that_they_speak_for() -> None:
    scoped = after(entries(), ScopeGiven("Clinic", ("care",)), at=AT)
    own = review_of(scoped, profile(), BOOK, AT, NAMES, "Clinic")
    everybody = review_of(scoped, profile(), BOOK, AT, NAMES)
    assert {clock.company for clock in own.clocks} == {"care"}
    assert {one.company for one in own.moments} <= {"", "care"}
    assert len(own.moments) < len(everybody.moments)
    assert review_of(scoped, profile(), BOOK, AT, NAMES, "Anybody") == everybody
