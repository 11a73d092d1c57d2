"""What the lab's hosts reach, and what a set of levers should leave of it."""

from endigue.lab.network import inside
from endigue.lab.probes import Hardware, Probe, alias_of, every_probe, reached
from endigue.lab.town import BY_NAME, HOSTS

TRIES = 3


def give_aliases() -> None:
    """Have every host take a further address, as an intruder on it would."""
    for host in HOSTS:
        inside(host.name, "ip", "addr", "replace", f"{alias_of(host)}/24", "dev", "eth0")


def take_aliases() -> None:
    """Have no host answer to more than its own address."""
    for host in HOSTS:
        shown = inside(host.name, "ip", "-br", "addr", "show", "dev", "eth0")
        if f"{alias_of(host)}/24" in shown:
            inside(host.name, "ip", "addr", "del", f"{alias_of(host)}/24", "dev", "eth0")


def matrix(hardware: Hardware) -> frozenset[Probe]:
    """Every probe that is accepted. What a busy machine was too slow for is tried again."""
    give_aliases()
    probes = every_probe()
    found = reached(probes, hardware)
    for _ in range(TRIES - 1):
        found |= reached(set(probes) - found, hardware, 0.7)
    return found


def cut(probe: Probe, hosts=frozenset(), zones=frozenset(), flows=frozenset()) -> bool:
    """Whether isolated hosts, unplugged zones or closed flows (source, target, port) stop it."""
    source, target = BY_NAME[probe.source], BY_NAME[probe.target]
    ends = {source.zone, target.zone}
    return (
        bool({source.name, target.name} & hosts)
        or (len(ends) == 2 and bool(ends & zones))
        or (source.zone, target.zone, probe.port) in flows
    )
