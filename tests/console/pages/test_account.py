import re

from pyotp import TOTP

from endigue.console.keys import digest, hash_password
from endigue.desk.access import Account

PASSWORD = "correct horse battery"


def test_a_password_is_changed_by_whoever_knows_it_and_ends_other_sessions(door) -> None:
    door.room.access.save(Account("Ann", password=hash_password(PASSWORD)))
    client, other = door.enter("Ann"), door.enter("Ann")
    new = {"new": "another horse battery", "again": "another horse battery"}
    assert client.post("/account/password", data={"password": "wrong", **new}).status_code == 422
    assert other.get("/").status_code == 200
    assert client.post("/account/password", data={"password": PASSWORD, **new}).status_code == 303
    assert client.get("/").status_code == 200
    assert other.get("/").status_code == 303


def test_short_unlike_and_obvious_passwords_are_refused(door) -> None:
    door.room.access.save(Account("Ann of the Hill"))
    client = door.enter("Ann of the Hill")
    for new, again in (
        ("short", "short"),
        ("long enough for it", "but not the same as"),
        ("ann of the hill", "ann of the hill"),
        ("x" * 300, "x" * 300),
    ):
        answer = client.post("/account/password", data={"new": new, "again": again})
        assert answer.status_code == 422


def test_printed_codes_are_shown_once_and_kept_as_hashes(door, case) -> None:
    door.room.access.save(Account("Ann", password="-"))
    client = door.enter("Ann")
    answer = client.post("/account/codes")
    codes = re.findall(r"<code>([0-9a-z-]{35})</code>", answer.text)
    assert len(codes) == 10
    kept = door.room.access.account("Ann").codes
    assert kept == tuple(digest(code) for code in codes)
    assert codes[0] not in client.get("/account").text
    assert client.post("/account/codes").status_code == 422, "a second factor is asked for then"
    assert client.post("/account/codes", data={"figure": codes[0]}).status_code == 200


def test_a_device_is_taken_up_once_it_shows_a_figure_that_goes_with_the_secret(door) -> None:
    client = door.enter("Ann")
    page = client.post("/account/figures").text
    (secret,) = re.findall(r'name="secret" value="([A-Z2-7]{32})"', page)
    wrong = client.post("/account/figures/take", data={"secret": secret, "first": "000000"})
    assert wrong.status_code == 422
    assert door.room.access.account("Ann").totp == ""
    figure = TOTP(secret).at(door.clock.now)
    right = client.post("/account/figures/take", data={"secret": secret, "first": figure})
    assert right.status_code == 303
    assert door.room.access.account("Ann").totp == secret
    assert secret not in client.get("/account").text


def test_all_other_sessions_can_be_ended(door) -> None:
    client, other = door.enter("Ann"), door.enter("Ann")
    assert client.post("/account/others").status_code == 303
    assert client.get("/account").status_code == 200
    assert other.get("/").status_code == 303
