"""How much each machine sent to the outside, hour by hour, from logs of flows.

What it reads: Zeek's `conn.log` (table or JSON lines) and tables of flows (CSV) with a source,
a target, a time and bytes. Files may be packed with gzip; a folder is looked through. Payload
bytes count. Zeek takes them from sequence numbers, which a broken connection can put wrong by
gigabytes: no more is believed than the packets that it counted can hold. The bytes of a long
connection are spread evenly over it.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from pathlib import Path

from endigue.damage.volumes import SECONDS_IN_HOUR, volumes_of
from endigue.desk.damage_ports import Sent
from endigue.desk.refusal import Refusal
from endigue.readers.flows._seen import cells, is_inside
from endigue.readers.json_fields import printable, text
from endigue.readers.messages.folder import files_below
from endigue.readers.traffic._lines import numbered, open_log
from endigue.readers.traffic._times import from_epoch, from_iso
from endigue.readers.traffic._zeek import zeek_rows

MOST_CELLS = 4_000_000
"""Different machines, destinations and hours that are kept apart; assumed: about 1 GB. What
comes later counts under `OTHERS`."""

OTHERS = "(others)"

LONGEST_FLOW = 31 * 24 * SECONDS_IN_HOUR
"""Seconds of a connection beyond which its length is not believed."""

LARGEST_PACKET = 65_535
"""Bytes of an IP packet."""

LARGEST_FLOW = 1 << 50
"""Bytes of a connection beyond which it is no figure."""

_SOURCE = ("source", "src", "src_ip", "srcip", "sa", "source_ip", "source address", "srcaddr")
_TARGET = (
    "destination", "target", "dst", "dst_ip", "dstip", "da", "destination_ip", "dstaddr",
    "destination address",
)  # fmt: skip
_TIME = ("time", "timestamp", "start", "start_time", "ts", "date", "datetime", "first")
_OUT = ("bytes_out", "bytes_sent", "sentbyte", "sent", "out_bytes", "orig_bytes", "bytes",
        "octets", "ibyt")  # fmt: skip
_BACK = ("bytes_in", "bytes_received", "rcvdbyte", "received", "in_bytes", "resp_bytes", "obyt")
_SECONDS = ("duration", "dur", "td")


@dataclass
class _Tally:
    """What was met so far."""

    outside: tuple[IPv4Network | IPv6Network, ...]
    cells: dict[tuple[str, str, int], int] = field(default_factory=dict)
    alive: set[int] = field(default_factory=set)
    left_out: Counter[str] = field(default_factory=Counter)
    rows: int = 0

    def __post_init__(self) -> None:
        self.inside = lru_cache(1 << 16)(self._inside)

    def _inside(self, address: str) -> bool | None:
        """Whether it is a machine of ours; None for what is no address or for many."""
        try:
            read = ip_address(address)
        except ValueError:
            return None
        if read.is_multicast or read.is_unspecified or address == "255.255.255.255":
            return None
        if any(read in network for network in self.outside):
            return False
        return is_inside(address) or read.is_loopback or read.is_link_local

    def flow(
        self, source: str, target: str, start: float, seconds: float, out: int, back: int
    ) -> None:
        """One connection: bytes from its source, and back."""
        self.rows += 1
        begin, end = int(start // SECONDS_IN_HOUR), int((start + seconds) // SECONDS_IN_HOUR)
        self.alive.update((begin, end))
        ours, theirs = self.inside(source), self.inside(target)
        if ours and theirs is False:
            self._add(source, target, start, seconds, out)
        elif ours is False and theirs:
            self._add(target, source, start, seconds, back)

    def _add(self, host: str, destination: str, start: float, seconds: float, sent: int) -> None:
        if sent <= 0:
            return
        for hour, part in _spread(start, seconds, sent):
            key = (host, destination, hour)
            if key not in self.cells and len(self.cells) >= MOST_CELLS:
                self.left_out["damage.destinations_merged"] += 1
                key = (host, OTHERS, hour)
            self.cells[key] = self.cells.get(key, 0) + part


def read_volumes(paths: Sequence[str], outside: Sequence[str]) -> Sent:
    """What the machines sent out, from all files together. `outside` are networks that are not
    ours though their addresses are private. Raises Refusal where nothing is a log of flows.
    """
    sent = _Tally(_networks(outside))
    sources: list[str] = []
    for given in paths:
        if not Path(given).exists():
            raise Refusal("importing.file_missing", file=printable(given))
        for path in files_below(given, sent.left_out):
            before = sent.rows
            _take_file(path, sent)
            if sent.rows > before:
                sources.append(printable(path.name))
            else:
                sent.left_out["damage.no_flow_log"] += 1
    if not sent.rows:
        raise Refusal("damage.no_flows", paths=", ".join(map(printable, paths)))
    return Sent(volumes_of(sent.cells, sent.alive), tuple(sources), sent.rows, dict(sent.left_out))


def _networks(written: Sequence[str]) -> tuple[IPv4Network | IPv6Network, ...]:
    try:
        return tuple(ip_network(each.strip(), strict=False) for each in written)
    except ValueError:
        raise Refusal("damage.no_network", text=", ".join(written)) from None


def _take_file(path: Path, sent: _Tally) -> None:
    name = printable(path.name)
    try:
        with open_log(path) as stream:
            lines = numbered(stream)
            first = next((line for _, line in lines if line), "")
            columns = _columns(list(cells(first or "")))
            if columns is not None:
                for _, line in lines:
                    if line:
                        _take_row(list(cells(line)), columns, sent)
                return
        with open_log(path) as stream:
            for _, row in zeek_rows(numbered(stream)):
                _take_zeek(row, sent)
    except OSError as trouble:
        raise Refusal("importing.file_unreadable", file=name, why=trouble.strerror or "") from None


def _take_zeek(row: Mapping[str, object], sent: _Tally) -> None:
    if "conn_state" not in row or "id_orig_h" not in row:
        return
    start = _number(row.get("ts"))
    if start <= 0:
        start = _epoch(text(row, "ts"))
    if start <= 0:
        sent.left_out["damage.row_without_time"] += 1
        return
    sent.flow(
        text(row, "id_orig_h"),
        text(row, "id_resp_h"),
        start,
        min(_number(row.get("duration")), LONGEST_FLOW),
        _payload(row, "orig"),
        _payload(row, "resp"),
    )


def _payload(row: Mapping[str, object], end: str) -> int:
    """Bytes that one end sent; never more than its packets can hold, where they were counted.
    The bytes that Zeek counts of packets themselves are no bound: network cards join segments.
    """
    payload = _bytes(row.get(f"{end}_bytes"))
    packets = _bytes(row.get(f"{end}_pkts"))
    return min(payload, packets * LARGEST_PACKET) if packets else payload


def _columns(header: list[str]) -> dict[str, int] | None:
    """Where the fields of a table of flows stand; None where it is none."""
    plain = [name.strip().strip('"').lower() for name in header]
    found = {
        field_: place
        for field_, names in (
            ("source", _SOURCE), ("target", _TARGET), ("time", _TIME), ("out", _OUT),
            ("back", _BACK), ("seconds", _SECONDS),
        )
        if (place := next((plain.index(name) for name in names if name in plain), None)) is not None
    }  # fmt: skip
    return found if {"source", "target", "time", "out"} <= found.keys() else None


def _take_row(row: list[str], columns: Mapping[str, int], sent: _Tally) -> None:
    def cell(name: str) -> str:
        place = columns.get(name)
        return row[place].strip().strip('"') if place is not None and place < len(row) else ""

    start = _epoch(cell("time"))
    if start <= 0:
        sent.left_out["damage.row_without_time"] += 1
        return
    sent.flow(
        cell("source"),
        cell("target"),
        start,
        min(_number(cell("seconds")), LONGEST_FLOW),
        _bytes(cell("out")),
        _bytes(cell("back")),
    )


def _spread(start: float, seconds: float, sent: int) -> Iterator[tuple[int, int]]:
    """The bytes of a connection by hour; together they are exactly those of the connection."""
    first, last = int(start // SECONDS_IN_HOUR), int((start + seconds) // SECONDS_IN_HOUR)
    given = 0
    for hour in range(first, last):
        until = (hour + 1) * SECONDS_IN_HOUR - start
        part = int(sent * until / seconds) - given
        given += part
        if part:
            yield hour, part
    if sent > given:
        yield last, sent - given


def _epoch(written: str) -> float:
    """Seconds since 1970; 0 for what is no time."""
    moment = from_epoch(written) or from_iso(written)
    return 0.0 if moment is None else moment.timestamp()


def _number(value: object) -> float:
    if isinstance(value, bool):
        return 0.0
    if isinstance(value, str):
        try:
            value = float(value)
        except ValueError:
            return 0.0
    if not isinstance(value, int | float) or not 0 <= value < LARGEST_FLOW:
        return 0.0
    return float(value)


def _bytes(value: object) -> int:
    return int(_number(value))
