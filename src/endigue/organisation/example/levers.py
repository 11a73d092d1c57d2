"""What can be done, who does it, how long it takes and what it costs.

The figures are those of the table of standard levers. The doctrine of the French agency and of
the CERTs asks, when encryption is going on, to cut the Internet, pause the backups and preserve
files without backup and the central authentication first (mandatory), then to isolate infected
machines and neutralise suspect privileged accounts (deferrable); a measure with consequences for
continuity is decided by the strategic cell.
"""

from collections.abc import Collection, Iterator
from typing import NamedTuple

from endigue.organisation.example.accounts import ADMIN_ROLES, SERVICE_ACCOUNTS
from endigue.organisation.example.calibration import RATES
from endigue.organisation.example.directory import TRUSTS
from endigue.organisation.example.network import FLOWS, ZONES
from endigue.organisation.example.register import Register
from endigue.organisation.lever_figures import LeverFigures
from endigue.organisation.model import Asset, Lever

_ZONES_OF_THE_DOCTRINE = {"zone-internet", "zone-backup"}
"""They have levers of their own."""


def levers(register: Register, needed: Collection[str], figures: LeverFigures) -> tuple[Lever, ...]:
    """Every lever; what is done to one of `needed` (whatever services and operations name) is
    for the strategic cell to approve.
    """
    return tuple(_levers(_Making(figures, needed), register))


def _levers(making: "_Making", register: Register) -> Iterator[Lever]:
    yield from _doctrine(making, register)
    yield from _zones(making)
    yield from _flows(making)
    yield from _ties(making, register)
    yield from _hosts(making, register)
    yield from _accounts(making, register)


class _Making(NamedTuple):
    """What levers are made with."""

    figures: LeverFigures
    needed: Collection[str]

    def lever(self, identifier: str, kind: str, on: str, target: str) -> Lever:
        row = self.figures.row(kind, on)
        return Lever(
            id=identifier,
            kind=kind,
            target=target,
            minutes=row.minutes,
            crew=f"crew-{row.skill}",
            cost=row.cost(RATES[row.skill]),
            reversible=row.reversible,
            approval=row.approved_by(needed=target in self.needed),
            doctrine=row.doctrine,
        )


def _doctrine(making: _Making, register: Register) -> Iterator[Lever]:
    yield making.lever("cut-internet", "cut_internet", "zone", "zone-internet")
    yield making.lever("pause-backups", "pause_backups", "target", "zone-backup")
    for target in _preserved(register):
        yield making.lever(f"preserve-{target}", "preserve", "host", target)
    yield making.lever("suspend-mail", "suspend_mail", "target", "flow-internet-dmz-smtp")


def _preserved(register: Register) -> tuple[str, str]:
    """A domain controller, and the archive that no backup holds."""
    return register.ids("srv-dc")[-1], register.ids("srv-file")[2]


def _zones(making: _Making) -> Iterator[Lever]:
    for zone in ZONES:
        if zone.id not in _ZONES_OF_THE_DOCTRINE:
            name = zone.id.removeprefix("zone-")
            yield making.lever(f"unplug-{name}", "unplug_zone", "zone", zone.id)


def _flows(making: _Making) -> Iterator[Lever]:
    for flow in FLOWS:
        name = flow.id.removeprefix("flow-")
        yield making.lever(f"close-{name}", "close_flow", "flow", flow.id)


def _ties(making: _Making, register: Register) -> Iterator[Lever]:
    for trust in TRUSTS:
        yield making.lever(f"cut-{trust}", "cut_trust", "directory", trust)
    for asset in register.assets:
        if asset.kind == "external" and asset.zone == "zone-partners":
            yield making.lever(f"cut-{asset.id}", "cut_partner", "external", asset.id)


def _hosts(making: _Making, register: Register) -> Iterator[Lever]:
    preserved = _preserved(register)
    for asset in register.assets:
        if asset.zone and asset.id not in preserved and asset.kind in {"machine", "appliance"}:
            yield making.lever(f"isolate-{asset.id}", "isolate_host", _sort(asset), asset.id)


def _sort(host: Asset) -> str:
    if host.kind == "appliance":
        return "appliance"
    return "workstation" if host.zone.startswith("zone-ws-") else "server"


def _accounts(making: _Making, register: Register) -> Iterator[Lever]:
    privileged = {
        *register.ids(*(role.code for role in ADMIN_ROLES)),
        *register.ids(*(service.login for service in SERVICE_ACCOUNTS)),
    }
    for asset in register.assets:
        if asset.kind == "account":
            on = "service" if asset.id in privileged else "person"
            yield making.lever(f"disable-{asset.id}", "disable_account", on, asset.id)
