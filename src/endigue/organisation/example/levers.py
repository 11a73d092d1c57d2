"""What can be done, who does it, how long it takes and what it costs.

Minutes are assumed. The doctrine of the French agency and of the CERTs asks, when encryption
is going on, to cut the Internet, pause the backups and preserve files without backup and the
central authentication first (mandatory), then to isolate infected machines and neutralise
suspect privileged accounts (deferrable); a measure with consequences for continuity is decided
by the strategic cell.
"""

from collections.abc import Collection, Iterator
from fractions import Fraction

from endigue.kernel.money import Cents, wages
from endigue.organisation.example.accounts import ADMIN_ROLES, SERVICE_ACCOUNTS
from endigue.organisation.example.calibration import RATES
from endigue.organisation.example.directory import TRUSTS
from endigue.organisation.example.network import FLOWS, ZONES
from endigue.organisation.example.register import Register
from endigue.organisation.model import Approval, Asset, Doctrine, Lever

ISOLATE_WORKSTATION = 4
"""Minutes, from the EDR console."""
ISOLATE_SERVER = 10
"""Minutes: port group of the hypervisor, machine paused."""
ISOLATE_APPLIANCE = 20
"""Minutes, on site."""
DISABLE_ACCOUNT = 3
"""Minutes: disabled, sessions and tickets ended."""
CLOSE_FLOW = 8
"""Minutes: one firewall rule and a test."""
UNPLUG_ZONE = 20
"""Minutes: every rule of the zone."""
CUT_INTERNET = 15
"""Minutes."""
PAUSE_BACKUPS = 20
"""Minutes: services stopped, repositories unmounted, tapes out."""
CUT_TRUST = 20
"""Minutes."""
CUT_PARTNER = 10
"""Minutes: the partner's tunnel."""
SUSPEND_MAIL = 5
"""Minutes."""

UNDO_MINUTES = {
    "isolate_host": 40,
    "preserve": 60,
    "disable_account": 20,
    "close_flow": 15,
    "unplug_zone": 240,
    "cut_internet": 240,
    "pause_backups": 120,
    "cut_trust": 60,
    "cut_partner": 60,
    "suspend_mail": 30,
}
"""Assumed: minutes of the same crew to check and to undo, which the cost holds too."""

USER_WITHOUT_ACCOUNT = Cents(120_00)
"""Assumed: work that one person loses until the account is given back."""

_ZONES_OF_THE_DOCTRINE = {"zone-internet", "zone-backup"}
"""They have levers of their own."""


def levers(register: Register, needed: Collection[str]) -> tuple[Lever, ...]:
    """Every lever; what is done to one of `needed` (whatever services and operations name) is
    for the strategic cell to approve.
    """
    return (
        *_doctrine(register),
        *_zones(),
        *_flows(needed),
        *_ties(register),
        *_hosts(register, needed),
        *_accounts(register, needed),
    )


def _lever(
    identifier: str,
    kind: str,
    target: str,
    minutes: float,
    skill: str,
    *,
    strategic: bool = True,
    doctrine: Doctrine = "",
    more: int = 0,
) -> Lever:
    work = wages(Fraction(minutes) + UNDO_MINUTES[kind], RATES[skill])
    approval: Approval = "strategic" if strategic else "operational"
    return Lever(
        id=identifier,
        kind=kind,
        target=target,
        minutes=float(minutes),
        crew=f"crew-{skill}",
        cost=Cents(work + more),
        approval=approval,
        doctrine=doctrine,
    )


def _doctrine(register: Register) -> Iterator[Lever]:
    yield _lever(
        "cut-internet",
        "cut_internet",
        "zone-internet",
        CUT_INTERNET,
        "network",
        doctrine="mandatory",
    )
    yield _lever(
        "pause-backups",
        "pause_backups",
        "zone-backup",
        PAUSE_BACKUPS,
        "system",
        doctrine="mandatory",
    )
    controller, archive = register.ids("srv-dc")[-1], register.ids("srv-file")[2]
    for target in (controller, archive):
        yield _lever(
            f"preserve-{target}", "preserve", target, ISOLATE_SERVER, "system", doctrine="mandatory"
        )
    yield _lever(
        "suspend-mail", "suspend_mail", "flow-internet-dmz-smtp", SUSPEND_MAIL, "application"
    )


def _zones() -> Iterator[Lever]:
    for zone in ZONES:
        if zone.id not in _ZONES_OF_THE_DOCTRINE:
            name = zone.id.removeprefix("zone-")
            yield _lever(f"unplug-{name}", "unplug_zone", zone.id, UNPLUG_ZONE, "network")


def _flows(needed: Collection[str]) -> Iterator[Lever]:
    for flow in FLOWS:
        name = flow.id.removeprefix("flow-")
        yield _lever(
            f"close-{name}",
            "close_flow",
            flow.id,
            CLOSE_FLOW,
            "network",
            strategic=flow.id in needed,
        )


def _ties(register: Register) -> Iterator[Lever]:
    for trust in TRUSTS:
        yield _lever(f"cut-{trust}", "cut_trust", trust, CUT_TRUST, "directory")
    for asset in register.assets:
        if asset.kind == "external" and asset.zone == "zone-partners":
            yield _lever(f"cut-{asset.id}", "cut_partner", asset.id, CUT_PARTNER, "network")


def _hosts(register: Register, needed: Collection[str]) -> Iterator[Lever]:
    preserved = {register.ids("srv-dc")[-1], register.ids("srv-file")[2]}
    for asset in register.assets:
        if asset.zone and asset.id not in preserved and asset.kind in {"machine", "appliance"}:
            yield _isolation(asset, strategic=asset.id in needed and not _is_workstation(asset))


def _isolation(asset: Asset, *, strategic: bool) -> Lever:
    if asset.kind == "appliance":
        minutes, skill = ISOLATE_APPLIANCE, "network"
    elif _is_workstation(asset):
        minutes, skill = ISOLATE_WORKSTATION, "endpoint"
    else:
        minutes, skill = ISOLATE_SERVER, "system"
    return _lever(
        f"isolate-{asset.id}",
        "isolate_host",
        asset.id,
        minutes,
        skill,
        strategic=strategic,
        doctrine="deferrable",
    )


def _is_workstation(asset: Asset) -> bool:
    return asset.zone.startswith("zone-ws-")


def _accounts(register: Register, needed: Collection[str]) -> Iterator[Lever]:
    privileged = {
        *register.ids(*(role.code for role in ADMIN_ROLES)),
        *register.ids(*(service.login for service in SERVICE_ACCOUNTS)),
    }
    for asset in register.assets:
        if asset.kind == "account":
            yield _lever(
                f"disable-{asset.id}",
                "disable_account",
                asset.id,
                DISABLE_ACCOUNT,
                "directory",
                strategic=asset.id in needed,
                doctrine="deferrable",
                more=0 if asset.id in privileged else USER_WITHOUT_ACCOUNT,
            )
