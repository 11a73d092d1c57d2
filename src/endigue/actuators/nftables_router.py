"""A Linux router or bridge with nftables: machines, flows between zones, whole zones, the Internet.

A machine is isolated at its port of the bridge, whatever addresses it gives itself and also from
its neighbours in the same network. A flow and a zone are cut at the interfaces of the router.
Connections that stand are cut with the others; those of TCP are told so, that nobody waits.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from endigue.actuators.guarded import remove, seen, set_guarded
from endigue.actuators.machine import Machine
from endigue.actuators.management import Management
from endigue.actuators.ruleset import Chain, Table, group, quoted, setting
from endigue.actuators.topology import bridged_frames_are_seen, interfaces_of, plug_of
from endigue.containment.enforcement.change import CannotPlan, Change, Sight, Step, key_of
from endigue.containment.enforcement.order import Order

ON_ASSETS = frozenset({"isolate_host", "preserve"})
ON_FLOWS = frozenset({"close_flow", "suspend_mail", "cut_partner"})
ON_ZONES = frozenset({"unplug_zone", "cut_internet", "cut_partner"})
PROTOCOLS = frozenset({"tcp", "udp"})
ANY = frozenset({"", "any", "ip", "*"})
_RESET = "reject with tcp reset"


@dataclass(frozen=True)
class NftablesRouter:
    """One router."""

    target: str
    machine: Machine
    management: Management
    zones: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Interfaces by zone, where the network of a zone does not tell them."""
    ports: Mapping[str, str] = field(default_factory=dict)
    """Port of the bridge by asset, where the router is not to be asked."""
    seconds: int = 30
    """After which it undoes what cut us off."""
    levers: frozenset[str] = ON_ASSETS | ON_FLOWS | ON_ZONES
    sleep: Callable[[float], None] = time.sleep

    def covers(self, order: Order) -> bool:
        """Isolations of machines, closings of flows, unplugging of zones."""
        sorts = {"asset": ON_ASSETS, "flow": ON_FLOWS, "zone": ON_ZONES}
        return order.kind in self.levers & sorts.get(order.sort, frozenset())

    def plan(self, order: Order) -> Change:
        """Ask the router where the thing is plugged in, and write the rules."""
        match order.sort:
            case "asset":
                tables, step = self._machine_isolated(order)
            case "flow":
                tables, step = self._flow_closed(order)
            case _:
                tables, step = self._zone_unplugged(order)
        content = {
            f"{table.family}/{chain.name}/{chain.hook}": "\n".join(chain.rules)
            for table in tables
            for chain in table.chains
        }
        key = key_of(order, self.target)
        return Change(key, order.lever, self.target, (step,), content)

    def preview(self, change: Change) -> tuple[str, ...]:
        """The file for nft."""
        return tuple(setting(_tables(change)).splitlines())

    def apply(self, change: Change) -> None:
        """Set all tables at once, and see that we still get in."""
        set_guarded(self.machine, _tables(change), self.seconds, self.sleep)

    def verify(self, change: Change) -> Sight:
        """Read the tables back."""
        return seen(self.machine, _tables(change))

    def undo(self, change: Change) -> None:
        """Remove the tables."""
        remove(self.machine, _tables(change))

    def _machine_isolated(self, order: Order) -> tuple[tuple[Table, ...], Step]:
        addresses = tuple(sorted(one for one in order.addresses if ":" not in one))
        port = self.ports.get(order.target, "")
        if not addresses and not port:
            raise CannotPlan("enforcement.no_address", name=order.name)
        plug = plug_of(self.machine, addresses, port)
        ours, key = self.management, key_of(order, self.target)
        out, into = f'iifname "{plug.port}"', f'oifname "{plug.port}"'
        away: list[str] = []
        back: list[str] = []
        if addresses and plug.gateways:
            own, gateway = group(addresses), group(plug.gateways)
            away = [
                f"{out} arp saddr ip {own} arp daddr ip {gateway} accept",
                f"{out} ip saddr {own} {ours.to_us} accept",
            ]
            back = [f"{into} arp saddr ip {gateway} accept", f"{into} {ours.from_us} accept"]
        bridge = Table(
            "bridge",
            key,
            (
                Chain("away", "prerouting", (*away, f"{out} drop")),
                Chain("back", "postrouting", (*back, f"{into} drop")),
            ),
        )
        return (bridge,), Step("step.isolate_at_port", {"host": order.name, "port": plug.port})

    def _flow_closed(self, order: Order) -> tuple[tuple[Table, ...], Step]:
        sources = self._interfaces(order.source_zone, order.source_network)
        targets = self._interfaces(order.target_zone, order.target_network)
        if set(sources) & set(targets) and not bridged_frames_are_seen(self.machine):
            raise CannotPlan("enforcement.bridge_unseen", zone=order.source_zone)
        forth = f"iifname {quoted(sources)} oifname {quoted(targets)}"
        back = f"iifname {quoted(targets)} oifname {quoted(sources)} ct direction reply"
        kept = (f"{self.management.from_us} accept", f"{self.management.to_us} accept")
        rules: list[str] = []
        for protocol in _protocols(order):
            action = _RESET if protocol == "tcp" else "drop"
            if order.port:
                rules += [
                    f"{forth} {protocol} dport {order.port} {action}",
                    f"{back} meta l4proto {protocol} ct original proto-dst {order.port} {action}",
                ]
            else:
                rules += [f"{one} meta l4proto {protocol} {action}" for one in (forth, back)]
        if not order.port and order.protocol in ANY:
            rules += [f"{forth} drop", f"{back} drop"]
        chain = Chain("through", "forward", (*kept, *rules))
        arguments = {
            "source": order.source_zone,
            "target": order.target_zone,
            "port": f"{order.protocol}/{order.port or '*'}",
        }
        table = Table("inet", key_of(order, self.target), (chain,))
        return (table,), Step("step.close_between_interfaces", arguments)

    def _zone_unplugged(self, order: Order) -> tuple[tuple[Table, ...], Step]:
        ports = self._interfaces(order.zone, order.network)
        inside, outside = f"iifname {quoted(ports)}", f"oifname {quoted(ports)}"
        ours = self.management
        leaving = f"{inside} oifname != {quoted(ports)}"
        entering = f"{outside} iifname != {quoted(ports)}"
        through = (
            f"{inside} {ours.to_us} accept",
            f"{outside} {ours.from_us} accept",
            f"{leaving} meta l4proto tcp {_RESET}",
            f"{leaving} drop",
            f"{entering} meta l4proto tcp {_RESET}",
            f"{entering} drop",
        )
        to_router = (f"{inside} {ours.from_us} accept", f"{inside} drop")
        chains = (Chain("through", "forward", through), Chain("to_router", "input", to_router))
        step = Step("step.unplug_at_interfaces", {"zone": order.name, "ports": ", ".join(ports)})
        return (Table("inet", key_of(order, self.target), chains),), step

    def _interfaces(self, zone: str, network: str) -> Sequence[str]:
        found = self.zones.get(zone) or (interfaces_of(self.machine, network) if network else ())
        if not found:
            raise CannotPlan("enforcement.zone_unknown", zone=zone)
        return sorted(found)


def _protocols(order: Order) -> tuple[str, ...]:
    if order.protocol in PROTOCOLS:
        return (order.protocol,)
    if order.protocol not in ANY:
        raise CannotPlan("enforcement.protocol_unknown", protocol=order.protocol)
    return ("tcp", "udp") if order.port else ("tcp",)


def _tables(change: Change) -> tuple[Table, ...]:
    """The tables as the change keeps them."""
    chains: dict[str, list[Chain]] = {}
    for place, rules in sorted(change.content.items()):
        family, name, hook = place.split("/")
        chains.setdefault(family, []).append(Chain(name, hook, tuple(rules.split("\n"))))
    return tuple(Table(family, change.key, tuple(each)) for family, each in chains.items())
