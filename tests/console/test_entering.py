import pytest

from endigue.console.entering import ABSOLUTE, IDLE
from endigue.console.keys import digest


def test_whoever_has_not_logged_in_is_sent_to_do_so_and_then_back(door) -> None:
    answer = door.stranger().get("/logbook")
    assert (answer.status_code, answer.headers["location"]) == (303, "/login?next=%2Flogbook")
    assert door.stranger().post("/logbook", data={"text": "x"}).headers["location"] == "/login"


def test_a_session_ends_when_nobody_uses_it(door) -> None:
    client = door.enter("Ann")
    door.clock.pass_by(seconds=IDLE.total_seconds() - 1)
    assert client.get("/").status_code == 200
    door.clock.pass_by(seconds=IDLE.total_seconds() + 1)
    assert client.get("/").status_code == 303


def test_a_session_ends_after_a_shift_however_much_it_is_used(door) -> None:
    client = door.enter("Ann")
    for _ in range(int(ABSOLUTE / IDLE) + 1):
        assert client.get("/").status_code in (200, 303)
        door.clock.pass_by(seconds=IDLE.total_seconds() - 1)
    assert client.get("/").status_code == 303


def test_a_session_of_a_closed_account_is_over(door) -> None:
    client = door.enter("Ann")
    account = door.room.access.account("Ann")
    door.room.access.save(
        type(account)(
            **{**{f: getattr(account, f) for f in account.__struct_fields__}, "closed": True}
        )
    )
    assert client.get("/").status_code == 303


def test_the_store_does_not_hold_the_token_that_the_browser_holds(door, case) -> None:
    token = door.token("Ann")
    assert door.room.access.session(token) is None
    assert door.room.access.session(digest(token)) is not None
    for file in case.glob("access.db*"):
        assert token.encode() not in file.read_bytes()


def test_every_page_can_be_seen_as_it_was_known_then(door) -> None:
    client = door.enter("Ann")
    client.post("/logbook", data={"text": "told at ten"})
    first = door.room.chronicle.ledger.head.sequence
    door.clock.pass_by(hours=1)
    client.post("/logbook", data={"text": "told at eleven"})
    then = client.get("/logbook", params={"at": "2026-02-06T22:45"})
    assert "told at ten" in then.text
    assert "told at eleven" not in then.text
    assert "Nothing can be changed here" in then.text
    by_entry = client.get("/logbook", params={"entry": first})
    assert "told at eleven" not in by_entry.text
    assert client.get("/", params={"at": "2026-02-06T22:45"}).status_code == 200
    assert client.get(f"/logbook/{first + 1}", params={"entry": first}).status_code == 404


@pytest.mark.parametrize("at", ["yesterday", "2026-02-30T00:00", "9" * 400, "0001-01-01T00:00"])
def test_an_instant_that_is_none_is_one_sentence(door, at: str) -> None:
    assert door.enter("Ann").get("/", params={"at": at}).status_code in (200, 422)


def test_a_refusal_keeps_what_was_typed(door) -> None:
    answer = door.enter("Ann").post(
        "/logbook", data={"text": "a long report", "at": "2031-01-01T00:00"}
    )
    assert answer.status_code == 422
    assert "a long report" in answer.text


def test_a_form_that_is_none_is_refused(door) -> None:
    client = door.enter("Ann")
    broken = {"content-type": "multipart/form-data; boundary=x"}
    assert client.post("/logbook", content=b"--y\r\n", headers=broken).status_code in (400, 422)
    many = "&".join(f"f{n}=1" for n in range(5000)).encode()
    form = {"content-type": "application/x-www-form-urlencoded"}
    assert client.post("/logbook", content=many, headers=form).status_code == 400


def test_while_a_large_organisation_is_read_a_page_says_so_and_comes_by_itself(
    door, monkeypatch
) -> None:
    client = door.enter("Ann")
    monkeypatch.setattr("endigue.console.room.LARGE", 1)
    monkeypatch.setattr("endigue.console.entering.PATIENCE", 0.0)
    with door.room._lock:
        answer = client.get("/reach?hour=24.0")
        assert (answer.status_code, answer.headers["refresh"]) == (200, "1")
        assert "1/3" in answer.text
        assert 'href="/reach?hour=24.0"' in answer.text
    door.room._reader._thread.join()
    page = client.get("/reach?hour=24.0")
    assert "refresh" not in page.headers
    assert "<svg" in page.text
