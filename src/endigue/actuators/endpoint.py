"""Machines isolated by the agent that runs on them, through the console of its maker.

The agent keeps its own way to the console and drops the rest, so an isolated machine can still be
released. A console takes an order at once and the agent obeys when it next calls: until then the
change is half there.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from endigue.actuators.naming import hosts
from endigue.containment.enforcement.change import CannotPlan, Change, Sight, Step, key_of
from endigue.containment.enforcement.order import Order

PAUSE = 2.0
"""Seconds between two looks; assumed."""
_AGENT, _HOST, _WAS = "agent", "host", "was"


class Console(Protocol):
    """The console of one product. Every method but `lines` raises Trouble."""

    def find(self, host: str) -> list[str]:
        """Identifiers of the agents on machines of that name, compared without their domain."""
        ...

    def look(self, agent: str) -> Sight:
        """Whether the machine is isolated, in the words of the agent where the product has any."""
        ...

    def isolate(self, agent: str) -> None:
        """Have it isolated; may be asked twice."""
        ...

    def release(self, agent: str) -> None:
        """Have it let in again; may be asked twice."""
        ...

    def lines(self, agent: str) -> tuple[str, ...]:
        """What `isolate` sends."""
        ...


@dataclass(frozen=True)
class Endpoint:
    """One product."""

    target: str
    console: Console
    wait: float = 20.0
    """Seconds that an agent is given to obey before we go on; it may still obey later."""
    sleep: Callable[[float], None] = time.sleep

    def covers(self, order: Order) -> bool:
        """Machines that are to be isolated."""
        return order.kind in ("isolate_host", "preserve") and order.sort == "asset"

    def plan(self, order: Order) -> Change:
        """Find the agent, and how it stands."""
        found: dict[str, None] = {}
        for host in hosts(order):
            found |= dict.fromkeys(self.console.find(host))
        if len(found) != 1:
            raise CannotPlan("enforcement.not_one_agent", name=order.name, count=str(len(found)))
        (agent,) = found
        return Change(
            key=key_of(order, self.target),
            lever=order.lever,
            target=self.target,
            steps=(Step("step.isolate_by_agent", {"host": order.name}),),
            content={_AGENT: agent, _HOST: order.name},
            before={_WAS: self.console.look(agent).state},
        )

    def preview(self, change: Change) -> tuple[str, ...]:
        """The requests."""
        return self.console.lines(change.content[_AGENT])

    def apply(self, change: Change) -> None:
        """Isolate it, and give it time to obey."""
        agent = change.content[_AGENT]
        if self.console.look(agent).state != "in_force":
            self.console.isolate(agent)
            self._wait_for(agent, "in_force")

    def verify(self, change: Change) -> Sight:
        """Ask the console how the agent stands."""
        return self.console.look(change.content[_AGENT])

    def undo(self, change: Change) -> None:
        """Let it in again, unless it was isolated before."""
        if change.before[_WAS] == "in_force":
            return
        agent = change.content[_AGENT]
        if self.console.look(agent).state != "absent":
            self.console.release(agent)
            self._wait_for(agent, "absent")

    def _wait_for(self, agent: str, state: str) -> None:
        waited = 0.0
        while self.console.look(agent).state != state and waited < self.wait:
            self.sleep(PAUSE)
            waited += PAUSE
