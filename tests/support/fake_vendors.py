"""A server on this machine that answers as the products' documentation says, and keeps state.

One server serves every world of a run, each below a path of its own. `Vendors.how` sabotages what
would change something: `refuses`, `lies` (says yes, does nothing), `late` (does it, hangs up).
"""

import copy
import json
import threading
from base64 import b64encode
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from typing import ClassVar
from urllib.parse import parse_qs, unquote, urlsplit

TOKEN, SECRET = "t0ken-of-the-day", "s3cret"
FORM = "application/x-www-form-urlencoded"


@dataclass
class Request:
    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes

    def json(self):
        return json.loads(self.body)

    def form(self):
        assert self.headers["content-type"] == FORM
        return {name: values[0] for name, values in parse_qs(self.body.decode()).items()}

    @property
    def is_signed(self) -> bool:
        return self.headers.get("authorization") == f"Bearer {TOKEN}"


@dataclass
class Falcon:
    status: dict[str, str] = field(default_factory=lambda: {"aid1": "normal", "aid2": "normal"})
    names: ClassVar = {"aid1": "PC-1", "aid2": "PC-2"}

    def state(self):
        will = {"containment_pending": "contained", "lift_containment_pending": "normal"}
        return {agent: will.get(status, status) for agent, status in self.status.items()}

    def changes(self, asked):
        return "devices-actions" in asked.path

    def answer(self, asked):
        if asked.path == "/oauth2/token":
            if asked.form() != {"client_id": "us", "client_secret": SECRET}:
                return 401, {"errors": [{"code": 401, "message": "access denied"}]}
            return 201, {"access_token": TOKEN, "expires_in": 1799, "token_type": "bearer"}
        if not asked.is_signed:
            return 401, {"errors": [{"code": 401, "message": "access denied"}]}
        match asked.method, asked.path:
            case "GET", "/devices/queries/devices/v1":
                name = asked.query["filter"].removeprefix("hostname:'").removesuffix("'")
                found = [a for a, known in self.names.items() if known.casefold() == name]
                return 200, {"resources": found, "errors": []}
            case "POST", "/devices/entities/devices/v2":
                return 200, {"resources": [self._device(a) for a in asked.json()["ids"]]}
            case "POST", "/devices/entities/devices-actions/v2":
                pending = {"contain": "containment_pending",
                           "lift_containment": "lift_containment_pending"}  # fmt: skip
                (agent,) = asked.json()["ids"]
                self.status[agent] = pending[asked.query["action_name"]]
                path = f"/devices/entities/devices/v1?ids={agent}"
                return 202, {"resources": [{"id": agent, "path": path}], "errors": []}
        return 404, {}

    def _device(self, agent):
        status = self.status[agent]
        self.status[agent] = self.state()[agent]
        return {"device_id": agent, "hostname": self.names[agent], "status": status}


@dataclass
class HarfangLab:
    isolated: dict[str, bool] = field(default_factory=lambda: {"a-1": False, "a-2": False})
    names: ClassVar = {"a-1": "PC-1", "a-2": "PC-10"}
    forbidden: tuple[str, ...] = ()

    def state(self):
        return dict(self.isolated)

    def changes(self, asked):
        return asked.method == "POST"

    def answer(self, asked):
        if asked.headers.get("authorization") != f"Token {SECRET}":
            return 401, {"detail": "Invalid token."}
        rest = asked.path.removeprefix("/api/data/endpoint/Agent/").strip("/")
        if not rest:
            name = asked.query["hostname"]
            found = [self._agent(a) for a, known in self.names.items() if name in known.casefold()]
            return 200, {"count": len(found), "next": None, "previous": None, "results": found}
        agent, _, verb = rest.partition("/")
        if not verb:
            return 200, self._agent(agent)
        allowed = agent not in self.forbidden
        if allowed:
            self.isolated[agent] = verb == "isolate"
        lists = {"requested": [agent] if allowed else [],
                 "policy_not_allowed": [] if allowed else [agent]}  # fmt: skip
        return 200, lists

    def _agent(self, agent):
        return {"id": agent, "hostname": self.names[agent], "status": "online",
                "isolation_state": self.isolated[agent]}  # fmt: skip


@dataclass
class Wazuh:
    marks: set[str] = field(default_factory=set)
    names: ClassVar = {"001": "pc-1", "002": "pc-10"}
    mark = "/var/ossec/var/isolated"
    gone: tuple[str, ...] = ()

    def state(self):
        return set(self.marks)

    def changes(self, asked):
        return asked.path == "/active-response"

    def answer(self, asked):
        if asked.path == "/security/user/authenticate":
            if asked.headers["authorization"] != f"Basic {b64encode(b'us:s3cret').decode()}":
                return 401, {"title": "Unauthorized", "detail": "Invalid credentials"}
            return 200, {"data": {"token": TOKEN}, "error": 0}
        if not asked.is_signed:
            return 401, {"title": "Unauthorized", "detail": "Invalid token"}
        if asked.path == "/agents":
            name = asked.query["search"]
            return 200, _items([{"id": a, "name": n} for a, n in self.names.items() if name in n])
        if asked.path == "/active-response":
            agent = asked.query["agents_list"]
            if agent in self.gone:
                return 200, _items([], [{"error": {"code": 1707, "message": "not active"}}])
            if asked.json()["command"] == "!isolate":
                self.marks.add(agent)
            else:
                assert asked.json()["command"] == "!release"
                self.marks.discard(agent)
            return 200, _items([agent])
        agent = asked.path.removeprefix("/syscheck/")
        there = agent in self.marks and asked.query["file"] == self.mark
        return 200, _items([{"file": self.mark}] if there else [])


