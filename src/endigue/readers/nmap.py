"""nmap XML (`nmap -oX`): machines, the zones that they stand in, and what the scanner reached.

A scan proves one thing: from where the scanner stood, these ports answered. So each open
port that lets somebody in becomes one NetworkReach link from the scanner, which is an asset
of its own, to the host; nothing is said about what other machines reach. The scanner is
called `scanner`, or `scanner-<address>` where the command line gave it a source address
(`-S`). Hosts that share an address or a host name, in one file or several, are one machine.

A host stands in the zone that the caller names, or else in one zone for each /24 (IPv4) or
/64 (IPv6) network; a scan does not tell what a network is for, so the tier of such a zone is
assumed to be 2.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from ipaddress import ip_address, ip_network
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from endigue.desk.refusal import Refusal
from endigue.kernel.identifier import is_identifier
from endigue.organisation.inventory import Inventory, LeftOut, Link
from endigue.organisation.model import Asset, AssetKind, Zone
from endigue.readers.defaults import default_crews, fall_cost, levers_on, rebuild_hours
from endigue.readers.files import parts
from endigue.readers.json_fields import LONGEST_KIND, printable

WAYS_IN = frozenset(
    {
        *(22, 23, 135, 139, 445, 3389, 5900, 5985, 5986),  # shells, remote calls, desktops
        *(1433, 1521, 3306, 5432),  # databases
        *(80, 443, 8080, 8443),  # web
        *(2375, 6443, 8006, 902),  # containers and hypervisors
    }
)
"""TCP ports of protocols by which a machine is controlled or an application on it is
attacked; assumed."""

SCANNER = "scanner"
UNKNOWN_NETWORK_TIER = 2
DEEPEST = 40
"""Elements inside elements; nmap writes seven."""
MOST_HOSTS = 1_000_000

_WAYS_IN_TEXT = frozenset(map(str, WAYS_IN))
_SOURCE_ADDRESS = re.compile(r"(?:^|\s)-S\s+([0-9A-Fa-f:.]+)")
_NOT_DISTINCTIVE = frozenset({"localhost", "localhost.localdomain"})


@dataclass(slots=True)
class _Host:
    """One machine."""

    names: dict[str, str] = field(default_factory=dict)
    """Its host names and addresses as written, by the form in which they are compared."""
    addresses: list[str] = field(default_factory=list)
    system: str = ""
    appliance: bool = False
    reached: dict[tuple[str, int], None] = field(default_factory=dict)
    """Open ways in, each from a scanner."""

    def join(self, other: "_Host") -> None:
        """Take what another sight of the same machine says."""
        self.names |= {key: name for key, name in other.names.items() if key not in self.names}
        self.addresses.extend(one for one in other.addresses if one not in self.addresses)
        self.system = self.system or other.system
        self.appliance = self.appliance or other.appliance
        self.reached.update(other.reached)

    @property
    def id(self) -> str:
        """Its first host name, or else its first address."""
        words = (key for key in self.names if ":" not in key and not _address(key))
        return next(words, next(iter(self.names)))


def read(paths: Sequence[str], zone: str = "") -> Inventory:
    """The inventory of what one or several scans saw; `zone` names the zone of all hosts.

    Raises Refusal for what is no nmap XML, broken, or an attack on XML readers.
    """
    left_out: Counter[tuple[str, str]] = Counter()
    hosts: list[_Host] = []
    scanners: dict[str, None] = {}
    files = 0
    for part in parts(paths, frozenset({".xml"})):
        if part.content is None:
            left_out[part.name.rpartition("/")[2], "importing.no_xml"] += 1
            continue
        files += 1
        scanner = SCANNER
        for element in _elements(part.content, part.name):
            if element.tag == "nmaprun":
                scanner = _scanner(element)
                scanners[scanner] = None
            elif len(hosts) >= MOST_HOSTS:
                raise Refusal("importing.too_many_hosts", file=part.name, most=MOST_HOSTS)
            else:
                hosts.extend(_host(element, scanner, left_out))
    if not files:
        raise Refusal("importing.nothing_to_read", file=", ".join(paths))
    return _inventory(_merged(hosts), scanners, zone, left_out)


def _elements(content: bytes, name: str) -> Iterator[Element]:
    """The root as soon as it opens, then each complete host."""
    depth = 0
    root: Element | None = None
    try:
        for event, element in iterparse(BytesIO(content), events=("start", "end")):
            depth += 1 if event == "start" else -1
            if depth > DEEPEST:
                raise Refusal("importing.xml_too_deep", file=name)
            if root is None:
                root = element
                if element.tag != "nmaprun":
                    raise Refusal("importing.not_nmap", file=name)
                yield element
            elif event == "end" and depth == 1:
                if element.tag == "host":
                    yield element
                root.clear()
    except ParseError as trouble:
        raise Refusal("importing.xml_broken", file=name, line=trouble.position[0]) from None
    except (DefusedXmlException, UnicodeError, LookupError):
        # LookupError: an encoding that does not exist.
        raise Refusal("importing.xml_attack", file=name) from None


def _scanner(root: Element) -> str:
    source = _SOURCE_ADDRESS.search(root.get("args") or "")
    return f"{SCANNER}-{source[1]}" if source and _address(source[1]) else SCANNER


def _host(element: Element, scanner: str, left_out: Counter[tuple[str, str]]) -> Iterator[_Host]:
    status = element.find("status")
    if status is None or status.get("state") != "up":
        left_out["host", "importing.host_down"] += 1
        return
    host = _Host()
    for found in element.iterfind("hostnames/hostname"):
        _name(host, found.get("name") or "")
    for found in element.iterfind("address"):
        address = found.get("addr") or ""
        if _address(address):
            host.addresses.append(address)
        _name(host, address)
    if not host.names:
        left_out["host", "importing.host_without_name"] += 1
        return
    host.system, host.appliance = _system(element)
    for port in element.iterfind("ports/port"):
        _take_port(host, port, scanner, left_out)
    yield host


def _name(host: _Host, name: str) -> None:
    key = name.rstrip(".").lower()
    if is_identifier(f"isolate-{key}") and key and key not in _NOT_DISTINCTIVE:
        host.names.setdefault(key, name)


def _system(element: Element) -> tuple[str, bool]:
    """The likeliest operating system, and whether it runs a device rather than a computer."""
    best = max(element.iterfind("os/osmatch"), key=_accuracy, default=None)
    if best is None:
        service = element.find("ports/port/service[@ostype]")
        return ("", False) if service is None else (printable(service.get("ostype") or ""), False)
    kinds = {one.get("type") for one in best.iterfind("osclass")}
    return printable(best.get("name") or ""), bool(kinds) and "general purpose" not in kinds


def _accuracy(match: Element) -> int:
    accuracy = match.get("accuracy") or ""
    return int(accuracy) if accuracy.isascii() and accuracy.isdigit() and len(accuracy) < 4 else 0


def _take_port(
    host: _Host, port: Element, scanner: str, left_out: Counter[tuple[str, str]]
) -> None:
    state = port.find("state")
    number = port.get("portid") or ""
    protocol = port.get("protocol") or ""
    if state is None or not (state.get("state") or "").startswith("open"):
        return
    kind = printable(f"{protocol}/{number}", LONGEST_KIND)
    if state.get("state") != "open":
        left_out[kind, "importing.port_unsure"] += 1
    elif protocol == "tcp" and number in _WAYS_IN_TEXT:
        host.reached[scanner, int(number)] = None
    else:
        left_out[kind, "importing.port_no_way_in"] += 1


def _merged(hosts: Sequence[_Host]) -> list[_Host]:
    """One host for each machine: those that share a name through any chain are one."""
    by_name: dict[str, _Host] = {}
    for host in hosts:
        same = {id(by_name[name]): by_name[name] for name in host.names if name in by_name}
        kept, *others = [*same.values(), host]
        for other in others:
            kept.join(other)
        by_name.update(dict.fromkeys(kept.names, kept))
    return list({id(host): host for host in by_name.values()}.values())


def _inventory(
    hosts: Sequence[_Host],
    scanners: dict[str, None],
    zone: str,
    left_out: Counter[tuple[str, str]],
) -> Inventory:
    assets = tuple(_asset(host, zone) for host in hosts)
    zones = sorted({asset.zone for asset in assets if asset.zone})
    links = tuple(
        Link(source=scanner, target=host.id, kind="NetworkReach", port=port)
        for host in hosts
        for scanner, port in host.reached
        if scanner != host.id
    )
    known = {asset.id for asset in assets}
    places = [Asset(id=one, name=one, kind="machine") for one in scanners if one not in known]
    return Inventory(
        zones=tuple(Zone(id=one, name=one, entity="", tier=UNKNOWN_NETWORK_TIER) for one in zones),
        assets=(*places, *assets),
        links=links,
        levers=levers_on({asset.id for asset in assets}, assets),
        crews=default_crews(),
        assumes=True,
        asset_counts={"host": len(assets), "scanner": len(places)},
        link_counts={"NetworkReach": len(links)} if links else {},
        left_out=tuple(
            LeftOut(kind=kind, count=count, why=why)
            for (kind, why), count in sorted(left_out.items())
        ),
    )


def _asset(host: _Host, zone: str) -> Asset:
    kind: AssetKind = "appliance" if host.appliance else "machine"
    hours = rebuild_hours(host.system)
    return Asset(
        id=host.id,
        name=host.names[host.id],
        kind=kind,
        zone=zone or (_network(host.addresses[0]) if host.addresses else ""),
        os=host.system,
        rebuild_hours=hours,
        fall_cost=fall_cost(hours),
        aliases=tuple(
            [name for key, name in host.names.items() if key != host.id] + _short_names(host)
        ),
    )


def _short_names(host: _Host) -> list[str]:
    """First labels of its host names, by which people call it."""
    labels = {
        name.partition(".")[0]: None
        for key, name in host.names.items()
        if "." in name and not _address(key)
    }
    return [label for label in labels if label.lower() not in host.names]


def _network(address: str) -> str:
    length = 24 if ip_address(address).version == 4 else 64
    return str(ip_network(f"{address}/{length}", strict=False))


def _address(text: str) -> bool:
    """Whether the text is an IPv4 or IPv6 address; not a MAC address or a host name."""
    try:
        return "%" not in text and bool(ip_address(text))
    except ValueError:
        return False
