import re


def test_the_strategic_cell_lets_people_in_and_gives_them_roles(door) -> None:
    dan = door.enter("Dan", "strategic")
    page = dan.post("/people/invite", data={"person": "Ann Lee"})
    (code,) = set(re.findall(r"<code>([0-9a-z-]{35})</code>", page.text))
    ann = door.stranger()
    assert ann.post("/open", data={"code": code}).status_code == 303
    assert (
        dan.post("/people/role", data={"person": "Ann Lee", "role": "logbook-keeper"}).status_code
        == 303
    )
    assert "logbook keeper" in ann.get("/people").text
    clash = {"person": "Ann Lee", "role": "strategic"}
    assert dan.post("/people/role", data=clash).status_code == 422
    take = {"person": "Ann Lee", "role": "logbook-keeper", "take": "yes"}
    assert dan.post("/people/role", data=take).status_code == 303


def test_nobody_else_gives_roles_or_lets_people_in(door) -> None:
    door.enter("Dan", "strategic")
    ann = door.enter("Ann", "operational")
    for path, data in (
        ("/people/invite", {"person": "Eve"}),
        ("/people/role", {"person": "Ann", "role": "strategic"}),
        ("/people/close", {"person": "Dan"}),
        ("/people/log-out", {"person": "Dan"}),
    ):
        assert ann.post(path, data=data).status_code == 403, path
    assert door.room.access.account("Eve") is None
    assert not door.room.access.account("Dan").closed
    assert "new-person" not in ann.get("/people").text


def test_a_closed_account_is_out_at_once_and_does_not_come_back_by_its_password(door) -> None:
    dan, ann = door.enter("Dan", "strategic"), door.enter("Ann")
    assert ann.get("/").status_code == 200
    assert dan.post("/people/close", data={"person": "Ann", "reason": "left"}).status_code == 303
    assert ann.get("/").status_code == 303
    assert door.room.access.account("Ann").password == ""
    assert dan.post("/people/close", data={"person": "Dan"}).status_code == 422
    assert dan.post("/people/close", data={"person": "Nobody"}).status_code == 422


def test_sessions_of_others_are_ended_by_who_may(door) -> None:
    dan, ann = door.enter("Dan", "strategic"), door.enter("Ann")
    assert dan.post("/people/log-out", data={"person": "Ann"}).status_code == 303
    assert ann.get("/").status_code == 303
    assert dan.get("/").status_code == 200
