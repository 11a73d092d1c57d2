"""Lists of backups: a table (CSV), `restic snapshots --json` or `borg list --json`.

A table has a column for what was backed up (`dataset`, `asset`, `service`...) and one for when
(`taken_at`, `time`...); `location`, `copy` (online, offline, immutable) and `verified` are read
where they stand. Restic's snapshots are of their first tag, else of their host; Borg's
archives of what their name begins with, before a date.
"""

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from hashlib import sha256
from io import StringIO

import msgspec

from endigue.damage.findings import Backup, Copy
from endigue.desk.damage_ports import Listed
from endigue.desk.refusal import Refusal
from endigue.readers.csv_limit import cells_up_to
from endigue.readers.files import read_bytes
from endigue.readers.json_fields import mapping, printable, records, text, texts
from endigue.readers.traffic._times import from_epoch, from_iso

LARGEST = 64 << 20
"""Bytes of one list; assumed."""

LONGEST_CELL = 2_000
"""Characters."""

MOST_OF_ONE = 60
"""Backups of one subject that are kept, the latest; assumed."""

MOST_BACKUPS = 4_000
"""Backups of one list that are kept, so that they fit into one entry of the journal."""

_SUBJECT = ("dataset", "data set", "data_set", "subject", "asset", "service", "application",
            "server", "machine", "vm", "job", "name")  # fmt: skip
_TIME = ("taken_at", "taken", "time", "date", "created", "timestamp", "start", "end", "finished")
_LOCATION = ("location", "repository", "store", "target", "vault", "media")
_COPY = ("copy", "kind", "type", "mode")
_VERIFIED = ("verified", "checked", "tested", "restored", "result", "status")

_COPIES: dict[str, Copy] = {
    "offline": "offline", "tape": "offline", "air-gapped": "offline", "airgap": "offline",
    "hors ligne": "offline", "bande": "offline", "immutable": "immutable", "worm": "immutable",
    "immuable": "immutable",
}  # fmt: skip
_GOOD = frozenset({"yes", "true", "1", "ok", "success", "successful", "passed", "oui", "vrai"})
_BAD = frozenset({"no", "false", "0", "failed", "failure", "error", "non", "faux", "échec"})

_DATED = re.compile(r"[-_.@ ]*(?:\d{4}[-_.]?\d{2}[-_.]?\d{2}|\d{9,}).*$")


def read_backups(path: str) -> Listed:
    """The backups that a file lists. Raises Refusal where it is no such list."""
    content = read_bytes(path, LARGEST)
    name = printable(path.replace("\\", "/").rpartition("/")[2])
    found = list(_rows(content, name))
    backups = [each for each in found if each is not None]
    if not backups:
        raise Refusal("damage.no_backups", file=name)
    latest: list[Backup] = []
    kept: Counter[str] = Counter()
    for each in sorted(backups, key=lambda each: each.taken_at, reverse=True):
        kept[each.subject] += 1
        if kept[each.subject] <= MOST_OF_ONE:
            latest.append(each)
    return Listed(
        source=name,
        sha256=sha256(content).hexdigest(),
        backups=tuple(latest[:MOST_BACKUPS]),
        not_understood=len(found) - len(backups),
    )


def _rows(content: bytes, name: str) -> Iterator[Backup | None]:
    if content.lstrip()[:1] in (b"[", b"{"):
        try:
            decoded = msgspec.json.decode(content)
        except (msgspec.DecodeError, RecursionError):
            raise Refusal("damage.no_backups", file=name) from None
        yield from _from_json(decoded, name)
        return
    yield from _from_table(content.decode("utf-8-sig", "replace"), name)


def _from_json(decoded: object, name: str) -> Iterator[Backup | None]:
    if isinstance(decoded, list):
        for row, snapshot in enumerate(records({"all": decoded}, "all"), start=1):
            tags = texts(snapshot, "tags")
            subject = tags[0] if tags else text(snapshot, "hostname")
            yield _backup(subject, text(snapshot, "time"), "", "", "", name, row)
    elif isinstance(decoded, dict):
        place = text(mapping(decoded, "repository"), "location")
        for row, archive in enumerate(records(decoded, "archives"), start=1):
            subject = _DATED.sub("", text(archive, "name"))
            taken = text(archive, "start") or text(archive, "time")
            yield _backup(subject, taken, place, "", "", name, row)


def _from_table(content: str, name: str) -> Iterator[Backup | None]:
    head = content.partition("\n")[0]
    rows = csv.reader(StringIO(content, newline=""), delimiter=max(",;\t", key=head.count))
    try:
        with cells_up_to(LONGEST_CELL):
            header = [cell.strip().lower() for cell in next(rows, [])]
            columns = [
                next((header.index(word) for word in words if word in header), -1)
                for words in (_SUBJECT, _TIME, _LOCATION, _COPY, _VERIFIED)
            ]
            if min(columns[:2]) < 0:
                raise Refusal("damage.no_backups", file=name)
            for cells in rows:
                subject, taken, place, copy, verified = (
                    cells[at].strip() if 0 <= at < len(cells) else "" for at in columns
                )
                if any(cells):
                    yield _backup(subject, taken, place, copy, verified, name, rows.line_num)
    except csv.Error:
        raise Refusal("damage.no_backups", file=name) from None


def _backup(
    subject: str, taken: str, place: str, copy: str, verified: str, name: str, row: int
) -> Backup | None:
    moment = _moment(taken)
    if not subject or moment is None:
        return None
    said = verified.casefold()
    return Backup(
        subject=printable(subject),
        taken_at=moment,
        location=printable(place),
        copy=_COPIES.get(copy.casefold(), "online"),
        verified=True if said in _GOOD else False if said in _BAD else None,
        source=name,
        row=row,
    )


def _moment(written: str) -> datetime | None:
    """ISO 8601 or seconds since 1970; fractions finer than a microsecond are cut."""
    forms: tuple[Callable[[str], datetime | None], ...] = (from_iso, from_epoch)
    cut = re.sub(r"(\.\d{6})\d+", r"\1", written)
    found = next((moment for form in forms if (moment := form(cut)) is not None), None)
    return None if found is None else found.astimezone(UTC)
