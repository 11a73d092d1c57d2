"""What people may report, and what is refused in one sentence."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from endigue.desk.case import Case
from endigue.desk.ledger import Ledger
from endigue.desk.refusal import Refusal
from endigue.desk.restoration_reports import (
    change_presence,
    decide_gate,
    declare,
    delay_work,
    end_work,
    fail_work,
    report_backup,
    start_work,
)
from endigue.desk.restoring import Situation, situation
from endigue.kernel.money import Cents
from endigue.organisation.model import Asset, Crew, Operation, Organisation
from endigue.restoration.circumstances import Backup, Presence

NOW = datetime(2021, 2, 8, 8, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
TAKEN = NOW - 24 * HOUR

SHOP = Organisation(
    "shop",
    time_zone="Europe/Paris",
    assets=(
        Asset("db", "", "machine", rebuild_hours=6.0, restore_gb=100.0),
        Asset("switch", "", "appliance", rebuild_hours=1.0),
    ),
    operations=(Operation("till", {}, "", "db", Cents(1), 0.0, 1.0, 1e6),),
    crews=(
        Crew("it", "system", 2, "mon-fri 08:00-18:00", Cents(0)),
        Crew("lab", "forensic", 1, "24/7", Cents(0)),
        Crew("net", "network", 1, "24/7", Cents(0)),
    ),
)


@pytest.fixture
def ledger(case: Case) -> Ledger:
    return declare(case, case.ledger(), ["switch", "db"], ["db"])


def now(ledger: Ledger) -> Situation:
    return situation(ledger, SHOP, NOW)


def test_what_is_lost_is_declared_in_one_order(ledger: Ledger) -> None:
    assert ledger.restoration.declared is not None
    assert ledger.restoration.declared.fallen == ("db", "switch")


def test_work_takes_the_shifts_of_its_crew_unless_somebody_says_otherwise(
    case: Case, ledger: Ledger
) -> None:
    ledger = end_work(case, ledger, now(ledger), "db", "preserve", NOW)
    ledger = start_work(case, ledger, now(ledger), "db", "rebuild", "it", NOW)
    by_shifts = end_work(case, ledger, now(ledger), "db", "rebuild", NOW + 24 * HOUR)
    assert by_shifts.restoration.seen[-1].actual == 10.0
    assert by_shifts.restoration.seen[-1].foreseen == 6.0


def test_hours_that_were_told_count(case: Case, ledger: Ledger) -> None:
    ledger = start_work(case, ledger, now(ledger), "db", "preserve", "lab", NOW)
    ledger = end_work(case, ledger, now(ledger), "db", "preserve", NOW + 9 * HOUR, hours=2.5)
    assert ledger.restoration.seen[-1].actual == 2.5


def test_a_restore_notes_the_backup_that_it_is_made_from(case: Case, ledger: Ledger) -> None:
    ledger = report_backup(case, ledger, now(ledger), "db", Backup(TAKEN))
    for step in ("preserve", "rebuild"):
        ledger = end_work(case, ledger, now(ledger), "db", step, NOW)
    begun = start_work(case, ledger, now(ledger), "db", "restore", "it", NOW)
    assert begun.restoration.work["db"].restored_from == TAKEN
    done = end_work(case, begun, now(begun), "db", "restore", NOW + HOUR)
    assert done.restoration.work["db"].restored_from == TAKEN


def test_a_failed_verification_sends_back_to_the_rebuild(case: Case, ledger: Ledger) -> None:
    for step in ("preserve", "rebuild", "restore"):
        ledger = end_work(case, ledger, now(ledger), "db", step, NOW)
    failed = fail_work(case, ledger, now(ledger), "db", "verify", NOW, why="beacon")
    assert failed.restoration.work["db"].done == {"preserve"}
    assert failed.restoration.infected == 1


REFUSED: tuple[tuple[str, Callable[[Case, Ledger, Situation], object]], ...] = (
    (
        "not_restored",
        lambda case, ledger, here: start_work(case, ledger, here, "till", "verify", "it", NOW),
    ),
    (
        "no_such_step",
        lambda case, ledger, here: start_work(case, ledger, here, "db", "polish", "it", NOW),
    ),
    (
        "step_out_of_turn",
        lambda case, ledger, here: end_work(case, ledger, here, "db", "reconnect", NOW),
    ),
    (
        "unknown_crew",
        lambda case, ledger, here: start_work(case, ledger, here, "db", "preserve", "us", NOW),
    ),
    (
        "bad_hours",
        lambda case, ledger, here: delay_work(case, ledger, here, "db", "rebuild", 0.0, NOW),
    ),
    (
        "bad_hours",
        lambda case, ledger, here: fail_work(case, ledger, here, "db", "rebuild", NOW, 1e9),
    ),
    (
        "unknown_crew",
        lambda case, ledger, here: change_presence(case, ledger, here, Presence("us", 1, NOW)),
    ),
    (
        "empty_presence",
        lambda case, ledger, here: change_presence(case, ledger, here, Presence("it", 0, NOW)),
    ),
    (
        "empty_presence",
        lambda case, ledger, here: change_presence(case, ledger, here, Presence("it", 1, NOW, NOW)),
    ),
    (
        "unknown_operation",
        lambda case, ledger, here: decide_gate(case, ledger, here, "db", NOW, go=True),
    ),
    (
        "nothing_to_restore",
        lambda case, ledger, here: report_backup(case, ledger, here, "switch", Backup(TAKEN)),
    ),
    (
        "bad_hours",
        lambda case, ledger, here: report_backup(
            case, ledger, here, "db", Backup(TAKEN, hours=-1.0)
        ),
    ),
)


@pytest.mark.parametrize(("code", "report"), REFUSED)
def test_what_makes_no_sense_is_refused_and_nothing_is_written(
    case: Case, ledger: Ledger, code: str, report: Callable[[Case, Ledger, Situation], object]
) -> None:
    with pytest.raises(Refusal, match=code):
        report(case, ledger, now(ledger))
    assert case.ledger().head == ledger.head


def test_a_step_that_is_done_is_not_done_again(case: Case, ledger: Ledger) -> None:
    ledger = end_work(case, ledger, now(ledger), "db", "preserve", NOW)
    with pytest.raises(Refusal, match="step_done"):
        end_work(case, ledger, now(ledger), "db", "preserve", NOW)
    with pytest.raises(Refusal, match="step_done"):
        delay_work(case, ledger, now(ledger), "db", "preserve", 2.0, NOW)
