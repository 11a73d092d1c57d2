from endigue.desk.restoring import situation


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
    assert "plan again" in client.get("/back").text


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
    assert "are trusted" in client.get("/back").text


def test_only_the_strategic_cell_lets_an_operation_return(door) -> None:
    operation = door.room.chronicle.ledger.restoration.plan.schedule.operations[0].id
    data = {"operation": operation, "go": "no", "why": "not verified"}
    assert door.enter("Ann", "operational").post("/back/gate", data=data).status_code == 403
    assert door.enter("Dan", "strategic").post("/back/gate", data=data).status_code in (303, 422)


def test_an_empty_case_is_shown(empty_door) -> None:
    assert empty_door.enter("Ann").get("/back").status_code == 200
