"""Organisations drawn at random, on which containment is measured; the same seed, the same one.

- `enterprise`: workstations in offices, servers in rooms, a core of trust; sessions, memberships
  and administration rights; flows from office to room and from room to room as a firewall has
  them, from any host of a segment to any host of the other: each segment has one asset for what
  leaves it and one for what enters it, so that n x m links become n + m.
- `enterprise(..., link_by_link=True)`: the same, but a flow is a set of links drawn one by one.
  A lever that closes an arbitrary set of links is the hardest there is (label cut, doi
  10.1007/s10878-009-9222-0): relaxations are 10 to 25 % below the best plan.
- `stress`: 200 to 800 assets, where nearly every need is an alternative.
- `mutual`: the reference mutual of the examples, scaled.

Shares of assets that have a lever, costs and redundancy are assumed.
"""

from random import Random

import numpy as np

from endigue.kernel.money import Cents
from endigue.organisation.example.mutual import reference_mutual
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
from endigue.readers.lever_figures import load_lever_figures


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

    def organisation(self, name: str) -> Organisation:
        """What was drawn up."""
        links = np.array(sorted(self.links), dtype=np.int32).reshape(-1, 3)
        return Organisation(
            name=name,
            zones=tuple(self.zones),
            assets=tuple(self.assets),
            links=Links(
                source=links[:, 0],
                target=links[:, 1],
                kind=np.zeros(len(links), np.int16),
                port=np.zeros(len(links), np.int32),
                flow=links[:, 2],
                kinds=("Any",),
            ),
            flows=tuple(self.flows),
            levers=tuple(self.levers),
            services=tuple(self.services),
            operations=tuple(self.operations),
        )


