"""The steps that drive the intruder out of the directory, computed from its graph, in order.

The order is that of ANSSI ("Cyberattaques et remédiation", volume on Active Directory) and of
Microsoft's guide to the recovery of a forest: sound machines first, then the ways in, the
privileged accounts, the secrets of the controllers, krbtgt twice, the trusts, the services, the
people. krbtgt is renewed a second time once every ticket of the first secret has run out: 10 hours
are the longest life of a ticket by default (Microsoft, "Maximum lifetime for user ticket").
"""

from collections.abc import Iterable, Iterator
from heapq import heapify, heappop, heappush
from typing import Literal, get_args

import msgspec
import numpy as np

from endigue.containment.way import Way
from endigue.eradication.core.homes import Homes
from endigue.eradication.core.privileged import Privileged, Rights, privileged
from endigue.eradication.ground import Ground
from endigue.organisation.account_roles import role_of
from endigue.organisation.model import HOST_KINDS, Asset, Organisation

TICKET_HOURS = 10.0
"""The longest life of a Kerberos ticket by default."""

NAMED = 12
"""Links that a step names; the others are counted."""

Kind = Literal[
    "host", "controller", "core_machine", "ways", "builtin_administrator", "privileged_account",
    "privileged_service", "dsrm", "krbtgt_first", "krbtgt_second", "krbtgt_read_only", "trust",
    "controller_account", "certificates", "service", "stored_secret", "people",
]  # fmt: skip
KINDS: tuple[Kind, ...] = get_args(Kind)


class Step(msgspec.Struct, frozen=True):
    """One step of the checklist. Its sentence and its reason are those of its kind."""

    id: str
    kind: Kind
    subject: str
    """The asset that it is about: a machine, an account, a domain, a trust."""
    domain: str = ""
    after: tuple[str, ...] = ()
    """Steps that are done before."""
    wait_hours: float = 0.0
    """That have to pass after the last of these."""
    things: tuple[str, ...] = ()
    """Assets that it concerns; at most `NAMED`."""
    ways: tuple[Way, ...] = ()
    """Links that it concerns; at most `NAMED`."""
    count: int = 0
    """Of these things or links in all."""
    reasons: tuple[str, ...] = ()
    """Codes of what makes the step necessary here, beside its kind."""


def eviction(organisation: Organisation, ground: Ground) -> tuple[Step, ...]:
    """Every step, in an order in which each comes after those that it waits for.

    An organisation without a directory has the machines of its core only.
    """
    return _ordered(_Checklist(organisation, ground).steps())


