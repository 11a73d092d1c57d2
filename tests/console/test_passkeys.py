import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from endigue.console.passkeys import (
    RelyingParty,
    answer_in,
    asked_to_make,
    asked_to_sign,
    count_signed,
    key_made,
    relying_party,
    usable,
)
from endigue.kernel.instant import parse_instant
from soft_authenticator import PRESENT, decoded, encoded, make, sign

NOW = parse_instant("2026-02-06T22:30:00+01:00")
DOOR = RelyingParty("crisis.example.org", "https://crisis.example.org:8443")
CHALLENGE = b"c" * 72


def made(algorithm: int = -7, **wrong):
    options = asked_to_make(DOOR, "Ann", "Ann (Rivages)", "case", (), CHALLENGE)
    key, text = make(options, wrong.pop("origin", DOOR.origin), algorithm=algorithm, **wrong)
    return key, key_made(DOOR, text, CHALLENGE, "telephone", NOW)


@pytest.mark.parametrize("algorithm", [-7, -8, -257])
def test_a_key_is_made_and_signs(algorithm: int) -> None:
    key, passkey = made(algorithm)
    assert (passkey.name, passkey.domain, passkey.counter) == ("telephone", DOOR.domain, 1)
    assert passkey.id == encoded(key.id)
    options = asked_to_sign(DOOR, [passkey], CHALLENGE)
    assert [one["id"] for one in options["publicKey"]["allowCredentials"]] == [passkey.id]
    text = sign(key, options, DOOR.origin)
    assert answer_in(text) == (passkey.id, CHALLENGE)
    assert count_signed(DOOR, text, CHALLENGE, passkey) == 2


def test_options_are_plain_json_and_ask_for_a_key_that_the_device_lists() -> None:
    _, passkey = made()
    options = asked_to_make(DOOR, "Ann", "Ann (Rivages)", "case", [passkey], CHALLENGE)
    asked = json.loads(json.dumps(options))["publicKey"]
    assert asked["rp"] == {"id": DOOR.domain, "name": "Endigue"}
    assert asked["authenticatorSelection"]["residentKey"] == "required"
    assert asked["attestation"] == "none"
    assert [one["id"] for one in asked["excludeCredentials"]] == [passkey.id]
    assert {one["alg"] for one in asked["pubKeyCredParams"]} == {-7, -8, -257}
    assert asked["timeout"] == 300_000
    other = asked_to_make(DOOR, "Ann", "Ann (Rivages)", "another case", (), CHALLENGE)
    assert other["publicKey"]["user"]["id"] != asked["user"]["id"], "one case does not undo another"
    assert "Ann" not in asked["user"]["id"]
    anybody = json.loads(json.dumps(asked_to_sign(DOOR, (), CHALLENGE)))["publicKey"]
    assert not anybody.get("allowCredentials")


@pytest.mark.parametrize(
    "wrong",
    [
        {"origin": "https://crisis.example.org.evil.example"},
        {"origin": "https://crisis.example.org"},
        {"origin": "http://crisis.example.org:8443"},
        {"domain": "example.org"},
        {"challenge": encoded(b"d" * 72)},
        {"kind": "webauthn.get"},
        {"flags": 0},
        {"algorithm": -35},
    ],
    ids=str,
)
def test_a_key_is_not_taken_up_where_anything_is_wrong(wrong) -> None:
    assert made(**wrong)[1] is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"origin": "https://evil.example"},
        {"origin": "https://sub.crisis.example.org:8443"},
        {"domain": "example.org"},
        {"challenge": encoded(b"d" * 72)},
        {"kind": "webauthn.create"},
        {"flags": 0},
    ],
    ids=str,
)
def test_a_signature_for_anything_else_is_none(wrong) -> None:
    key, passkey = made()
    options = asked_to_sign(DOOR, [passkey], CHALLENGE)
    text = sign(key, options, wrong.pop("origin", DOOR.origin), **wrong)
    assert count_signed(DOOR, text, CHALLENGE, passkey) is None


