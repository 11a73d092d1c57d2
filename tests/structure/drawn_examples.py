"""A process of its own that prints what hypothesis draws with the settings of the suite.

Its arguments are modules that are imported beforehand.
"""

import importlib
import importlib.util
import sys
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

CONFTEST = Path(__file__).parents[1] / "conftest.py"


def take_the_settings() -> None:
    sys.path.insert(0, str(CONFTEST.parent / "support"))
    spec = importlib.util.spec_from_file_location("suite", CONFTEST)
    assert spec is not None and spec.loader is not None
    suite = importlib.util.module_from_spec(spec)
    sys.modules["suite"] = suite
    spec.loader.exec_module(suite)


def drawn() -> list[tuple[int, float, str]]:
    found: list[tuple[int, float, str]] = []

    @given(st.integers(), st.floats(), st.text())
    def draw(number: int, amount: float, text: str) -> None:
        found.append((number, amount, text))

    draw()
    return found


if __name__ == "__main__":
    take_the_settings()
    for module in sys.argv[1:]:
        importlib.import_module(module)
    sys.stdout.write(ascii(drawn()))