class _Checklist:
    def __init__(self, organisation: Organisation, ground: Ground) -> None:
        self.organisation = organisation
        self.ground = ground
        self.rights = Rights(organisation)
        self.asset = {asset.id: asset for asset in organisation.assets}
        self.names = frozenset(
            f"{asset.name.casefold()}$" for asset in organisation.assets if asset.kind in HOST_KINDS
        )
        self.domains = sorted(ground.controllers)
        homes = Homes(organisation, ground)
        self.held = {
            domain: privileged(
                self.rights,
                domain,
                ground.controllers[domain] | self._core(domain),
                homes.admins_of,
            )
            for domain in self.domains
        }

    def steps(self) -> Iterator[Step]:
        yield from self._machines()
        for domain in self.domains:
            yield from self._domain(self.held[domain])
        yield from self._trusts()
        yield from self._certificates()
        yield from self._services()
        yield from self._stored_secrets()
        yield from self._people()

    def _core(self, domain: str) -> frozenset[str]:
        """The hosts of the core of trust that the domain contains; and those that no domain
        contains, where a controller of this one is of the core.
        """
        core = self.ground.core
        shared = bool(core & self.ground.controllers[domain])
        return frozenset(
            host
            for host in core
            if domain in (domains := self.ground.domains_of(host)) or (shared and not domains)
        )

    def _machines(self) -> Iterator[Step]:
        controllers = frozenset().union(*self.ground.controllers.values())
        machines = self.ground.core | controllers
        hosts = {
            host for machine in machines for host in self.ground.hosts_of(machine)
        }  # fmt: skip
        for machine in sorted(machines | hosts):
            kind: Kind = "core_machine"
            if machine in controllers:
                kind = "controller"
            elif machine in hosts:
                kind = "host"
            under = self.ground.hosts_of(machine) - {machine}
            after = sorted(f"machine:{one}" for one in under)
            yield Step(f"machine:{machine}", kind, machine, after=tuple(after))

    def _domain(self, held: Privileged) -> Iterator[Step]:
        domain, controllers = held.domain, sorted(self.ground.controllers[held.domain])
        machines = tuple(f"machine:{one}" for one in controllers)
        ways = [*held.ways, *held.exposures]
        reasons = ("exposed",) if held.exposures else ()
        yield Step(
            f"ways:{domain}", "ways", domain, domain, machines,
            ways=tuple(ways[:NAMED]), count=len(ways), reasons=reasons,
        )  # fmt: skip
        after = (f"ways:{domain}",)
        accounts = list(self._accounts(held, after))
        yield from accounts
        for controller in controllers:
            yield Step(f"dsrm:{controller}", "dsrm", controller, domain, (f"machine:{controller}",))
        ready = (
            *(step.id for step in accounts),
            *after,
            *(f"dsrm:{controller}" for controller in controllers),
        )
        first, second = f"krbtgt-1:{domain}", f"krbtgt-2:{domain}"
        yield Step(first, "krbtgt_first", domain, domain, tuple(ready))
        yield Step(second, "krbtgt_second", domain, domain, (first,), TICKET_HOURS)
        for controller in controllers:
            yield Step(
                f"controller-account:{controller}", "controller_account", controller, domain,
                (first,),
            )  # fmt: skip
        for account in self._read_only(domain):
            yield Step(f"krbtgt:{account.id}", "krbtgt_read_only", account.id, domain, (first,))

    def _accounts(self, held: Privileged, after: tuple[str, ...]) -> Iterator[Step]:
        """The accounts that hold the domain, each named once; and its built-in administrator."""
        exposed = {way.target for way in held.exposures}
        yield Step(
            f"administrator:{held.domain}", "builtin_administrator", held.domain, held.domain, after
        )
        for name in sorted(held.principals):
            account = self.asset[name]
            if account.kind != "account" or self._role(account) == "untouchable":
                continue
            service = self._role(account) == "service"
            yield Step(
                f"account:{name}",
                "privileged_service" if service else "privileged_account",
                name,
                held.domain,
                after,
                reasons=("exposed",) if name in exposed else (),
            )

    def _read_only(self, domain: str) -> list[Asset]:
        """The krbtgt accounts of read-only controllers: krbtgt_12345."""
        return [
            asset
            for asset in self.organisation.assets
            if asset.kind == "account"
            and "krbtgt_" in asset.name.casefold()
            and domain in self.ground.domains_of(asset.id)
        ]

    def _trusts(self) -> Iterator[Step]:
        """Each trust once, whether it is a link between domains or an object between them."""
        trusts: dict[str, set[str]] = {}
        for source, kind, target in self._links():
            if kind not in {"TrustedBy", "SameForestTrust", "CrossForestTrust", "ExternalTrust"}:
                continue
            ends = {source, target} & self.held.keys()
            middle = {source, target} - ends
            name = min(middle) if middle else "|".join(sorted(ends))
            trusts.setdefault(name, set()).update(ends)
        for name, ends in sorted(trusts.items()):
            after = tuple(f"krbtgt-1:{domain}" for domain in sorted(ends))
            yield Step(
                f"trust:{name}", "trust", name, min(ends, default=""), after,
                things=tuple(sorted(ends)), count=len(ends),
            )  # fmt: skip

    def _certificates(self) -> Iterator[Step]:
        """Where a certificate gives the domain away, what was issued is revoked."""
        found: dict[str, list[Way]] = {}
        for source, kind, target in self._links():
            if kind == "GoldenCert" or kind.startswith("ADCSESC"):
                found.setdefault(target, []).append(Way(source, target, kind))
        for domain, ways in sorted(found.items()):
            after = (f"ways:{domain}",) if domain in self.held else ()
            yield Step(
                f"certificates:{domain}", "certificates", domain, domain, after,
                ways=tuple(ways[:NAMED]), count=len(ways),
            )  # fmt: skip

    def _services(self) -> Iterator[Step]:
        privileged_ones = self._named_already()
        for asset in self.organisation.assets:
            if asset.kind != "account" or asset.id in privileged_ones:
                continue
            if self._role(asset) == "service":
                domain, after = self._after_first(asset.id)
                yield Step(f"service:{asset.id}", "service", asset.id, domain, after)

    def _stored_secrets(self) -> Iterator[Step]:
        """Accounts whose secret lies on a machine, other than those above."""
        named = self._named_already()
        found: dict[str, set[str]] = {}
        for source, kind, target in self._links():
            account = self.asset[target]
            if kind != "StoresCredentialOf" or account.kind != "account" or target in named:
                continue
            if self._role(account) == "person":
                found.setdefault(target, set()).add(source)
        for name, machines in sorted(found.items()):
            domain, after = self._after_first(name)
            yield Step(
                f"stored:{name}", "stored_secret", name, domain, after,
                things=tuple(sorted(machines)[:NAMED]), count=len(machines),
            )  # fmt: skip

    def _people(self) -> Iterator[Step]:
        """The passwords of everybody, last: they are of no use to who holds the domain."""
        count: dict[str, int] = {}
        for asset in self.organisation.assets:
            if asset.kind == "account" and self._role(asset) == "person":
                for domain in self.ground.domains_of(asset.id):
                    count[domain] = count.get(domain, 0) + 1
        for domain, people in sorted(count.items()):
            yield Step(
                f"people:{domain}", "people", domain, domain, (f"krbtgt-2:{domain}",), count=people
            )

    def _after_first(self, account: str) -> tuple[str, tuple[str, ...]]:
        domains = sorted(self.ground.domains_of(account))
        return (domains[0] if domains else ""), tuple(f"krbtgt-1:{domain}" for domain in domains)

    def _named_already(self) -> frozenset[str]:
        return frozenset().union(*(held.principals for held in self.held.values()))

    def _role(self, account: Asset) -> str:
        return role_of(account, self.names)

    def _links(self) -> Iterator[tuple[str, str, str]]:
        links, assets = self.organisation.links, self.organisation.assets
        wanted = [
            place
            for place, kind in enumerate(links.kinds)
            if "Trust" in kind or kind in {"GoldenCert", "StoresCredentialOf"}
            or kind.startswith("ADCSESC")
        ]  # fmt: skip
        for row in np.flatnonzero(np.isin(links.kind, wanted)).tolist():
            yield (
                assets[links.source[row]].id,
                links.kinds[links.kind[row]],
                assets[links.target[row]].id,
            )


