from datetime import UTC, datetime, timedelta
from functools import reduce
from zoneinfo import ZoneInfo

import pytest

from endigue.journal.fact import Fact
from endigue.kernel.money import Cents
from endigue.organisation.model import Crew, Organisation
from endigue.restoration.circumstances import Backup, Circumstances
from endigue.restoration.facts import (
    BackupReported,
    GateDecided,
    SafeDateGiven,
    WorkDelayed,
    WorkDone,
    WorkFailed,
    WorkStarted,
)
from endigue.restoration.pace import CLEAN, INFECTED
from endigue.restoration.progress import LEAST_LEFT, circumstances, hours_at_work, worked
from endigue.restoration.view import RestorationView, see

PARIS = ZoneInfo("Europe/Paris")
MONDAY = datetime(2021, 2, 8, 8, 0, tzinfo=PARIS)
HOUR = timedelta(hours=1)

OFFICE = Organisation(
    "office",
    crews=(
        Crew("it", "system", 2, "mon-fri 08:00-18:00", Cents(0)),
        Crew("night", "system", 2, "mon-sun 22:00-06:00", Cents(0)),
    ),
)


def known(at: datetime, *facts: Fact) -> Circumstances:
    return circumstances(reduce(see, facts, RestorationView()), OFFICE, at)


def begun(foreseen: float | None = 8.0, step: str = "rebuild") -> WorkStarted:
    return WorkStarted("db", step, "it", MONDAY, foreseen=foreseen)


@pytest.mark.parametrize(
    ("crew", "since", "until", "hours"),
    [
        ("it", MONDAY, MONDAY + 3 * HOUR, 3.0),
        ("it", MONDAY, MONDAY + 24 * HOUR, 10.0),
        ("it", MONDAY + 4 * 24 * HOUR, MONDAY + 7 * 24 * HOUR, 10.0),  # over a weekend
        ("night", MONDAY, MONDAY + 24 * HOUR, 8.0),
        ("nobody", MONDAY, MONDAY + 24 * HOUR, 24.0),
        ("it", MONDAY, MONDAY - HOUR, 0.0),
    ],
)
def test_hours_at_work_are_those_of_the_shifts(
    crew: str, since: datetime, until: datetime, hours: float
) -> None:
    assert hours_at_work(OFFICE, crew, since, until) == hours


def test_shifts_are_those_of_the_local_clock_whatever_zone_a_report_came_in() -> None:
    utc = (MONDAY.astimezone(UTC), (MONDAY + 24 * HOUR).astimezone(UTC))
    assert hours_at_work(OFFICE, "it", utc[0], MONDAY + 24 * HOUR) == 10.0


def test_a_copy_of_data_goes_on_at_night() -> None:
    assert worked(OFFICE, "it", "restore", MONDAY, MONDAY + 24 * HOUR) == 24.0
    assert worked(OFFICE, "it", "rebuild", MONDAY, MONDAY + 24 * HOUR) == 10.0


def test_what_is_left_is_what_was_foreseen_less_the_shifts_since() -> None:
    running = known(MONDAY + 3 * HOUR, begun()).progress["db"]
    assert (running.running, running.crew, running.hours_left) == ("rebuild", "it", 5.0)


def test_work_that_should_be_done_and_is_not_has_a_little_left() -> None:
    assert known(MONDAY + 24 * HOUR, begun()).progress["db"].hours_left == LEAST_LEFT


def test_an_estimate_counts_from_when_it_was_made() -> None:
    delay = WorkDelayed("db", "rebuild", 6.0, MONDAY + 2 * HOUR)
    assert known(MONDAY + 4 * HOUR, begun(), delay).progress["db"].hours_left == 4.0


def test_nothing_is_known_of_a_step_that_nobody_foresaw() -> None:
    assert known(MONDAY + HOUR, begun(None)).progress["db"].hours_left is None


def test_a_pace_that_was_seen_lengthens_what_is_foreseen() -> None:
    done = (
        WorkStarted("web", "rebuild", "it", MONDAY, foreseen=2.0),
        WorkDone("web", "rebuild", MONDAY + 4 * HOUR, hours=4.0),
    )
    reckoned = known(MONDAY + 3 * HOUR, *done, begun())
    factor = reckoned.pace.of("rebuild").factor
    assert 1 < reckoned.pace.of("verify").factor < factor < 2
    assert reckoned.progress["db"].hours_left == pytest.approx(8.0 * factor - 3.0)


def test_verifications_teach_how_often_the_intruder_is_found() -> None:
    facts = [WorkDone(name, "verify", MONDAY) for name in "abc"]
    facts.append(WorkFailed("d", "verify", ("rebuild",), MONDAY))
    pace = known(MONDAY, *facts).pace
    assert (pace.clean, pace.infected) == (CLEAN + 3, INFECTED + 1)


def test_backups_gates_and_the_safe_date_are_passed_on() -> None:
    newest, older = Backup(MONDAY - HOUR), Backup(MONDAY - 50 * HOUR)
    reported = [BackupReported("db", each) for each in (newest, older)]
    assert known(MONDAY, *reported).backups == {"db": newest}
    safe = SafeDateGiven(MONDAY - 10 * HOUR)
    reckoned = known(MONDAY, *reported, safe, GateDecided("till", False, MONDAY))
    assert reckoned.backups == {"db": older}
    assert reckoned.safe_before == safe.safe_before
    assert reckoned.held == {"till"}
    assert known(MONDAY, reported[0], safe).backups == {"db": None}
