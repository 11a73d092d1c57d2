"""The last good backup, against the definition written out."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from endigue.damage.backups import applications, last_good, subjects
from endigue.damage.findings import Backup, LastGood
from endigue.organisation.model import Asset, KOf, Organisation, Service

DAY0 = datetime(2026, 2, 1, tzinfo=UTC)
SAFE = DAY0 + timedelta(days=10)


def backup(day: float, **more: object) -> Backup:
    return Backup("data", DAY0 + timedelta(days=day), **more)


BACKUPS = st.lists(
    st.builds(
        backup,
        st.integers(0, 20),
        location=st.sampled_from(["nas", "vault"]),
        copy=st.sampled_from(["online", "offline", "immutable"]),
        verified=st.sampled_from([True, False, None]),
    ),
    max_size=12,
)


@given(BACKUPS)
def test_the_last_good_backup_is_the_latest_that_nothing_speaks_against(
    backups: list[Backup],
) -> None:
    found = last_good("data", backups, safe_before=SAFE, compromised={"nas"}, until=SAFE)
    allowed = [
        one for one in backups
        if one.verified is not False and one.taken_at < SAFE
        and not (one.copy == "online" and one.location == "nas")
    ]  # fmt: skip
    latest = max((one.taken_at for one in allowed), default=None)
    assert (found.backup.taken_at if found.backup else None) == latest
    checked = max((one.taken_at for one in allowed if one.verified), default=None)
    assert (found.verified.taken_at if found.verified else None) == checked
    later = [one for one in backups if latest is None or one.taken_at > latest]
    assert sum(found.passed_over.values()) >= len(later)
    if latest is not None:
        assert found.lost_hours == (SAFE - latest).total_seconds() / 3600


def test_each_backup_is_passed_over_for_a_reason() -> None:
    found = last_good(
        "data",
        [backup(1), backup(5, location="nas"), backup(7, verified=False), backup(12)],
        safe_before=SAFE,
        compromised={"nas"},
    )
    assert found.backup == backup(1)
    assert found.passed_over == {"after_safe_date": 1, "failed": 1, "on_compromised": 1}
    assert found.lost_hours is None


def test_an_application_returns_to_the_oldest_of_its_data() -> None:
    organisation = Organisation(
        name="o",
        assets=tuple(Asset(id=name, name=name, kind="dataset") for name in ("a", "b", "c")),
        services=(
            Service("store", KOf(1, ("a",))),
            Service("app", KOf(2, ("store", KOf(1, ("b", "srv"))))),
            Service("other", KOf(1, ("c",))),
            Service("none", "srv"),
        ),
    )
    good = {
        "a": LastGood("a", backup(3), None),
        "b": LastGood("b", backup(8), None),
        "c": LastGood("c", None, None),
    }
    found = {one.service: one for one in applications(organisation, good)}
    assert found["app"].data == ("a", "b")
    assert found["app"].as_of == DAY0 + timedelta(days=3)
    assert (found["other"].as_of, found["other"].without) == (None, ("c",))
    assert "none" not in found
    assert subjects(organisation, [Backup("srv", DAY0)]) == ("a", "b", "c", "srv")
