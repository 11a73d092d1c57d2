"""The lab: everything in `inside/` is run in a throw-away box of its own, as root.

    uv run pytest -n0 -s -m lab

Without `-m lab` it is left out: it takes minutes and commands real services.
"""

import subprocess
import sys
from pathlib import Path

import pytest

from endigue.lab.box import words
from endigue.lab.needs import missing

INSIDE = Path(__file__).parent / "inside"


@pytest.mark.lab
def test_everything_inside_the_box(pytestconfig: pytest.Config) -> None:
    if "lab" not in str(pytestconfig.getoption("markexpr")):
        pytest.skip("the lab is run with -m lab")
    if lacks := missing():
        pytest.skip(f"THE LAB WAS NOT RAISED, SO NOTHING WAS PROVED: missing {', '.join(lacks)}")
    command = [sys.executable, "-m", "pytest", "-n0", "-q", "-s", "-p", "no:cacheprovider", INSIDE]
    assert subprocess.run(words(list(map(str, command))), check=False).returncode == 0
