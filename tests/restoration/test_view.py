from datetime import UTC, datetime, timedelta
from functools import reduce

from endigue.journal.fact import Fact
from endigue.kernel.money import Cents
from endigue.restoration.circumstances import Backup
from endigue.restoration.facts import (
    BackupReported,
    GateDecided,
    RestorationPlanned,
    SafeDateGiven,
    WorkDelayed,
    WorkDone,
    WorkFailed,
    WorkStarted,
)
from endigue.restoration.schedule import Schedule
from endigue.restoration.steps import AGAIN
from endigue.restoration.view import RestorationView, Seen, see


class SomethingElse(Fact, frozen=True, tag="test.something_else"):
    pass


def planned(name: str) -> RestorationPlanned:
    empty = Schedule((), (), Cents(0), Cents(0), 0.0, 0.0, 1, 1)
    return RestorationPlanned(name, "closure ratio", datetime(2021, 2, 5, tzinfo=UTC), empty)


def test_the_last_plan_is_in_force_and_the_one_before_is_kept() -> None:
    view = RestorationView()
    for name in ("first", "second", "third"):
        view = see(view, planned(name))
    assert (view.plan, view.before) == (planned("third"), planned("second"))
    assert view.first_start == planned("first").start


def test_facts_of_other_chapters_change_nothing() -> None:
    view = RestorationView(plan=planned("first"))
    assert see(view, SomethingElse()) is view


NOON = datetime(2021, 2, 8, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)
NEWEST, OLDER = Backup(NOON - 4 * DAY), Backup(NOON - 9 * DAY, hours=6.0)


def folded(*facts: Fact) -> RestorationView:
    return reduce(see, facts, RestorationView())


def back(backup: Backup = NEWEST) -> tuple[Fact, ...]:
    """A server that came back by all its steps, with the data of a backup."""
    steps = ("preserve", "rebuild", "restore", "verify", "reconnect")
    return tuple(
        WorkDone("db", step, NOON, backup=backup.taken_at if step == "restore" else None)
        for step in steps
    )


def test_a_step_that_is_done_is_no_longer_running() -> None:
    view = folded(
        WorkStarted("db", "preserve", "lab", NOON, foreseen=1.0),
        WorkDelayed("db", "preserve", 3.0, NOON + DAY),
        WorkDone("db", "preserve", NOON + 2 * DAY, hours=4.0),
    )
    work = view.work["db"]
    assert (work.done, work.running, work.hours_left) == ({"preserve"}, None, None)
    assert view.seen == (Seen("preserve", foreseen=1.0, actual=4.0),)


def test_a_failed_verification_sends_it_back_and_counts_as_an_infection() -> None:
    view = folded(*back(), WorkFailed("db", "verify", AGAIN["verify"], NOON, hours=8.0))
    assert view.work["db"].done == {"preserve"}
    assert view.work["db"].foreseen == {"rebuild": 8.0}
    assert view.work["db"].back_at is None
    assert (view.clean, view.infected) == (1, 1)


def test_an_earlier_safe_date_distrusts_what_was_restored_from_a_later_backup() -> None:
    safe, unsafe = NEWEST.taken_at + DAY, NEWEST.taken_at
    assert folded(*back(), SafeDateGiven(safe)).work["db"].back_at == NOON
    view = folded(*back(), SafeDateGiven(unsafe))
    assert view.work["db"].done == {"preserve"}
    assert view.work["db"].back_at is None
    assert view.safe_before == unsafe


def test_what_was_restored_from_a_bad_backup_is_restored_again() -> None:
    bad = Backup(NEWEST.taken_at, good=False)
    view = folded(*back(), BackupReported("db", bad), BackupReported("db", OLDER))
    assert view.work["db"].done == {"preserve", "rebuild"}
    assert view.backups["db"] == (bad, OLDER)
    other = Backup(OLDER.taken_at, good=False)
    assert folded(*back(), BackupReported("db", other)).work["db"].back_at == NOON


def test_a_restore_that_runs_from_a_backup_that_turns_out_bad_is_stopped() -> None:
    view = folded(
        *back()[:2],
        WorkStarted("db", "restore", "it", NOON, backup=NEWEST.taken_at),
        BackupReported("db", Backup(NEWEST.taken_at, good=False)),
    )
    assert view.work["db"].running is None
    assert view.work["db"].done == {"preserve", "rebuild"}


def test_the_latest_report_of_a_backup_counts() -> None:
    again = Backup(NEWEST.taken_at, good=False)
    view = folded(BackupReported("db", NEWEST), BackupReported("db", again))
    assert view.backups["db"] == (again,)


def test_reports_are_kept_in_order_and_a_plan_reckons_with_those_before_it() -> None:
    reports = (
        GateDecided("till", False, NOON),
        SafeDateGiven(NOON),
        GateDecided("till", True, NOON),
    )
    view = folded(*reports[:2], planned("first"), reports[2])
    assert view.reports == reports
    assert view.reckoned == 2
    assert view.gates["till"].go
