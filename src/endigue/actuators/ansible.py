"""What your Ansible can do: one playbook that does, one that undoes, run by the program itself.

Ansible is under the GPL, so it is neither linked in nor depended on: `ansible-playbook` is run
where you have it. How a thing stands is asked by a dry run (`--check`): a playbook that would
change nothing is in force. So both must be idempotent, and made of modules that know check mode
(https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_checkmode.html).
"""

import json
import re
from dataclasses import dataclass

from msgspec.structs import replace

from endigue.actuators.machine import Machine
from endigue.actuators.naming import hosts, short
from endigue.containment.enforcement.change import (
    CannotPlan,
    Change,
    Sight,
    Step,
    Trouble,
    key_of,
)
from endigue.containment.enforcement.order import Order

UNREACHED = "ansible-playbook (4)"
"""The exit code of ansible-playbook where a host was not reached."""
_RECAP = re.compile(r"^\S+\s*:\s*ok=\d+\s+changed=(\d+)\s+unreachable=\d+\s+failed=\d+", re.M)
_HOST, _GIVEN, _WAS = "host", "given", "was"


@dataclass(frozen=True)
class Ansible:
    """Two playbooks of yours, for some kinds of levers."""

    target: str
    machine: Machine
    """Where Ansible is."""
    inventory: str
    doing: str
    undoing: str
    levers: frozenset[str]
    on: str = ""
    """The host of the inventory that they run on; empty for the machine that an order names."""

    def covers(self, order: Order) -> bool:
        """The levers that the configuration names."""
        return order.kind in self.levers and order.sort != "unknown"

    def plan(self, order: Order) -> Change:
        """Find the host in the inventory, and how it stands."""
        host = self.on or self._host(order)
        change = Change(
            key=key_of(order, self.target),
            lever=order.lever,
            target=self.target,
            steps=(Step("step.run_playbook", {"playbook": self.doing, "name": order.name}),),
            content={_HOST: host, _GIVEN: _given(order)},
        )
        return replace(change, before={_WAS: self.verify(change).state})

    def preview(self, change: Change) -> tuple[str, ...]:
        """The command."""
        return (" ".join(self._words(change, self.doing)),)

    def apply(self, change: Change) -> None:
        """Run the one."""
        self._run(change, self.doing)

    def verify(self, change: Change) -> Sight:
        """Run both dry: the one that would change nothing tells how it stands."""
        left = self._left(change, self.doing)
        if left == 0:
            return Sight("in_force")
        if self._left(change, self.undoing) == 0:
            return Sight("absent", f"{left} changes to make")
        return Sight("half", f"{left} changes to make")

    def undo(self, change: Change) -> None:
        """Run the other, unless it was in force before."""
        if change.before[_WAS] != "in_force":
            self._run(change, self.undoing)

    def _host(self, order: Order) -> str:
        if order.sort != "asset":
            raise CannotPlan("enforcement.no_words", name=order.name)
        wanted = set(hosts(order))
        known, groups = self._known()
        found = [host for host in known if short(host) in wanted]
        # A limit that is called as a group is would run on all of it.
        if len(found) != 1 or found[0] in groups:
            raise CannotPlan("enforcement.not_in_inventory", name=order.name)
        return found[0]

    def _known(self) -> tuple[list[str], frozenset[str]]:
        """Hosts of the inventory, and its groups."""
        printed = self.machine.run(["ansible-inventory", "-i", self.inventory, "--list"])
        try:
            inventory = json.loads(printed)
        except (ValueError, RecursionError):
            inventory = None
        if not isinstance(inventory, dict):
            raise Trouble("refused", "ansible-inventory prints no inventory")
        groups = {name: one for name, one in inventory.items() if isinstance(one, dict)}
        known = {str(host) for one in groups.values() for host in one.get("hosts") or ()}
        return sorted(known), frozenset(groups)

    def _left(self, change: Change, playbook: str) -> int:
        """Changes that a playbook would make."""
        printed = self._run(change, playbook, "--check").decode(errors="replace")
        found = [int(one) for one in _RECAP.findall(printed)]
        if not found:
            raise Trouble("late", "ansible-playbook does not say what it would change")
        return sum(found)

    def _run(self, change: Change, playbook: str, *flags: str) -> bytes:
        try:
            return self.machine.run([*self._words(change, playbook), *flags])
        except Trouble as trouble:
            if trouble.answer == "refused" and trouble.detail.startswith(UNREACHED):
                raise Trouble("down", trouble.detail) from None
            raise

    def _words(self, change: Change, playbook: str) -> list[str]:
        return ["ansible-playbook", "-i", self.inventory, f"--limit={change.content[_HOST]}",
                f"--extra-vars={change.content[_GIVEN]}", playbook]  # fmt: skip


def _given(order: Order) -> str:
    """Variables of the playbooks. Raises CannotPlan for names that Ansible would run as templates:
    they come from evidence.
    """
    given = {
        "endigue_kind": order.kind,
        "endigue_target": order.target,
        "endigue_name": order.name,
        "endigue_addresses": list(order.addresses),
        "endigue_networks": [one for one in (order.network, order.source_network,
                                             order.target_network) if one],
        "endigue_protocol": order.protocol,
        "endigue_port": order.port,
    }  # fmt: skip
    text = json.dumps(given)
    if any(sign in text[1:-1] for sign in "{}"):
        raise CannotPlan("enforcement.no_words", name=order.name)
    return text
