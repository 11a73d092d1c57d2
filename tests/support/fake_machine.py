"""A machine in memory that does what nft, ip, doveadm and the like would, and saboteurs of it."""

import copy
import json
import re
from dataclasses import dataclass, field

from endigue.actuators import dovecot, guarded
from endigue.containment.enforcement.change import Trouble
from fake_vendors import Vendors

TABLE = re.compile(r"^table (\w+) (\w+) \{$.*?^\}$", re.M | re.S)
READING = {"true", "ip", "bridge", "ping", "sleep", "look"}
READING_VERBS = {"list", "search", "list_auth_zones", "-s"}


class Killed(BaseException):
    """Our own process died."""


@dataclass
class World:
    """What is behind the machine."""

    files: dict[str, bytes] = field(default_factory=dict)
    tables: dict[str, str] = field(default_factory=dict)
    waiting: set[str] = field(default_factory=set)
    boxes: dict[str, list[str]] = field(default_factory=dict)
    """Messages by `user/folder`."""
    accounts: dict[str, dict[str, str]] = field(default_factory=dict)
    served: dict[str, str] = field(default_factory=dict)
    """What a resolver has loaded, by zone."""
    kicked: list[str] = field(default_factory=list)
    flows: list[dict[str, object]] = field(default_factory=list)
    """Of a Velociraptor server, oldest first."""
    played: set[str] = field(default_factory=set)
    """Hosts that a playbook closed."""
    vendors: Vendors = field(default_factory=Vendors)

    def state(self) -> object:
        """Everything that counts, comparable: serials and who was put out do not."""
        files = {p: re.sub(rb"SOA (\S+ \S+) \d+", rb"SOA \1 N", c) for p, c in self.files.items()}
        boxes = {k: sorted(v) for k, v in self.boxes.items() if v}
        quarantined = bool(self.flows) and not removes(self.flows[-1])
        return copy.deepcopy(
            (files, self.tables, self.waiting, boxes, self.accounts, quarantined, self.played,
             self.vendors.state())
        )  # fmt: skip


def removes(flow) -> bool:
    """Whether a flow takes a quarantine away."""
    (spec,) = flow["request"]["specs"]
    return spec["parameters"]["env"] == [{"key": "RemovePolicy", "value": "Y"}]


class FakeMachine:
    """As in `actuators.machine.Machine`."""

    def __init__(self, world: World) -> None:
        self.world = world

    def anew(self) -> "FakeMachine":
        return self

    def read(self, path: str) -> bytes | None:
        return self.world.files.get(path)

    def write(self, path: str, content: bytes | None) -> None:
        if content is None:
            self.world.files.pop(path, None)
        else:
            self.world.files[path] = content

    def run(self, words, content=b"") -> bytes:
        name, *rest = words
        if name == "sh":
            return self._script(rest[1], rest[3:], content)
        method = getattr(self, "_" + name.replace("-", "_"), None)
        return method(rest, content) if method else b""

    def _script(self, script, arguments, content) -> bytes:
        key = arguments[1] if len(arguments) > 1 else ""
        if script == guarded._SET:
            self.world.waiting.add(key)
            self._load(content.decode().split("# undo\n")[0])
        elif script == guarded._CONFIRM:
            if key not in self.world.waiting:
                raise Trouble("refused", "sh (1): mv: no such file")
            self.world.waiting.discard(key)
        elif script == dovecot._DOVEADM:
            return self._doveadm(arguments, content)
        elif script == guarded._PRINT:
            return content
        elif script == guarded._WAITING:
            return b"waiting\n" if key in self.world.waiting else b""
        else:
            self.world.kicked.append(key)
        return b""

    def _load(self, text: str) -> None:
        tables = dict(self.world.tables)
        for line in text.splitlines():
            if line.startswith("delete table "):
                tables.pop(line.removeprefix("delete "), None)
        for found in TABLE.finditer(text):
            tables[f"table {found[1]} {found[2]}"] = found[0] + "\n"
        self.world.tables = tables

    def _nft(self, rest, content) -> bytes:
        if rest[:2] == ["-f", "-"]:
            self._load(content.decode())
            return b""
        if rest == ["list", "tables"]:
            return "".join(f"{name}\n" for name in self.world.tables).encode()
        return self.world.tables[" ".join(rest[2:])].encode()

    def _ip(self, rest, _content) -> bytes:
        if "neigh" in rest:
            return json.dumps(
                [{"dst": rest[-1], "dev": "br-lan", "lladdr": "02:00:00:00:00:12"}]
            ).encode()
        lan = [{"family": "inet", "local": "10.77.2.1", "prefixlen": 24}]
        servers = [{"family": "inet", "local": "10.77.4.1", "prefixlen": 24}]
        return json.dumps(
            [
                {"ifname": "v12", "master": "br-lan", "addr_info": []},
                {"ifname": "br-lan", "addr_info": lan},
                {"ifname": "br-srv", "addr_info": servers},
            ]
        ).encode()

    def _bridge(self, _rest, _content) -> bytes:
        return json.dumps(
            [
                {"mac": "02:00:00:00:00:12", "ifname": "v12", "master": "br-lan", "state": ""},
                {
                    "mac": "02:00:00:00:00:99",
                    "ifname": "v12",
                    "master": "br-lan",
                    "state": "permanent",
                },
            ]
        ).encode()

    def _unbound_control(self, rest, _content) -> bytes:
        if rest[2] == "auth_zone_reload":
            text = self.world.files.get("/etc/rpz", b"SOA a b 1").decode()
            self.world.served[rest[3]] = re.search(r"SOA \S+ \S+ (\d+)", text)[1]
            return b"ok\n"
        return f"rpz.\tserial {self.world.served.get('rpz', '1')}\n".encode()

    def _look(self, _rest, _content) -> bytes:
        return b"in_force\n" if self.world.vendors.consumer.denied else b"absent\n"

    def _ansible_inventory(self, _rest, _content) -> bytes:
        return b'{"_meta": {"hostvars": {}}, "lan": {"hosts": ["PC-1", "pc-10"]}}'

    def _ansible_playbook(self, rest, _content) -> bytes:
        host = rest[2].removeprefix("--limit=")
        is_closed, closes = host in self.world.played, "close.yml" in rest
        if "--check" not in rest:
            (self.world.played.add if closes else self.world.played.discard)(host)
        changed = int(is_closed != closes)
        return f"{host} : ok=1 changed={changed} unreachable=0 failed=0 skipped=0\n".encode()

    def _velociraptor(self, rest, _content) -> bytes:
        given = dict(word.split("=", 1) for word, flag in zip(rest[1:], rest, strict=False)
                     if flag == "--env")  # fmt: skip
        query = rest[-1]
        if "host:" in query:
            rows = [{"client_id": "C.1", "host": "PC-1"}, {"client_id": "C.2", "host": "PC-10"}]
            found = [row for row in rows if given["Host"] in row["host"].casefold()]
        elif "os_info.system" in query:
            found = [{"system": "windows"}]
        elif "collect_client" in query:
            env = [{"key": "RemovePolicy", "value": given["Remove"]}]
            spec = {"artifact": given["Artifact"], "parameters": {"env": env}}
            flow = {"session_id": f"F.{len(self.world.flows)}", "state": "FINISHED",
                    "create_time": len(self.world.flows) + 1,
                    "request": {"specs": [spec]}}  # fmt: skip
            self.world.flows.append(flow)
            found = [{"flow": {"flow_id": flow["session_id"]}}]
        else:
            found = self.world.flows[::-1]
        return json.dumps(found).encode()

    def _doveadm(self, rest, _content) -> bytes:
        _, verb, *words = rest
        if verb == "kick":
            self.world.kicked += words
        if verb in ("kick", "mailbox"):
            return b""
        sought = "" if words[-1] == "ALL" else words[-1]
        if verb == "search":
            found = [
                m for box in self._boxes(words[2]) for m in self.world.boxes[box] if sought in m
            ]
            return "".join(f"{m}\n" for m in found).encode()
        folder, source = words[1], words[3]
        for box in self._boxes(source):
            moved = [m for m in self.world.boxes[box] if sought in m]
            self.world.boxes[box] = [m for m in self.world.boxes[box] if sought not in m]
            self.world.boxes.setdefault(f"{box.split('/')[0]}/{folder}", []).extend(moved)
        return b""

    def _boxes(self, folder: str) -> list[str]:
        return [box for box in self.world.boxes if box.endswith("/" + folder)]


