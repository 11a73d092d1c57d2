from itertools import pairwise

import msgspec
import pytest

from endigue.console.pages.back import awaited
from endigue.desk.restoring import situation
from endigue.restoration.facts import WhatIfAnswered, WorkDone


def test_the_schedule_is_drawn_and_tabled(door) -> None:
    page = door.enter("Ann").get("/back").text
    plan = door.room.chronicle.ledger.restoration.plan
    assert page.count("<svg") >= 3
    assert page.count("<tr>") > min(len(plan.schedule.tasks), 400)


def test_work_is_reported_and_the_plan_is_then_said_to_be_old(door) -> None:
    client = door.enter("Ann")
    room = door.room
    organisation = room.organisation(room.chronicle.ledger)
    now = situation(room.chronicle.ledger, organisation, door.clock.now)
    task = now.problem()
    plan = room.chronicle.ledger.restoration.plan.schedule
    first = min(plan.tasks, key=lambda one: one.start)
    assert task.items
    data = {"what": "start", "asset": first.asset, "step": first.step, "crew": first.crew}
    assert client.post("/back/report", data=data).status_code == 303
    assert room.chronicle.ledger.restoration.work[first.asset].running == first.step
    door.clock.pass_by(hours=1)
    done = {"what": "done", "asset": first.asset, "step": first.step, "hours": "1,5"}
    assert client.post("/back/report", data=done).status_code == 303
    page = client.get("/back").text
    assert "Reported since this plan was made: work." in page and "plan again" in page


def test_reports_that_make_no_sense_are_refused(door) -> None:
    client = door.enter("Ann")
    asset = door.room.chronicle.ledger.restoration.plan.schedule.tasks[0].asset
    for data in (
        {"what": "start", "asset": "nobody", "step": "rebuild", "crew": "x"},
        {"what": "start", "asset": asset, "step": "dance", "crew": "x"},
        {"what": "dance", "asset": asset, "step": "rebuild", "crew": "x"},
        {"what": "done", "asset": asset, "step": "rebuild", "hours": "many"},
        {"what": "delay", "asset": asset, "step": "rebuild", "hours": ""},
    ):
        assert client.post("/back/report", data=data).status_code == 422


def test_people_and_the_safe_date_are_reported(door) -> None:
    client = door.enter("Ann")
    crew = door.room.organisation(door.room.chronicle.ledger).crews[0].id
    assert (
        client.post("/back/people", data={"crew": crew, "people": "-1", "why": "ill"}).status_code
        == 303
    )
    assert door.room.chronicle.ledger.restoration.presence[-1].people == -1
    assert client.post("/back/people", data={"crew": crew, "people": "x"}).status_code == 422
    date = {"before": "2026-01-30T00:00", "why": "first trace"}
    assert client.post("/back/safe-date", data=date).status_code == 303
    page = client.get("/back").text
    assert "are trusted" in page
    assert "people who came or left and the safe date of the backups" in page


def test_dates_are_hours_of_the_day_and_never_counted_from_the_plan(door) -> None:
    page = door.enter("Ann").get("/back").text
    assert "T+" not in page.split('id="content"')[1]
    chain = page.split('<ol class="chain">')[1].split("</ol>")[0]
    assert chain.count("<time") >= 2


def test_only_the_strategic_cell_lets_an_operation_return(door) -> None:
    operation = door.room.chronicle.ledger.restoration.plan.schedule.operations[0].id
    data = {"operation": operation, "go": "no", "why": "not verified"}
    assert door.enter("Ann", "operational").post("/back/gate", data=data).status_code == 403
    assert door.enter("Dan", "strategic").post("/back/gate", data=data).status_code in (303, 422)


def test_an_empty_case_is_shown(empty_door) -> None:
    assert empty_door.enter("Ann").get("/back").status_code == 200


def asked(door) -> list[tuple[str, ...]]:
    return [one.asked.what_if for one in door.room.chronicle.ledger.computations.all.values()]


def test_a_question_begins_a_computation_that_says_what_was_asked(door) -> None:
    asset = door.room.chronicle.ledger.restoration.plan.schedule.tasks[0].asset
    client = door.enter("Ann")
    data = {"kind": "late", "asset": asset, "amount": "24"}
    assert client.post("/back/what-if", data=data).status_code == 303
    assert asked(door) == [(f"late {asset}=24",)]
    assert door.room.chronicle.ledger.computations.last.author == "Ann"


