"""A case that went through the whole story, a door before it, and people who come to it."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from threading import Thread

import pytest
import uvicorn
from starlette.testclient import TestClient

from endigue.communication.facts import RoleGiven
from endigue.console.application import application
from endigue.console.chronicle import Chronicle
from endigue.console.computing import Computing
from endigue.console.entering import cookie_name
from endigue.console.guard import Guard
from endigue.console.keys import digest, new_token
from endigue.console.room import Room
from endigue.desk.access import Account, Session
from endigue.kernel.instant import parse_instant
from endigue.stores.access import open_access
from endigue.wiring import hands

EVENING = parse_instant("2026-02-06T22:30:00+01:00")


@dataclass
class Clock:
    """A clock that stands until it is moved."""

    now: datetime = EVENING

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **time: float) -> None:
        self.now += timedelta(**time)


@dataclass
class Door:
    """A room with people coming and going."""

    room: Room
    clock: Clock
    clients: list[TestClient] = field(default_factory=list)
    base: str = "http://testserver"
    app: Guard | None = None

    def stranger(self) -> TestClient:
        """A browser that nobody has logged in with."""
        if self.app is None:
            self.app = application(self.room, {"testserver"})
        client = TestClient(
            self.app,
            base_url=self.base,
            headers={"sec-fetch-site": "same-origin", "accept-language": "en"},
            follow_redirects=False,
        )
        if not self.clients:
            client.__enter__()
        self.clients.append(client)
        return client

    def enter(self, person: str, *roles: str, companies: tuple[str, ...] = ()) -> TestClient:
        """A browser that a person with these roles has logged in with."""
        client = self.stranger()
        client.cookies.set(
            cookie_name(tls=self.room.tls), self.token(person, *roles, companies=companies)
        )
        return client

    def token(self, person: str, *roles: str, companies: tuple[str, ...] = ()) -> str:
        if self.room.access.account(person) is None:
            self.room.access.save(Account(person, password="-", companies=companies))
        for role in roles:
            self.room.record(person, RoleGiven(person, role))
        token = new_token()
        now = self.clock.now
        self.room.access.keep(Session(digest(token), person, now, now, "password", now))
        return token


def room_at(case: Path, clock: Clock) -> Room:
    with_hands = hands(clock)
    opened = with_hands.cases.open(str(case), "terminal")
    return Room(
        hands=with_hands,
        case=opened,
        location=str(case),
        chronicle=Chronicle(opened.store),
        access=open_access(str(case)),
        rulebook=with_hands.rulebook(),
        computing=Computing(lambda _asked, _person: ["--version"]),
    )


@contextmanager
def door_at(case: Path, clock: Clock | None = None) -> Iterator[Door]:
    clock = clock or Clock()
    door = Door(room_at(case, clock), clock)
    try:
        yield door
    finally:
        for client in door.clients[:1]:
            client.__exit__()
        door.room.access.close()
        door.room.case.store.close()


@pytest.fixture
def case(finished_case: Path, tmp_path: Path) -> Path:
    """A copy of the finished case that a test may change."""
    return Path(shutil.copytree(finished_case, tmp_path / "case"))


@pytest.fixture
def door(case: Path) -> Iterator[Door]:
    """A door before the finished case."""
    with door_at(case) as found:
        yield found


@pytest.fixture
def empty_door(tmp_path: Path) -> Iterator[Door]:
    """A door before a case in which nothing is written."""
    with door_at(tmp_path / "empty") as found:
        yield found


@pytest.fixture
def open_at(case: Path) -> Iterator[Callable[[], tuple[str, Door]]]:
    """Opens a real server before the case: its address, and its door."""
    stack: list[tuple[uvicorn.Server, Thread, Door]] = []

    def begin() -> tuple[str, Door]:
        clock = Clock()
        door = Door(room_at(case, clock), clock)
        hosts: set[str] = set()
        guard = application(door.room, hosts)
        config = uvicorn.Config(guard, port=0, log_level="warning", timeout_graceful_shutdown=1)
        server = uvicorn.Server(config)
        thread = Thread(target=server.run)
        thread.start()
        while not server.started:
            assert thread.is_alive()
            thread.join(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        guard.known_as({f"127.0.0.1:{port}"})
        stack.append((server, thread, door))
        return f"http://127.0.0.1:{port}", door

    yield begin
    for server, thread, door in stack:
        server.should_exit = True
        thread.join()
        door.room.access.close()
        door.room.case.store.close()
