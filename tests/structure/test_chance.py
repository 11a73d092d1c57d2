"""A change is refused in CI for what it does, not for what chance found there that day."""

import os
import subprocess
import sys
from pathlib import Path

DRAWN = Path(__file__).parent / "drawn_examples.py"


def drawn(*modules: str, ci: bool) -> str:
    environment = {name: value for name, value in os.environ.items() if name != "CI"}
    done = subprocess.run(
        [sys.executable, DRAWN, *modules],
        env=environment | ({"CI": "true"} if ci else {}),
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    return done.stdout


def test_in_ci_every_run_draws_the_same_examples_whatever_source_was_imported() -> None:
    alone = drawn(ci=True)
    assert alone.count("(") >= 100
    assert drawn("endigue.wiring", ci=True) == alone


def test_elsewhere_every_run_draws_other_examples() -> None:
    assert drawn(ci=False) != drawn(ci=False)