def enterprise(
    nodes: int, seed: int, *, link_by_link: bool = False
) -> tuple[Organisation, tuple[str, ...]]:
    """An organisation of about so many assets, and the assets that are infected."""
    draft = Draft(seed)
    rng = draft.rng
    stations, servers, offices = _hosts(draft, nodes)
    accounts, groups = _identities(draft, nodes)
    service_accounts = rng.sample(accounts, max(4, len(accounts) // 10))
    (_reach_link_by_link if link_by_link else _reach)(draft, stations, servers, offices)
    _rights(draft, stations, servers, accounts, groups)
    _levers(draft, stations, servers, accounts)
    _business(draft, servers, service_accounts)
    organisation = draft.organisation(f"enterprise of {nodes}")
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


def _by_zone(draft: Draft, hosts: list[int]) -> dict[str, list[int]]:
    """Hosts by zone; each reaches four neighbours."""
    by_zone: dict[str, list[int]] = {}
    for host in hosts:
        by_zone.setdefault(draft.assets[host].zone, []).append(host)
    for neighbours in by_zone.values():
        for host in neighbours:
            for _ in range(4):
                draft.link(host, draft.rng.choice(neighbours))
    return by_zone


def _passages(draft: Draft, rooms: list[str], offices: int) -> list[tuple[str, str]]:
    """From where to where there is a flow: offices to rooms, rooms to rooms."""
    near = min(2, len(rooms))
    sources = [f"office-{office}" for office in range(offices)] + rooms
    return [
        (here, there)
        for here in sources
        for there in draft.rng.sample(rooms, near)
        if here != there
    ]


def _reach(draft: Draft, stations: list[int], servers: list[int], offices: int) -> None:
    """Neighbours reach each other; through a flow any host of one segment any of another."""
    by_zone = _by_zone(draft, [*stations, *servers])
    leaving, entering = {}, {}
    for zone, hosts in by_zone.items():
        leaving[zone] = draft.asset("out", "external", zone, 0)
        entering[zone] = draft.asset("in", "external", zone, 0)
        for host in hosts:
            draft.link(host, leaving[zone])
            draft.link(entering[zone], host)
    for here, there in _passages(draft, _rooms(draft, servers), offices):
        if here in by_zone:
            draft.link(leaving[here], entering[there], draft.flow(here, there))


def _reach_link_by_link(
    draft: Draft, stations: list[int], servers: list[int], offices: int
) -> None:
    """Neighbours reach each other; through a flow each host reaches one or two of its own."""
    by_zone = _by_zone(draft, [*stations, *servers])
    for here, there in _passages(draft, _rooms(draft, servers), offices):
        flow = draft.flow(here, there)
        for host in by_zone.get(here, ()):
            for _ in range(2 if here.startswith("office") else 1):
                draft.link(host, draft.rng.choice(by_zone[there]), flow)


def _rooms(draft: Draft, servers: list[int]) -> list[str]:
    return sorted({draft.assets[server].zone for server in servers})


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


def stress(nodes: int, seed: int) -> tuple[Organisation, tuple[str, ...]]:
    """A small organisation in which nearly every need is an alternative, and the infected."""
    draft = Draft(seed)
    rng = draft.rng
    zones = [draft.zone(f"zone-{place}", 1) for place in range(max(4, nodes // 40))]
    hosts = [
        draft.asset("srv", "machine", rng.choice(zones), rng.randint(0, 60) * 1000)
        for _ in range(nodes * 7 // 10)
    ]
    accounts = [draft.asset("acc", "account", "", 0) for _ in range(nodes - len(hosts))]
    flows = [draft.flow(rng.choice(zones), rng.choice(zones)) for _ in range(len(zones) * 2)]
    for host in hosts:
        for _ in range(3):
            draft.link(host, rng.choice(hosts), rng.choice([-1, rng.choice(flows)]))
        draft.link(host, rng.choice(accounts))
    for account in accounts:
        for _ in range(2):
            draft.link(account, rng.choice(hosts))
    for asset in (*hosts, *accounts):
        if rng.random() < 0.8:
            kind = draft.assets[asset].kind
            lever = "disable_account" if kind == "account" else "isolate_host"
            draft.lever(lever, draft.assets[asset].id, rng.randint(5, 200))
    for flow in draft.flows:
        draft.lever("close_flow", flow.id, rng.randint(5, 60))
    for zone in zones:
        draft.lever("unplug_zone", zone, rng.randint(20, 90))

    def thing() -> Need:
        kinds = [draft.assets[rng.choice(hosts)].id, draft.assets[rng.choice(accounts)].id]
        return rng.choice([*kinds, *kinds, rng.choice(draft.flows).id])

    for place in range(nodes // 10):
        earlier = [f"service-{rng.randrange(place)}"] if place else []
        children = (*earlier, *(thing() for _ in range(rng.randint(2, 4))))
        k = rng.choice([1, 1, 1, 2]) if len(children) > 2 else 1
        draft.services.append(Service(f"service-{place}", KOf(k, children)))
    for place in range(nodes // 10):
        wanted = tuple(f"service-{rng.randrange(nodes // 10)}" for _ in range(2))
        draft.operations.append(
            Operation(
                f"operation-{place}",
                {"fr": f"activité {place}", "en": f"operation {place}"},
                "company",
                KOf(rng.choice([1, 2]), wanted),
                Cents(rng.randint(10, 600) * 100),
                100.0,
                4.0,
                24.0,
            )
        )
    infected = rng.sample([*hosts, *accounts], max(2, nodes // 60))
    return draft.organisation(f"stress of {nodes}"), tuple(
        draft.assets[place].id for place in infected
    )


def mutual(staff: int, seed: int) -> tuple[Organisation, tuple[str, ...]]:
    """The reference mutual scaled to so many staff; one workstation in 200 is infected, and a
    tenth as many servers and accounts.
    """
    organisation = reference_mutual(5, staff, figures=load_lever_figures())
    rng = Random(seed)
    named: dict[str, list[str]] = {"pc": [], "srv": [], "account": []}
    for asset in organisation.assets:
        kind = asset.kind if asset.kind == "account" else asset.id.split("-")[0]
        named.setdefault(kind, []).append(asset.id)
    many = max(3, staff // 200)
    few = max(1, many // 10)
    infected = [
        *rng.sample(named["pc"], many),
        *rng.sample(named["srv"], few),
        *rng.sample(named["account"], few),
    ]
    return organisation, tuple(infected)
