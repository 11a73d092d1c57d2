"""What an inventory does not say and the engines need: crews, levers and hours of work.

Every figure here is assumed: a start for the workbook to override, the same for every
importer so that plans from different sources can be compared.
"""

from functools import cache

from endigue.kernel.money import Cents
from endigue.organisation.costs import usual_fall_cost, usual_lever_cost
from endigue.organisation.model import Approval, Asset, Crew, Lever, Parameters

HOURLY_RATE = Parameters().hourly_rate
ISOLATE_MINUTES = 5
DISABLE_MINUTES = 2
WORKSTATION_HOURS = 2.0
SERVER_HOURS = 8.0
DOMAIN_CONTROLLER_HOURS = 16.0

_SERVER_SYSTEMS = ("server", "samba", "linux", "unix", "ubuntu", "red hat", "debian", "centos")
_ROUND_THE_CLOCK = "24/7"
_EVERY_DAY = "mon-sun 08:00-20:00"
_CREWS = (
    ("endpoint", 4, _ROUND_THE_CLOCK),
    ("directory", 2, _ROUND_THE_CLOCK),
    ("forensic", 2, _EVERY_DAY),
    ("system", 6, _EVERY_DAY),
    ("database", 2, _EVERY_DAY),
    ("network", 2, _EVERY_DAY),
    ("application", 4, _EVERY_DAY),
)


def default_crews() -> tuple[Crew, ...]:
    """Who contains (endpoint, directory) and who restores, one crew a skill; all assumed."""
    return tuple(
        Crew(id=skill, skill=skill, people=people, hours=hours, hourly_rate=HOURLY_RATE)
        for skill, people, hours in _CREWS
    )


def isolate_host(asset: Asset, approval: Approval = "operational") -> Lever:
    """The lever that takes a machine off the network, by its own id `isolate-<asset>`."""
    return Lever(
        id=f"isolate-{asset.id}",
        kind="isolate_host",
        target=asset.id,
        minutes=ISOLATE_MINUTES,
        crew="endpoint",
        cost=lever_cost(ISOLATE_MINUTES),
        approval=approval,
    )


def disable_account(asset: Asset) -> Lever:
    """The lever that disables an account and its sessions, `disable-<asset>`."""
    return Lever(
        id=f"disable-{asset.id}",
        kind="disable_account",
        target=asset.id,
        minutes=DISABLE_MINUTES,
        crew="directory",
        cost=lever_cost(DISABLE_MINUTES),
    )


def is_server(system: str) -> bool:
    """Whether the name of an operating system says that it serves others; unknown means no."""
    return any(word in system.lower() for word in _SERVER_SYSTEMS)


def rebuild_hours(system: str) -> float:
    """Hours to rebuild a machine with this operating system."""
    return SERVER_HOURS if is_server(system) else WORKSTATION_HOURS


@cache
def fall_cost(hours: float) -> Cents:
    """What is lost if an asset falls: its rebuild at the assumed rate."""
    return usual_fall_cost(hours, HOURLY_RATE)


@cache
def lever_cost(minutes: float) -> Cents:
    """What a lever costs: its minutes at the assumed rate."""
    return usual_lever_cost(minutes, HOURLY_RATE)
