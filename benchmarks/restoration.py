"""Restoration: what a plan costs, how long it takes to compute, and what its peers cost.

    python benchmarks/restoration.py [--tasks 500,1000,2000,5000,10000] [--seed 1]

Synthetic organisations in which everything fell: hosts in three tiers, services over one to
four of them (three in ten with a redundant pair), operations over one to six services. Peers,
on the same problem and through the same dispatcher: tier by tier (core, servers, the rest) and
weight first (the operation that loses most comes first, with all that it needs). `foreseen` is
the cost with the durations foreseen; `drawn` is the mean over scenarios that are in no plan's
percentiles, relative to the plan's. Compilation is done before, on a small problem.
"""

import argparse
from datetime import datetime
from random import Random
from time import perf_counter
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
from endigue.restoration.dependencies import returns
from endigue.restoration.order import by_weight
from endigue.restoration.problem import RestorationProblem, build
from endigue.restoration.scenarios import durations
from endigue.restoration.solve import cheapest_order, dispatch, mean_losses, plan
from endigue.restoration.timetable import item_returns

START = datetime(2021, 2, 5, 19, 0, tzinfo=ZoneInfo("Europe/Paris"))
UNSEEN = range(10_000, 10_100)
"""Scenarios that no plan has seen."""


def organisation(tasks: int, seed: int) -> Organisation:
    """An organisation whose whole restoration has about so many tasks."""
    chance = Random(seed)
    hosts = max(10, tasks // 5)
    core = max(2, hosts // 50)
    assets = tuple(
        Asset(
            id=f"host-{number}",
            name="",
            kind="dataset" if chance.random() < 0.1 else "machine",
            zone="core" if number < core else chance.choice(("servers", "servers", "office")),
            rebuild_hours=round(chance.lognormvariate(1.2, 0.6), 2),
            restore_gb=round(chance.lognormvariate(4, 1), 1),
        )
        for number in range(hosts)
    )
    services = tuple(_service(chance, number, hosts) for number in range(max(4, hosts // 4)))
    operations = tuple(
        _operation(chance, number, services) for number in range(max(3, tasks // 40))
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
        zones=tuple(
            Zone(name, "", "", tier) for tier, name in enumerate(("core", "servers", "office"))
        ),
        assets=assets,
        services=services,
        operations=operations,
        crews=crews,
    )


def _service(chance: Random, number: int, hosts: int) -> Service:
    needs: list[Need] = [
        f"host-{host}" for host in chance.sample(range(hosts), chance.randint(1, 4))
    ]
    if chance.random() < 0.3:
        needs.append(KOf(1, tuple(f"host-{host}" for host in chance.sample(range(hosts), 2))))
    if number >= 4 and chance.random() < 0.5:
        needs.append(f"service-{chance.randrange(number // 2)}")
    return Service(f"service-{number}", KOf(len(needs), tuple(needs)))


def _operation(chance: Random, number: int, services: tuple[Service, ...]) -> Operation:
    needed = chance.sample(services, min(len(services), chance.randint(1, 6)))
    return Operation(
        id=f"operation-{number}",
        name={"fr": "", "en": ""},
        entity="",
        needs=KOf(len(needed), tuple(service.id for service in needed)),
        value_per_hour=Cents(int(chance.lognormvariate(12, 1))),
        arrivals_per_hour=100.0,
        rto_hours=24.0,
        mtpd_hours=chance.choice((24.0, 72.0, 168.0)),
        manual=Manual(chance.uniform(0, 100), 72.0) if chance.random() < 0.5 else None,
    )


def tier_by_tier(problem: RestorationProblem, model: Organisation) -> np.ndarray:
    """Ranks by the tier of the zone, then in the organisation's order."""
    tiers = [
        model.zone_by_id[model.assets[model.asset_index[item]].zone].tier for item in problem.items
    ]
    ranks = np.empty(len(tiers), np.int64)
    ranks[np.argsort(tiers, kind="stable")] = np.arange(len(tiers))
    return ranks


def cost(problem: RestorationProblem, ranks: np.ndarray, ticks: np.ndarray) -> float:
    """Cents that the order loses with these durations."""
    back = item_returns(problem, dispatch(problem, ranks, ticks))
    return float(problem.losses.until(returns(problem.dependencies, back)[0]).sum())


def measure(tasks: int, seed: int) -> None:
    """One line of the table."""
    model = organisation(tasks, seed)
    hosts = [asset.id for asset in model.assets]
    began = perf_counter()
    problem = build(model, hosts, [], START)
    built = perf_counter()
    schedule = plan(problem, seed, scenarios=1)
    planned = perf_counter()
    plan(problem, seed, scenarios=256)
    dated = perf_counter()
    peers = {
        "plan": cheapest_order(problem),
        "weight": by_weight(problem, mean_losses(problem)),
        "tier": tier_by_tier(problem, model),
    }
    foreseen = {name: cost(problem, ranks, problem.tasks.ticks) for name, ranks in peers.items()}
    worlds = [durations(problem, seed, scenario) for scenario in UNSEEN]
    drawn = {
        name: float(np.mean([cost(problem, ranks, world) for world in worlds]))
        for name, ranks in peers.items()
    }
    print(
        f"{len(problem.tasks.item):>6} {len(problem.operations):>4}"
        f" {built - began:>7.2f} {planned - built:>7.2f} {dated - planned:>7.2f}"
        f" {schedule.bound / 1e8:>9.2f} {schedule.cost / 1e8:>9.2f} {schedule.gap:>6.1%}"
        + "".join(
            f" {costs['weight'] / costs['plan']:>8.3f} {costs['tier'] / costs['plan']:>8.2f}"
            for costs in (foreseen, drawn)
        )
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tasks", default="500,1000,2000,5000,10000")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    small = organisation(50, 1)
    plan(build(small, [asset.id for asset in small.assets], [], START), 1, scenarios=1)
    print(f"{'':11} {'seconds':^23} {'millions':^26} {'foreseen / plan':^17} {'drawn / plan':^17}")
    print(
        " tasks  ops   build    plan  +dates     bound      cost    gap   weight     tier"
        "   weight     tier"
    )
    for tasks in chosen.tasks.split(","):
        measure(int(tasks), chosen.seed)


if __name__ == "__main__":
    main()
