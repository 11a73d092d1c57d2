"""Synthetic organisations in which everything fell, and their peers' orders.

Hosts stand in layers, as the design of the engine was measured on: a core of trust, platforms,
databases on a platform, applications on a platform and one or two databases. Each host but
those of the core offers a service, which needs the host and the services below it. Operations
need one to six applications, and three in ten have a pair of which one suffices.
"""

from datetime import datetime
from random import Random
from zoneinfo import ZoneInfo

import numpy as np

from endigue.kernel.money import Cents
from endigue.organisation.model import (
    Asset,
    Crew,
    KOf,
    Manual,
    Need,
    Operation,
    Organisation,
    Parameters,
    Service,
    Zone,
)
from endigue.restoration.problem import RestorationProblem, build

START = datetime(2021, 2, 5, 19, 0, tzinfo=ZoneInfo("Europe/Paris"))

LAYERS = (("core", 0.02), ("platform", 0.08), ("database", 0.2), ("application", 0.7))
"""Share of the hosts in each layer."""


def organisation(tasks: int, seed: int) -> Organisation:
    """An organisation whose whole restoration has about so many tasks."""
    chance = Random(seed)
    hosts = max(10, tasks // 5)
    layers = _layers(hosts)
    assets = tuple(
        Asset(
            id=f"{layer}-{number}",
            name="",
            kind="dataset" if layer == "database" else "machine",
            zone=layer,
            rebuild_hours=round(chance.lognormvariate(1.2, 0.6), 2),
            restore_gb=round(chance.lognormvariate(4, 1), 1),
        )
        for layer, names in layers.items()
        for number in range(names)
    )
    services = tuple(_services(chance, layers))
    operations = tuple(
        _operation(chance, number, layers["application"]) for number in range(max(3, tasks // 40))
    )
    people = max(1, hosts // 50)
    crews = tuple(
        Crew(skill, skill, share * people, hours, Cents(6000))
        for skill, share, hours in (
            ("forensic", 2, "mon-sun 08:00-20:00"),
            ("system", 4, "mon-sun 08:00-20:00"),
            ("database", 1, "mon-fri 08:00-18:00"),
            ("network", 1, "24/7"),
        )
    )
    return Organisation(
        name="synthetic",
        parameters=Parameters(clean_room_places=4 * people, restore_gb_per_hour=200.0 * people),
        zones=tuple(Zone(name, "", "", tier) for tier, (name, _) in enumerate(LAYERS)),
        assets=assets,
        services=services,
        operations=operations,
        crews=crews,
    )


def problem(tasks: int, seed: int) -> tuple[Organisation, RestorationProblem]:
    """The organisation, and what it takes to bring all of it back."""
    model = organisation(tasks, seed)
    return model, build(model, [asset.id for asset in model.assets], [], START)


def tier_by_tier(of: RestorationProblem, model: Organisation) -> np.ndarray:
    """Ranks by the tier of the zone, then in the organisation's order."""
    tiers = [model.zone_by_id[model.assets[model.asset_index[item]].zone].tier for item in of.items]
    ranks = np.empty(len(tiers), np.int64)
    ranks[np.argsort(tiers, kind="stable")] = np.arange(len(tiers))
    return ranks


def _layers(hosts: int) -> dict[str, int]:
    counts = {name: max(1, round(share * hosts)) for name, share in LAYERS[:-1]}
    return {**counts, LAYERS[-1][0]: hosts - sum(counts.values())}


def _services(chance: Random, layers: dict[str, int]) -> list[Service]:
    def on(host: str, *below: str) -> Service:
        return Service(f"{host}-service", KOf(1 + len(below), (host, *below)))

    def drawn(layer: str) -> str:
        return f"{layer}-{chance.randrange(layers[layer])}-service"

    services = [on(f"platform-{number}") for number in range(layers["platform"])]
    services += [
        on(f"database-{number}", drawn("platform")) for number in range(layers["database"])
    ]
    for number in range(layers["application"]):
        databases = {drawn("database") for _ in range(chance.randint(1, 2))}
        services.append(on(f"application-{number}", drawn("platform"), *sorted(databases)))
    return services


def _operation(chance: Random, number: int, applications: int) -> Operation:
    chosen = chance.sample(range(applications), min(applications, chance.randint(1, 6)))
    needs: list[Need] = [f"application-{one}-service" for one in chosen]
    if chance.random() < 0.3:
        pair = chance.sample(range(applications), min(applications, 2))
        needs.append(KOf(1, tuple(f"application-{one}-service" for one in pair)))
    return Operation(
        id=f"operation-{number}",
        name={"fr": "", "en": ""},
        entity="",
        needs=KOf(len(needs), tuple(needs)),
        value_per_hour=Cents(int(chance.lognormvariate(12, 1))),
        arrivals_per_hour=100.0,
        rto_hours=24.0,
        mtpd_hours=chance.choice((24.0, 72.0, 168.0)),
        manual=Manual(chance.uniform(0, 100), 72.0) if chance.random() < 0.5 else None,
    )
