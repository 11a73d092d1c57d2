from datetime import UTC, datetime, timedelta

import pytest

from endigue.journal.fact import Fact
from endigue.kernel.money import Cents
from endigue.restoration.circumstances import Backup, Instead, Presence
from endigue.restoration.differences import CAUSES, MOST_REASONS, explained, moved
from endigue.restoration.facts import (
    BackupReported,
    GateDecided,
    InsteadChosen,
    PresenceChanged,
    RestorationPlanned,
    SafeDateGiven,
    WorkDelayed,
    WorkDone,
    WorkFailed,
)
from endigue.restoration.schedule import OperationReturn, Schedule
from endigue.restoration.view import REPORTS

NOON = datetime(2021, 2, 8, 12, 0, tzinfo=UTC)
SLOW = WorkDelayed("db", "restore", 9.0, NOON, "slow tapes")
ILL = PresenceChanged(Presence("it", -2, NOON), "flu")


def planned(start: datetime, **dates: float) -> RestorationPlanned:
    back = tuple(OperationReturn(n, at, at, at, at, ()) for n, at in dates.items())
    schedule = Schedule((), back, Cents(0), Cents(0), 0.0, 0.0, 1, 1)
    return RestorationPlanned("", "", start, schedule)


def told(moves: dict[str, float], reports: list[Fact], **otherwise: dict) -> list[tuple]:
    dates = dict.fromkeys(moves, 100.0)
    by_report = otherwise.get("without", {})
    remarks = explained(
        moves,
        dates,
        reports,
        lambda report: by_report.get(report, dates),
        otherwise.get("pace", dates),
        otherwise.get("order", dates),
    )
    return [(one.subject, one.code.split(".")[1], one.arguments["hours"]) for one in remarks]


def test_moves_are_told_on_one_clock() -> None:
    before = planned(NOON, till=30.0, web=40.0, gone=3.0)
    after = planned(NOON + timedelta(hours=10), till=25.0, web=30.0, new=5.0)
    assert moved(before, after) == {"till": 5.0, "web": 0.0}


def test_each_report_has_its_own_share_and_the_weightiest_comes_first() -> None:
    without: dict[Fact, dict[str, float]] = {SLOW: {"till": 98.0}, ILL: {"till": 93.0}}
    assert told({"till": 9.0}, [SLOW, ILL], without=without) == [
        ("till", "later", 9.0),
        ("till", "because_fewer", 7.0),
        ("till", "because_delayed", 2.0),
    ]


def test_what_did_not_move_is_not_told() -> None:
    assert told({"till": 0.2, "web": -0.2}, [SLOW], without={SLOW: {"till": 90.0}}) == []


def test_pace_and_order_have_their_shares() -> None:
    found = told({"till": -6.0}, [], pace={"till": 99.0}, order={"till": 107.0})
    assert found == [
        ("till", "earlier", 6.0),
        ("till", "because_order", -7.0),
        ("till", "because_pace", 1.0),
    ]


@pytest.mark.parametrize(("hours", "code"), [(5.0, "because_behind"), (-5.0, "because_ahead")])
def test_what_no_report_explains_ran_behind_or_ahead(hours: float, code: str) -> None:
    assert told({"till": hours}, [])[1] == ("till", code, 5.0)


def test_only_the_weightiest_reasons_are_told() -> None:
    reports = [WorkDelayed(f"a{n}", "restore", 9.0, NOON) for n in range(9)]
    without = {report: {"till": 99.0 - n} for n, report in enumerate(reports)}
    reasons = told({"till": 45.0}, list(reports), without=without)[1 : 1 + MOST_REASONS]
    assert [hours for _, _, hours in reasons] == [9.0, 8.0, 7.0]


def test_every_cause_that_is_reported_has_a_sentence() -> None:
    causes: list[Fact] = [
        SLOW,
        ILL,
        WorkFailed("db", "verify", ("rebuild",), NOON),
        InsteadChosen("db", Instead("clean", 2.0)),
        SafeDateGiven(NOON),
        BackupReported("db", Backup(NOON, good=False)),
        BackupReported("db", Backup(NOON)),
        GateDecided("till", False, NOON),
        GateDecided("till", True, NOON),
        PresenceChanged(Presence("it", 2, NOON)),
    ]
    assert {type(cause) for cause in causes} == set(CAUSES) < set(REPORTS)
    codes = [told({"till": 1.0}, [c], without={c: {"till": 99.0}})[1][1] for c in causes]
    assert len(set(codes)) == len(causes)


def test_work_that_is_done_is_no_cause() -> None:
    done = WorkDone("db", "restore", NOON)
    assert told({"till": 1.0}, [done], without={done: {"till": 99.0}}) == [
        ("till", "later", 1.0),
        ("till", "because_behind", 1.0),
    ]
