"""A machine isolated by its own firewall: nothing in, nothing out, but for us.

Every family of addresses, every alias and every interface are covered because nothing is matched
by an address but our own. Whoever is root on the machine can undo it, so it is worth less than a
cut on the wire; it stands where no switch or router can be commanded.
"""

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from endigue.actuators.guarded import remove, seen, set_guarded
from endigue.actuators.machine import Machine
from endigue.actuators.management import Management
from endigue.actuators.ruleset import Chain, Table, setting
from endigue.containment.enforcement.change import CannotPlan, Change, Sight, Step, key_of
from endigue.containment.enforcement.order import Order

KINDS = frozenset({"isolate_host", "preserve"})
_HOST = "host"


@dataclass(frozen=True)
class NftablesHost:
    """Any number of machines that are commanded in the same way."""

    target: str
    reach: Callable[[str], Machine]
    """The machine behind a host name or an address."""
    hosts: Mapping[str, str]
    """By asset what to reach it by; for any other, its first address, then its first name."""
    management: Management
    seconds: int = 30
    """After which a machine that cut us off undoes it."""
    only_known: bool = False
    """Whether only the machines in `hosts` are commanded."""
    sleep: Callable[[float], None] = time.sleep

    def covers(self, order: Order) -> bool:
        """Isolations of machines."""
        known = not self.only_known or order.target in self.hosts
        return order.kind in KINDS and order.sort == "asset" and known

    def plan(self, order: Order) -> Change:
        """Look whether the machine lets us in and has nftables."""
        host = self.hosts.get(order.target) or next(iter((*order.addresses, *order.names)), "")
        # What stands before ssh's own words must not be taken for one of its options.
        if re.fullmatch(r"[A-Za-z0-9_.:@\[\]-]+", host) is None or host.startswith("-"):
            raise CannotPlan("enforcement.host_unknown", host=host)
        self.reach(host).run(["nft", "list", "tables"])
        return Change(
            key=key_of(order, self.target),
            lever=order.lever,
            target=self.target,
            steps=(Step("step.isolate_by_own_firewall", {"host": order.name or host}),),
            content={_HOST: host},
        )

    def preview(self, change: Change) -> tuple[str, ...]:
        """The file for nft."""
        return tuple(setting(self._tables(change)).splitlines())

    def apply(self, change: Change) -> None:
        """Set the table, and see that we still get in."""
        set_guarded(self._machine(change), self._tables(change), self.seconds, self.sleep)

    def verify(self, change: Change) -> Sight:
        """Read the table back."""
        return seen(self._machine(change), self._tables(change))

    def undo(self, change: Change) -> None:
        """Remove the table."""
        remove(self._machine(change), self._tables(change))

    def _machine(self, change: Change) -> Machine:
        return self.reach(change.content[_HOST])

    def _tables(self, change: Change) -> tuple[Table, ...]:
        ours = self.management
        chains = (
            Chain("into", "input", ('iifname "lo" accept', f"{ours.from_us} accept", "drop")),
            Chain(
                "out_of",
                "output",
                (
                    'oifname "lo" accept',
                    f"{ours.to_us} accept",
                    "drop",
                ),
            ),
            Chain("through", "forward", ("drop",)),
        )
        return (Table("inet", change.key, chains),)
