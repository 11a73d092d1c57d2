import json
import re

import pytest
from pyotp import TOTP

from endigue.console.application import application
from endigue.console.keys import digest, new_code
from endigue.desk.access import Account
from soft_authenticator import make

HERE = "http://localhost"


@pytest.fixture
def named(door):
    """The door, reached by a name of this machine."""
    door.base, door.app = HERE, application(door.room, {"localhost", "127.0.0.1"})
    return door


def person(door, name: str = "Ann", codes: int = 9):
    """Somebody with printed codes; their browser, and the codes."""
    given = [new_code() for _ in range(codes)]
    door.room.access.save(Account(name, password="-", codes=tuple(digest(one) for one in given)))
    return door.enter(name), given


def begun(client, code: str, name: str = "telephone"):
    answer = client.post("/account/passkeys", data={"name": name, "figure": code})
    found = re.findall(r'data-options="([^"]+)"', answer.text)
    return answer, json.loads(found[0].replace("&#34;", '"')) if found else None


def take(client, text: str, name: str = "telephone"):
    return client.post("/account/passkeys/take", data={"name": name, "passkey": text})


def test_a_key_is_added_after_a_second_factor_listed_and_written(named) -> None:
    client, codes = person(named)
    _, options = begun(client, codes[0])
    _, text = make(options, HERE)
    assert take(client, text).headers["location"] == "/account"
    (kept,) = named.room.access.account("Ann").passkeys
    assert (kept.name, kept.domain) == ("telephone", "localhost")
    page = client.get("/account").text
    assert "telephone" in page
    assert kept.public not in page
    line = named.room.chronicle.lines()[-1]
    assert (line.fact, line.author) == ("access.passkey_added", "Ann")
    assert "telephone" in client.get("/logbook").text


def test_no_key_is_added_without_a_second_factor(named) -> None:
    client = named.enter("Ann")
    answer, options = begun(client, "")
    assert (answer.status_code, options) == (422, None)
    client, _ = person(named, "Bob")
    answer, options = begun(client, "123456")
    assert (answer.status_code, options) == (422, None)
    assert "passkey-name" not in named.enter("Ann").get("/account").text


def test_a_key_that_was_not_asked_for_in_this_session_is_not_taken(named) -> None:
    client, codes = person(named)
    _, options = begun(client, codes[0])
    _, text = make(options, HERE)
    assert take(named.enter("Ann"), text).status_code == 422
    other, _ = person(named, "Bob")
    assert take(other, text).status_code == 422
    assert named.room.access.account("Bob").passkeys == ()
    assert take(client, text).status_code == 303
    assert take(client, text, "again").status_code == 422, "the challenge is spent"


def test_a_key_that_comes_too_late_or_for_another_page_is_not_taken(named) -> None:
    client, codes = person(named)
    _, options = begun(client, codes[0])
    assert take(client, make(options, "http://localhost:1")[1]).status_code == 422
    assert take(client, "{}").status_code == 422
    named.clock.pass_by(minutes=6)
    assert take(client, make(options, HERE)[1]).status_code == 422
    assert named.room.access.account("Ann").passkeys == ()


def test_no_two_people_have_the_same_key(named) -> None:
    (ann, codes), (bob, others) = person(named), person(named, "Bob")
    key, text = make(begun(ann, codes[0])[1], HERE)
    assert take(ann, text).status_code == 303
    _, again = make(begun(bob, others[0])[1], HERE, identifier=key.id)
    assert take(bob, again).status_code == 422


def test_keys_have_names_of_their_own_and_are_bounded(named) -> None:
    client, codes = person(named, codes=14)
    for number in range(10):
        _, options = begun(client, codes[number], f"key {number}")
        assert take(client, make(options, HERE)[1], f"key {number}").status_code == 303
    assert begun(client, codes[10], "one more")[0].status_code == 422
    kept = named.room.access.account("Ann").passkeys
    client.post("/account/passkeys/revoke", data={"key": kept[0].id, "figure": codes[11]})
    assert begun(client, codes[12], "KEY  5")[0].status_code == 422
    for name in ("", "   ", "x" * 61, "a\x00b"):
        assert begun(client, codes[13], name)[0].status_code == 422
    assert begun(client, codes[13], "key 0")[0].status_code == 200, "its code was not used up"


def test_a_key_is_revoked_with_a_second_factor_and_by_its_person_alone(named) -> None:
    client, codes = person(named)
    _, options = begun(client, codes[0])
    take(client, make(options, HERE)[1])
    (kept,) = named.room.access.account("Ann").passkeys
    revoke = {"key": kept.id}
    assert client.post("/account/passkeys/revoke", data=revoke).status_code == 422
    other, others = person(named, "Bob")
    wrong = other.post("/account/passkeys/revoke", data={**revoke, "figure": others[0]})
    assert wrong.status_code == 404
    right = client.post("/account/passkeys/revoke", data={**revoke, "figure": codes[1]})
    assert right.status_code == 303
    assert named.room.access.account("Ann").passkeys == ()
    assert named.room.chronicle.lines()[-1].fact == "access.passkey_revoked"


def test_by_an_address_there_are_no_keys_and_the_page_says_why(named) -> None:
    named.base = "http://127.0.0.1"
    client, codes = person(named)
    page = client.get("/account").text
    assert "reached by an address" in page
    assert "passkey-name" not in page
    assert begun(client, codes[0])[0].status_code == 404
    assert client.get("/passkeys/sign").status_code == 404
    assert client.get("/login/passkey").status_code == 404


def test_a_closed_account_has_no_keys(named) -> None:
    client, codes = person(named)
    _, options = begun(client, codes[0])
    take(client, make(options, HERE)[1])
    named.enter("Dan", "strategic").post("/people/close", data={"person": "Ann", "reason": "left"})
    assert named.room.access.account("Ann").passkeys == ()


def test_the_script_comes_under_the_nonce_of_the_page_and_only_where_it_is_needed(named) -> None:
    client, codes = person(named)
    assert "passkeys.js" not in client.get("/account").text
    answer, options = begun(client, codes[0])
    (nonce,) = re.findall(r"script-src 'nonce-([^']+)'", answer.headers["content-security-policy"])
    assert re.search(rf'<script nonce="{nonce}" defer src="/static/passkeys\.js', answer.text)
    take(client, make(options, HERE)[1])
    assert "passkeys.js" in client.get("/account").text


def test_whoever_has_a_second_factor_shows_it_before_a_figure_device_is_taken_up(named) -> None:
    client, codes = person(named)
    assert client.post("/account/figures").status_code == 422
    page = client.post("/account/figures", data={"figure": codes[0]}).text
    (secret,) = re.findall(r'name="secret" value="([A-Z2-7]{32})"', page)
    (offer,) = re.findall(r'name="offer" value="([0-9a-f]+)"', page)
    figure = TOTP(secret).at(named.clock.now)
    form = {"secret": secret, "first": figure}
    assert client.post("/account/figures/take", data=form).status_code == 422
    wrong = client.post("/account/figures/take", data={**form, "offer": "00" * 72})
    assert wrong.status_code == 422
    other = named.enter("Ann").post("/account/figures/take", data={**form, "offer": offer})
    assert other.status_code == 422
    assert named.room.access.account("Ann").totp == ""
    right = client.post("/account/figures/take", data={**form, "offer": offer})
    assert right.status_code == 303
