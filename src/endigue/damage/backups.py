"""The last backup that can be trusted, and to what moment an application can return."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from endigue.damage.findings import Application, Backup, LastGood
from endigue.organisation.model import Need, Organisation, Service
from endigue.organisation.needs import leaves


def last_good(
    subject: str,
    backups: Iterable[Backup],
    *,
    safe_before: datetime | None = None,
    compromised: Collection[str] = (),
    until: datetime | None = None,
) -> LastGood:
    """The latest backup of the subject that nothing speaks against.

    Against a backup speaks that it was taken at or after the safe date, that a check of it
    failed, or that it stands, neither offline nor immutable, on a machine that the intruder
    may hold. `until` is the end of normal work, to count what was lost since.
    """
    own = sorted((b for b in backups if b.subject == subject), key=lambda b: b.taken_at)
    passed: dict[str, int] = {}
    good: Backup | None = None
    verified: Backup | None = None
    for backup in reversed(own):
        reason = _against(backup, safe_before, compromised)
        if reason:
            if good is None:
                passed[reason] = passed.get(reason, 0) + 1
            continue
        good = good or backup
        if backup.verified:
            verified = backup
            break
    hours = None
    if good is not None and until is not None:
        hours = max(0.0, (until - good.taken_at).total_seconds() / 3600)
    return LastGood(subject, good, verified, passed, hours)


def _against(backup: Backup, safe_before: datetime | None, compromised: Collection[str]) -> str:
    if backup.verified is False:
        return "failed"
    if safe_before is not None and backup.taken_at >= safe_before:
        return "after_safe_date"
    if backup.copy == "online" and backup.location in compromised:
        return "on_compromised"
    return ""


def applications(organisation: Organisation, good: dict[str, LastGood]) -> tuple[Application, ...]:
    """Every service that needs a data set, directly or through other services, with the
    moment to which all of its data can return together.
    """
    services = organisation.service_by_id
    datasets = {asset.id for asset in organisation.assets if asset.kind == "dataset"}
    found: list[Application] = []
    for service in organisation.services:
        data = sorted(_reached(service.needs, services) & datasets)
        if not data:
            continue
        dates = [good[one].backup for one in data if one in good]
        without = tuple(one for one in data if one not in good or good[one].backup is None)
        taken = [backup.taken_at for backup in dates if backup is not None]
        as_of = min(taken) if taken and not without else None
        found.append(Application(service.id, tuple(data), as_of, without))
    return tuple(found)


def _reached(need: Need, services: dict[str, Service]) -> set[str]:
    """Everything that a need names, through services."""
    seen: set[str] = set()
    waiting = list(leaves(need))
    while waiting:
        one = waiting.pop()
        if one in seen:
            continue
        seen.add(one)
        if one in services:
            waiting += leaves(services[one].needs)
    return seen


def subjects(organisation: Organisation, backups: Sequence[Backup]) -> tuple[str, ...]:
    """Every data set, and whatever else has a backup."""
    own = [asset.id for asset in organisation.assets if asset.kind == "dataset"]
    return tuple(dict.fromkeys([*own, *sorted({backup.subject for backup in backups})]))
