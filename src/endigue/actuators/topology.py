"""Where things are plugged in, as a Linux router knows it: asked of `ip` and `bridge`."""

from dataclasses import dataclass
from ipaddress import ip_interface, ip_network
from typing import Any

import msgspec

from endigue.actuators.machine import Machine
from endigue.containment.enforcement.change import CannotPlan, Trouble


@dataclass(frozen=True, slots=True)
class Plug:
    """Where a machine is plugged in."""

    port: str
    """Of the bridge."""
    gateways: tuple[str, ...]
    """Addresses of the router on that bridge."""


def plug_of(machine: Machine, addresses: tuple[str, ...], port: str = "") -> Plug:
    """The port of a bridge behind which a machine with one of these addresses stands.

    A silent machine is called first. Raises CannotPlan where nothing answers, where it does not
    stand on a bridge, and where others stand behind the same port and would be cut with it.
    """
    entries = _asked(machine, ["bridge", "-j", "fdb", "show"])
    if not port:
        hardware = _hardware_address(machine, addresses)
        found = [one for one in entries if one.get("mac") == hardware and _is_learned(one)]
        if not found:
            raise CannotPlan("enforcement.port_unknown", address=", ".join(addresses))
        port = str(found[0]["ifname"])
    behind = {str(one["mac"]) for one in entries if one.get("ifname") == port and _is_learned(one)}
    if len(behind) > 1:
        raise CannotPlan("enforcement.port_shared", port=port, count=str(len(behind)))
    links = _asked(machine, ["ip", "-j", "addr", "show"])
    bridge = next((str(one.get("master", "")) for one in links if one.get("ifname") == port), "")
    if not bridge:
        raise CannotPlan("enforcement.port_unknown", address=port)
    gateways = [
        str(address["local"])
        for one in links
        if one.get("ifname") == bridge
        for address in one.get("addr_info", ())
        if address.get("family") == "inet"
    ]
    return Plug(port, tuple(sorted(gateways)))


def interfaces_of(machine: Machine, network: str) -> tuple[str, ...]:
    """The interfaces with an address in a network, such as 10.0.4.0/24."""
    wanted = ip_network(network)
    return tuple(
        str(one["ifname"])
        for one in _asked(machine, ["ip", "-j", "addr", "show"])
        if any(
            ip_interface(f"{address['local']}/{address['prefixlen']}").network == wanted
            for address in one.get("addr_info", ())
        )
    )


def bridged_frames_are_seen(machine: Machine) -> bool:
    """Whether rules also see what passes between two machines of one bridge."""
    path = "/proc/sys/net/bridge/bridge-nf-call-iptables"
    return (machine.read(path) or b"").strip() == b"1"


def _hardware_address(machine: Machine, addresses: tuple[str, ...]) -> str:
    for address in addresses:
        for called in (False, True):
            if called:
                _call(machine, address)
            for one in _asked(machine, ["ip", "-j", "neigh", "show", address]):
                if "lladdr" in one:
                    return str(one["lladdr"])
    raise CannotPlan("enforcement.port_unknown", address=", ".join(addresses))


def _call(machine: Machine, address: str) -> None:
    """Whoever does not answer has at least been asked for its hardware address."""
    try:
        machine.run(["ping", "-c", "1", "-W", "1", address])
    except Trouble as trouble:
        if trouble.answer != "refused":
            raise


def _is_learned(entry: dict[str, Any]) -> bool:
    return "master" in entry and entry.get("state") != "permanent"


def _asked(machine: Machine, words: list[str]) -> list[dict[str, Any]]:
    printed = machine.run(words)
    try:
        found = msgspec.json.decode(printed or b"[]", type=list[dict[str, Any]])
    except msgspec.DecodeError as wrong:
        raise Trouble("refused", f"{' '.join(words)}: {wrong}") from None
    return found
