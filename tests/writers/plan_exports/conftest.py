"""An organisation with something of everything, and a plan that acts on all of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from endigue.containment.alternatives import alternatives
from endigue.desk.marking import Marking
from endigue.desk.plan_export import PlanExport
from endigue.kernel.money import Cents
from endigue.locale.speech import Speech
from endigue.organisation.model import (
    Asset,
    Crew,
    Flow,
    Lever,
    Links,
    Operation,
    Organisation,
    Zone,
)

PRIVATE = Marking()
AT = datetime(2026, 2, 6, 21, 30, 0, 250_000, tzinfo=UTC)

ASSETS = (
    Asset("pc", "PC-1.ACME.TEST", "machine", zone="office", aliases=("10.0.1.7", "PC-1", "PC-1$")),
    Asset("srv", "SRV 1", "machine", zone="10.0.2.0/24", fall_cost=Cents(500_00)),
    Asset("S-1-5-21-1-2-3-1104", "jane@acme.test", "account"),
    Asset("pbx", "PBX", "appliance", zone="office", aliases=("2001:db8::7",)),
    Asset("vault", "VAULT", "machine", zone="10.0.2.0/24"),
    Asset("acme", "ACME.TEST", "directory"),
    Asset("partner", "Partner", "external", zone="internet"),
    Asset("far", "FAR", "machine", zone="2001:db8:4::/64"),
)

LEVERS = (
    Lever("cut-net", "cut_internet", "internet", 15, "net", Cents(1_00), True, "strategic"),
    Lever("pause", "pause_backups", "vault", 20, "sys", Cents(1_00), True, "strategic"),
    Lever("iso-pc", "isolate_host", "pc", 4, "desk", Cents(1_00)),
    Lever("iso-srv", "isolate_host", "srv", 10, "sys", Cents(1_00), True, "strategic"),
    Lever("iso-pbx", "isolate_host", "pbx", 20, "net", Cents(1_00), False),
    Lever("off", "disable_account", "S-1-5-21-1-2-3-1104", 3, "", Cents(1_00)),
    Lever("shut", "close_flow", "smb", 8, "net", Cents(1_00)),
    Lever("shut-web", "close_flow", "web", 8, "net", Cents(1_00)),
    Lever("far-away", "unplug_zone", "2001:db8:4::/64", 20, "net", Cents(1_00)),
    Lever("untrust", "cut_trust", "acme", 20, "sys", Cents(1_00)),
    Lever("part", "cut_partner", "partner", 10, "net", Cents(1_00)),
    Lever("dance", "turn_round", "10.0.1.0/24", 1, "desk", Cents(1_00)),
)


def acme() -> Organisation:
    pairs = [(0, 1), (0, 2), (2, 4), (0, 3), (1, 5), (5, 7)]
    return Organisation(
        name="Acme",
        zones=(
            Zone("office", "Office", "", 2),
            Zone("10.0.1.0/24", "Desks", "", 2),
            Zone("10.0.2.0/24", "Servers", "", 1),
            Zone("2001:db8:4::/64", "Far away", "", 2),
            Zone("internet", "Internet", "", 3),
        ),
        assets=ASSETS,
        links=Links(
            source=np.array([pair[0] for pair in pairs], np.int32),
            target=np.array([pair[1] for pair in pairs], np.int32),
            kind=np.zeros(len(pairs), np.int16),
            port=np.zeros(len(pairs), np.int32),
            flow=np.array([0, *[-1] * (len(pairs) - 1)], np.int32),
            kinds=("AdminTo",),
        ),
        flows=(
            Flow("smb", "10.0.1.0/24", "10.0.2.0/24", "TCP", 445),
            Flow("web", "office", "internet", "tcp", 443),
        ),
        levers=LEVERS,
        operations=(
            Operation(
                "calls", {"en": "Calls", "fr": "Appels"}, "", "srv", Cents(1_000_00), 1, 1, 2
            ),
        ),
        crews=tuple(Crew(name, name, 2, "24/7", Cents(60_00)) for name in ("net", "sys", "desk")),
    )


Make = Callable[..., PlanExport]


@pytest.fixture(scope="session")
def plan() -> Make:
    """The plan that pulls the levers named, of all levers by default."""

    def make(*levers: str, name: str = "plan", marking: Marking = PRIVATE) -> PlanExport:
        wanted = levers or tuple(lever.id for lever in LEVERS)
        organisation = replace(acme(), levers=tuple(one for one in LEVERS if one.id in wanted))
        found = alternatives(organisation, {"pc": 1.0}, cut=wanted)
        return PlanExport(organisation, found, name, AT, marking)

    return make


@pytest.fixture(scope="session")
def idle() -> PlanExport:
    """A plan that does nothing at all."""
    organisation = replace(acme(), levers=())
    return PlanExport(organisation, alternatives(organisation, {}), "plan", AT, Marking())


@pytest.fixture(scope="session")
def english() -> Speech:
    return Speech("en")
