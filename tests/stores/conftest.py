"""Something to write."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from endigue.journal.chain import extend
from endigue.journal.entry import EMPTY, Draft, Entry
from endigue.journal.fact import Fact

NOON = datetime(2021, 2, 5, 12, tzinfo=UTC)


class Counted(Fact, frozen=True, tag="test.counted"):
    number: int


@pytest.fixture(scope="session")
def noon() -> datetime:
    return NOON


@pytest.fixture(scope="session")
def drafts_of() -> Callable[[int], list[Draft]]:
    """So many drafts."""
    return lambda size: [Draft(Counted(number), NOON, "A. Garde") for number in range(size)]


@pytest.fixture(scope="session")
def entries_of(drafts_of: Callable[[int], list[Draft]]) -> Callable[[int], tuple[Entry, ...]]:
    """The entries that these drafts become."""
    return lambda size: extend(EMPTY, drafts_of(size), NOON)
