"""How fast the containment is solved to proof, and what the practice would have cost.

    python benchmarks/containment.py [--nodes 2000,20000] [--seconds 60] [--seed 1]

Synthetic enterprises: workstations, servers, accounts and groups in zones, joined by sessions,
memberships, administration rights and network flows, with redundant services. In the same run,
beside the plan, what the practice would cost: doing nothing, isolating only what is known,
pulling the plug (every zone). The plan's harm is checked with the independent simulator.
"""

import argparse
import time
from random import Random

import numpy as np

from endigue.containment.price import Simulator
from endigue.containment.problem import build
from endigue.containment.solve import solve, solver_name
from endigue.kernel.money import Cents
from endigue.organisation.model import (
    Asset,
    Flow,
    KOf,
    Lever,
    Links,
    Manual,
    Need,
    Operation,
    Organisation,
    Service,
    Zone,
)


class Draft:
    """An organisation that is being drawn up."""

    def __init__(self, seed: int) -> None:
        self.rng = Random(seed)
        self.zones: list[Zone] = []
        self.assets: list[Asset] = []
        self.links: set[tuple[int, int, int]] = set()
        self.flows: list[Flow] = []
        self.levers: list[Lever] = []
        self.services: list[Service] = []
        self.operations: list[Operation] = []

    def zone(self, name: str, tier: int) -> str:
        self.zones.append(Zone(name, name, "company", tier))
        return name

    def asset(self, prefix: str, kind: str, zone: str, cost: int) -> int:
        place = len(self.assets)
        self.assets.append(
            Asset(f"{prefix}-{place}", f"{prefix}-{place}", kind, zone, fall_cost=Cents(cost))  # type: ignore[arg-type]  # kind is one of AssetKind
        )
        return place

    def flow(self, source: str, target: str) -> int:
        self.flows.append(Flow(f"flow-{len(self.flows)}", source, target, "tcp", 445))
        return len(self.flows) - 1

    def link(self, source: int, target: int, flow: int = -1) -> None:
        if source != target:
            self.links.add((source, target, flow))

    def lever(self, kind: str, target: str, minutes: int) -> None:
        cost = Cents(minutes * 100)  # 60 an hour, assumed
        self.levers.append(Lever(f"{kind}-{target}", kind, target, minutes, "it", cost))


