import pytest
from hypothesis import given
from hypothesis import strategies as st

from endigue.locale.typography import unbroken


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Que faire ?", "Que faire\u202f?"),
        ("vite ; tout !", "vite\u202f; tout\u202f!"),
        ("Décidé : « couper »", "Décidé\u00a0: «\u00a0couper\u00a0»"),
        ("consigne n° 3 à 9 h 30, 12 %", "consigne n°\u00a03 à 9\u00a0h 30, 12\u00a0%"),
        ("https://a.example/x?y=1", "https://a.example/x?y=1"),
        ("un n° quelconque", "un n° quelconque"),
    ],
)
def test_french_does_not_break_before_its_signs(text: str, expected: str) -> None:
    assert unbroken(text, "fr") == expected
    assert unbroken(text, "en") == text


@given(st.text(st.sampled_from("ab 1:;!?«»%hn°"), max_size=30))
def test_no_word_is_changed_and_twice_is_once(text: str) -> None:
    once = unbroken(text, "fr")
    assert once.replace("\u202f", " ").replace("\u00a0", " ") == text
    assert unbroken(once, "fr") == once
