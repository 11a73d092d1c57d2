from datetime import UTC, datetime, timedelta

import pytest

from endigue.restoration.circumstances import Backup, usable

FRIDAY = datetime(2021, 2, 5, 2, 0, tzinfo=UTC)
DAILY = tuple(Backup(FRIDAY - timedelta(days=days)) for days in range(4))


def test_the_newest_backup_before_the_safe_date_is_used() -> None:
    assert usable(DAILY, None) == DAILY[0]
    assert usable(DAILY, FRIDAY - timedelta(hours=1)) == DAILY[1]
    assert usable(DAILY, FRIDAY) == DAILY[1]  # taken at the safe date is not before it
    assert usable(DAILY, FRIDAY - timedelta(days=9)) is None


@pytest.mark.parametrize("safe", [None, FRIDAY - timedelta(hours=1)])
def test_a_bad_backup_is_never_used(safe: datetime | None) -> None:
    bad = [Backup(each.taken_at, good=False) for each in DAILY]
    assert usable(bad, safe) is None
    assert usable([*bad[:2], *DAILY[2:]], safe) == DAILY[2]
