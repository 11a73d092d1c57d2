"""What every test may ask for."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

SHARED_DATA = Path(__file__).parents[2] / "shared" / "data"
THROWAWAY_POSTGRES = Path(__file__).parents[1] / "scripts" / "throwaway_postgres.py"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real data beside the checkout; without it the test is skipped, loudly."""
    if not SHARED_DATA.is_dir():
        pytest.skip(f"REAL DATA ABSENT: {SHARED_DATA} is not there, so this test proved nothing")
    return SHARED_DATA


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The location of a real PostgreSQL server; without its programs the test is skipped."""
    with subprocess.Popen(
        [sys.executable, THROWAWAY_POSTGRES],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        assert server.stdout is not None
        location = server.stdout.readline().strip()
        if not location and server.wait() == 3:
            pytest.skip("POSTGRESQL ABSENT: no server programs, so this test proved nothing")
        assert location, "the throw-away PostgreSQL server did not start"
        yield location
