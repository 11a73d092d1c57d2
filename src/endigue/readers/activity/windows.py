"""Windows events as JSON lines: processes, connections, lookups, files and log-ons.

Understood: the shapes of Winlogbeat, NXLog, of recordings whose fields stand side by side, and
of EVTX turned into JSON (`Event.System`, `Event.EventData`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path

import msgspec

from endigue.evidence.messages.web import read_host
from endigue.evidence.tracing.records import Activity
from endigue.readers.json_fields import mapping, printable, text
from endigue.readers.traffic._lines import numbered, open_log
from endigue.readers.traffic._times import from_iso

PROBED = 50

_DECODER = msgspec.json.Decoder(dict[str, object])
_SYSMON = "microsoft-windows-sysmon/operational"
_LONGEST = 2_000
"""Characters of a command line that are kept."""


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
        with open_log(self.path) as stream:
            for number, line in numbered(stream):
                self.rows += 1
                event = _event(line or "")
                if event is None:
                    self.not_understood += 1
                    continue
                found = _activity(event, self.name, number)
                if found is not None:
                    yield found


def is_activity(path: Path) -> bool:
    """Whether the first lines of a file are Windows events as JSON."""
    with open_log(path) as stream:
        head = [line for _, line in islice(numbered(stream), PROBED)]
    events = [_event(line or "") for line in head]
    return any(event is not None and event.number for event in events)


@dataclass(slots=True)
class _Event:
    number: int
    channel: str
    host: str
    at: datetime | None
    data: Mapping[str, object]


def _event(line: str) -> _Event | None:
    try:
        record = _DECODER.decode(line)
    except (msgspec.DecodeError, RecursionError):
        return None
    inner = mapping(record, "Event")
    if inner:
        system = mapping(inner, "System")
        created = mapping(system, "TimeCreated")
        stamp = mapping(created, "#attributes") or created
        return _made(
            system.get("EventID"), text(system, "Channel"), text(system, "Computer"),
            [text(stamp, "SystemTime"), text(stamp, "@SystemTime")], mapping(inner, "EventData"),
        )  # fmt: skip
    winlog = mapping(record, "winlog")
    if winlog:
        return _made(
            winlog.get("event_id"), text(winlog, "channel"), text(winlog, "computer_name"),
            [text(record, "@timestamp")], mapping(winlog, "event_data"),
        )  # fmt: skip
    return _made(
        record.get("EventID"),
        text(record, "Channel"),
        text(record, "Hostname") or text(record, "Computer") or text(record, "host"),
        [text(record, "@timestamp"), text(record, "EventTime"), text(record, "TimeCreated")],
        record,
    )


def _made(
    number: object, channel: str, host: str, times: list[str], data: Mapping[str, object]
) -> _Event:
    if isinstance(number, dict):
        number = number.get("#text")
    written = str(number)
    at = next((found for each in times if each and (found := from_iso(each))), None)
    return _Event(
        number=int(written) if written.isascii() and written.isdigit() and len(written) < 9 else 0,
        channel=channel.lower(),
        host=printable(host),
        at=from_iso(text(data, "UtcTime")) or at,
        data=data,
    )


def _activity(event: _Event, source: str, row: int) -> Activity | None:
    if event.at is None or not event.host:
        return None
    read = (_OF_SYSMON if event.channel == _SYSMON else _OF_SECURITY).get(event.number)
    if read is None:
        return None
    found = read(event.data, event.host, event.at)
    return found and msgspec.structs.replace(found, source=source, row=row)


def _process(data: Mapping[str, object], host: str, at: datetime) -> Activity:
    return Activity(
        kind="process",
        at=at,
        host=host,
        account=text(data, "User"),
        image=_short(data, "Image"),
        command=_short(data, "CommandLine"),
        process=text(data, "ProcessGuid"),
        parent=text(data, "ParentProcessGuid"),
        parent_image=_short(data, "ParentImage"),
        logon=text(data, "LogonId").lower(),
        sha256=_sha256(text(data, "Hashes")),
    )


def _connection(data: Mapping[str, object], host: str, at: datetime) -> Activity | None:
    outward = str(data.get("Initiated", "true")).lower() == "true"
    if not outward:
        return None
    return Activity(
        kind="connection",
        at=at,
        host=host,
        account=text(data, "User"),
        image=_short(data, "Image"),
        process=text(data, "ProcessGuid"),
        peer=text(data, "DestinationIp"),
        own_address=text(data, "SourceIp"),
        target=read_host(text(data, "DestinationHostname")),
    )


def _file(data: Mapping[str, object], host: str, at: datetime) -> Activity:
    return Activity(
        kind="file",
        at=at,
        host=host,
        account=text(data, "User"),
        image=_short(data, "Image"),
        process=text(data, "ProcessGuid"),
        target=_short(data, "TargetFilename"),
        sha256=_sha256(text(data, "Hash")),
    )


def _lookup(data: Mapping[str, object], host: str, at: datetime) -> Activity:
    return Activity(
        kind="lookup",
        at=at,
        host=host,
        account=text(data, "User"),
        image=_short(data, "Image"),
        process=text(data, "ProcessGuid"),
        target=read_host(text(data, "QueryName")),
    )


def _logged_on(data: Mapping[str, object], host: str, at: datetime) -> Activity:
    return Activity(
        kind="logon",
        at=at,
        host=host,
        account=_account(data, "TargetDomainName", "TargetUserName"),
        logon=text(data, "TargetLogonId").lower(),
        logon_type=_number(data, "LogonType"),
        peer=_peer(text(data, "IpAddress")) or text(data, "WorkstationName").strip("-"),
    )


def _explicit(data: Mapping[str, object], host: str, at: datetime) -> Activity | None:
    server = text(data, "TargetServerName").rpartition("/")[2]
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


def _ticket(data: Mapping[str, object], host: str, at: datetime) -> Activity | None:
    service = text(data, "ServiceName")
    peer = _peer(text(data, "IpAddress"))
    if not service.endswith("$") or not peer or service[:-1].lower() == host.split(".")[0].lower():
        return None
    person = text(data, "TargetUserName").partition("@")[0]
    return Activity(kind="logon", at=at, host=service[:-1], account=person, logon_type=3, peer=peer)


def _created(data: Mapping[str, object], host: str, at: datetime) -> Activity:
    return Activity(
        kind="process",
        at=at,
        host=host,
        account=_account(data, "SubjectDomainName", "SubjectUserName"),
        image=_short(data, "NewProcessName"),
        command=_short(data, "CommandLine"),
        process=text(data, "NewProcessId"),
        parent=text(data, "ProcessId"),
        parent_image=_short(data, "ParentProcessName"),
        logon=text(data, "SubjectLogonId").lower(),
    )


_OF_SYSMON = {1: _process, 3: _connection, 11: _file, 15: _file, 22: _lookup}
_OF_SECURITY = {4624: _logged_on, 4648: _explicit, 4688: _created, 4769: _ticket}


def _short(data: Mapping[str, object], key: str) -> str:
    return text(data, key)[:_LONGEST]


def _account(data: Mapping[str, object], domain: str, name: str) -> str:
    person = text(data, name)
    place = text(data, domain)
    return f"{place}\\{person}" if place and place != "-" and person else person


def _peer(address: str) -> str:
    plain = address.removeprefix("::ffff:")
    return "" if plain in ("-", "", "::1", "127.0.0.1", "LOCAL") else plain


def _number(data: Mapping[str, object], key: str) -> int:
    written = str(data.get(key, ""))
    return int(written) if written.isascii() and written.isdigit() and len(written) < 4 else 0


def _sha256(hashes: str) -> str:
    for each in hashes.split(","):
        kind, _, value = each.strip().partition("=")
        if kind.upper() == "SHA256":
            return value.lower()
    return ""
