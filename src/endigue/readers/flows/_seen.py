"""What logs of flows say, gathered: connections that were answered, names, sessions."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address, ip_network

from endigue.desk.refusal import Refusal
from endigue.readers.json_fields import integer, text, texts

MOST_PAIRS = 3_000_000
"""Different connections (two ends, protocol, port) that are kept; assumed: about 1 GB."""

_ANSWERED = frozenset({"SF", "S1", "S2", "S3", "RSTO", "RSTR"})
"""States of Zeek in which the other end answered. A refused or silent end is no way."""

_SOURCE = ("source", "src", "src_ip", "srcip", "sa", "source_ip", "source address", "srcaddr")
_TARGET = (
    "destination", "target", "dst", "dst_ip", "dstip", "da", "destination_ip", "dstaddr",
    "destination address",
)  # fmt: skip
_PORT = ("port", "dport", "dst_port", "dstport", "dp", "destination_port", "destination port")
_PROTOCOL = ("protocol", "proto", "pr", "service")
_ACTION = ("action", "verdict", "disposition")
_NUMBERS = {"6": "tcp", "17": "udp", "1": "icmp"}
_INSIDE = tuple(
    ip_network(each)
    for each in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7")
)
_REFUSED = frozenset({"deny", "denied", "drop", "dropped", "block", "blocked", "reject", "refused"})


@dataclass(frozen=True, slots=True)
class Connection:
    """Two ends, and the service at the second."""

    source: str
    target: str
    protocol: str
    port: int


@dataclass
class Seen:
    """Everything that the files say, in the order in which it was met."""

    connections: Counter[Connection] = field(default_factory=Counter)
    names: dict[str, dict[str, None]] = field(default_factory=dict)
    """Names by address."""
    sessions: dict[tuple[str, str, str], None] = field(default_factory=dict)
    """Address, account and realm, as a DNS or a NetBIOS name, of everyone who got a ticket."""
    left_out: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, connection: Connection, file: str) -> None:
        """One connection that was answered. Raises Refusal where there are too many kinds."""
        self.connections[connection] += 1
        if len(self.connections) > MOST_PAIRS:
            raise Refusal("importing.too_many_flows", file=file, most=MOST_PAIRS)

    def name(self, address: str, name: str) -> None:
        """A name of an address."""
        self.names.setdefault(address, {})[name.rstrip(".").lower()] = None


def take_zeek(row: Mapping[str, object], seen: Seen, file: str) -> None:
    """One row of conn.log, dns.log or kerberos.log; rows of other logs are counted by stream."""
    source, target = _ip(text(row, "id_orig_h")), _ip(text(row, "id_resp_h"))
    if not source or not target:
        seen.left_out["row", "importing.object_broken"] += 1
    elif "conn_state" in row:
        _take_connection(row, source, target, seen, file)
    elif "query" in row:
        _take_answers(row, seen)
    elif "request_type" in row:
        _take_ticket(row, source, seen)
    else:
        seen.left_out[text(row, "@stream") or "row", "importing.log_not_needed"] += 1


def _take_connection(
    row: Mapping[str, object], source: str, target: str, seen: Seen, file: str
) -> None:
    protocol = text(row, "proto").lower()
    if text(row, "conn_state") not in _ANSWERED:
        seen.left_out["connection", "importing.flow_not_answered"] += 1
        return
    port = integer(row, "id_resp_p") or _number(text(row, "id_resp_p"))
    seen.add(Connection(source, target, protocol, port), file)


def _take_answers(row: Mapping[str, object], seen: Seen) -> None:
    if text(row, "qtype_name") not in ("A", "AAAA"):
        return
    answers = texts(row, "answers") or text(row, "answers").split(",")
    for answer in answers:
        address = _ip(answer)
        if address and is_inside(address):
            seen.name(address, text(row, "query"))


def _take_ticket(row: Mapping[str, object], source: str, seen: Seen) -> None:
    client, _, realm = text(row, "client").partition("/")
    granted = row.get("success") is True or text(row, "success") == "T"
    if not client or not granted:
        return
    if client.endswith("$"):
        # The account of a machine: it tells what the machine is called.
        if "." in realm:
            seen.name(source, f"{client[:-1]}.{realm}")
        return
    seen.sessions[source, client.lower(), realm.lower()] = None


def accounts_of(seen: Seen) -> dict[tuple[str, str], None]:
    """Address and account of every session; a NetBIOS realm is the DNS realm that begins with
    it, where there is one.
    """
    realms = {realm.partition(".")[0]: realm for _, _, realm in seen.sessions if "." in realm}
    found: dict[tuple[str, str], None] = {}
    for address, client, realm in seen.sessions:
        dns = realm if "." in realm else realms.get(realm, "")
        found[address, f"{client}@{dns}" if dns else client] = None
    return found


def columns_of(header: list[str]) -> dict[str, int] | None:
    """Where the fields of a table of flows stand; None where it is none."""
    plain = [name.strip().strip('"').lower() for name in header]
    found = {
        field: place
        for field, names in (
            ("source", _SOURCE), ("target", _TARGET), ("port", _PORT), ("protocol", _PROTOCOL),
            ("action", _ACTION),
        )
        if (place := next((plain.index(name) for name in names if name in plain), None)) is not None
    }  # fmt: skip
    return found if {"source", "target", "port"} <= found.keys() else None


def take_row(cells: list[str], columns: Mapping[str, int], seen: Seen, file: str) -> None:
    """One row of a table of flows."""

    def cell(name: str) -> str:
        place = columns.get(name)
        return cells[place].strip() if place is not None and place < len(cells) else ""

    source, target = _ip(cell("source")), _ip(cell("target"))
    port = cell("port")
    if not source or not target or not port.isascii() or not port.isdigit() or len(port) > 5:
        seen.left_out["row", "importing.object_broken"] += 1
    elif cell("action").lower() in _REFUSED:
        seen.left_out["connection", "importing.flow_not_answered"] += 1
    else:
        protocol = cell("protocol").lower() or "tcp"
        seen.add(Connection(source, target, _NUMBERS.get(protocol, protocol), int(port)), file)


def is_inside(address: str) -> bool:
    """Whether an address is one that organisations use inside (RFC 1918, 4193, 6598)."""
    read = ip_address(address)
    return any(read in network for network in _INSIDE)


def _ip(text_: str) -> str:
    try:
        read = ip_address(text_.strip())
    except ValueError:
        return ""
    return "" if read.is_multicast else str(read)


def _number(written: str) -> int:
    return int(written) if written.isascii() and written.isdigit() and len(written) < 6 else 0


def cells(line: str) -> Iterator[str]:
    """Cells of one line of a CSV without quotes inside, as exports of flows are."""
    separator = ";" if line.count(";") > line.count(",") else ","
    return iter(line.split(separator))
