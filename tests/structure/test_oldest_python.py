"""What goes wrong in a Python that is still allowed, and that CI may not have."""

import re
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "endigue"


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.py")), ids=lambda path: path.stem)
def test_no_group_is_repeated_possessively(path: Path) -> None:
    """Before Python 3.11.5, Debian 12's among them, it matches what it should not, and does not
    match what it should (CPython issues 100061 and 106052); an atomic group does.
    """
    assert re.findall(r"\)(?:[*+?]|\{[\d,]+\})\+", path.read_text(encoding="utf-8")) == []
