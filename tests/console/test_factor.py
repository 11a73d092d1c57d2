"""The second factor, as logging in and approving ask for it."""

import json
import re

import msgspec
import pytest
from pyotp import TOTP

from endigue.console.application import application
from endigue.console.attempts import FREE
from endigue.console.keys import digest, hash_password, new_code, new_figure_secret
from endigue.desk.access import Account
from soft_authenticator import make, sign

PASSWORD = "correct horse battery"
HASH = hash_password(PASSWORD)
HERE = "http://localhost"


@pytest.fixture
def named(door):
    """The door, reached by a name of this machine."""
    door.base, door.app = HERE, application(door.room, {"localhost", "127.0.0.1"})
    return door


def keyed(door, person: str, name: str = "telephone"):
    """A person with a passkey, added as people add it; their browser and the key."""
    code = new_code()
    if (account := door.room.access.account(person)) is None:
        account = Account(person, password=HASH)
    door.room.access.save(msgspec.structs.replace(account, codes=(*account.codes, digest(code))))
    client = door.enter(person)
    page = client.post("/account/passkeys", data={"name": name, "figure": code}).text
    key, text = make(options_in(page), HERE)
    taken = client.post("/account/passkeys/take", data={"name": name, "passkey": text})
    assert taken.status_code == 303
    return client, key


def options_in(page: str):
    (found,) = re.findall(r'data-options="([^"]+)"', page)
    return json.loads(found.replace("&#34;", '"'))


def log_in(client, person: str, **fields: str):
    return client.post("/login", data={"person": person, "password": PASSWORD, **fields})


def asked(client, path: str = "/login/passkey"):
    answer = client.get(path)
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["cache-control"] == "no-store"
    return answer.json()


def facts(door) -> list[str]:
    return [line.fact for line in door.room.chronicle.lines()]


def test_a_passkey_lets_in_beside_the_password_and_that_is_written(named) -> None:
    _, key = keyed(named, "Ann")
    client = named.stranger()
    assert log_in(client, "Ann").status_code == 401, "the password alone is not enough any more"
    answer = log_in(client, "Ann", passkey=sign(key, asked(client), HERE))
    assert answer.status_code == 303
    assert client.get("/").status_code == 200
    assert facts(named)[-1] == "access.logged_in"
    assert "passkey" in {one.factor for one in named.room.access.sessions("Ann")}
    assert named.room.access.account("Ann").passkeys[0].used_at == named.clock.now


def test_the_key_does_not_stand_in_for_the_password(named) -> None:
    _, key = keyed(named, "Ann")
    client = named.stranger()
    form = {
        "person": "Ann",
        "password": "wrong password",
        "passkey": sign(key, asked(client), HERE),
    }
    assert client.post("/login", data=form).status_code == 401


def test_a_challenge_that_was_signed_is_good_once(named) -> None:
    _, key = keyed(named, "Ann")
    client, options = named.stranger(), asked(named.stranger())
    text = sign(key, options, HERE)
    assert log_in(client, "Ann", passkey=text).status_code == 303
    assert log_in(named.stranger(), "Ann", passkey=text).status_code == 401
    assert log_in(named.stranger(), "Ann", passkey=sign(key, options, HERE)).status_code == 401


def test_a_challenge_is_good_for_five_minutes(named) -> None:
    _, key = keyed(named, "Ann")
    options = asked(named.stranger())
    named.clock.pass_by(minutes=6)
    assert log_in(named.stranger(), "Ann", passkey=sign(key, options, HERE)).status_code == 401


def test_a_page_elsewhere_that_a_person_was_led_to_gains_nothing(named) -> None:
    _, key = keyed(named, "Ann")
    text = sign(key, asked(named.stranger()), "http://localhost.evil.example")
    assert log_in(named.stranger(), "Ann", passkey=text).status_code == 401


def test_somebody_else_s_key_is_not_accepted(named) -> None:
    keyed(named, "Ann")
    _, other = keyed(named, "Bob")
    client = named.stranger()
    assert log_in(client, "Ann", passkey=sign(other, asked(client), HERE)).status_code == 401
    assert log_in(client, "Bob", passkey=sign(other, asked(client), HERE)).status_code == 303


def test_a_counter_that_does_not_go_on_is_refused_and_written(named) -> None:
    _, key = keyed(named, "Ann")
    assert log_in(named.stranger(), "Ann",
                  passkey=sign(key, asked(named.stranger()), HERE)).status_code == 303  # fmt: skip
    key.counter -= 1
    assert log_in(named.stranger(), "Ann",
                  passkey=sign(key, asked(named.stranger()), HERE)).status_code == 401  # fmt: skip
    doubted = [
        line for line in named.room.chronicle.lines() if line.fact == "access.passkey_doubted"
    ]
    assert [line.told.arguments["name"] for line in doubted] == ["telephone"]


