"""A case in memory, and a small organisation."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256

import numpy as np
import pytest

from endigue.desk.case import Case
from endigue.kernel.money import Cents
from endigue.organisation.model import (
    Asset,
    Crew,
    Entity,
    Lever,
    Links,
    Operation,
    Organisation,
    Service,
    Zone,
)
from endigue.stores.memory import MemoryStore

NOW = datetime(2021, 2, 5, 21, 30, tzinfo=UTC)


@dataclass
class MemoryBlobs:
    """Blobs in a dictionary."""

    kept: dict[str, bytes] = field(default_factory=dict)

    def put(self, data: bytes) -> str:
        name = sha256(data).hexdigest()
        self.kept[name] = data
        return name

    def get(self, name: str) -> bytes:
        return self.kept[name]


@pytest.fixture
def case() -> Case:
    return Case(MemoryStore(), MemoryBlobs(), lambda: NOW, "tester")


@pytest.fixture
def organisation() -> Organisation:
    """One workstation, from which an intruder reaches a server that the telephone needs."""
    return Organisation(
        name="Small",
        entities=(Entity("co", "Company"),),
        zones=(Zone("lan", "LAN", "co", 2),),
        assets=(
            Asset(
                "pc-1", "PC-1", "machine", "lan", "co", rebuild_hours=2.0,
                fall_cost=Cents(10_000), aliases=("pc-1.co.example", "DESK"),
            ),
            Asset(
                "srv-1", "SRV-1", "machine", "lan", "co", rebuild_hours=8.0,
                fall_cost=Cents(50_000), aliases=("DESK",),
            ),
        ),
        links=Links(
            source=np.array([0], np.int32),
            target=np.array([1], np.int32),
            kind=np.array([0], np.int16),
            port=np.array([445], np.int32),
            flow=np.array([-1], np.int32),
            kinds=("NetworkReach",),
        ),
        levers=(Lever("isolate-pc-1", "isolate_host", "pc-1", 5.0, "it", Cents(500)),),
        services=(Service("voice", "srv-1"),),
        operations=(
            Operation(
                "telephone", {"fr": "Téléphone", "en": "Telephone"}, "co", "voice",
                Cents(100_000), 60.0, 4.0, 24.0,
            ),
        ),
        crews=(Crew("it", "system", 2, "24/7", Cents(6000)),),
    )  # fmt: skip
