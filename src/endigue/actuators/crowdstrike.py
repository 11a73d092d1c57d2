"""CrowdStrike Falcon: network containment of hosts.

After https://developer.crowdstrike.com/api-reference/collections/hosts/ (PerformActionV2,
QueryDevicesByFilter, PostDeviceDetailsV2) and .../collections/oauth2/. The key of the API needs
the scope Hosts: read and write. Not proven on the real product.
"""

from dataclasses import dataclass
from urllib.parse import urlencode

from endigue.actuators.naming import short
from endigue.actuators.web import JSON, Api, encoded, form, listed, records
from endigue.containment.enforcement.change import Sight, State, Trouble

_ACTIONS = "/devices/entities/devices-actions/v2"
_STATES: dict[str, State] = {
    "normal": "absent",
    "contained": "in_force",
    "containment_pending": "half",
    "lift_containment_pending": "half",
}


@dataclass(frozen=True)
class Falcon:
    """One tenant, as in `endpoint.Console`."""

    api: Api

    def find(self, host: str) -> list[str]:
        """As in `Console`: hosts that the tenant still shows."""
        query = urlencode({"filter": f"hostname:'{host}'", "limit": "10"})
        found = self.api.ask("GET", f"/devices/queries/devices/v1?{query}").json()
        agents = [str(one) for one in listed(found.get("resources"))]
        if not agents:
            return []
        return [
            str(one.get("device_id"))
            for one in self._details(agents)
            if short(str(one.get("hostname"))) == short(host)
        ]

    def look(self, agent: str) -> Sight:
        """As in `Console`."""
        for one in self._details([agent]):
            if one.get("device_id") == agent:
                status = str(one.get("status"))
                return Sight(_STATES.get(status, "unknown"), status)
        return Sight("unknown", f"{agent} is not known any more")

    def isolate(self, agent: str) -> None:
        """As in `Console`."""
        self._act("contain", agent, "containment_pending")

    def release(self, agent: str) -> None:
        """As in `Console`."""
        self._act("lift_containment", agent, "lift_containment_pending")

    def lines(self, agent: str) -> tuple[str, ...]:
        """As in `Console`."""
        return (f"POST {_ACTIONS}?action_name=contain {_ids(agent).decode()}",)

    def _details(self, agents: list[str]) -> list[dict[str, object]]:
        body = encoded({"ids": agents})
        return records(
            self.api.ask("POST", "/devices/entities/devices/v2", body, JSON).json().get("resources")
        )

    def _act(self, action: str, agent: str, under_way: str) -> None:
        if self.look(agent).detail == under_way:
            return
        path = f"{_ACTIONS}?{urlencode({'action_name': action})}"
        said = self.api.ask("POST", path, _ids(agent), JSON).json()
        for error in records(said.get("errors") or []):
            raise Trouble("refused", f"{error.get('code')} {error.get('message')}")


@dataclass(frozen=True)
class FalconLogOn:
    """How a token is got: client credentials of OAuth2."""

    client: str
    secret: str

    def __call__(self, api: Api) -> str:
        """A token, good for half an hour."""
        body = form(client_id=self.client, client_secret=self.secret)
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return str(api.ask("POST", "/oauth2/token", body, kind).json().get("access_token"))


def _ids(agent: str) -> bytes:
    return encoded({"ids": [agent]})