def test_a_device_that_does_not_count_signs_for_ever(named) -> None:
    _, key = keyed(named, "Ann")
    account = named.room.access.account("Ann")
    uncounted = msgspec.structs.replace(account.passkeys[0], counter=0)
    named.room.access.save(msgspec.structs.replace(account, passkeys=(uncounted,)))
    key.counts, key.counter = False, 0
    for _ in range(3):
        client = named.stranger()
        assert log_in(client, "Ann", passkey=sign(key, asked(client), HERE)).status_code == 303


def test_a_revoked_key_is_good_for_nothing(named) -> None:
    client, key = keyed(named, "Ann")
    kept = named.room.access.account("Ann").passkeys[0]
    text = sign(key, asked(client, "/passkeys/sign"), HERE)
    answer = client.post("/account/passkeys/revoke", data={"key": kept.id, "passkey": text})
    assert answer.status_code == 303
    other = named.stranger()
    assert log_in(other, "Ann", passkey=sign(key, asked(other), HERE)).status_code == 401
    assert named.room.access.account("Ann").passkeys == ()


def test_a_key_that_was_made_for_one_name_is_not_known_under_another(named) -> None:
    _, key = keyed(named, "Ann")
    text = sign(key, asked(named.stranger()), HERE)
    named.base = "http://127.0.0.1"
    by_address = named.stranger()
    assert log_in(by_address, "Ann", passkey=text).status_code == 401
    assert by_address.get("/login/passkey").status_code == 404
    assert "data-passkey" not in by_address.get("/login").text
    named.base = HERE
    assert "data-passkey" in named.stranger().get("/login").text


def test_what_is_asked_at_the_login_tells_nothing_of_anybody(named) -> None:
    keyed(named, "Ann")
    assert "allowCredentials" not in {
        key for key, value in asked(named.stranger())["publicKey"].items() if value
    }


def test_guessing_at_keys_is_barred_like_guessing_at_figures(named) -> None:
    keyed(named, "Ann")
    client = named.stranger()
    for _ in range(FREE):
        assert log_in(client, "Ann", passkey="{}").status_code == 401
    assert log_in(client, "Ann", passkey="{}").status_code == 429


def test_a_figure_and_a_printed_code_go_on_beside_a_key(named) -> None:
    _, _ = keyed(named, "Ann")
    secret, code = new_figure_secret(), new_code()
    account = named.room.access.account("Ann")
    named.room.access.save(msgspec.structs.replace(account, totp=secret, codes=(digest(code),)))
    figure = TOTP(secret).at(named.clock.now)
    assert log_in(named.stranger(), "Ann", figure=figure).status_code == 303
    assert log_in(named.stranger(), "Ann", figure=code).status_code == 303
    assert log_in(named.stranger(), "Ann", figure=code).status_code == 401


def test_a_plan_is_approved_with_a_key_that_is_shown_now_and_in_this_session(named) -> None:
    ann, bob_key = named.enter("Ann", "strategic"), keyed(named, "Bob")
    ann.post("/cut/ask", data={"option": "plan", "reason": "it spreads"})
    bob, key = bob_key
    named.enter("Bob", "strategic")
    asked_for = named.room.chronicle.ledger.containment.asked
    form = {"option": "plan", "plan": asked_for.input_hash}
    page = bob.get("/cut").text
    assert 'data-passkey="/passkeys/sign"' in page
    login = sign(key, asked(named.stranger()), HERE)
    assert bob.post("/cut/approve", data={**form, "passkey": login}).status_code == 422
    elsewhere = sign(key, asked(named.enter("Bob"), "/passkeys/sign"), HERE)
    assert bob.post("/cut/approve", data={**form, "passkey": elsewhere}).status_code == 422
    right = sign(key, asked(bob, "/passkeys/sign"), HERE)
    assert bob.post("/cut/approve", data={**form, "passkey": right}).status_code == 303
    assert "containment.plan_approved" in facts(named)


def test_a_refusal_does_not_show_what_was_signed_again(named) -> None:
    client, key = keyed(named, "Ann")
    text = sign(key, asked(client, "/passkeys/sign"), "http://evil.example")
    answer = client.post("/account/codes", data={"passkey": text})
    assert answer.status_code == 422
    assert "clientDataJSON" not in answer.text
