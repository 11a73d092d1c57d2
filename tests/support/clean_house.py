"""A small organisation with a core of trust, a hypervisor and services that need each other."""

from datetime import UTC, datetime, timedelta

import numpy as np

from endigue.eradication.view import EradicationView, Report, with_report
from endigue.journal.fact import Fact
from endigue.kernel.money import Cents
from endigue.organisation.model import Asset, KOf, Links, Organisation, Service, Zone

START = datetime(2021, 2, 5, 8, 0, tzinfo=UTC)


def minute(number: float) -> datetime:
    return START + timedelta(minutes=number)


def links(assets: tuple[Asset, ...], *rows: tuple[str, str, str]) -> Links:
    """Links from (source, kind, target)."""
    at = {asset.id: place for place, asset in enumerate(assets)}
    kinds = tuple(dict.fromkeys(kind for _, kind, _ in rows))
    return Links(
        source=np.array([at[source] for source, _, _ in rows], np.int32),
        target=np.array([at[target] for _, _, target in rows], np.int32),
        kind=np.array([kinds.index(kind) for _, kind, _ in rows], np.int16),
        port=np.zeros(len(rows), np.int32),
        flow=np.full(len(rows), -1, np.int32),
        kinds=kinds,
    )


def small() -> Organisation:
    def host(identifier: str, zone: str) -> Asset:
        return Asset(identifier, identifier.upper(), "machine", zone, fall_cost=Cents(100))

    assets = (
        host("dc-1", "core"),
        host("esx-1", "core"),
        host("db-1", "servers"),
        host("db-2", "servers"),
        host("app-1", "servers"),
        host("pc-1", "desks"),
        host("pc-2", "desks"),
        Asset("dom", "DOMAIN", "directory"),
        Asset("acc-1", "svc-app", "account"),
    )
    return Organisation(
        name="Small",
        zones=(Zone("core", "Core", "", 0), Zone("servers", "S", "", 1), Zone("desks", "D", "", 2)),
        assets=assets,
        links=links(
            assets,
            ("dc-1", "DCFor", "dom"),
            ("dom", "Contains", "pc-1"),
            ("dom", "Contains", "acc-1"),
            ("esx-1", "Hosts", "dc-1"),
            ("esx-1", "Hosts", "app-1"),
            ("pc-1", "NetworkReach", "app-1"),
        ),
        services=(
            Service("data", KOf(1, ("db-1", "db-2"))),
            Service("claims", KOf(3, ("app-1", "acc-1", "data"))),
        ),
    )


def seen(*facts: tuple[float, Fact], author: str = "logbook") -> EradicationView:
    """The view after facts with the minute of each, in the order written."""
    view = EradicationView()
    for sequence, (at, fact) in enumerate(facts, start=1):
        view = with_report(view, Report(minute(at), sequence, author, fact))
    return view
