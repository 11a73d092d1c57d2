import csv
import io
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endigue.writers.inert import inert, inert_cell, inert_line

HOSTILE = [
    "\u202egnp.exe",
    "\u2066x\u2069",
    "\x1b[31mred",
    "a\u200bb",
    "\ufeffbom",
    "\x00nul",
    "\ud800",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_signs_that_are_not_seen_become_a_mark(text: str) -> None:
    assert "\N{REPLACEMENT CHARACTER}" in inert(text)


@given(st.text())
def test_nothing_that_steers_is_left(text: str) -> None:
    kept = {unicodedata.category(c) for c in inert(text) if c != "\n"}
    assert not kept & {"Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"}
    assert "\n" not in inert_line(text)


@pytest.mark.parametrize("formula", ["=1+1", "+33", "-1", "@SUM(A1)", " =cmd", "\t=1", "＝1"])
def test_a_formula_is_no_formula_in_a_csv_cell(formula: str) -> None:
    assert inert_cell(formula).startswith("'")


@given(st.text())
def test_what_is_read_back_from_csv_never_begins_like_a_formula(text: str) -> None:
    out = io.StringIO()
    csv.writer(out).writerow([inert_cell(text)])
    rows = list(csv.reader(io.StringIO(out.getvalue())))
    assert not (rows and rows[0] and rows[0][0].lstrip().startswith(("=", "+", "-", "@")))


def test_ordinary_text_is_left_alone() -> None:
    for text in ("Étendue : 12 %\nligne 2", "O’Brien & fils", "équipe « A »"):
        assert inert(text) == text
