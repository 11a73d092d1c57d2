"""What an inventory does not say and the engines need: crews, levers and hours of work.

Every figure here is assumed: a start for the workbook to override, the same for every
importer so that plans from different sources can be compared. Those of levers stand in the
table of standard levers.
"""

from collections.abc import Collection, Iterable
from functools import cache

from endigue.kernel.money import Cents
from endigue.organisation.costs import usual_fall_cost, usual_lever_cost
from endigue.organisation.model import Asset, Crew, Lever, Organisation, Parameters, Zone
from endigue.organisation.standard_levers import standard_levers
from endigue.organisation.systems import is_server
from endigue.readers.lever_figures import load_lever_figures

HOURLY_RATE = Parameters().hourly_rate
WORKSTATION_HOURS = 2.0
SERVER_HOURS = 8.0
DOMAIN_CONTROLLER_HOURS = 16.0

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


def levers_on(
    targets: Collection[str], assets: Iterable[Asset], zones: Iterable[Zone] = ()
) -> tuple[Lever, ...]:
    """The standard levers on those assets that an importer knows can be acted on."""
    described = Organisation(
        name="", zones=tuple(zones), assets=tuple(assets), crews=default_crews()
    )
    derived = standard_levers(described, load_lever_figures())
    return tuple(lever for lever in derived if lever.target in targets)


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
