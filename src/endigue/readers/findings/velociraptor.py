"""Velociraptor: rows of a flow or a hunt as JSONL or JSON, or rows by artifact in one object.

A row names its artifact (_Source, Artifact), or the file does (Windows.Detection.Yara.Glob.json,
as in collections). Results of Sigma artifacts carry Timestamp, Computer, Level, Title and the
event under _Event (https://docs.velociraptor.app, artifact Windows.Hayabusa.Rules). The
artifact decides the kind; rows of artifacts that detect nothing, such as process lists, are
left out and counted by artifact, unless the mapping fixes a kind.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from endigue.readers.findings._collect import Collector, FindingsFile
from endigue.readers.findings._format import FindingsFormat, Head
from endigue.readers.findings._json import JsonObject, Unread, at_path, documents
from endigue.readers.findings._text import open_text
from endigue.readers.findings._windows_event import account_of, computer_of, time_of
from endigue.readers.findings._words import INFORMATIONAL, clean, read_level, slug, techniques

NAME = "velociraptor"

_ARTIFACT = re.compile(
    r"(?:(?:Custom|Exchange|DetectRaptor)\.)?"
    r"(?:Windows|Linux|MacOS|Generic|Server|Admin|Custom|Exchange|DetectRaptor)"
    r"(?:\.[A-Za-z0-9_]+)+(?:/[A-Za-z0-9_]+)?"
)
_OWN_KEYS = {"_Source", "ClientId", "FlowId", "Fqdn", "_ClientId", "_ts"}
_SIGMA_KEYS = {"Level", "Title", "Computer"}

_MONITORS = re.compile(
    r"Thumbdrives|EnvironmentVariables|Service\.Upload|ProcessCreation", re.IGNORECASE
)
"""Artifacts under Detection that record everything of a sort."""

_KINDS = (
    (re.compile(r"ransomnote|ransom_note", re.IGNORECASE), "ransom_note"),
    (re.compile(r"Detection\.(Yara\.Process|ProcessMemory|CobaltStrike)|Carving\."), "edr_alert"),
    (re.compile(r"(Detection|YaraX?|IOC|Ioc)\b|DetectRaptor\."), "ioc_match"),
)
"""Artifacts that detect, and the kind of finding that a row of theirs is (assumed): a hit in
the memory of a running process weighs as an alert, one in a file or a trace as an indicator."""

_HOSTS = (
    "Fqdn", "Hostname", "_hostname", "Computer", "System.Computer", "_Event.System.Computer",
    "Event.System.Computer", "ClientId", "client_id", "_client_id",
)  # fmt: skip
_TIMES = ("Timestamp", "EventTime", "Time", "_ts", "timestamp", "Mtime", "ModTime")
_DETAILS = ("Title", "Rule", "RuleName", "Detection", "Name", "Message", "OSPath", "FullPath")
_ACCOUNTS = ("User", "Username", "UserName", "Account", "Owner", "OwnerName")


def recognises(head: Head) -> bool:
    """Whether the first row, or the name of the file, is Velociraptor's."""
    keys = {*head.first}
    if not keys:
        return False
    named = _artifact_in(head.name) != ""
    by_artifact = all(_ARTIFACT.fullmatch(key) for key in keys)
    return named or by_artifact or bool(keys & _OWN_KEYS) or keys >= {*_SIGMA_KEYS, "EID"}


def read(path: Path, mapping: Mapping[str, str] | None = None) -> FindingsFile:
    """One finding a row of an artifact that detects."""
    collector = Collector(path, NAME, mapping)
    collector.refuse_columns()
    from_name = _artifact_in(path.name)
    with open_text(path) as stream:
        for place, document in documents(stream, collector.source):
            if isinstance(document, Unread):
                collector.not_understood(place, document.code)
                continue
            for row, artifact in _rows(document, from_name):
                _add(collector, place, row, artifact)
    return collector.file()


def _rows(document: JsonObject, from_name: str) -> Iterator[tuple[JsonObject, str]]:
    if document and all(_ARTIFACT.fullmatch(key) for key in document):
        for artifact, rows in document.items():
            for row in rows if isinstance(rows, list) else ():
                if isinstance(row, dict):
                    yield row, artifact
        return
    own = _first(document, ("_Source", "Artifact", "ArtifactName", "artifact"))
    yield document, own or from_name


def _add(collector: Collector, place: int, row: JsonObject, artifact: str) -> None:
    kind = _kind(collector, place, row, artifact)
    if not kind:
        return
    event = row.get("_Event") or row.get("Event") or row
    collector.found(
        place,
        kind,
        host=_first(row, _HOSTS) or computer_of(event),
        account=account_of(event) or _first(row, _ACCOUNTS),
        time=_first_value(row, _TIMES) or time_of(event),
        detail=_detail(row, artifact),
        techniques=techniques(row.get("Tags"), row.get("tags"), row.get("MitreTags")),
    )


def _kind(collector: Collector, place: int, row: JsonObject, artifact: str) -> str:
    if "kind" in collector.fixed:
        return collector.fixed["kind"]
    if row.keys() >= _SIGMA_KEYS:
        level = clean(row["Level"])
        kind = read_level(level)
        if slug(level) in INFORMATIONAL:
            collector.leave_out(level, "evidence.level_is_informational")
        elif not kind:
            collector.not_understood(place, "evidence.level_is_unknown", level=level)
        return kind
    for pattern, kind in _KINDS:
        if pattern.search(artifact) and not _MONITORS.search(artifact):
            return kind
    collector.leave_out(artifact or "?", "evidence.artifact_detects_nothing")
    return ""


def _detail(row: JsonObject, artifact: str) -> str:
    text = _first(row, _DETAILS)
    if artifact and not row.keys() >= _SIGMA_KEYS:
        return f"{artifact}: {text}" if text else artifact
    return text


def _artifact_in(name: str) -> str:
    """The artifact in the name of an export, where %2F stands for the stroke before a source."""
    stem = name.replace("%2F", "/").removesuffix(".gz")
    for suffix in (".jsonl", ".json", ".ndjson"):
        stem = stem.removesuffix(suffix)
    found = _ARTIFACT.search(stem)
    return found[0] if found else ""


def _first(row: JsonObject, paths: tuple[str, ...]) -> str:
    return next((text for path in paths if (text := clean(at_path(row, path)))), "")


def _first_value(row: JsonObject, keys: tuple[str, ...]) -> object:
    return next((row[key] for key in keys if row.get(key)), None)


FORMAT = FindingsFormat(NAME, recognises, read)
