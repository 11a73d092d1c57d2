"""The levers that follow from the model, for an organisation that describes none.

What can be acted on is what the model names: zones, flows, hosts, accounts. What each kind of
lever takes stands in the table (`lever_figures`). The rules:

- the Internet is cut at the zone outside (tier 3) that is called so, else at every zone
  outside; other zones outside, such as partners, and all zones inside can be unplugged;
- backups are zones that are called so, hosts that are called so or that a service so called
  needs: they are paused, not isolated or unplugged;
- mail is suspended at flows of mail that cross to or from the outside, which are then not
  closed besides; every other flow can be closed;
- every machine and appliance inside can be isolated; a workstation that an operation or a
  service needs is a server;
- every account can be disabled but the untouchable ones (`account_roles`); groups and objects
  of the directory cannot: they are nobody.

Preserving the central authentication and files without backup, which the doctrine asks for,
is not derived: which controller to put aside is for people to say.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256

import msgspec

from endigue.kernel.identifier import LONGEST
from endigue.kernel.money import Cents
from endigue.organisation.account_roles import role_of
from endigue.organisation.lever_figures import Figures, LeverFigures
from endigue.organisation.model import Asset, Flow, Lever, Organisation, Zone
from endigue.organisation.needs import leaves
from endigue.organisation.systems import is_server

_BACKUP = re.compile(r"backup|sauvegarde|veeam|bkp", re.IGNORECASE)
_INTERNET = re.compile(r"internet|(^|[\W_])wan([\W_]|$)")
MAIL_PORTS = frozenset({25, 465, 587})
"""SMTP, submission with TLS, submission."""

CORE_TIER, WORKSTATION_TIER, OUTSIDE_TIER = 0, 2, 3

_DISABLE = "disable_account"
_VERBS = {
    "isolate_host": "isolate",
    "disable_account": "disable",
    "close_flow": "close",
    "unplug_zone": "unplug",
    "cut_internet": "cut",
    "pause_backups": "pause",
    "suspend_mail": "suspend",
}
"""With which the identifier of a lever begins."""


def standard_levers(organisation: Organisation, figures: LeverFigures) -> tuple[Lever, ...]:
    """Every standard lever, what the doctrine asks first, then in the order of the model."""
    return tuple(_Deriving(organisation, figures).levers())


def missing_levers(organisation: Organisation, figures: LeverFigures) -> tuple[Lever, ...]:
    """The standard levers on whatever no lever acts on yet, under identifiers of their own.

    None on accounts where the organisation has one that disables an account: whoever
    described those knew which accounts are in use.
    """
    acted_on = {lever.target for lever in organisation.levers}
    taken = {lever.id for lever in organisation.levers}
    knows_accounts = any(lever.kind == _DISABLE for lever in organisation.levers)
    missing = []
    for lever in standard_levers(organisation, figures):
        if lever.target in acted_on or (knows_accounts and lever.kind == _DISABLE):
            continue
        if lever.id in taken:
            lever = msgspec.structs.replace(lever, id=_shortened(f"standard-{lever.id}"))
        missing.append(lever)
    return tuple(missing)


def with_levers(organisation: Organisation, figures: LeverFigures) -> Organisation:
    """The organisation itself, or with its standard levers where it describes none."""
    if organisation.levers:
        return organisation
    return replace(organisation, levers=standard_levers(organisation, figures))


def following(before: Organisation, after: Organisation, figures: LeverFigures) -> Organisation:
    """`after`, where levers that still stand as they were derived for `before` are derived anew.

    So a machine that a service turns out to need is from then on for the strategic cell to
    isolate, while what people wrote or changed stays as it is.
    """
    untouched = {lever.id: lever for lever in standard_levers(before, figures)}
    anew = {lever.id: lever for lever in standard_levers(after, figures)}
    levers = tuple(
        anew.get(lever.id, lever) if untouched.get(lever.id) == lever else lever
        for lever in after.levers
    )
    return after if levers == after.levers else replace(after, levers=levers)


def kinds_of(levers: Sequence[Lever]) -> dict[str, int]:
    """How many levers of each kind, in the order in which the kinds come."""
    return dict(Counter(lever.kind for lever in levers))


def is_called_backup(*names: str) -> bool:
    """Whether one of these names says that it holds backups."""
    return any(map(_BACKUP.search, names))


@dataclass(frozen=True)
class _Deriving:
    """One organisation, looked at for what can be done to it."""

    organisation: Organisation
    figures: LeverFigures

    def levers(self) -> Iterator[Lever]:
        zones = self.organisation.zones
        for zone in zones:
            if zone.id in self._internet:
                yield self._lever("cut_internet", "zone", zone.id)
        for target in self._backups:
            yield self._lever("pause_backups", "target", target)
        for zone in zones:
            if zone.id not in self._internet and zone.id not in self._backups:
                yield self._lever("unplug_zone", "zone", zone.id)
        for flow in self.organisation.flows:
            mail = flow.port in MAIL_PORTS and self._crosses_outside(flow)
            kind, on = ("suspend_mail", "target") if mail else ("close_flow", "flow")
            yield self._lever(kind, on, flow.id)
        yield from self._on_assets()

    def _on_assets(self) -> Iterator[Lever]:
        backups, outside, needed = self._backups, self._outside, self._needed
        for asset in self.organisation.assets:
            if asset.kind in {"machine", "appliance"}:
                if asset.id not in backups and asset.zone not in outside:
                    yield self._lever("isolate_host", self._sort(asset), asset.id, asset.zone)
            elif asset.kind == "account":
                role = role_of(asset, self._host_names)
                if role != "untouchable":
                    on = "service" if asset.id in needed else role
                    yield self._lever(_DISABLE, on, asset.id)

    def _lever(self, kind: str, on: str, target: str, zone: str = "") -> Lever:
        row, crew, cost = self._work[kind, on]
        needed = target in self._needed or zone in self._core
        return Lever(
            _shortened(f"{_VERBS[kind]}-{target}"),
            kind,
            target,
            row.minutes,
            crew,
            cost,
            row.reversible,
            row.approved_by(needed=needed),
            row.doctrine,
        )

    @cached_property
    def _work(self) -> dict[tuple[str, str], tuple[Figures, str, Cents]]:
        """Each row of the table with its crew and cost here."""
        return {
            (kind, on): (row, *self._done_by(row))
            for kind, rows in self.figures.rows.items()
            for on, row in rows.items()
        }

    def _done_by(self, row: Figures) -> tuple[str, Cents]:
        """The first crew with the skill, people first; without one, nobody at the usual rate."""
        crews = [crew for crew in self.organisation.crews if crew.skill == row.skill]
        crews.sort(key=lambda crew: crew.people == 0)
        for crew in crews:
            return crew.id, row.cost(crew.hourly_rate)
        return "", row.cost(self.organisation.parameters.hourly_rate)

    @cached_property
    def _internet(self) -> frozenset[str]:
        outside = [zone for zone in self.organisation.zones if zone.tier == OUTSIDE_TIER]
        called = [zone for zone in outside if _is_called_internet(zone)]
        return frozenset(zone.id for zone in called or outside)

    @cached_property
    def _backups(self) -> dict[str, None]:
        """Zones first, then hosts that stand in none of them."""
        zones = [zone.id for zone in self.organisation.zones if self._is_backup_zone(zone)]
        served = {
            leaf
            for service in self.organisation.services
            if is_called_backup(service.id)
            for leaf in leaves(service.needs)
        }
        hosts = [
            asset.id
            for asset in self.organisation.assets
            if asset.kind in {"machine", "appliance"}
            and asset.zone not in zones
            and (asset.id in served or is_called_backup(asset.id, asset.name))
        ]
        return dict.fromkeys((*zones, *hosts))

    @staticmethod
    def _is_backup_zone(zone: Zone) -> bool:
        return zone.tier != OUTSIDE_TIER and is_called_backup(zone.id, zone.name)

    @cached_property
    def _core(self) -> frozenset[str]:
        return frozenset(z.id for z in self.organisation.zones if z.tier == CORE_TIER)

    @cached_property
    def _needed(self) -> frozenset[str]:
        """Whatever a service or an operation names, nominally or by hand."""
        operations = self.organisation.operations
        by_hand = (one.manual.needs for one in operations if one.manual is not None)
        needs = [
            *(one.needs for one in self.organisation.services),
            *(one.needs for one in operations),
            *(need for need in by_hand if need is not None),
        ]
        return frozenset(leaf for need in needs for leaf in leaves(need))

    @cached_property
    def _host_names(self) -> frozenset[str]:
        """What the accounts of machines are called."""
        return frozenset(
            f"{name.partition('.')[0].rstrip('$')}$".casefold()
            for asset in self.organisation.assets
            if asset.kind == "machine"
            for name in (asset.name, *(one for one in asset.aliases if one.endswith("$")))
        )

    def _sort(self, host: Asset) -> str:
        if host.kind == "appliance":
            return "appliance"
        zone = self.organisation.zone_by_id.get(host.zone)
        inner = zone is not None and zone.tier < WORKSTATION_TIER
        serves = inner or host.id in self._needed or is_server(host.os)
        return "server" if serves else "workstation"

    def _crosses_outside(self, flow: Flow) -> bool:
        return (flow.source_zone in self._outside) != (flow.target_zone in self._outside)

    @cached_property
    def _outside(self) -> frozenset[str]:
        return frozenset(z.id for z in self.organisation.zones if z.tier == OUTSIDE_TIER)


def _is_called_internet(zone: Zone) -> bool:
    return _INTERNET.search(f"{zone.id} {zone.name}".casefold()) is not None


def _shortened(identifier: str) -> str:
    """An identifier that is not too long, and still its own."""
    if len(identifier) <= LONGEST:
        return identifier
    digest = sha256(identifier.encode()).hexdigest()[:16]
    return f"{identifier[: LONGEST - 17]}-{digest}"