def test_a_touch_is_enough_beside_a_password() -> None:
    key, passkey = made()
    text = sign(key, asked_to_sign(DOOR, (), CHALLENGE), DOOR.origin, flags=PRESENT)
    assert count_signed(DOOR, text, CHALLENGE, passkey) == 2


def test_another_key_does_not_sign_for_this_one() -> None:
    key, _ = made()
    _, passkey = made()
    key.id = bytes.fromhex("00")
    options = asked_to_sign(DOOR, [passkey], CHALLENGE)
    said = json.loads(sign(key, options, DOOR.origin))
    said["id"] = said["rawId"] = passkey.id
    assert count_signed(DOOR, json.dumps(said), CHALLENGE, passkey) is None


def test_no_bit_of_what_is_signed_can_be_turned() -> None:
    key, passkey = made()
    said = json.loads(sign(key, asked_to_sign(DOOR, (), CHALLENGE), DOOR.origin))

    @settings(max_examples=60)
    @given(st.sampled_from(["authenticatorData", "clientDataJSON", "signature"]), st.data())
    def turned(part: str, data) -> None:
        found = bytearray(decoded(said["response"][part]))
        at = data.draw(st.integers(0, len(found) - 1))
        found[at] ^= 1 << data.draw(st.integers(0, 7))
        changed = {**said, "response": {**said["response"], part: encoded(bytes(found))}}
        assert count_signed(DOOR, json.dumps(changed), CHALLENGE, passkey) is None

    turned()


texts = st.one_of(
    st.text(max_size=60),
    st.recursive(
        st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=20)),
        lambda inner: st.one_of(
            st.lists(inner, max_size=3),
            st.dictionaries(
                st.sampled_from(["id", "rawId", "type", "response", "clientDataJSON",
                                 "attestationObject", "authenticatorData", "signature"]),
                inner, max_size=5,
            ),
        ),
        max_leaves=12,
    ).map(json.dumps),
    st.binary(max_size=80).map(
        lambda data: json.dumps({
            "id": encoded(data), "rawId": encoded(data), "type": "public-key",
            "response": {"clientDataJSON": encoded(b'{"challenge":"YQ"}'),
                         "attestationObject": encoded(data),
                         "authenticatorData": encoded(data), "signature": encoded(data)},
        })
    ),
    st.just("[" * 16_000),
)  # fmt: skip


def test_whatever_a_stranger_sends_is_no_answer_and_no_failure() -> None:
    _, passkey = made()

    @settings(max_examples=150)
    @given(texts)
    def sent(text: str) -> None:
        answer_in(text)
        assert key_made(DOOR, text, CHALLENGE, "x", NOW) is None
        assert count_signed(DOOR, text, CHALLENGE, passkey) is None

    sent()


@pytest.mark.parametrize(
    ("host", "tls", "domain"),
    [
        ("crisis.example.org:8443", True, "crisis.example.org"),
        ("Crisis.Example.org", True, "crisis.example.org"),
        ("laptop:8443", True, "laptop"),
        ("localhost:8443", False, "localhost"),
        ("localhost", True, "localhost"),
        ("crisis.example.org:8443", False, None),
        ("127.0.0.1:8443", False, None),
        ("192.0.2.7:8443", True, None),
        ("[::1]:8443", True, None),
        ("[::1", True, None),
        ("", True, None),
    ],
)
def test_keys_need_a_name_and_tls_or_this_machine(host: str, tls: bool, domain: str | None) -> None:
    party = relying_party(host, tls=tls)
    assert (None if party is None else party.domain) == domain


def test_the_origin_is_as_browsers_write_it() -> None:
    assert relying_party("localhost:8443", tls=False).origin == "http://localhost:8443"
    assert relying_party("Crisis.example.org", tls=True).origin == "https://crisis.example.org"


def test_a_key_is_good_under_its_own_name_alone() -> None:
    _, passkey = made()
    assert usable([passkey], DOOR) == (passkey,)
    assert usable([passkey], RelyingParty("localhost", "http://localhost")) == ()
    assert usable([passkey], None) == ()
