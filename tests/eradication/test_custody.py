import pytest

from endigue.eradication.custody import Custody

HASH = "ab" * 32


def test_evidence_is_sound_while_each_who_gives_it_holds_it() -> None:
    custody = Custody()
    assert custody.taken(HASH, "Ana")
    custody.passed(HASH, "Ana", "Bob")
    custody.passed(HASH, "Bob", "Cleo")
    assert custody.is_sound(HASH)
    assert custody.holder[HASH] == "Cleo"


def test_a_chain_breaks_where_somebody_gives_what_they_do_not_hold() -> None:
    custody = Custody()
    custody.taken(HASH, "Ana")
    custody.passed(HASH, "Bob", "Cleo")
    custody.passed(HASH, "Cleo", "Ana")
    assert not custody.is_sound(HASH)


def test_evidence_that_was_changed_is_no_evidence() -> None:
    custody = Custody()
    custody.taken(HASH, "Ana")
    custody.compared(HASH, HASH)
    assert custody.is_sound(HASH)
    custody.compared(HASH, "cd" * 32)
    assert not custody.is_sound(HASH)


@pytest.mark.parametrize(("sha256", "holder"), [("", "Ana"), ("xyz", "Ana"), (HASH, " ")])
def test_what_has_no_hash_or_no_holder_is_not_taken(sha256: str, holder: str) -> None:
    assert not Custody().taken(sha256, holder)
