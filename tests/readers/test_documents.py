"""TOML documents, and what keeps a text from being one."""

from decimal import Decimal

import pytest

from endigue.organisation.columns import Document
from endigue.organisation.problems import Problem
from endigue.readers.documents import read_document


def test_numbers_keep_every_digit() -> None:
    found = read_document("a.toml", b"\xef\xbb\xbfx = 0.1\ny = 1e999\nz = 3\r\n")
    assert isinstance(found, Document)
    assert found.content == {"x": Decimal("0.1"), "y": Decimal("1e999"), "z": 3}
    assert found.place(("z",)) == (3, 1)


def test_the_place_of_what_is_not_there_is_that_of_what_leads_to_it() -> None:
    found = read_document("a.toml", b"\n[x]\ny = 1\n")
    assert isinstance(found, Document)
    assert found.place(("x", "absent", 3)) == (2, 1)
    assert found.place(("nothing",)) == (1, 1)


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (b"", "file_empty", 0),
        (b"  \n", "file_empty", 0),
        (b"a = 1\nb = \nc = 2", "toml_syntax", 2),
        (b"a = 1\nb = 'x\n", "toml_syntax", 2),
        (b'a = """x\n', "toml_syntax", 1),
        (b"a = 1\na = 2\nb = 3", "toml_twice", 2),
        (b"[a]\n[a]\n", "toml_twice", 2),
        (b"a = 1\nb = '\xe9'", "not_utf8", 2),
        (b"a\0 = 1", "toml_syntax", 1),
        (b"a = " + b"[" * 200 + b"]" * 200, "toml_too_much", 0),
        (b"a = " + b"[" * 5_000 + b"]" * 5_000, "toml_too_much", 0),
        (b"a = " + b"9" * 5_000, "toml_too_much", 0),
    ],
)
def test_what_is_no_toml_is_named_with_its_line(content: bytes, code: str, line: int) -> None:
    found = read_document("a.toml", content)
    assert isinstance(found, Problem)
    assert (found.code, found.line) == (f"organisation.{code}", line)


def test_an_exponent_beyond_reason_is_no_finite_number() -> None:
    found = read_document("a.toml", b"x = 1e99999999999999999999999")
    assert isinstance(found, Document)
    assert found.content == {"x": Decimal("Infinity")}
