"""What Windows machines recorded about themselves: processes, connections, lookups, files and
log-ons, out of the same columns that rules are matched on.

Understood is every shape that `scan logs` understands of Windows events: EVTX, Winlogbeat,
NXLog, EVTX turned into JSON, recordings whose fields stand side by side; JSON also packed with
gzip.
"""

import gzip
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import msgspec
import numpy as np

from endigue.evidence.messages.web import read_host
from endigue.evidence.sigma.who import HOST_FIELDS, RECORD_FIELDS, first_text, host_at, text_at
from endigue.evidence.tracing.records import Activity
from endigue.readers.events import _sniff
from endigue.readers.events.batches import JsonEvents, Tokenizer
from endigue.readers.events.pieces import Piece, find_pieces
from endigue.readers.events.reading import Buffer, documents, texts
from endigue.readers.json_fields import printable
from endigue.readers.traffic._lines import LARGEST_UNPACKED, open_log
from endigue.readers.traffic._times import from_iso

_SYSMON = "microsoft-windows-sysmon/operational"
_LONGEST = 2_000
"""Characters of a command line that are kept."""

_TIMES = ("UtcTime", "TimeCreated_SystemTime", "TimeCreated_@SystemTime", "@timestamp",
          "EventTime", "TimeCreated")  # fmt: skip

Data = Callable[[str], str]
"""The fields of one event: the text of a name, empty where it has none."""


@dataclass
class ActivityLog:
    """One file of events; reading it again reads the file again."""

    path: Path
    rows: int = field(default=0)
    not_understood: int = field(default=0)

    @property
    def name(self) -> str:
        """The file, without its folder."""
        return printable(self.path.name)

    def records(self) -> Iterator[Activity]:
        """Every record of a kind that is understood, in the order of the file."""
        self.rows = self.not_understood = 0
        tokenizer = Tokenizer(_WANTED)
        for piece, text, first_line in _stretches(self.path, tokenizer):
            newlines = np.flatnonzero(np.frombuffer(bytes(text), np.uint8) == _NEWLINE)
            for events in tokenizer.batches(text, piece.logsource):
                self.rows += events.rows
                lines = np.searchsorted(newlines, events.starts) + 1 + first_line
                for row in _telling(events):
                    number = int(lines[row])
                    if piece.form == "evtx":
                        number = _count(first_text(events, RECORD_FIELDS, row))
                    found = _activity(events, row)
                    if found is not None:
                        yield msgspec.structs.replace(found, source=self.name, row=number)
            self.rows += tokenizer.broken_count
            self.not_understood += tokenizer.broken_count


def is_activity(path: Path) -> bool:
    """Whether the file begins as Windows events do."""
    with open_log(path) as stream:
        known = _sniff.sniff(str(path), _Bounded(stream).read(_sniff.HEAD))
    return known is not None and known.logsource.product == "windows"


_NEWLINE = 0x0A


