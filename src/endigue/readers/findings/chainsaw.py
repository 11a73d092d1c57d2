"""Chainsaw: what `chainsaw hunt` writes as JSON, JSONL or CSV.

Version 2 (src/cli.rs of https://github.com/WithSecureLabs/chainsaw): objects with group, kind,
name, timestamp, level, status, tags, and the event under document.data or, for aggregates,
under each of documents. Version 1: detection (names) and event, without a level. CSV has a
file a group with timestamp, detections, path and the columns of its mapping, without a level
either. Where the level is not said it is taken for medium (assumed); a detection of an
antivirus's own log counts as an EDR alert.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from endigue.readers.findings._collect import Collector, FindingsFile
from endigue.readers.findings._format import FindingsFormat, Head
from endigue.readers.findings._json import at_path
from endigue.readers.findings._records import records
from endigue.readers.findings._windows_event import account_of, computer_of, time_of
from endigue.readers.findings._words import (
    INFORMATIONAL,
    clean,
    clean_detail,
    read_level,
    slug,
    techniques,
)

NAME = "chainsaw"

_UNSAID = "sigma_medium"
_CSV = {"timestamp", "detections", "path"}
_CSV_USERS = ("User", "Username", "User Name", "Target Username", "Target User")


def recognises(head: Head) -> bool:
    """Whether the columns or keys are those of a hunt."""
    keys = {*head.first}
    if {"group", "kind"} <= keys and keys & {"document", "documents"}:
        return True
    if {"detection", "event"} <= keys:
        return True
    return not keys and {*head.columns} >= _CSV


def read(path: Path, mapping: Mapping[str, str] | None = None) -> FindingsFile:
    """One finding a detection and computer, of the kind of its level."""
    collector = Collector(path, NAME, mapping)
    collector.refuse_columns()
    for row, record in records(path, collector):
        _add(collector, row, record)
    return collector.file()


def _add(collector: Collector, row: int, record: Mapping[str, object]) -> None:
    if record.keys() >= _CSV:
        _add_cells(collector, row, record)
    else:
        _add_document(collector, row, record)


def _add_document(collector: Collector, row: int, document: Mapping[str, object]) -> None:
    names = document.get("name") or document.get("detection")
    if not names:
        collector.not_understood(row, "evidence.row_is_no_detection")
        return
    level = clean(document.get("level"))
    if slug(level) in INFORMATIONAL:
        collector.leave_out(level, "evidence.level_is_informational")
        return
    kind = _UNSAID
    if "antivirus" in slug(clean(document.get("group"))):
        kind = "edr_alert"
    elif level:
        kind = read_level(level)
        if not kind:
            collector.not_understood(row, "evidence.level_is_unknown", level=level)
            return
    title = "; ".join(map(clean, names)) if isinstance(names, list) else names
    for event in _one_a_computer(document):
        collector.found(
            row,
            kind,
            host=computer_of(event),
            account=account_of(event),
            time=document.get("timestamp") or time_of(event),
            detail=title,
            techniques=techniques(document.get("tags")),
        )


def _one_a_computer(document: Mapping[str, object]) -> Iterator[object]:
    """The event of the detection; of an aggregate, the first event of every computer."""
    several = document.get("documents")
    if not isinstance(several, list):
        yield at_path(document, "document.data.Event") or at_path(document, "event.Event")
        return
    first: dict[str, object] = {}
    for each in several:
        event = at_path(each, "data.Event")
        first.setdefault(computer_of(event), event)
    yield from first.values()


def _add_cells(collector: Collector, row: int, cells: Mapping[str, object]) -> None:
    collector.found(
        row,
        "edr_alert" if cells.get("Threat Name") else _UNSAID,
        host=cells.get("Computer"),
        account=next((cells[user] for user in _CSV_USERS if cells.get(user)), ""),
        time=cells.get("timestamp"),
        detail=clean_detail(cells["detections"]).lstrip("‣+ "),
    )


FORMAT = FindingsFormat(NAME, recognises, read)
