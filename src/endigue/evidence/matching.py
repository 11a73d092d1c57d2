"""From names as people write them to assets."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz, process

from endigue.evidence.findings import Role
from endigue.evidence.names import NETBIOS_LENGTH, Name, parse_name, truncated
from endigue.organisation.model import Asset, AssetKind, Organisation

KINDS_BY_ROLE: dict[Role, tuple[AssetKind, ...]] = {
    "host": ("machine", "appliance", "dataset", "external"),
    "account": ("account", "mailbox"),
}
"""What a name in each role can be. Where assets of several of these kinds share a name, the
first kind is meant: a person's account and mailbox have one address."""

_NEAR = 75.0
"""Least similarity of a candidate, in percent; assumed."""

_CONTRADICTED, _POSSIBLE, _CONFIRMED = range(3)


@dataclass(frozen=True, slots=True)
class _Domains:
    dns: frozenset[str]
    netbios: frozenset[str]


@dataclass(frozen=True)
class Roll:
    """The names of the assets that can stand in one role. Values are positions in
    `Organisation.assets`; `by_other` holds addresses and SIDs.
    """

    assets: tuple[Asset, ...]
    role: Role
    by_id: dict[str, tuple[int, ...]]
    by_other: dict[str, tuple[int, ...]]
    by_bare: dict[str, tuple[int, ...]]
    by_truncated: dict[str, tuple[int, ...]]
    domains: dict[int, _Domains]

    @cached_property
    def _spellings(self) -> list[str]:
        return list(self.by_bare)

    def find(self, name: Name) -> tuple[int, ...]:
        """The assets that the name means: one; several where it is ambiguous; or none.

        An identifier wins, then an address or a SID, then the bare name, then what NetBIOS
        keeps of it. A name with a domain never means an asset known in other domains only.
        """
        found = self.by_id.get(name.full, ())
        if not found and not name.bare:
            found = self.by_other.get(name.full, ())
        if not found and name.bare:
            found = self._not_contradicted(name, self.by_bare.get(name.bare, ()))
        if not found and len(name.bare) == NETBIOS_LENGTH:
            found = self._not_contradicted(name, self.by_truncated.get(name.bare, ()))
        return self._of_first_kind(found)

    def nearest(self, name: Name, most: int = 3) -> tuple[int, ...]:
        """Assets whose names look like this one, the most similar first."""
        similar = process.extract(
            name.bare or name.full,
            self._spellings,
            scorer=fuzz.ratio,
            limit=most,
            score_cutoff=_NEAR,
        )
        found = (position for spelling, _, _ in similar for position in self.by_bare[spelling])
        return tuple(dict.fromkeys(found))[:most]

    def _not_contradicted(self, name: Name, positions: tuple[int, ...]) -> tuple[int, ...]:
        ranks = [self._agreement(name, position) for position in positions]
        best = max(ranks, default=_CONTRADICTED)
        if best == _CONTRADICTED:
            return ()
        return tuple(
            position for position, rank in zip(positions, ranks, strict=True) if rank == best
        )

    def _agreement(self, name: Name, position: int) -> int:
        """Whether the domain that qualifies the name speaks for or against an asset that has
        the same bare name. A NetBIOS domain has accounts, not mailboxes.
        """
        known = self.domains[position]
        if name.dns:
            if name.dns in known.dns:
                return _CONFIRMED
            return _CONTRADICTED if known.dns else _POSSIBLE
        if name.netbios:
            if self.assets[position].kind == "mailbox":
                return _CONTRADICTED
            if name.netbios in known.netbios or _is_label(name.netbios, known.dns):
                return _CONFIRMED
            return _CONTRADICTED if known.netbios else _POSSIBLE
        return _POSSIBLE

    def _of_first_kind(self, positions: tuple[int, ...]) -> tuple[int, ...]:
        if len(positions) < 2:
            return positions
        for kind in KINDS_BY_ROLE[self.role]:
            chosen = tuple(at for at in positions if self.assets[at].kind == kind)
            if chosen:
                return chosen
        return positions


@dataclass(frozen=True, slots=True)
class Index:
    """Hosts and accounts of one organisation by all their names."""

    hosts: Roll
    accounts: Roll

    def roll(self, role: Role) -> Roll:
        """The names that can stand in this role."""
        return self.hosts if role == "host" else self.accounts


def index_names(organisation: Organisation) -> Index:
    """Build the index once per organisation: time and memory grow with the number of names."""
    return Index(
        hosts=_roll(organisation.assets, "host"),
        accounts=_roll(organisation.assets, "account"),
    )


def _roll(assets: tuple[Asset, ...], role: Role) -> Roll:
    by_id: dict[str, list[int]] = defaultdict(list)
    by_other: dict[str, list[int]] = defaultdict(list)
    by_bare: dict[str, list[int]] = defaultdict(list)
    by_truncated: dict[str, list[int]] = defaultdict(list)
    domains: dict[int, _Domains] = {}
    for position, asset in enumerate(assets):
        if asset.kind not in KINDS_BY_ROLE[role]:
            continue
        by_id[asset.id.casefold()].append(position)
        names = _names(asset, role)
        domains[position] = _Domains(
            dns=frozenset(name.dns for name in names if name.dns),
            netbios=frozenset(name.netbios for name in names if name.netbios),
        )
        for other in {name.full for name in names if not name.bare}:
            by_other[other].append(position)
        for bare in {name.bare for name in names if name.bare}:
            by_bare[bare].append(position)
        if role == "host":
            long = {name.bare for name in names if len(name.bare) > NETBIOS_LENGTH}
            for short in {truncated(bare) for bare in long}:
                by_truncated[short].append(position)
    return Roll(
        assets=assets,
        role=role,
        by_id=_frozen(by_id),
        by_other=_frozen(by_other),
        by_bare=_frozen(by_bare),
        by_truncated=_frozen(by_truncated),
        domains=domains,
    )


def _names(asset: Asset, role: Role) -> list[Name]:
    written: Iterable[str] = (asset.id, asset.name, *asset.aliases)
    parsed = (parse_name(text, role) for text in dict.fromkeys(written))
    return [name for name in parsed if name is not None]


def _frozen(lists: dict[str, list[int]]) -> dict[str, tuple[int, ...]]:
    return {key: tuple(positions) for key, positions in lists.items()}


def _is_label(netbios: str, domains: Iterable[str]) -> bool:
    return any(netbios in domain.split(".") for domain in domains)


def resolve_host(index: Index, written: str) -> tuple[int, ...] | None:
    """The assets that a host name means (see `Roll.find`); None where it names nothing."""
    name = parse_name(written, "host")
    return None if name is None else index.hosts.find(name)


def resolve_account(index: Index, written: str) -> tuple[int, ...] | None:
    r"""The assets that an account name means; None where it names nobody.

    The account of a machine (SRV1$) and the local account of a known machine
    (SRV1\administrator) mean that machine.
    """
    name = parse_name(written, "account")
    if name is None:
        return None
    machine = index.hosts.find(Name(full=name.netbios, bare=name.netbios)) if name.netbios else ()
    found = machine or index.accounts.find(name)
    if not found and name.bare.endswith("$"):
        return resolve_host(index, written)
    return found