def test_an_operation_is_asked_to_come_first_or_not_at_all(door) -> None:
    operation = door.room.chronicle.ledger.restoration.plan.schedule.operations[0].id
    client = door.enter("Ann")
    for kind in ("first", "hold"):
        data = {"kind": kind, "operation": operation}
        assert client.post("/back/what-if", data=data).status_code in (303, 422)
    assert (f"first {operation}",) in asked(door)


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"kind": "dance"},
        {"kind": "lend", "skill": "system", "amount": "many"},
        {"kind": "late", "asset": "nobody", "amount": "1"},
        {"kind": "late", "asset": "--progress", "amount": "1"},
        {"kind": "first", "operation": "<script>"},
    ],
)
def test_a_question_that_makes_no_sense_begins_nothing(door, data) -> None:
    before = door.room.chronicle.ledger.head
    assert door.enter("Ann").post("/back/what-if", data=data).status_code == 422
    assert door.room.chronicle.catch_up().head == before


def test_an_observer_asks_nothing(door) -> None:
    data = {"kind": "lend", "skill": "system", "amount": "1"}
    assert door.enter("Oli", "observer").post("/back/what-if", data=data).status_code == 403
    assert asked(door) == []


def test_an_answer_is_told_beside_the_plan_until_another_is_in_force(door) -> None:
    plan = door.room.chronicle.ledger.restoration.plan
    operation = plan.schedule.operations[0].id
    answer = WhatIfAnswered(
        plan=plan.input, change="lend <b>system 1", seed=0, mean=0, saved=1_234_500,
        planned_saved=0, work_cost=50_000, hours={operation: 3.0},
    )  # fmt: skip
    door.room.record("endigue", answer)
    client = door.enter("Ann")
    page = client.get("/back").text
    assert "save €12.3k on average" in page and "3.0 h sooner" in page
    assert "<b>system" not in page
    assert "ask again" not in page
    later = WhatIfAnswered("0" * 64, "hold x", 0, 0, -100, 0, 0, {operation: 0.0})
    door.room.record("endigue", later)
    page = client.get("/back").text
    assert "ask again" in page and "No date moves" in page and "is not counted" in page


def test_the_chain_of_each_operation_leads_from_the_start_to_its_return(door) -> None:
    schedule = door.room.chronicle.ledger.restoration.plan.schedule
    found = awaited(schedule, ())
    assert [one.planned for one in found] == sorted(one.planned for one in found)
    assert any(one.chain for one in found)
    for one in found:
        assert one.chain[-1].task.asset == one.last[0]
        assert one.chain[-1].task.end == pytest.approx(one.planned, abs=0.26)
        for before, after in pairwise(one.chain):
            assert before.task.end <= after.task.start
    page = door.enter("Ann").get("/back").text
    assert page.count('<ol class="chain">') == len(found)
    assert "begins with the plan" in page


def test_an_operation_is_put_first_by_the_strategic_cell_alone(door) -> None:
    operation = door.room.chronicle.ledger.restoration.plan.schedule.operations[-1].id
    data, director = {"operation": operation}, door.enter("Dan", "strategic")
    assert door.enter("Ann", "operational").post("/back/first", data=data).status_code == 403
    assert asked(door) == []
    assert director.post("/back/first", data={"operation": "nobody"}).status_code == 422
    assert director.post("/back/first", data=data).status_code == 303
    (begun,) = door.room.chronicle.ledger.computations.all.values()
    assert (begun.asked.kind, begun.asked.what_if) == ("restoration", (f"first {operation}",))


def test_what_a_wish_costs_is_told_beside_the_plan(door) -> None:
    restoration = door.room.chronicle.ledger.restoration
    operation = restoration.plan.schedule.operations[0].id
    wished = msgspec.structs.replace(restoration.outlook, first=operation, price_of_first=1_234_500)
    door.room.record("endigue", wished)
    page = door.enter("Ann").get("/back").text
    assert "comes first, as the strategic cell wished. The wish costs €12.3k" in page


def test_what_came_is_shown_beside_what_was_foretold(door) -> None:
    assert "No operation is back yet" in door.enter("Ann").get("/back").text
    door.clock.pass_by(hours=5)
    at = door.clock.now
    for task in door.room.chronicle.ledger.restoration.plan.schedule.tasks:
        door.room.record("Ann", WorkDone(task.asset, task.step, at, 1.0))
    page = door.enter("Ann").get("/back").text
    assert "operations are back" in page
    assert "held within their band" in page
    assert "Forecast dates and actual dates" in page
