import pytest

from endigue.kernel.identifier import LONGEST, is_identifier


@pytest.mark.parametrize(
    "text", ["a", "srv-db1", "S-1-5-21-1", "WRAITH.CORP-S-1-5-32-544", "pc$", "é", "x" * LONGEST]
)
def test_what_can_name_a_thing(text: str) -> None:
    assert is_identifier(text)


@pytest.mark.parametrize(
    "text", ["", " ", "a b", "a,b", "a;b", 'a"b', "a\n", "a\x00", "a\u00a0b", "x" * (LONGEST + 1)]
)
def test_what_cannot(text: str) -> None:
    assert not is_identifier(text)