class _Bounded:
    """A stream that ends where a packed file breaks, or unpacks to too much."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._left = LARGEST_UNPACKED

    def read(self, size: int) -> bytes:
        """So many bytes, or what there is."""
        try:
            content = self._stream.read(min(size, self._left))
        except (zlib.error, EOFError, gzip.BadGzipFile):
            return b""
        self._left -= len(content)
        return content


def _stretches(path: Path, tokenizer: Tokenizer) -> Iterator[tuple[Piece, bytes | bytearray, int]]:
    """JSON text of the file, stretch after stretch, with the number of its first line."""
    with open_log(path) as stream:
        known = _sniff.sniff(str(path), _Bounded(stream).read(_sniff.HEAD))
    if known is None:
        return
    if known.form == "evtx":
        buffer = Buffer()
        for found in find_pieces([str(path)], None):
            for piece in found if isinstance(found, tuple) else ():
                for text in texts(piece, tokenizer, buffer):
                    yield piece, text.text, 0
        return
    piece = Piece(str(path), known.form, known.logsource, 0, 0, whole=True)
    with open_log(path) as stream:
        for text in documents(str(path), _Bounded(stream), tokenizer):
            yield piece, text.text, text.first_line


def _telling(events: JsonEvents) -> list[int]:
    """Rows of channels and numbers that are understood."""
    numbers = events.column("EventID")
    if numbers is None:
        return []
    told = [str(value) in _NUMBERS for value in numbers.values]
    return np.flatnonzero(np.asarray([*told, False])[numbers.codes]).tolist()


def _activity(events: JsonEvents, row: int) -> Activity | None:
    def data(name: str) -> str:
        return text_at(events, name, row).strip()

    at = next((found for name in _TIMES if (found := from_iso(data(name)))), None)
    host = printable(host_at(events, row).strip())
    if at is None or not host:
        return None
    kinds = _OF_SYSMON if data("Channel").lower() == _SYSMON else _OF_SECURITY
    read = kinds.get(_count(data("EventID")))
    return None if read is None else read(data, host, at)


def _count(written: str) -> int:
    return int(written) if written.isascii() and written.isdigit() and len(written) < 19 else 0


def _process(data: Data, host: str, at: datetime) -> Activity:
    return Activity(
        kind="process",
        at=at,
        host=host,
        account=data("User"),
        image=_short(data, "Image"),
        command=_short(data, "CommandLine"),
        process=data("ProcessGuid"),
        parent=data("ParentProcessGuid"),
        parent_image=_short(data, "ParentImage"),
        logon=data("LogonId").lower(),
        sha256=_sha256(data("Hashes")),
    )


def _connection(data: Data, host: str, at: datetime) -> Activity | None:
    outward = (data("Initiated") or "true").lower() == "true"
    if not outward:
        return None
    return Activity(
        kind="connection",
        at=at,
        host=host,
        account=data("User"),
        image=_short(data, "Image"),
        process=data("ProcessGuid"),
        peer=data("DestinationIp"),
        own_address=data("SourceIp"),
        target=read_host(data("DestinationHostname")),
    )


def _file(data: Data, host: str, at: datetime) -> Activity:
    return Activity(
        kind="file",
        at=at,
        host=host,
        account=data("User"),
        image=_short(data, "Image"),
        process=data("ProcessGuid"),
        target=_short(data, "TargetFilename"),
        sha256=_sha256(data("Hash")),
    )


def _lookup(data: Data, host: str, at: datetime) -> Activity:
    return Activity(
        kind="lookup",
        at=at,
        host=host,
        account=data("User"),
        image=_short(data, "Image"),
        process=data("ProcessGuid"),
        target=read_host(data("QueryName")),
    )


def _logged_on(data: Data, host: str, at: datetime) -> Activity:
    return Activity(
        kind="logon",
        at=at,
        host=host,
        account=_account(data, "TargetDomainName", "TargetUserName"),
        logon=data("TargetLogonId").lower(),
        logon_type=_number(data, "LogonType"),
        peer=_peer(data("IpAddress")) or data("WorkstationName").strip("-"),
    )


def _explicit(data: Data, host: str, at: datetime) -> Activity | None:
    server = data("TargetServerName").rpartition("/")[2]
    if server.lower() in ("", "-", "localhost") or server.lower() == host.lower():
        return None
    return Activity(
        kind="logon",
        at=at,
        host=server,
        account=_account(data, "TargetDomainName", "TargetUserName"),
        image=_short(data, "ProcessName"),
        logon_type=3,
        peer=host,
    )


def _ticket(data: Data, host: str, at: datetime) -> Activity | None:
    service = data("ServiceName")
    peer = _peer(data("IpAddress"))
    if not service.endswith("$") or not peer or service[:-1].lower() == host.split(".")[0].lower():
        return None
    person = data("TargetUserName").partition("@")[0]
    return Activity(kind="logon", at=at, host=service[:-1], account=person, logon_type=3, peer=peer)


def _created(data: Data, host: str, at: datetime) -> Activity:
    return Activity(
        kind="process",
        at=at,
        host=host,
        account=_account(data, "SubjectDomainName", "SubjectUserName"),
        image=_short(data, "NewProcessName"),
        command=_short(data, "CommandLine"),
        process=data("NewProcessId"),
        parent=data("ProcessId"),
        parent_image=_short(data, "ParentProcessName"),
        logon=data("SubjectLogonId").lower(),
    )


_OF_SYSMON = {1: _process, 3: _connection, 11: _file, 15: _file, 22: _lookup}
_OF_SECURITY = {4624: _logged_on, 4648: _explicit, 4688: _created, 4769: _ticket}


_FIELDS = (
    "Channel", "EventID", "User", "Image", "CommandLine", "ProcessGuid", "ParentProcessGuid",
    "ParentImage", "LogonId", "Hashes", "Hash", "Initiated", "DestinationIp", "SourceIp",
    "DestinationHostname", "TargetFilename", "QueryName", "TargetDomainName", "TargetUserName",
    "TargetLogonId", "LogonType", "IpAddress", "WorkstationName", "TargetServerName",
    "ProcessName", "ServiceName", "SubjectDomainName", "SubjectUserName", "NewProcessName",
    "NewProcessId", "ProcessId", "ParentProcessName", "SubjectLogonId",
)  # fmt: skip

_WANTED = frozenset({*_FIELDS, *_TIMES, *HOST_FIELDS, *RECORD_FIELDS})
_NUMBERS = frozenset(map(str, {*_OF_SYSMON, *_OF_SECURITY}))


def _short(data: Data, key: str) -> str:
    return data(key)[:_LONGEST]


def _account(data: Data, domain: str, name: str) -> str:
    person = data(name)
    place = data(domain)
    return f"{place}\\{person}" if place and place != "-" and person else person


def _peer(address: str) -> str:
    plain = address.removeprefix("::ffff:")
    return "" if plain in ("-", "", "::1", "127.0.0.1", "LOCAL") else plain


def _number(data: Data, key: str) -> int:
    written = data(key)
    return int(written) if written.isascii() and written.isdigit() and len(written) < 4 else 0


def _sha256(hashes: str) -> str:
    for each in hashes.split(","):
        kind, _, value = each.strip().partition("=")
        if kind.upper() == "SHA256":
            return value.lower()
    return ""
