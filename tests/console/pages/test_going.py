import pytest


def test_operations_that_are_down_are_shown_with_their_queues(door) -> None:
    page = door.enter("Ann").get("/going").text
    down = [
        one for one in door.room.chronicle.ledger.continuity.operations if one.state != "running"
    ]
    assert down
    assert page.count("<figure>") >= min(len(down), 6)


def test_sheets_are_issued_in_the_logbook_and_come_as_a_print(door) -> None:
    client = door.enter("Ann")
    data = {"form": "claim-slip", "desk": "Claims 2", "count": "3"}
    answer = client.post("/going/forms", data=data)
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert door.room.chronicle.lines()[-1].fact == "continuity.forms_issued"
    page = client.get("/going").text
    assert "3 sheets were given out" in page
    assert "Still out" in page


@pytest.mark.parametrize(
    "data",
    [
        {"form": "claim-slip", "desk": "x", "count": "0"},
        {"form": "claim-slip", "desk": "x", "count": "501"},
        {"form": "claim-slip", "desk": "x", "count": "many"},
        {"form": "no-form", "desk": "x", "count": "1"},
        {"form": "claim-slip", "desk": "", "count": "1"},
    ],
)
def test_sheets_that_make_no_sense_are_refused(door, data) -> None:
    before = door.room.chronicle.ledger.head
    assert door.enter("Ann").post("/going/forms", data=data).status_code == 422
    assert door.room.chronicle.catch_up().head == before


def test_an_empty_case_is_shown(empty_door) -> None:
    assert empty_door.enter("Ann").get("/going").status_code == 200