def _items(good, bad=()):
    data = {"affected_items": good, "total_affected_items": len(good), "failed_items": list(bad),
            "total_failed_items": len(bad)}  # fmt: skip
    return {"data": data, "message": "", "error": 1 if bad else 0}


@dataclass
class Entra:
    enabled: dict[str, bool] = field(default_factory=lambda: {"u-1": True, "u-2": False})
    names: ClassVar = {"u-1": "alice@mutual.example", "u-2": "bob@mutual.example"}
    revoked: int = 0

    def state(self):
        return dict(self.enabled)

    def changes(self, asked):
        return asked.method == "PATCH" or asked.path.endswith("revokeSignInSessions")

    def answer(self, asked):
        if asked.path == "/the-tenant/oauth2/v2.0/token":
            wanted = {
                "client_id": "us",
                "client_secret": SECRET,
                "grant_type": "client_credentials",
                "scope": "https://graph.microsoft.com/.default",
            }
            if asked.form() != wanted:
                return 401, {"error": "invalid_client"}
            return 200, {"token_type": "Bearer", "expires_in": 3599, "access_token": TOKEN}
        if not asked.is_signed:
            return 401, {"error": {"code": "InvalidAuthenticationToken"}}
        name, _, verb = asked.path.removeprefix("/v1.0/users/").partition("/")
        user = next((u for u, known in self.names.items() if name in (u, known)), None)
        if user is None:
            return 404, {"error": {"code": "Request_ResourceNotFound"}}
        if verb == "revokeSignInSessions":
            self.revoked += 1
            return 200, {"value": True}
        if asked.method == "PATCH":
            self.enabled[user] = asked.json()["accountEnabled"]
            return 204, None
        since = f"2021-02-05T20:{self.revoked:02d}:00Z"
        return 200, {"id": user, "accountEnabled": self.enabled[user],
                     "signInSessionsValidFromDateTime": since}  # fmt: skip


@dataclass
class Consumer:
    """Of OpenC2 commands."""

    denied: set[str] = field(default_factory=set)
    status: int = 200
    pairs: ClassVar = {"contain": ["device"], "deny": ["ipv4_net", "ipv4_connection"],
             "allow": ["device", "ipv4_net", "ipv4_connection"], "query": ["features"]}  # fmt: skip

    def state(self):
        return set(self.denied)

    def changes(self, asked):
        return asked.json()["body"]["openc2"]["request"]["action"] != "query"

    def answer(self, asked):
        assert asked.headers["content-type"] == "application/openc2+json;version=1.0"
        request = asked.json()["body"]["openc2"]["request"]
        thing = json.dumps(request["target"], sort_keys=True)
        response = {"status": self.status, "status_text": "said so"}
        if request["action"] == "query":
            assert request["target"] == {"features": ["pairs"]}
            response = {"status": 200, "results": {"pairs": self.pairs}}
        elif request["action"] == "allow":
            self.denied.discard(thing)
        else:
            assert request["action"] in ("contain", "deny")
            self.denied.add(thing)
        headers = {"request_id": asked.json()["headers"]["request_id"]}
        return 200, {"headers": headers, "body": {"openc2": {"response": response}}}


@dataclass(eq=False)
class Vendors:
    """All products of one world."""

    falcon: Falcon = field(default_factory=Falcon)
    harfanglab: HarfangLab = field(default_factory=HarfangLab)
    wazuh: Wazuh = field(default_factory=Wazuh)
    entra: Entra = field(default_factory=Entra)
    consumer: Consumer = field(default_factory=Consumer)
    how: str = ""
    heard: list[str] = field(default_factory=list)
    """Requests, for a test to read."""

    def state(self):
        parts = (self.falcon, self.harfanglab, self.wazuh, self.entra, self.consumer)
        return tuple(part.state() for part in parts)

    def answer(self, product, asked):
        """Status and value; None hangs up."""
        self.heard.append(f"{asked.method} {asked.path}")
        thing = getattr(self, product)
        if not thing.changes(asked) or not self.how:
            return thing.answer(asked)
        if self.how == "refuses":
            return 403, {"message": "permission denied"}
        if self.how == "lies":
            return copy.deepcopy(thing).answer(asked)
        thing.answer(asked)
        return None

    def address(self, product: str) -> str:
        """Where a product of this world is reached."""
        number = getattr(self, "_number", None) or next(_NUMBERS)
        self._number = number
        _WORLDS[number] = self
        return f"http://127.0.0.1:{_served()}/{number}/{product}"


_NUMBERS = count(1)
_WORLDS: dict[int, Vendors] = {}


@cache
def _served() -> int:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.server_port


class _Handler(BaseHTTPRequestHandler):
    def _do(self):
        parts = urlsplit(self.path)
        _, number, product, *rest = parts.path.split("/")
        size = int(self.headers.get("Content-Length") or 0)
        asked = Request(
            self.command,
            "/" + unquote("/".join(rest)),
            {name: values[0] for name, values in parse_qs(parts.query).items()},
            {name.lower(): value for name, value in self.headers.items()},
            self.rfile.read(size),
        )
        answer = _WORLDS[int(number)].answer(product, asked)
        if answer is None:
            self.close_connection = True
            return
        status, value = answer
        body = b"" if value is None else json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        if status != 204:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = do_PUT = do_PATCH = _do  # noqa: N815 - the library's names

    def log_message(self, *_):
        pass
