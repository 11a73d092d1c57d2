"""Lay the cables: a namespace a host, a router with a bridge a zone, the box itself in `mgmt`."""

from endigue.lab.box import done, shadow
from endigue.lab.town import DOMAIN, HOSTS, PLACES, ROUTER, US, Host, names, rules

_QUIET = ("net.ipv6.conf.all.accept_dad=0", "net.ipv6.conf.default.accept_dad=0")
_ROUTER = (
    "net.ipv4.ip_forward=1",
    "net.bridge.bridge-nf-call-iptables=1",
    "net.bridge.bridge-nf-call-ip6tables=1",
    "net.ipv4.icmp_ratelimit=0",
)


def lay() -> None:
    """Everything but the services."""
    shadow("/etc/hosts", names())
    shadow("/etc/resolv.conf", f"search {DOMAIN}\nnameserver 10.77.1.53\n")
    done("ip", "-batch", "-", given="".join(f"netns add {n}\n" for n in (ROUTER, *_names())))
    inside(ROUTER, "sysctl", "-qw", *_QUIET)
    lines = ["link set lo up"]
    for place in PLACES.values():
        lines += [
            f"link add {place.bridge} type bridge",
            f"link set {place.bridge} up",
            f"addr add {place.address(1)}/24 dev {place.bridge}",
        ]
    done("ip", "-netns", ROUTER, "-batch", "-", given="\n".join(lines) + "\n")
    inside(ROUTER, "sysctl", "-qw", *_ROUTER)
    for host in HOSTS:
        inside(host.name, "sysctl", "-qw", *_QUIET)
        _plug(host, "eth0", host.name)
    done("ip", "-batch", "-", given="link add eth0 type veth peer name v-adm-1\n")
    done("ip", "link", "set", "v-adm-1", "netns", ROUTER)
    _raise(US, [])
    inside(ROUTER, "nft", "-f", "-", given=rules())


def _names() -> list[str]:
    return [host.name for host in HOSTS]


def _plug(host: Host, device: str, namespace: str) -> None:
    added = f"link add {host.port} type veth peer name {device} netns {namespace}\n"
    done("ip", "-netns", ROUTER, "-batch", "-", given=added)
    _raise(host, ["-netns", namespace])


def _raise(host: Host, where: list[str]) -> None:
    place = PLACES[host.zone]
    done("ip", "-netns", ROUTER, "-batch", "-", given=(
        f"link set {host.port} master {place.bridge}\nlink set {host.port} up\n"
    ))  # fmt: skip
    done("ip", *where, "-batch", "-", given=(
        f"link set lo up\naddr add {host.address}/24 dev eth0\nlink set eth0 up\n"
        f"route add default via {place.address(1)}\n"
    ))  # fmt: skip


def inside(namespace: str, *command: str, given: str = "") -> str:
    """What a command prints in the namespace of a host."""
    return done("ip", "netns", "exec", namespace, *command, given=given)