def _ordered(steps: Iterable[Step]) -> tuple[Step, ...]:
    """Each after what it waits for; of those that are ready the lowest kind, then by name.

    Machines that host each other in a circle cannot wait for each other: the first by name goes
    without.
    """
    by_id: dict[str, Step] = {}
    for step in steps:
        by_id.setdefault(step.id, step)
    waiting = {name: {one for one in step.after if one in by_id} for name, step in by_id.items()}
    followers: dict[str, list[str]] = {}
    for name, before in waiting.items():
        for one in before:
            followers.setdefault(one, []).append(name)
    ready = [_rank(by_id[name]) for name, before in waiting.items() if not before]
    heapify(ready)
    done: list[Step] = []
    placed: set[str] = set()
    while len(done) < len(by_id):
        if not ready:
            stuck = min(_rank(by_id[name]) for name, before in waiting.items() if before)
            waiting[stuck[-1]].clear()
            heappush(ready, stuck)
        name = heappop(ready)[-1]
        kept = tuple(one for one in by_id[name].after if one in placed)
        done.append(msgspec.structs.replace(by_id[name], after=kept))
        placed.add(name)
        for follower in followers.get(name, ()):
            if name in waiting[follower]:
                waiting[follower].discard(name)
                if not waiting[follower]:
                    heappush(ready, _rank(by_id[follower]))
    return tuple(done)


def _rank(step: Step) -> tuple[int, str, str]:
    return KINDS.index(step.kind), step.domain, step.id
