import re

import msgspec
import pytest
from pyotp import TOTP

from endigue.console.attempts import FREE
from endigue.console.keys import digest, hash_password, new_code, new_figure_secret
from endigue.console.opening import open_door
from endigue.desk.access import Account

PASSWORD = "correct horse battery"
HASH = hash_password(PASSWORD)


def account(door, **more: object) -> None:
    door.room.access.save(Account("Ann", password=HASH, **more))


def log_in(client, **fields: str):
    return client.post("/login", data={"person": "Ann", "password": PASSWORD, **fields})


def test_name_and_password_let_in_and_that_is_written(door) -> None:
    account(door)
    client = door.stranger()
    answer = log_in(client, next="/logbook")
    assert (answer.status_code, answer.headers["location"]) == (303, "/logbook")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie
    assert client.get("/").status_code == 200
    line = door.room.chronicle.lines()[-1]
    assert (line.fact, line.author) == ("access.logged_in", "Ann")


@pytest.mark.parametrize("person", ["Ann", "Nobody"])
def test_what_is_wrong_is_not_told_whether_the_name_is_known_or_not(door, person: str) -> None:
    account(door)
    answer = door.stranger().post("/login", data={"person": person, "password": "wrong password"})
    assert answer.status_code == 401
    said = re.search(r'role="alert">([^<]+)<', answer.text)
    assert said is not None and said[1] == "Name, password and code do not go together."


def test_a_device_that_is_set_up_has_to_be_shown_and_no_figure_is_good_twice(door) -> None:
    secret = new_figure_secret()
    account(door, totp=secret)
    figure = TOTP(secret).at(door.clock.now)
    assert log_in(door.stranger()).status_code == 401
    assert log_in(door.stranger(), figure="000000").status_code == 401
    assert log_in(door.stranger(), figure=figure).status_code == 303
    assert log_in(door.stranger(), figure=figure).status_code == 401


def test_a_printed_code_stands_in_for_the_device_once(door) -> None:
    code = new_code()
    account(door, totp=new_figure_secret(), codes=(digest(code),))
    assert log_in(door.stranger(), figure=code.upper()).status_code == 303
    assert log_in(door.stranger(), figure=code).status_code == 401


def test_a_wrong_password_does_not_use_a_printed_code_up_before_it_is_known(door) -> None:
    code = new_code()
    account(door, codes=(digest(code),))
    assert log_in(door.stranger(), password="wrong", figure=code).status_code == 401
    assert door.room.access.account("Ann").codes == (digest(code),)


def test_guessing_is_barred_and_written_and_the_right_password_does_not_help_then(door) -> None:
    account(door)
    client = door.stranger()
    for _ in range(FREE):
        assert log_in(client, password="guess").status_code == 401
    answer = log_in(client)
    assert answer.status_code == 429
    assert door.room.chronicle.lines()[-1].fact == "access.login_barred"
    door.clock.pass_by(minutes=16)
    assert log_in(client).status_code == 303


def test_many_names_from_one_address_are_barred_too(door) -> None:
    client = door.stranger()
    before = door.room.chronicle.ledger.head.sequence
    codes = [
        client.post("/login", data={"person": f"p{n}", "password": "x"}).status_code
        for n in range(22)
    ]
    assert codes[-1] == 429
    assert door.room.chronicle.ledger.head.sequence == before, "strangers cannot fill the journal"


def test_a_session_that_somebody_planted_is_not_the_one_that_is_logged_in(door) -> None:
    account(door)
    client = door.stranger()
    client.cookies.set("endigue", "planted")
    answer = log_in(client)
    assert "planted" not in answer.headers["set-cookie"]
    other = door.stranger()
    other.cookies.set("endigue", "planted")
    assert other.get("/").status_code == 303


def test_logging_in_again_ends_the_session_before(door) -> None:
    account(door)
    client = door.stranger()
    log_in(client)
    first = client.cookies["endigue"]
    log_in(client)
    assert client.cookies["endigue"] != first
    other = door.stranger()
    other.cookies.set("endigue", first)
    assert other.get("/").status_code == 303


def test_logging_out_ends_the_session_for_good(door) -> None:
    client = door.enter("Ann")
    token = client.cookies["endigue"]
    assert client.post("/logout").status_code == 303
    other = door.stranger()
    other.cookies.set("endigue", token)
    assert other.get("/").status_code == 303


@pytest.mark.parametrize(
    "path", ["//evil.example", "https://evil.example", "/\\evil.example", "\t//evil.example", "x"]
)
def test_nobody_is_sent_elsewhere_after_the_login(door, path: str) -> None:
    account(door)
    assert log_in(door.stranger(), next=path).headers["location"] == "/"


def test_a_code_from_the_terminal_lets_its_person_in_once(door) -> None:
    room = door.room
    code = open_door(room.case, room.chronicle.ledger, room.access, room.rulebook.roles, "Ann")
    client = door.stranger()
    assert code in client.get("/open", params={"code": code}).text
    assert client.get("/open", params={"code": code}).status_code == 200, "looking uses nothing up"
    assert client.post("/open", data={"code": code}).headers["location"] == "/account/first"
    assert client.get("/").status_code == 200
    assert door.stranger().post("/open", data={"code": code}).status_code == 401
    facts = [line.fact for line in room.chronicle.lines()]
    assert "access.door_opened" in facts
    assert "communication.role_given" in facts


def test_a_code_from_the_terminal_expires(door) -> None:
    room = door.room
    code = open_door(room.case, room.chronicle.ledger, room.access, room.rulebook.roles, "Ann")
    door.clock.pass_by(minutes=16)
    assert door.stranger().post("/open", data={"code": code}).status_code == 401


def test_language_and_theme_are_kept_by_the_browser(door) -> None:
    client = door.enter("Ann")
    client.post("/preferences", data={"language": "fr", "theme": "dark", "next": "/"})
    page = client.get("/").text
    assert '<html lang="fr" data-theme="dark">' in page
    assert "Maintenant" in page
    client.post("/preferences", data={"language": "de", "theme": "<script>"})
    assert '<html lang="fr" data-theme="dark">' in client.get("/").text


def test_an_account_is_not_changed_by_being_read() -> None:
    one = Account("Ann", password=HASH)
    assert msgspec.json.decode(msgspec.json.encode(one), type=Account) == one
