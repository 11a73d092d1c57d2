import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endigue.evidence.likelihood import KINDS
from endigue.readers.findings import _words
from endigue.readers.findings._words import (
    clean,
    clean_detail,
    read_kind,
    read_level,
    slug,
    techniques,
)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_known_by_its_own_name(kind: str) -> None:
    assert read_kind(kind.upper().replace("_", " ")) == kind


def test_every_synonym_means_a_kind_and_can_be_written() -> None:
    known = {*_words._KINDS.values(), *_words._LEVELS.values()}
    assert known <= set(KINDS)
    assert all(slug(word) == word for word in (*_words._KINDS, *_words._LEVELS))


@pytest.mark.parametrize(
    ("written", "kind"),
    [("Note de rançon", "ransom_note"), ("Chiffré", "encrypted_files"), ("météo", ""), ("", "")],
)
def test_french_words_are_understood(written: str, kind: str) -> None:
    assert read_kind(written) == kind


@pytest.mark.parametrize(
    ("written", "kind"),
    [("crit", "sigma_critical"), ("med ", "sigma_medium"), ("Élevée", "sigma_high"), ("info", "")],
)
def test_levels_are_understood(written: str, kind: str) -> None:
    assert read_level(written) == kind


def test_techniques_are_found_in_tags_and_lists() -> None:
    assert techniques("attack.t1059.001 ¦ S0154", ["T1486", "T1486", 5], None) == (
        "T1059.001",
        "T1486",
    )
    assert len(techniques(" ".join(f"T{number}" for number in range(1000, 1100)))) == 20


def test_text_is_made_one_printable_line() -> None:
    assert clean(" a\r\nb\x00\x1bc ") == "a b c"
    assert clean(42) == "42"
    assert clean(True) == clean(None) == clean(["a"]) == ""
    assert len(clean_detail("x" * 10_000)) == 500


@given(st.text() | st.integers() | st.floats())
def test_what_is_kept_can_always_be_written(value: object) -> None:
    kept = clean(value)
    assert len(kept) <= 256
    assert json.loads(json.dumps(kept, ensure_ascii=False).encode()) == kept


def test_half_a_surrogate_pair_becomes_a_question_mark() -> None:
    assert clean(json.loads('"a\\ud83db"')) == "a?b"
