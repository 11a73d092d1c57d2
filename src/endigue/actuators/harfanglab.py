"""HarfangLab EDR: isolation of endpoints.

The maker describes the API to its customers alone (the manager's own pages), so this follows the
integration that it publishes: https://github.com/demisto/content/tree/master/Packs/HarfangLabEDR
(paths, `requested`, `policy_not_allowed`). That an agent's record says `isolation_state` is
assumed: where it does not, nothing is claimed. Not proven on the real product.
"""

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from endigue.actuators.naming import short
from endigue.actuators.web import Api, records
from endigue.containment.enforcement.change import Sight, Trouble

_AGENTS = "/api/data/endpoint/Agent/"


@dataclass(frozen=True)
class HarfangLab:
    """One manager, as in `endpoint.Console`."""

    api: Api

    def find(self, host: str) -> list[str]:
        """As in `Console`."""
        path = f"{_AGENTS}?{urlencode({'hostname': host})}"
        return [
            str(one.get("id"))
            for one in records(self.api.ask("GET", path).json().get("results"))
            if short(str(one.get("hostname"))) == short(host)
        ]

    def look(self, agent: str) -> Sight:
        """As in `Console`."""
        found = self.api.ask("GET", f"{_AGENTS}{quote(agent, safe='')}/").json()
        match found.get("isolation_state"):
            case True:
                return Sight("in_force")
            case False:
                return Sight("absent", str(found.get("status", "")))
            case _:
                return Sight("unknown", "the manager does not say isolation_state")

    def isolate(self, agent: str) -> None:
        """As in `Console`. Its policy may not allow it: then it is refused."""
        said = self.api.ask("POST", _path(agent, "isolate")).json()
        if agent in (said.get("policy_not_allowed") or []):
            raise Trouble("refused", "the policy of the agent does not allow isolation")

    def release(self, agent: str) -> None:
        """As in `Console`."""
        self.api.ask("POST", _path(agent, "deisolate"))

    def lines(self, agent: str) -> tuple[str, ...]:
        """As in `Console`."""
        return (f"POST {_path(agent, 'isolate')}",)


def _path(agent: str, verb: str) -> str:
    return f"{_AGENTS}{quote(agent, safe='')}/{verb}/"
