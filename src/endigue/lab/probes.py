"""Who reaches whom, found by connecting: nothing is ever run on a target.

Sockets stay in the namespace that they were made in. So one thread goes from host to host making
them, and one selector waits for all.
"""

import ctypes
import os
import selectors
import socket
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

from endigue.lab.town import BY_NAME, HOSTS, SSH, US, Host

_CLONE_NEWNET = 0x40000000
_LIBC = ctypes.CDLL(None, use_errno=True)
PATIENCE = 1.5
"""Seconds after which a silent port counts as closed: longer than the first repeat of a SYN."""


@contextmanager
def standing_in(name: str) -> Iterator[None]:
    """Have this thread in the network of a host; of the box itself for `US`."""
    if name == US.name:
        yield
        return
    home = os.open("/proc/thread-self/ns/net", os.O_RDONLY)
    there = os.open(f"/run/netns/{name}", os.O_RDONLY)
    try:
        _enter(there)
        yield
    finally:
        _enter(home)
        os.close(there)
        os.close(home)


def _enter(namespace: int) -> None:
    if _LIBC.setns(namespace, _CLONE_NEWNET):
        raise OSError(ctypes.get_errno(), "setns")


@dataclass(frozen=True, slots=True, order=True)
class Probe:
    """One connection to try; `kind` is ipv4, link_local or alias."""

    source: str
    target: str
    port: int
    kind: str = "ipv4"


def every_probe(kinds: Iterable[str] = ("ipv4", "link_local", "alias")) -> list[Probe]:
    """Every host to every port of every other, in every way that there is between the two."""
    found: list[Probe] = []
    for source in HOSTS:
        for target in HOSTS:
            if source == target:
                continue
            for port in (SSH, *target.ports, *target.served):
                found += [
                    Probe(source.name, target.name, port, kind)
                    for kind in kinds
                    if kind != "link_local"
                    or (source.zone == target.zone and port in (SSH, *target.ports))
                ]
    return found


def alias_of(host: Host) -> str:
    """A further address that an intruder gives itself."""
    head, _, tail = host.address.rpartition(".")
    return f"{head}.{int(tail) + 150}"


class Hardware:
    """Link-local addresses of the hosts and indices of their interfaces, as they are."""

    def __init__(self) -> None:
        self.addresses: dict[str, str] = {}
        for host in HOSTS:
            with standing_in(host.name):
                lines = Path("/proc/thread-self/net/if_inet6").read_text("ascii").splitlines()
            for line in lines:
                digits, *_, device = line.split()
                if device == "eth0" and digits.startswith("fe80"):
                    self.addresses[host.name] = socket.inet_ntop(
                        socket.AF_INET6, bytes.fromhex(digits)
                    )


def reached(
    probes: Iterable[Probe], hardware: Hardware, patience: float = PATIENCE
) -> frozenset[Probe]:
    """The probes whose connection was accepted."""
    with selectors.DefaultSelector() as selector:
        by_source: dict[str, list[Probe]] = {}
        for probe in probes:
            by_source.setdefault(probe.source, []).append(probe)
        begun: list[socket.socket] = []
        for source, each in by_source.items():
            with standing_in(source):
                for probe in each:
                    begun.append(_begin(probe, hardware))
                    selector.register(begun[-1], selectors.EVENT_WRITE, (begun[-1], probe))
        try:
            return _accepted(selector, patience)
        finally:
            for one in begun:
                one.close()


def _accepted(selector: selectors.BaseSelector, patience: float) -> frozenset[Probe]:
    found: set[Probe] = set()
    until = time.monotonic() + patience
    while selector.get_map() and (left := until - time.monotonic()) > 0:
        for key, _ in selector.select(left):
            one, probe = key.data
            if one.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR) == 0:
                found.add(probe)
            selector.unregister(one)
    return frozenset(found)


def _begin(probe: Probe, hardware: Hardware) -> socket.socket:
    target = BY_NAME[probe.target]
    family = socket.AF_INET6 if probe.kind == "link_local" else socket.AF_INET
    one = socket.socket(family, socket.SOCK_STREAM)
    one.setblocking(False)
    if probe.kind == "alias":
        one.bind((alias_of(BY_NAME[probe.source]), 0))
    if probe.kind == "link_local":
        index = socket.if_nametoindex("eth0")
        one.connect_ex((hardware.addresses[probe.target], probe.port, 0, index))
    else:
        one.connect_ex((target.address, probe.port))
    return one


class Listeners:
    """Ports of hosts that no service listens on: they accept, and give back what they are sent."""

    def __init__(self) -> None:
        self._selector = selectors.DefaultSelector()
        for host in HOSTS:
            with standing_in(host.name):
                for port in host.ports:
                    one = socket.create_server(
                        ("::", port), family=socket.AF_INET6, dualstack_ipv6=True, backlog=512
                    )
                    one.setblocking(False)
                    self._selector.register(one, selectors.EVENT_READ, (one, True))
        Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            for key, _ in self._selector.select():
                one, is_listener = key.data
                try:
                    self._answer(one, is_listener=is_listener)
                except OSError:
                    self._selector.unregister(one)
                    one.close()

    def _answer(self, one: socket.socket, *, is_listener: bool) -> None:
        if is_listener:
            come, _ = one.accept()
            come.setblocking(False)
            self._selector.register(come, selectors.EVENT_READ, (come, False))
            return
        said = one.recv(4096)
        if not said:
            raise ConnectionResetError
        one.send(said)


class Standing:
    """A connection that is open already."""

    def __init__(self, source: str, target: str, port: int) -> None:
        with standing_in(source):
            self._socket = socket.create_connection((BY_NAME[target].address, port), timeout=5.0)

    def answers(self, patience: float = 1.0) -> bool:
        """Whether what is sent comes back."""
        self._socket.settimeout(patience)
        try:
            self._socket.sendall(b"still here?")
            return bool(self._socket.recv(64))
        except OSError:
            return False

    def close(self) -> None:
        """Hang up."""
        self._socket.close()