class FakeDirectory:
    """As in `actuators.directory.Session`."""

    def __init__(self, world: World) -> None:
        self.world = world

    def find(self, attribute, value, wanted):
        return [
            (entry, has.get(wanted))
            for entry, has in self.world.accounts.items()
            if has.get(attribute, "").casefold() == value.casefold()
        ]

    def read(self, entry, wanted):
        return self.world.accounts[entry].get(wanted)

    def close(self):
        pass

    def set(self, entry, attribute, value):
        if value is None:
            self.world.accounts[entry].pop(attribute, None)
        else:
            self.world.accounts[entry][attribute] = value


class Sabotaged:
    """Stands before a machine or a directory, and lets it down in one way.

    `kill` counts every touch; the process dies before or after that one.
    """

    def __init__(self, thing, how="", kill=-1, *, after=False) -> None:
        self._thing, self.how, self._kill, self._after = thing, how, kill, after
        self.touched = 0

    def anew(self) -> "Sabotaged":
        return self

    def run(self, words, content=b""):
        is_reading = words[0] in READING or bool(READING_VERBS & set(words[:6]))
        is_reading = (
            is_reading
            or (words[0] == "velociraptor" and "collect_client" not in words[-1])
            or (words[0].startswith("ansible-") and words[-1] in ("--check", "--list"))
        )
        is_reading = is_reading or bool({guarded._WAITING, guarded._PRINT} & set(words))
        return self._touch(is_reading, lambda: self._thing.run(words, content), b"")

    def read(self, *words):
        return self._touch(True, lambda: self._thing.read(*words), None)

    def find(self, *words):
        return self._touch(True, lambda: self._thing.find(*words), [])

    def write(self, *words):
        return self._touch(False, lambda: self._thing.write(*words), None)

    def close(self):
        pass

    def ask(self, *words, **named):
        """The server sabotages the rest: see `fake_vendors`."""
        return self._touch(True, lambda: self._thing.ask(*words, **named), None)

    def set(self, *words):
        return self._touch(False, lambda: self._thing.set(*words), None)

    def _touch(self, is_reading, do, nothing):
        here = self.touched == self._kill
        self.touched += 1
        if here and not self._after:
            raise Killed
        if self.how == "down":
            raise Trouble("down", "connection refused")
        if self.how == "refuses" and not is_reading:
            raise Trouble("refused", "permission denied")
        if self.how == "lies" and not is_reading:
            return nothing
        result = do()
        if here and self._after:
            raise Killed
        if self.how == "late" and not is_reading:
            raise Trouble("late", "no answer in 20 s")
        return result
