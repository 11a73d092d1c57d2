"""Any consumer of OpenC2 commands over HTTPS.

After OpenC2 Language Specification 1.0 and the specification for transfer via HTTPS 1.1
(https://docs.oasis-open.org/openc2/open-impl-https/v1.1/open-impl-https-v1.1.html). Only what the
language has words for is sent: `contain` a device, `deny` a network or a connection, and `allow`
for the undo; a consumer is first asked which of them it knows (`query features`). The language
cannot ask how a thing stands, so a command of yours looks; without one nothing is known but what
the consumer said. Not proven on a product.
"""

from dataclasses import dataclass
from ipaddress import ip_network
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import msgspec

from endigue.actuators.look import Look
from endigue.actuators.naming import hosts
from endigue.actuators.web import Api
from endigue.containment.enforcement.change import (
    CannotPlan,
    Change,
    Sight,
    Step,
    Trouble,
    key_of,
)
from endigue.containment.enforcement.order import Order

TYPE = "application/openc2+json;version=1.0"
KINDS = frozenset({"isolate_host", "preserve", "close_flow", "unplug_zone"})
PROTOCOLS = frozenset({"icmp", "tcp", "udp", "sctp"})
"""Those of the language (L4-Protocol)."""
_TARGET, _ACTION, _NAME = "target", "action", "name"


@dataclass(frozen=True)
class OpenC2:
    """One consumer."""

    target: str
    api: Api
    look: Look | None = None
    """With {lever}, {thing} and {name}."""
    kinds: frozenset[str] = KINDS

    def covers(self, order: Order) -> bool:
        """What the language has words for."""
        return order.kind in self.kinds and order.sort != "unknown"

    def plan(self, order: Order) -> Change:
        """The command, from the order alone, if the consumer knows such commands."""
        action, target = _command(order)
        if not all(self._knows(one, target) for one in (action, "allow")):
            raise CannotPlan("enforcement.no_words", name=order.name)
        return Change(
            key=key_of(order, self.target),
            lever=order.lever,
            target=self.target,
            steps=(Step("step.send_command", {"action": action, "name": order.name}),),
            content={
                _ACTION: action,
                _TARGET: msgspec.json.encode(target).decode(),
                "thing": order.target,
                _NAME: order.name,
            },
        )

    def preview(self, change: Change) -> tuple[str, ...]:
        """The message."""
        return (f"POST {_message(change, change.content[_ACTION]).decode()}",)

    def apply(self, change: Change) -> None:
        """Send the command. A consumer knows by its `command_id` that it had it already."""
        self._send(change, change.content[_ACTION])

    def verify(self, change: Change) -> Sight:
        """Look by the command that was configured."""
        if self.look is None:
            return Sight("unknown", "OpenC2 cannot ask; configure look")
        values = {"lever": change.lever, "thing": change.content["thing"],
                  _NAME: change.content[_NAME]}  # fmt: skip
        return self.look(values)

    def undo(self, change: Change) -> None:
        """Allow it again."""
        self._send(change, "allow")

    def _knows(self, action: str, target: dict[str, object]) -> bool:
        number = str(uuid5(NAMESPACE_URL, "endigue query features"))
        question: dict[str, object] = {
            "action": "query",
            "target": {"features": ["pairs"]},
            "command_id": number,
        }
        results = self._answer(_enveloped(number, question)).get("results")
        pairs = results.get("pairs") if isinstance(results, dict) else None
        known = pairs.get(action) if isinstance(pairs, dict) else None
        return isinstance(known, list) and all(name in known for name in target)

    def _send(self, change: Change, action: str) -> None:
        self._answer(_message(change, action))

    def _answer(self, message: bytes) -> dict[str, Any]:
        headers = {"Content-Type": TYPE, "Accept": TYPE}
        said = self.api.ask("POST", "", message, headers).json()
        try:
            response = said["body"]["openc2"]["response"]
            status = int(response["status"])
        except (KeyError, TypeError, ValueError):
            raise Trouble("late", "the answer is no OpenC2 response") from None
        if status >= 300:
            detail = f"{status} {response.get('status_text', '')}".strip()
            raise Trouble("late" if status == 500 else "refused", detail)
        return dict(response)


def _command(order: Order) -> tuple[str, dict[str, object]]:
    """Action and target. Raises CannotPlan where the language has no words for it."""
    if order.sort == "asset":
        device = {"device_id": order.target, "hostname": hosts(order)[0]}
        return "contain", {"device": device}
    if order.sort == "zone" and order.network:
        return "deny", {f"ipv{ip_network(order.network).version}_net": order.network}
    if order.sort == "flow" and order.source_network and order.target_network:
        versions = {ip_network(one).version for one in (order.source_network, order.target_network)}
        if len(versions) == 1 and order.protocol in PROTOCOLS:
            connection: dict[str, object] = {
                "src_addr": order.source_network,
                "dst_addr": order.target_network,
                "protocol": order.protocol,
            }
            if order.port and order.protocol != "icmp":
                connection["dst_port"] = order.port
            return "deny", {f"ipv{versions.pop()}_connection": connection}
    raise CannotPlan("enforcement.no_words", name=order.name)


def _message(change: Change, action: str) -> bytes:
    number = str(uuid5(NAMESPACE_URL, f"endigue {change.key} {action}"))
    command = {
        "action": action,
        "target": msgspec.json.decode(change.content[_TARGET]),
        "args": {"response_requested": "complete"},
        "command_id": number,
    }
    return _enveloped(number, command)


def _enveloped(number: str, command: dict[str, object]) -> bytes:
    headers = {"request_id": number, "from": "endigue"}
    return msgspec.json.encode({"headers": headers, "body": {"openc2": {"request": command}}})
