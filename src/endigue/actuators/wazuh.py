"""Wazuh: a machine isolated by an active response of yours, through the API of the manager.

After https://documentation.wazuh.com/current/user-manual/api/reference.html (PUT /active-response,
GET /agents, GET /syscheck/{agent_id}). Wazuh brings no response that isolates, and does not say
what became of one: so yours leaves a mark, a file that exists while the machine is isolated, in a
folder whose integrity Wazuh watches in real time, and the manager is asked for that file. Not
proven on the real product.
"""

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from endigue.actuators.naming import short
from endigue.actuators.web import JSON, Api, basic, encoded, records
from endigue.containment.enforcement.change import Sight, Trouble


@dataclass(frozen=True)
class Wazuh:
    """One manager, as in `endpoint.Console`."""

    api: Api
    isolating: str
    """Name of the script on agents that isolates."""
    releasing: str
    """Name of the one that lets in again."""
    mark: str
    """Path of the file that is there while the machine is isolated."""

    def find(self, host: str) -> list[str]:
        """As in `Console`."""
        query = urlencode({"search": host, "select": "id,name", "limit": "500"})
        return [
            str(one.get("id"))
            for one in self._items(f"/agents?{query}")
            if short(str(one.get("name"))) == short(host)
        ]

    def look(self, agent: str) -> Sight:
        """As in `Console`."""
        query = urlencode({"file": self.mark, "select": "file"})
        found = self._items(f"/syscheck/{quote(agent, safe='')}?{query}")
        return Sight("in_force" if any(one.get("file") == self.mark for one in found) else "absent")

    def isolate(self, agent: str) -> None:
        """As in `Console`."""
        self._run(agent, self.isolating)

    def release(self, agent: str) -> None:
        """As in `Console`."""
        self._run(agent, self.releasing)

    def lines(self, agent: str) -> tuple[str, ...]:
        """As in `Console`."""
        return (f"PUT {_path(agent)} {_command(self.isolating).decode()}",)

    def _run(self, agent: str, script: str) -> None:
        said = self.api.ask("PUT", _path(agent), _command(script), JSON).json()
        data = said.get("data") or {}
        for failed in records(data.get("failed_items") or []):
            error = failed.get("error") or {}
            raise Trouble("refused", f"{error.get('code')} {error.get('message')}")

    def _items(self, path: str) -> list[dict[str, object]]:
        data = self.api.ask("GET", path).json().get("data")
        return records(data.get("affected_items") if isinstance(data, dict) else None)


@dataclass(frozen=True)
class WazuhLogOn:
    """How a token is got: a user of the manager's API."""

    user: str
    password: str

    def __call__(self, api: Api) -> str:
        """A token, good for fifteen minutes unless the manager says otherwise."""
        said = api.ask("POST", "/security/user/authenticate", None,
                       basic(self.user, self.password)).json()  # fmt: skip
        return str((said.get("data") or {}).get("token"))


def _path(agent: str) -> str:
    return f"/active-response?{urlencode({'agents_list': agent})}"


def _command(script: str) -> bytes:
    return encoded({"command": f"!{script}", "arguments": []})
