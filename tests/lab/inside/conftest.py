"""One lab for all that is tested inside the box."""

import os
import sys
from pathlib import Path

import pytest

from endigue.lab.box import INSIDE
from endigue.lab.raising import Lab, raise_lab

collect_ignore_glob = [] if INSIDE in os.environ else ["test_*.py"]


def tell(part: str) -> None:
    sys.stdout.write(f"lab: {part}\n")
    sys.stdout.flush()


@pytest.fixture(scope="session")
def lab() -> Lab:
    home = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return raise_lab(Path(home) / "endigue", tell)
