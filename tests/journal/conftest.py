"""A small journal to work on."""

import importlib.util
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import ModuleType

import pytest

from endigue.journal.chain import extend
from endigue.journal.entry import EMPTY, Draft, Entry
from endigue.journal.fact import Fact

START = datetime(2021, 2, 5, 18, 0, tzinfo=UTC)
VERIFIER = Path(__file__).parents[2] / "src/endigue/journal/standalone/verify_journal.py"


class Seen(Fact, frozen=True, tag="test.seen"):
    asset: str
    times: int
    share: float


@pytest.fixture(scope="session")
def journal_of() -> Callable[[int], tuple[Entry, ...]]:
    """A journal with so many entries, written one minute after the other."""

    def journal(size: int) -> tuple[Entry, ...]:
        drafts = [
            Draft(
                Seen(f"poste-é{number}", number, number / 8),
                START + timedelta(minutes=number),
                "A. Garde",
            )
            for number in range(1, size + 1)
        ]
        return extend(EMPTY, drafts, START + timedelta(hours=1, microseconds=5))

    return journal


@pytest.fixture(scope="session")
def standalone() -> ModuleType:
    """The stand-alone verifier, loaded as the file that it is."""
    spec = importlib.util.spec_from_file_location("verify_journal", VERIFIER)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def verifier() -> Path:
    """Where the stand-alone verifier stands."""
    return VERIFIER
