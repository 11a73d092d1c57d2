"""Plans made again on a small organisation: what changed, why, and from which order."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from endigue.desk.case import Case
from endigue.desk.ledger import Ledger
from endigue.desk.refusal import Refusal
from endigue.desk.restoration_reports import (
    change_presence,
    choose_instead,
    decide_gate,
    declare,
    delay_work,
    end_work,
    fail_work,
    give_safe_date,
    report_backup,
    start_work,
)
from endigue.desk.restoring import Situation, dates_of, lost, order_of, ranks_of, replan, situation
from endigue.desk.settings import Settings
from endigue.kernel.money import Cents
from endigue.organisation.model import Asset, Crew, Operation, Organisation
from endigue.restoration.circumstances import Backup, Instead, Presence
from endigue.restoration.effort import Orders
from endigue.restoration.facts import PlanChanged

NOW = datetime(2021, 2, 5, 21, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)
SERVERS = tuple(f"srv-{number}" for number in range(4))

SMALL = Organisation(
    "small",
    time_zone="Europe/Paris",
    assets=tuple(
        Asset(name, "", "machine", rebuild_hours=6.0, restore_gb=100.0) for name in SERVERS
    ),
    operations=tuple(
        Operation(f"op-{n}", {}, "", name, Cents(10_000 * (n + 1)), 0.0, 1.0, 1e6)
        for n, name in enumerate(SERVERS)
    ),
    crews=(
        Crew("lab", "forensic", 1, "24/7", Cents(0)),
        Crew("it", "system", 2, "24/7", Cents(0)),
        Crew("net", "network", 1, "24/7", Cents(0)),
    ),
)


@pytest.fixture
def ledger(case: Case) -> Ledger:
    return declare(case, case.ledger(), SERVERS, SERVERS)


def at(ledger: Ledger, hours: float = 0.0) -> Situation:
    return situation(ledger, SMALL, NOW + hours * HOUR)


def planned(case: Case, ledger: Ledger, hours: float = 0.0, first: str = "") -> Ledger:
    settings = Settings(seed=1, scenarios=20)
    return replan(case, ledger, at(ledger, hours), settings, Orders(60), first)


def changed(ledger: Ledger) -> PlanChanged:
    found = ledger.restoration.changed
    assert found is not None
    assert ledger.restoration.plan is not None
    assert found.input == ledger.restoration.plan.input
    return found


def codes(ledger: Ledger, subject: str) -> list[str]:
    return [one.code.split(".")[1] for one in changed(ledger).changes if one.subject == subject]


def test_a_case_that_says_nothing_of_what_is_lost_is_refused(case: Case) -> None:
    with pytest.raises(Refusal, match="nothing_lost"):
        lost(case.ledger())


def test_the_first_plan_changes_nothing_and_keeps_its_order(case: Case, ledger: Ledger) -> None:
    view = planned(case, ledger).restoration
    assert view.changed is None
    assert view.outlook is not None
    assert sorted(view.outlook.outlook.order) == sorted(SERVERS)
    assert view.outlook.outlook.order[0] == "srv-3"


def test_a_plan_of_the_same_situation_has_the_same_dates(case: Case, ledger: Ledger) -> None:
    once = planned(case, ledger)
    again = planned(case, once)
    assert once.restoration.plan is not None
    assert again.restoration.plan is not None
    assert again.restoration.plan.schedule.cost <= once.restoration.plan.schedule.cost
    assert changed(again).price <= 0


def test_what_is_done_is_not_planned_and_what_runs_is_not_broken_off(
    case: Case, ledger: Ledger
) -> None:
    ledger = planned(case, ledger)
    ledger = start_work(case, ledger, at(ledger), "srv-3", "preserve", "lab", NOW)
    ledger = end_work(case, ledger, at(ledger), "srv-3", "preserve", NOW + HOUR)
    ledger = start_work(case, ledger, at(ledger), "srv-3", "rebuild", "it", NOW + HOUR)
    ledger = planned(case, ledger, 3.0)
    assert ledger.restoration.plan is not None
    tasks = [t for t in ledger.restoration.plan.schedule.tasks if t.asset == "srv-3"]
    assert [task.step for task in tasks] == ["rebuild", "restore", "verify", "reconnect"]
    assert (tasks[0].start, tasks[0].end, tasks[0].crew) == (0.0, 4.0, "it")


def test_each_report_is_named_where_it_moved_a_date(case: Case, ledger: Ledger) -> None:
    ledger = planned(case, ledger)
    delayed = delay_work(case, ledger, at(ledger), "srv-3", "rebuild", 30.0, NOW, "no drivers")
    delayed = planned(case, delayed)
    assert codes(delayed, "op-3")[:2] == ["later", "because_delayed"]
    fewer = Presence("it", -1, NOW, NOW + 72 * HOUR)
    ill = change_presence(case, delayed, at(delayed), fewer, "ill")
    ill = planned(case, ill)
    told = {one.code for one in changed(ill).changes}
    assert "restoration.because_fewer" in told
    # What was reckoned with in the plan before is no reason any more.
    assert "restoration.because_fewer" not in {
        one.code for one in changed(planned(case, ill)).changes
    }


def test_another_way_and_a_failed_step_are_named(case: Case, ledger: Ledger) -> None:
    ledger = planned(case, ledger)
    ledger = choose_instead(case, ledger, at(ledger), "srv-3", Instead("clean", 1.0))
    ledger = planned(case, ledger)
    assert codes(ledger, "op-3")[:2] == ["earlier", "because_instead"]
    ledger = fail_work(case, ledger, at(ledger), "srv-3", "clean", NOW, 20.0, "resisted")
    ledger = planned(case, ledger)
    assert codes(ledger, "op-3")[:2] == ["later", "because_failed"]


def test_the_safe_date_and_bad_backups_are_named(case: Case, ledger: Ledger) -> None:
    for days, hours in ((1, 1.0), (9, 25.0)):
        backup = Backup(NOW - days * 24 * HOUR, hours=hours)
        ledger = report_backup(case, ledger, at(ledger), "srv-3", backup)
    ledger = planned(case, ledger)
    safe = give_safe_date(case, ledger, NOW - 72 * HOUR, "first trace")
    assert codes(planned(case, safe), "op-3")[:2] == ["later", "because_safe_date"]
    bad = Backup(NOW - 24 * HOUR, good=False)
    torn = report_backup(case, case.ledger(), at(case.ledger()), "srv-3", bad, "torn")
    assert torn.restoration.backups["srv-3"][-1] == bad


def test_no_go_gives_its_hands_to_the_others_and_go_gives_them_back(
    case: Case, ledger: Ledger
) -> None:
    ledger = planned(case, ledger)
    ledger = decide_gate(case, ledger, at(ledger), "op-3", NOW, go=False, why="audit")
    ledger = planned(case, ledger)
    assert ledger.restoration.plan is not None
    assert "op-3" not in {one.id for one in ledger.restoration.plan.schedule.operations}
    assert codes(ledger, "op-2")[:2] == ["earlier", "because_no_go"]
    ledger = decide_gate(case, ledger, at(ledger), "op-3", NOW, go=True, why="audit passed")
    ledger = planned(case, ledger)
    assert codes(ledger, "op-2")[:2] == ["later", "because_go"]


def test_a_wish_comes_sooner_and_has_a_price(case: Case, ledger: Ledger) -> None:
    free = planned(case, ledger)
    wished = planned(case, free, first="op-0")
    assert free.restoration.plan is not None
    assert wished.restoration.plan is not None
    before = {one.id: one.planned for one in free.restoration.plan.schedule.operations}
    after = {one.id: one.planned for one in wished.restoration.plan.schedule.operations}
    assert after["op-0"] == min(after.values()) < before["op-0"]
    assert wished.restoration.outlook is not None
    assert wished.restoration.outlook.first == "op-0"
    assert wished.restoration.outlook.price_of_first > 0


def test_a_wish_for_what_runs_is_refused(case: Case, ledger: Ledger) -> None:
    with pytest.raises(Refusal, match="first_not_waiting"):
        planned(case, ledger, first="op-9")


def test_orders_go_by_name_and_what_is_new_comes_last(case: Case, ledger: Ledger) -> None:
    ledger = planned(case, ledger)
    problem = at(ledger).problem()
    assert ranks_of(problem, ("srv-2", "gone", "srv-0")).tolist() == [1, 2, 0, 3]
    assert ledger.restoration.plan is not None
    by_start = order_of(problem, ledger.restoration.plan.schedule)
    assert sorted(by_start.tolist()) == [0, 1, 2, 3]
    dates = dates_of(problem, ranks_of(problem, SERVERS))
    assert list(dates) == [f"op-{n}" for n in range(4)]
    assert dates["op-0"] == min(dates.values())


def test_losses_go_on_from_when_the_operations_stopped(case: Case, ledger: Ledger) -> None:
    ledger = planned(case, ledger)
    assert at(ledger, 5.0).circumstances().elapsed == 5.0
    assert replace(at(ledger).circumstances(), elapsed=0.0) == at(ledger).circumstances()
