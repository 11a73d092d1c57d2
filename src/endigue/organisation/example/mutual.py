"""The reference mutual: a pure function of a seed and a number of staff."""

from endigue.organisation.example.accounts import enlist_privileged
from endigue.organisation.example.calibration import FEWEST_STAFF, MOST_STAFF, STAFF, parameters
from endigue.organisation.example.chance import Chance
from endigue.organisation.example.data import enlist_data, lay_data
from endigue.organisation.example.directory import enlist_directory, lay_directory
from endigue.organisation.example.group import ENTITIES, NAME, crews, legal
from endigue.organisation.example.levers import levers
from endigue.organisation.example.machines import Naming, enlist_servers
from endigue.organisation.example.network import FLOWS, ZONES
from endigue.organisation.example.operations import operations
from endigue.organisation.example.register import Register, Ways
from endigue.organisation.example.services import services
from endigue.organisation.example.staff import enlist_staff
from endigue.organisation.example.travel import lay_travel
from endigue.organisation.example.weaknesses import lay_weaknesses
from endigue.organisation.lever_figures import LeverFigures
from endigue.organisation.model import Organisation
from endigue.organisation.needs import leaves


def reference_mutual(seed: int, staff: int = STAFF, *, figures: LeverFigures) -> Organisation:
    """A fictional group of four companies around a health mutual.

    The same seed and staff give the same organisation on every machine; its levers take what
    `figures` says, the table of standard levers. Everything grows in
    proportion to the staff, except what there is one or two of. Raises ValueError where the
    seed is negative or the staff not within `FEWEST_STAFF` and `MOST_STAFF`.
    """
    if not FEWEST_STAFF <= staff <= MOST_STAFF:
        raise ValueError(
            f"the example wants between {FEWEST_STAFF} and {MOST_STAFF} staff, not {staff}"
        )
    register = _everything(seed, staff)
    ways = Ways()
    lay_directory(register, ways)
    lay_data(register, ways)
    lay_travel(register, ways, Chance(seed, "travel"))
    lay_weaknesses(register, ways, Chance(seed, "weaknesses"), staff)
    technical, business = services(register), operations(staff)
    needs = [*(one.needs for one in technical), *(one.needs for one in business)]
    needed = {leaf for need in needs for leaf in leaves(need)}
    return Organisation(
        name=NAME,
        parameters=parameters(),
        legal=legal(staff),
        entities=ENTITIES,
        zones=ZONES,
        assets=tuple(register.assets),
        links=ways.links(),
        flows=FLOWS,
        levers=levers(register, needed, figures),
        services=technical,
        operations=business,
        crews=crews(staff),
    )


def _everything(seed: int, staff: int) -> Register:
    register = Register()
    naming = Naming(Chance(seed, "names"))
    enlist_servers(register, naming, staff)
    enlist_staff(register, naming, Chance(seed, "staff"), staff)
    enlist_privileged(register, naming, staff)
    enlist_directory(register)
    enlist_data(register, staff)
    return register
