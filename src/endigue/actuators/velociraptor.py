"""Velociraptor: machines quarantined by an artifact that is collected on them.

After https://docs.velociraptor.app/docs/server_automation/server_api/ and the pages of the
artifacts Windows.Remediation.Quarantine and Linux.Remediation.Quarantine. Its documented door is
gRPC with certificates of both sides; the program itself is a client of it, so it is run where it
and its `--api_config` file are, and nothing is linked in. What the agent made of the last
collection tells how the machine stands: a label would be our own word. Not proven on the real
product.
"""

import json
from dataclasses import dataclass

from endigue.actuators.machine import Machine
from endigue.actuators.naming import short
from endigue.containment.enforcement.change import Sight, State, Trouble

_FIND = "SELECT client_id, os_info.hostname AS host FROM clients(search='host:' + Host)"
_SYSTEM = "SELECT os_info.system AS system FROM clients(client_id=Client)"
_FLOWS = (
    "SELECT session_id, create_time, state, request FROM flows(client_id=Client) "
    "WHERE request.artifacts =~ 'Remediation.Quarantine'"
)
_COLLECT = (
    "SELECT collect_client(client_id=Client, artifacts=Artifact, "
    "env=dict(RemovePolicy=Remove)) AS flow FROM scope()"
)
ARTIFACTS = {"windows": "Windows.Remediation.Quarantine", "linux": "Linux.Remediation.Quarantine"}


@dataclass(frozen=True)
class Velociraptor:
    """One server, as in `endpoint.Console`."""

    machine: Machine
    """Where the program is."""
    config: str
    """Its file of an API client with the roles to collect artifacts."""
    program: str = "velociraptor"

    def find(self, host: str) -> list[str]:
        """As in `Console`."""
        return [
            str(one.get("client_id"))
            for one in self._asked(_FIND, Host=host)
            if short(str(one.get("host"))) == short(host)
        ]

    def look(self, agent: str) -> Sight:
        """As in `Console`: what became of the last quarantine, or of its removal."""
        last: dict[str, object] = {}
        for flow in self._asked(_FLOWS, Client=agent):
            if _removing(flow) is not None and _created(flow) >= _created(last):
                last = flow
        if not last:
            return Sight("absent")
        state, removing = str(last.get("state")), _removing(last)
        if state == "RUNNING":
            return Sight("half", f"{last.get('session_id')} {state}")
        reached = state == "FINISHED"
        seen: State = "in_force" if reached != removing else "absent"
        return Sight(seen, f"{last.get('session_id')} {state}")

    def isolate(self, agent: str) -> None:
        """As in `Console`."""
        self._collect(agent, "N")

    def release(self, agent: str) -> None:
        """As in `Console`."""
        self._collect(agent, "Y")

    def lines(self, agent: str) -> tuple[str, ...]:
        """As in `Console`; the artifact is the one for the system of the machine."""
        words = self._words(_COLLECT, Client=agent, Artifact="*.Remediation.Quarantine", Remove="N")
        return (" ".join(words),)

    def _collect(self, agent: str, remove: str) -> None:
        for one in self._asked(_SYSTEM, Client=agent):
            artifact = ARTIFACTS.get(str(one.get("system")).casefold())
            if artifact is None:
                raise Trouble("refused", f"no quarantine for {one.get('system')}")
            self._asked(_COLLECT, Client=agent, Artifact=artifact, Remove=remove)
            return
        raise Trouble("refused", f"{agent} is not known any more")

    def _asked(self, query: str, **values: str) -> list[dict[str, object]]:
        printed = self.machine.run(self._words(query, **values))
        try:
            found = json.loads(printed or b"[]")
        except (ValueError, RecursionError):
            raise Trouble("late", "the answer is no JSON") from None
        return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []

    def _words(self, query: str, **values: str) -> list[str]:
        # Values are variables of the query, never a part of its text.
        given = [word for name, value in values.items() for word in ("--env", f"{name}={value}")]
        return [self.program, "--api_config", self.config, "query", "--format", "json",
                *given, query]  # fmt: skip


def _created(flow: dict[str, object]) -> float:
    created = flow.get("create_time", 0)
    return float(created) if isinstance(created, int | float) else 0.0


def _removing(flow: dict[str, object]) -> bool | None:
    """Whether a flow removed the quarantine; None where it had nothing to do with it."""
    request = flow.get("request")
    specs = request.get("specs") if isinstance(request, dict) else None
    for spec in specs if isinstance(specs, list) else []:
        if isinstance(spec, dict) and spec.get("artifact") in ARTIFACTS.values():
            given = (spec.get("parameters") or {}).get("env") or []
            return {"key": "RemovePolicy", "value": "Y"} in given
    return None
