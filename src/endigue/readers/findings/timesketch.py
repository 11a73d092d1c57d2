"""Timesketch: an export of events as CSV or JSONL.

Every event has message, datetime (ISO 8601) and timestamp_desc, perhaps timestamp in
microseconds, and any further columns
(https://timesketch.org/guides/user/import-from-json-csv). A timeline holds everything that
happened, so only an event that somebody marked is a finding: with a tag, a star or a comment.
A tag that names a kind of finding or a level decides the kind; any other mark counts as a
match of an indicator (assumed).
"""

import re
from collections.abc import Mapping
from pathlib import Path

from endigue.readers.findings._collect import Collector, FindingsFile
from endigue.readers.findings._fields import find_columns
from endigue.readers.findings._format import FindingsFormat, Head
from endigue.readers.findings._records import records
from endigue.readers.findings._words import clean, read_kind, read_level, techniques

NAME = "timesketch"

_COLUMNS = {"message", "datetime", "timestamp_desc"}
_TAG = re.compile(r"[\w.:/-]+")
_MARKS = ("tag", "tags", "label", "labels")
_COMMENTS = ("comment", "comments")
_OWN_LABELS = re.compile(r"__ts_(comment|hidden|emoji\w*)")


def recognises(head: Head) -> bool:
    """Whether the three columns that Timesketch wants are there."""
    return {*(head.first or head.columns)} >= _COLUMNS


def read(path: Path, mapping: Mapping[str, str] | None = None) -> FindingsFile:
    """One finding a marked event; unmarked ones are left out."""
    collector = Collector(path, NAME, mapping)
    collector.refuse_columns()
    for row, record in records(path, collector):
        _add(collector, row, record)
    return collector.file()


def _add(collector: Collector, row: int, event: Mapping[str, object]) -> None:
    marks = _marks(event)
    if not marks and not any(map(event.get, _COMMENTS)):
        collector.leave_out("event", "evidence.event_is_not_marked")
        return
    kinds = (read_kind(mark) or read_level(mark) for mark in marks)
    columns = find_columns(event, collector)
    collector.found(
        row,
        next(filter(None, kinds), "ioc_match"),
        host=event.get(columns.get("host", "")),
        account=event.get(columns.get("account", "")),
        time=event.get("datetime") or event.get("timestamp"),
        detail=event.get("message"),
        techniques=techniques(*(event.get(column) for column in _MARKS)),
    )


def _marks(event: Mapping[str, object]) -> list[str]:
    """Tags and the star. An export writes a list as ['bad', 'lateral']."""
    marks: list[str] = []
    for column in _MARKS:
        value = event.get(column)
        for text in value if isinstance(value, list) else [value]:
            marks += _TAG.findall(clean(text, 1_000))
    return [mark for mark in marks if not _OWN_LABELS.fullmatch(mark) and mark != "nan"]


FORMAT = FindingsFormat(NAME, recognises, read)
