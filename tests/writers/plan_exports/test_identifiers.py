from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

from endigue.writers.plan_exports.identifiers import instant, named, uuid


def test_a_name_has_one_identifier_of_version_5_and_parts_do_not_run_together() -> None:
    assert named("action", "a", "b") == named("action", "a", "b")
    assert named("action", "a", "b") != named("action", "ab", "")
    kind, _, number = named("action", "a").partition("--")
    assert kind == "action" and UUID(number).version == 5
    assert uuid("x") != uuid("y")


def test_instants_are_utc_with_milliseconds() -> None:
    paris = timezone(timedelta(hours=1))
    moment = datetime(2026, 2, 6, 22, 30, 0, 1_999, tzinfo=paris)
    assert instant(moment) == "2026-02-06T21:30:00.001Z"
    assert instant(datetime(2026, 1, 1, tzinfo=UTC)) == "2026-01-01T00:00:00.000Z"