def enterprise(nodes: int, seed: int) -> tuple[Organisation, tuple[str, ...]]:
    """An organisation of about so many assets, and the assets that are infected."""
    draft = Draft(seed)
    rng = draft.rng
    stations, servers, offices = _hosts(draft, nodes)
    accounts, groups = _identities(draft, nodes)
    service_accounts = rng.sample(accounts, max(4, len(accounts) // 10))
    _reach(draft, stations, servers, offices)
    _rights(draft, stations, servers, accounts, groups)
    _levers(draft, stations, servers, accounts)
    _business(draft, servers, service_accounts)
    links = np.array(sorted(draft.links), dtype=np.int32).reshape(-1, 3)
    organisation = Organisation(
        name=f"enterprise of {nodes}",
        zones=tuple(draft.zones),
        assets=tuple(draft.assets),
        links=Links(
            source=links[:, 0],
            target=links[:, 1],
            kind=np.zeros(len(links), np.int16),
            port=np.zeros(len(links), np.int32),
            flow=links[:, 2],
            kinds=("Any",),
        ),
        flows=tuple(draft.flows),
        levers=tuple(draft.levers),
        services=tuple(draft.services),
        operations=tuple(draft.operations),
    )
    infected = [*rng.sample(stations, max(6, nodes // 500)), rng.choice(servers)]
    return organisation, tuple(draft.assets[place].id for place in infected)


def _hosts(draft: Draft, nodes: int) -> tuple[list[int], list[int], int]:
    rng = draft.rng
    core = draft.zone("core", 0)
    offices = max(3, nodes // 250)
    rooms = max(2, nodes // 500)
    for office in range(offices):
        draft.zone(f"office-{office}", 2)
    for room in range(rooms):
        draft.zone(f"servers-{room}", 1)
    stations = [
        draft.asset("ws", "machine", f"office-{rng.randrange(offices)}", 12_000)
        for _ in range(nodes * 60 // 100)
    ]
    servers = [
        draft.asset(
            "srv", "machine", f"servers-{rng.randrange(rooms)}", rng.randint(30, 300) * 1000
        )
        for _ in range(nodes * 15 // 100)
    ]
    servers += [draft.asset("dc", "machine", core, 500_000) for _ in range(4)]
    return stations, servers, offices


def _identities(draft: Draft, nodes: int) -> tuple[list[int], list[int]]:
    accounts = [draft.asset("acc", "account", "", 3_000) for _ in range(nodes * 20 // 100)]
    groups = [draft.asset("grp", "group", "", 0) for _ in range(nodes * 5 // 100)]
    return accounts, groups


def _reach(draft: Draft, stations: list[int], servers: list[int], offices: int) -> None:
    """Neighbours reach each other; offices reach server rooms, and these the core, by flows."""
    rng = draft.rng
    rooms = sorted({draft.assets[server].zone for server in servers})
    by_zone: dict[str, list[int]] = {}
    for host in (*stations, *servers):
        by_zone.setdefault(draft.assets[host].zone, []).append(host)
    for hosts in by_zone.values():
        for host in hosts:
            for _ in range(4):
                draft.link(host, rng.choice(hosts))
    for office in range(offices):
        for room in rng.sample(rooms, min(2, len(rooms))):
            flow = draft.flow(f"office-{office}", room)
            for station in by_zone.get(f"office-{office}", ()):
                for _ in range(2):
                    draft.link(station, rng.choice(by_zone[room]), flow)
    for here in rooms:
        for there in rng.sample(rooms, min(2, len(rooms))):
            if here != there:
                flow = draft.flow(here, there)
                for server in by_zone[here]:
                    draft.link(server, rng.choice(by_zone[there]), flow)


def _rights(
    draft: Draft, stations: list[int], servers: list[int], accounts: list[int], groups: list[int]
) -> None:
    """Sessions, memberships, administration."""
    rng = draft.rng
    for host in (*stations, *servers):
        for _ in range(rng.randint(1, 2)):
            draft.link(host, rng.choice(accounts))
    for account in accounts:
        draft.link(account, rng.choice(groups))
        draft.link(account, rng.choice(stations))
        if rng.random() < 0.1:
            draft.link(account, rng.choice(servers))
    for group in groups:
        for _ in range(rng.randint(1, 6)):
            draft.link(group, rng.choice(servers if rng.random() < 0.3 else stations))


def _levers(draft: Draft, stations: list[int], servers: list[int], accounts: list[int]) -> None:
    rng = draft.rng
    for station in rng.sample(stations, len(stations) * 6 // 10):
        draft.lever("isolate_host", draft.assets[station].id, 10)
    for server in servers:
        draft.lever("isolate_host", draft.assets[server].id, 20)
    for account in rng.sample(accounts, len(accounts) // 2):
        draft.lever("disable_account", draft.assets[account].id, 5)
    for flow in draft.flows:
        draft.lever("close_flow", flow.id, 15)
    for zone in draft.zones:
        draft.lever("unplug_zone", zone.id, 30)


def _business(draft: Draft, servers: list[int], service_accounts: list[int]) -> None:
    """Sixty services with spare servers, thirty operations."""
    rng = draft.rng

    def server() -> str:
        return draft.assets[rng.choice(servers)].id

    for place in range(60):
        needs: list[Need] = [KOf(1, (server(), server())) for _ in range(2)]
        needs.append(KOf(2, (server(), server(), server())))
        needs += [server(), draft.assets[rng.choice(service_accounts)].id]
        needs.append(rng.choice(draft.flows).id)
        if place > 5:
            needs.append(f"service-{rng.randrange(place)}")
        kept = tuple(rng.sample(needs, rng.randint(2, 4)))
        draft.services.append(Service(f"service-{place}", KOf(len(kept), kept)))
    for place in range(30):
        wanted = tuple(f"service-{rng.randrange(60)}" for _ in range(rng.randint(1, 3)))
        by_hand = Manual(rng.randint(5, 50), rng.choice([8.0, 24.0, 72.0]), server())
        draft.operations.append(
            Operation(
                f"operation-{place}",
                {"fr": f"activité {place}", "en": f"operation {place}"},
                "company",
                KOf(len(wanted), wanted),
                Cents(rng.randint(100, 6000) * 100),
                100.0,
                4.0,
                24.0,
                by_hand if rng.random() < 0.5 else None,
            )
        )


def measure(nodes: int, seed: int, seconds: float) -> None:
    """One line of results."""
    organisation, seeds = enterprise(nodes, seed)
    print(
        f"\n{organisation.name}: {len(organisation.assets)} assets,"
        f" {len(organisation.links)} links, {len(organisation.levers)} levers, seed {seed}"
    )
    begun = time.perf_counter()
    problem = build(organisation, seeds)
    built = time.perf_counter()
    solution = solve(problem, seconds)
    solved = time.perf_counter()
    print(
        f"  reduced to {len(problem.levers)} levers, {len(problem.state_cost)} states,"
        f" {len(problem.way_source)} ways in {built - begun:.2f} s"
    )
    print(
        f"  plan      {solution.objective / 100:14,.0f}  in {solved - built:.2f} s,"
        f" {'proven' if solution.proven else f'gap {solution.gap:.2%}'},"
        f" {len(solution.pulled)} actions ({solver_name()})"
    )
    simulator = Simulator(organisation)
    assert simulator.price(seeds, solution.pulled).harm == solution.objective
    plug = [lever.id for lever in organisation.levers if lever.kind == "unplug_zone"]
    known = [lever.id for lever in organisation.levers if lever.target in seeds]
    for name, pulled in (("nothing", []), ("known", known), ("plug", plug)):
        harm = simulator.price(seeds, pulled).harm
        print(f"  {name:9} {harm / 100:14,.0f}")


def main() -> None:
    """Measure every size."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--nodes", default="2000,20000")
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    for nodes in arguments.nodes.split(","):
        measure(int(nodes), arguments.seed, arguments.seconds)


if __name__ == "__main__":
    main()
