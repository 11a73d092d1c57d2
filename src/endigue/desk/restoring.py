"""Plan the restoration of what an alternative leaves down."""

from datetime import datetime
from zoneinfo import ZoneInfo

from endigue.containment.plan import Alternative
from endigue.desk.case import Case
from endigue.desk.inputs import input_name
from endigue.desk.ledger import Ledger
from endigue.desk.settings import Settings
from endigue.organisation.model import Organisation
from endigue.restoration.facts import RestorationPlanned
from endigue.restoration.problem import build, fingerprint
from endigue.restoration.solve import SOLVER, plan


def plan_restoration(
    case: Case,
    ledger: Ledger,
    organisation: Organisation,
    alternative: Alternative,
    start: datetime,
    settings: Settings,
) -> Ledger:
    """Plan from `start`, with the order that brings most people their service back soonest."""
    local = start.astimezone(ZoneInfo(organisation.time_zone))
    problem = build(organisation, alternative.fallen, alternative.down, local)
    name = input_name(fingerprint(problem), SOLVER, start, settings.seed, settings.scenarios)
    if (known := ledger.restoration.plan) is not None and known.input == name:
        return ledger
    schedule = plan(problem, settings.seed, settings.scenarios)
    return case.record([RestorationPlanned(name, SOLVER, start, schedule)], ledger)
