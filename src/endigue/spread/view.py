"""What is known of the spread: every forecast, by its input."""

from dataclasses import dataclass, field, replace

from endigue.journal.fact import Fact
from endigue.spread.facts import SpreadForecast


@dataclass(frozen=True, slots=True)
class SpreadView:
    """Folded from the facts by `see`."""

    forecasts: dict[str, SpreadForecast] = field(default_factory=dict)
    """By input."""


def see(view: SpreadView, fact: Fact) -> SpreadView:
    """The view after the fact; facts of other chapters change nothing."""
    if isinstance(fact, SpreadForecast):
        return replace(view, forecasts={**view.forecasts, fact.input: fact})
    return view
