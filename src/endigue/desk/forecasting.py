"""Forecast the spread, and keep the whole result beside the journal."""

from dataclasses import dataclass

import msgspec

from endigue.desk.case import Case
from endigue.desk.examining import probabilities
from endigue.desk.inputs import input_name
from endigue.desk.ledger import Ledger
from endigue.desk.settings import Settings
from endigue.journal.canonical import canonical
from endigue.organisation.model import Organisation
from endigue.spread.facts import SpreadForecast
from endigue.spread.forecast import KERNEL, forecast
from endigue.spread.link_kinds import LinkKinds
from endigue.spread.problem import SpreadProblem, build
from endigue.spread.reach import Chances, Forecast, WayIn
from endigue.spread.ways import Ways


@dataclass(frozen=True, slots=True)
class Question:
    """How far does it go while these levers are pulled?"""

    organisation: Organisation
    link_kinds: LinkKinds
    pulled: tuple[str, ...] = ()


def ask(
    case: Case, ledger: Ledger, question: Question, settings: Settings
) -> tuple[Ledger, Forecast]:
    """The forecast, computed only if the journal does not hold it."""
    problem = build(
        question.organisation, probabilities(ledger), question.link_kinds, question.pulled
    )
    name = input_name(problem.fingerprint, KERNEL, settings.hours, settings.samples, settings.seed)
    if known := ledger.spread.forecasts.get(name):
        return ledger, msgspec.json.decode(case.blobs.get(known.result), type=Forecast)
    result = forecast(problem, settings.hours, settings.samples, settings.seed)
    fact = SpreadForecast(
        input=name,
        kernel=KERNEL,
        hours=settings.hours,
        samples=settings.samples,
        seed=settings.seed,
        pulled=question.pulled,
        expected_fallen=result.expected_fallen,
        result=case.blobs.put(canonical(msgspec.to_builtins(result)).encode()),
    )
    return case.record([fact], ledger), result


def fallen_by(result: Forecast | Chances, hour: float) -> float:
    """Mean number of assets fallen by one of the hours of the forecast."""
    return result.expected_fallen[result.hours.index(hour)]


def way_into(problem: SpreadProblem, asset: str, hours: float) -> WayIn:
    """The most likely single way to one asset of the problem, each link passed within so many
    hours. Raises ValueError where the problem has no such asset.
    """
    ways, position = Ways(problem, hours), problem.assets.index(asset)
    p = ways.probability(position)
    return WayIn(asset, p > 0, p, ways.to(position))
