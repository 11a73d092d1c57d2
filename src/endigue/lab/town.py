"""Who lives in the box: zones, hosts, what each listens on, and what the router lets pass."""

from dataclasses import dataclass
from ipaddress import ip_network


@dataclass(frozen=True, slots=True)
class Place:
    """A zone of the network."""

    name: str
    network: str

    @property
    def bridge(self) -> str:
        """Of the router."""
        return f"br-{self.name}"

    def address(self, number: int) -> str:
        """Of a host; 1 is the router."""
        return str(ip_network(self.network)[number])


@dataclass(frozen=True, slots=True)
class Host:
    """One machine. `ports` are listened on by us, `served` by real services."""

    name: str
    zone: str
    number: int
    ports: tuple[int, ...] = ()
    served: tuple[int, ...] = ()

    @property
    def address(self) -> str:
        """Its IPv4 address."""
        return PLACES[self.zone].address(self.number)

    @property
    def port(self) -> str:
        """Of the router's bridge."""
        return f"v-{self.name}"


DOMAIN = "mutual.lab"
ROUTER = "router"
US = Host("adm-1", "mgmt", 2)
"""The box itself: where Endigue runs."""

PLACES: dict[str, Place] = {
    place.name: place
    for place in (
        Place("mgmt", "10.77.0.0/24"),
        Place("core", "10.77.1.0/24"),
        Place("srv", "10.77.2.0/24"),
        Place("dmz", "10.77.3.0/24"),
        Place("voip", "10.77.4.0/24"),
        Place("hq", "10.77.5.0/24"),
        Place("site", "10.77.6.0/24"),
        Place("net", "198.51.100.0/24"),
    )
}
"""`net` is the Internet: addresses that are kept for documentation."""

SSH = 22
_PC = (445, 3389)

HOSTS: tuple[Host, ...] = (
    Host("dc-1", "core", 11, (), (53, 88, 389, 445, 636)),
    Host("dns-1", "core", 53, (), (53,)),
    Host("file-1", "srv", 11, (3389,), (445,)),
    Host("app-1", "srv", 12, (443, 3389)),
    Host("db-1", "srv", 13, (), (5432,)),
    Host("bkp-1", "srv", 14, (445, 8443)),
    Host("pay-1", "srv", 15, (443, 3389)),
    Host("print-1", "srv", 16, (445,)),
    Host("mx-1", "dmz", 11, (), (25, 143)),
    Host("web-1", "dmz", 12, (), (80,)),
    Host("status-1", "dmz", 13, (), (80,)),
    Host("proxy-1", "dmz", 14, (), (3128,)),
    Host("sip-1", "voip", 10),
    Host("sip-2", "voip", 20),
    *(Host(f"pc-{n:02}", "hq", 10 + n, _PC) for n in range(1, 9)),
    *(Host(f"pc-{n:02}", "site", n, _PC) for n in range(11, 17)),
    Host("evil-1", "net", 66, (), (80,)),
    Host("member-1", "net", 77),
)
BY_NAME: dict[str, Host] = {host.name: host for host in (*HOSTS, US)}

ALLOWED: tuple[tuple[str, str, str, int], ...] = (
    *(
        (place, zone, "tcp", port)
        for place in ("hq", "site")
        for zone, ports in (
            ("core", (53, 88, 389, 445, 636)),
            ("srv", (443, 445, 3389)),
            ("dmz", (25, 80, 143, 3128)),
        )
        for port in ports
    ),
    ("hq", "core", "udp", 53),
    ("site", "core", "udp", 53),
    ("hq", "voip", "udp", 5060),
    ("site", "voip", "udp", 5060),
    ("hq", "site", "tcp", 445),
    ("site", "hq", "tcp", 3389),
    ("hq", "srv", "tcp", 22),
    ("srv", "core", "tcp", 389),
    ("srv", "core", "tcp", 445),
    ("srv", "core", "tcp", 636),
    ("srv", "core", "tcp", 22),
    ("srv", "dmz", "tcp", 25),
    ("dmz", "core", "tcp", 389),
    ("dmz", "core", "udp", 53),
    ("dmz", "srv", "tcp", 443),
    ("dmz", "net", "tcp", 80),
    ("core", "net", "udp", 53),
    ("net", "dmz", "tcp", 25),
    ("net", "dmz", "tcp", 80),
    ("net", "voip", "udp", 5060),
)
"""Source, target, protocol, port. From `mgmt` everything is allowed."""


def rules() -> str:
    """The router's own rules, as a careless administrator writes them: what is established passes
    first, whatever comes after.
    """
    lines = [
        f'iifname "{PLACES[source].bridge}" oifname "{PLACES[target].bridge}" '
        f"{protocol} dport {port} accept"
        for source, target, protocol, port in ALLOWED
    ]
    same = [
        f'iifname "{place.bridge}" oifname "{place.bridge}" accept' for place in PLACES.values()
    ]
    body = "\n".join(
        (
            "ct state established,related accept",
            f'iifname "{PLACES["mgmt"].bridge}" accept',
            *same,
            *lines,
            "meta l4proto tcp reject with tcp reset",
        )
    )
    return (
        "flush ruleset\ntable inet filter {\nchain forward {\n"
        f"type filter hook forward priority 0; policy drop;\n{body}\n}}\n}}\n"
    )


def names() -> str:
    """The lines of /etc/hosts."""
    lines = [f"{host.address} {host.name}.{DOMAIN} {host.name}" for host in BY_NAME.values()]
    return "\n".join(("127.0.0.1 localhost", *lines, ""))
