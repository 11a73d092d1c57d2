"""Flow logs: machines, zones, allowed flows and ways in, inferred from what talked to what.

What it reads: Zeek's `conn.log`, `dns.log` and `kerberos.log`, as tables or JSON lines, and
tables of flows (CSV) with a source, a target and a port, as firewalls and NetFlow tools export
them. Files may be packed with gzip; a folder is looked through.

What it makes: a machine for each inside address that talked or was talked to, called by its
name in DNS or Kerberos; one external asset `outside` for all outside addresses; a zone for each
/24 (IPv4) or /64 (IPv6) network; a flow for each protocol and port between two zones; a
`NetworkReach` link for each answered connection to a port by which machines are controlled or
attacked; a `HasSession` link where an account got a Kerberos ticket on a machine.

It proves what was used, not all that is allowed: silence in a log closes nothing.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from ipaddress import ip_address, ip_network
from pathlib import Path

from endigue.desk.refusal import Refusal
from endigue.kernel.identifier import is_identifier
from endigue.organisation.inventory import Inventory, LeftOut, Link
from endigue.organisation.model import Asset, Flow, Zone
from endigue.readers.defaults import WORKSTATION_HOURS, default_crews, fall_cost, levers_on
from endigue.readers.flows._seen import (
    Connection,
    Seen,
    accounts_of,
    cells,
    columns_of,
    is_inside,
    take_row,
    take_zeek,
)
from endigue.readers.json_fields import printable
from endigue.readers.messages.folder import files_below
from endigue.readers.nmap import WAYS_IN
from endigue.readers.traffic._lines import numbered, open_log
from endigue.readers.traffic._zeek import zeek_rows

OUTSIDE = "outside"
"""The asset that stands for every outside address."""

INTERNET = "internet"
"""The zone in which it stands."""

INTERNET_TIER = 3
UNKNOWN_NETWORK_TIER = 2
FIRST_EPHEMERAL = 49_152
"""Ports from here on are given for one call (RFC 6335): no flow is described by them."""


def read(paths: Sequence[str]) -> Inventory:
    """The inventory of all logs together. Raises Refusal where nothing is a log of flows."""
    seen = Seen()
    read_any = False
    for given in paths:
        if not Path(given).exists():
            raise Refusal("importing.file_missing", file=printable(given))
        for path in _files(given, seen):
            read_any = _take_file(path, seen) or read_any
    if not read_any:
        raise Refusal("importing.nothing_to_read", file=", ".join(map(printable, paths)))
    return _Inventory.of(seen).inventory(seen)


def _files(given: str, seen: Seen) -> Iterator[Path]:
    ignored: Counter[str] = Counter()
    yield from files_below(given, ignored)
    if ignored:
        seen.left_out["file", "importing.link_not_followed"] += ignored.total()


def _take_file(path: Path, seen: Seen) -> bool:
    """Whether anything in the file was a record of a flow log."""
    name = printable(path.name)
    try:
        with open_log(path) as stream:
            lines = numbered(stream)
            first = next((line for _, line in lines if line), "")
            columns = columns_of(list(cells(first or "")))
            if columns is not None:
                for _, line in lines:
                    if line:
                        take_row(list(cells(line)), columns, seen, name)
                return True
        with open_log(path) as stream:
            return _take_zeek(numbered(stream), seen, name)
    except OSError as trouble:
        raise Refusal("importing.file_unreadable", file=name, why=trouble.strerror or "") from None


def _take_zeek(lines: Iterator[tuple[int, str | None]], seen: Seen, name: str) -> bool:
    understood = False
    strange = 0
    for _, row in zeek_rows(lines):
        if "ts" in row and "id_orig_h" in row:
            take_zeek(row, seen, name)
            understood = True
        else:
            strange += 1
    if not understood:
        seen.left_out["file", "importing.no_flow_log"] += 1
    elif strange:
        seen.left_out["row", "importing.object_broken"] += strange
    return understood


@dataclass(frozen=True)
class _Inventory:
    """Assets by address."""

    assets: dict[str, Asset]
    """By inside address; several addresses of one name share an asset."""

    @classmethod
    def of(cls, seen: Seen) -> "_Inventory":
        addresses = dict.fromkeys(
            address
            for each in seen.connections
            for address in (each.source, each.target)
            if is_inside(address)
        )
        addresses |= dict.fromkeys(source for source, _, _ in seen.sessions if is_inside(source))
        by_name: dict[str, list[str]] = {}
        for address in addresses:
            by_name.setdefault(_called(address, seen), []).append(address)
        assets: dict[str, Asset] = {}
        for name, own in by_name.items():
            others = dict.fromkeys(
                word for address in own for word in (address, *seen.names.get(address, ()))
            )
            short = name.partition(".")[0] if not _is_address(name) else ""
            aliases = [each for each in (*others, short) if each and each != name]
            asset = Asset(
                id=name, name=name, kind="machine", zone=_network(own[0]),
                rebuild_hours=WORKSTATION_HOURS, fall_cost=fall_cost(WORKSTATION_HOURS),
                aliases=tuple(dict.fromkeys(aliases)),
            )  # fmt: skip
            assets |= dict.fromkeys(own, asset)
        return cls(assets)

    def inventory(self, seen: Seen) -> Inventory:
        """The rows of every table, and what was left out."""
        machines = list({asset.id: asset for asset in self.assets.values()}.values())
        accounts = [
            Asset(id=name, name=name, kind="account", aliases=(name.partition("@")[0],))
            for name in dict.fromkeys(account for _, account in accounts_of(seen))
            if is_identifier(f"disable-{name}")
        ]
        zones = [
            Zone(id=name, name=name, entity="", tier=UNKNOWN_NETWORK_TIER)
            for name in sorted({asset.zone for asset in machines})
        ]
        external: list[Asset] = []
        ends = (end for each in seen.connections for end in (each.source, each.target))
        if not all(map(is_inside, ends)):
            zones.append(Zone(id=INTERNET, name=INTERNET, entity="", tier=INTERNET_TIER))
            external = [Asset(id=OUTSIDE, name=OUTSIDE, kind="external", zone=INTERNET)]
        flows: dict[tuple[str, str, str, int], Flow] = {}
        links: dict[tuple[str, str, str, int], Link] = {}
        for each in seen.connections:
            self._take(each, flows, links, seen)
        self._take_sessions(links, {one.id for one in accounts}, seen)
        everything = (*machines, *external, *accounts)
        return Inventory(
            zones=tuple(zones),
            assets=everything,
            links=tuple(links.values()),
            flows=tuple(flows.values()),
            levers=levers_on({one.id for one in (*machines, *accounts)}, everything, zones),
            crews=default_crews(),
            assumes=True,
            asset_counts=dict(Counter(asset.kind for asset in everything)),
            link_counts=dict(Counter(link.kind for link in links.values())),
            left_out=tuple(
                LeftOut(kind=printable(kind, 64), count=count, why=why)
                for (kind, why), count in sorted(seen.left_out.items())
            ),
        )

    def _take_sessions(
        self, links: dict[tuple[str, str, str, int], Link], accounts: set[str], seen: Seen
    ) -> None:
        for address, account in accounts_of(seen):
            machine = self.assets.get(address)
            if machine is not None and account in accounts:
                link = Link(machine.id, account, "HasSession")
                links[machine.id, account, "HasSession", 0] = link

    def _take(
        self,
        each: Connection,
        flows: dict[tuple[str, str, str, int], Flow],
        links: dict[tuple[str, str, str, int], Link],
        seen: Seen,
    ) -> None:
        source, target = self._end(each.source), self._end(each.target)
        kind = f"{each.protocol}/{each.port}"
        if source == target or each.protocol not in ("tcp", "udp"):
            seen.left_out[kind, "importing.flow_no_way_in"] += 1
            return
        flow = ""
        if each.port >= FIRST_EPHEMERAL:
            seen.left_out["port", "importing.port_ephemeral"] += 1
        else:
            zones = (self._zone(each.source), self._zone(each.target))
            if zones[0] != zones[1]:
                key = (*zones, each.protocol, each.port)
                flow = f"{zones[0]}-to-{zones[1]}-{each.protocol}-{each.port}"
                flows.setdefault(key, Flow(flow, *zones, each.protocol, each.port))
        if target == OUTSIDE:
            return
        if each.protocol == "tcp" and each.port in WAYS_IN:
            link = Link(source, target, "NetworkReach", each.port, flow)
            links.setdefault((source, target, "NetworkReach", each.port), link)
        elif each.port < FIRST_EPHEMERAL:
            seen.left_out[kind, "importing.flow_no_way_in"] += 1

    def _end(self, address: str) -> str:
        asset = self.assets.get(address)
        return asset.id if asset else OUTSIDE

    def _zone(self, address: str) -> str:
        asset = self.assets.get(address)
        return asset.zone if asset else INTERNET


def _called(address: str, seen: Seen) -> str:
    """The name of an address with the most labels; a name of several addresses, and the domain
    above another name of the same address, name no machine.
    """
    several = {
        name
        for name in seen.names.get(address, ())
        if sum(name in names for names in seen.names.values()) > 1
    }
    names = [
        name
        for name in seen.names.get(address, ())
        if name not in several and is_identifier(f"isolate-{name}")
    ]
    return max(names, key=lambda name: (name.count("."), name), default=address)


def _is_address(text: str) -> bool:
    try:
        return bool(ip_address(text))
    except ValueError:
        return False


def _network(address: str) -> str:
    length = 24 if ip_address(address).version == 4 else 64
    return str(ip_network(f"{address}/{length}", strict=False))
