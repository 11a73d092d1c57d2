from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from pyotp import TOTP

from endigue.console.keys import (
    digest,
    figure_address,
    figure_step,
    hash_password,
    is_password,
    new_code,
    new_figure_secret,
    plain_code,
)

NOW = datetime(2026, 2, 6, 21, 30, tzinfo=UTC)


def test_a_password_opens_its_own_hash_and_no_other() -> None:
    kept = hash_password("correct horse battery")
    assert kept.startswith("$argon2id$")
    assert is_password("correct horse battery", kept)
    assert not is_password("correct horse battery ", kept)
    assert not is_password("", "")
    assert not is_password("anything", "no hash at all")


def test_a_figure_is_good_in_its_step_and_the_ones_beside_it() -> None:
    secret = new_figure_secret()
    figure = TOTP(secret).at(NOW)
    here = figure_step(secret, figure, NOW)
    assert here == int(NOW.timestamp()) // 30
    assert figure_step(secret, f"{figure[:3]} {figure[3:]}", NOW) == here
    assert figure_step(secret, figure, NOW + timedelta(seconds=30)) == here
    assert figure_step(secret, figure, NOW + timedelta(seconds=95)) is None


def test_the_published_test_vector_of_rfc_6238_holds() -> None:
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    at = datetime.fromtimestamp(59, UTC)
    assert figure_step(secret, "287082", at) == 1


@given(st.text(max_size=12))
def test_what_is_no_figure_is_refused_whatever_is_typed(typed: str) -> None:
    step = figure_step("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", typed, NOW)
    assert step is None or typed.strip().replace(" ", "").isdigit()


def test_no_figure_without_a_secret() -> None:
    assert figure_step("", "000000", NOW) is None


def test_a_code_is_understood_however_it_is_typed_and_no_two_are_alike() -> None:
    codes = {new_code() for _ in range(200)}
    assert len(codes) == 200
    for code in codes:
        assert plain_code(code.upper().replace("-", " ")) == code
        assert plain_code(code) == code
    assert len({digest(code) for code in codes}) == 200


def test_the_address_for_a_device_names_person_and_house() -> None:
    address = figure_address("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", "Ann Lee", "Mutual")
    assert address.startswith("otpauth://totp/")
    assert "Ann%20Lee" in address
    assert "Mutual" in address
