"""Hayabusa timelines: csv-timeline and json-timeline, JSON or JSONL, in every built-in profile.

Columns by profile: https://github.com/Yamato-Security/hayabusa, website/docs/output/index.md;
abbreviated levels (crit, med...): website/docs/output/abbreviations.md. The two Timesketch
profiles have datetime and message for Timestamp and RuleTitle. Details are one text with
" ¦ " between fields in CSV, and an object in JSON.
"""

from collections.abc import Mapping
from pathlib import Path

from endigue.evidence.names import parse_name
from endigue.readers.findings._collect import Collector, FindingsFile
from endigue.readers.findings._format import FindingsFormat, Head
from endigue.readers.findings._records import records
from endigue.readers.findings._words import INFORMATIONAL, clean, read_level, slug, techniques

NAME = "hayabusa"

_PROFILES = (
    {"Timestamp", "RuleTitle", "Level", "Computer"},
    {"datetime", "timestamp_desc", "message", "Level", "Computer"},
)
_USERS = ("User", "TgtUser", "SrcUser")
"""Fields of the details, whom the event tells of first: who acted, who was acted on (for a
logon, who logged on), from whom."""


def recognises(head: Head) -> bool:
    """Whether the columns or keys are those of a profile."""
    names = {*(head.first or head.columns)}
    return any(profile <= names for profile in _PROFILES)


def read(path: Path, mapping: Mapping[str, str] | None = None) -> FindingsFile:
    """One finding a detection, of the kind of its level; informational events are left out."""
    collector = Collector(path, NAME, mapping)
    collector.refuse_columns()
    for row, record in records(path, collector):
        add_detection(collector, row, record)
    return collector.file()


def add_detection(
    collector: Collector, row: int, event: Mapping[str, object], host: object = ""
) -> None:
    """A finding from one detection; `host` stands above the computer of the event."""
    level = clean(event.get("Level"))
    kind = read_level(level)
    if slug(level) in INFORMATIONAL:
        collector.leave_out(level, "evidence.level_is_informational")
    elif not kind:
        collector.not_understood(row, "evidence.level_is_unknown", level=level)
    else:
        collector.found(
            row,
            kind,
            host=clean(host) or event.get("Computer"),
            account=_user(event.get("Details")),
            time=event.get("Timestamp") or event.get("datetime"),
            detail=event.get("RuleTitle") or event.get("Title") or event.get("message"),
            techniques=techniques(event.get("MitreTags"), event.get("OtherTags")),
        )


def _user(details: object) -> str:
    fields = details if isinstance(details, dict) else _fields(clean(details, 20_000))
    for key in _USERS:
        written = clean(fields.get(key))
        name = parse_name(written, "account")
        if name is not None and not name.bare.endswith("$"):
            return written
    return ""


def _fields(details: str) -> dict[str, str]:
    pairs = (part.partition(": ") for part in details.split(" ¦ "))
    return {key.strip(): value for key, _, value in pairs}


FORMAT = FindingsFormat(NAME, recognises, read)
