"""The briefing as the journal holds it: read, never computed."""

import msgspec

from endigue.desk.assembling import assemble
from endigue.desk.briefing import Briefing
from endigue.desk.case import Blobs
from endigue.desk.ledger import Ledger
from endigue.desk.settings import Settings
from endigue.organisation.model import Organisation
from endigue.spread.facts import SpreadForecast
from endigue.spread.link_kinds import LinkKinds
from endigue.spread.reach import Chances, Forecast


def organisation_of(ledger: Ledger) -> str:
    """The digest of the organisation that the case has adopted; empty where it has none."""
    return "" if ledger.organisation is None else ledger.organisation.digest


def told_by(ledger: Ledger) -> tuple[object, ...]:
    """The things that the current briefing is made of; while each is the very same object, so is
    what it says.
    """
    containment, restoration = ledger.containment, ledger.restoration
    return (
        ledger.organisation,
        ledger.evidence,
        ledger.spread,
        containment.planned,
        containment.approved,
        containment.derogations,
        ledger.continuity.operations,
        restoration.plan,
    )


def forecast_of(ledger: Ledger, blobs: Blobs, pulled: tuple[str, ...] = ()) -> Forecast | None:
    """The last forecast while these levers are pulled; None where none was computed.

    Raises Refusal where the case has lost it.
    """
    found = _forecast_fact(ledger, pulled)
    return None if found is None else msgspec.json.decode(blobs.get(found.result), type=Forecast)


def current_briefing(
    ledger: Ledger,
    blobs: Blobs,
    organisation: Organisation,
    reach: Forecast | None,
    settings: Settings,
    link_kinds: LinkKinds,
) -> Briefing | None:
    """The briefing from what was computed last, at the instant from which the rebuild counts;
    None where a stage of the story is not computed yet, or was computed for another organisation.
    `reach` is the last forecast of doing nothing (`forecast_of`).
    """
    planned, plan = ledger.containment.planned, ledger.restoration.plan
    if planned is None or plan is None or reach is None or ledger.evidence.assessment is None:
        return None
    if ledger.continuity.input != organisation_of(ledger):
        return None
    residual: dict[str, Chances] = {}
    for alternative in planned.alternatives.alternatives:
        pulled = tuple(action.lever for action in alternative.actions)
        fact = _forecast_fact(ledger, pulled)
        if fact is None or settings.residual_hours not in fact.hours:
            return None
        residual[alternative.name] = msgspec.json.decode(blobs.get(fact.result), type=Chances)
    return assemble(organisation, ledger, reach, residual, settings, plan.start, link_kinds)


def _forecast_fact(ledger: Ledger, pulled: tuple[str, ...]) -> SpreadForecast | None:
    """The last forecast while these levers are pulled."""
    found: SpreadForecast | None = None
    for fact in ledger.spread.forecasts.values():
        if fact.pulled == pulled:
            found = fact
    return found
