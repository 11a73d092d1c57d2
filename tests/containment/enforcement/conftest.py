from datetime import UTC, datetime

import pytest


@pytest.fixture
def now():
    return datetime(2021, 2, 5, 21, 30, tzinfo=UTC)
