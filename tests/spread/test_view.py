from functools import reduce

from endigue.journal.fact import Fact
from endigue.spread.facts import SpreadForecast
from endigue.spread.view import SpreadView, see


class SomethingElse(Fact, frozen=True, tag="elsewhere.happened"):
    pass


def forecast(name: str, result: str) -> SpreadForecast:
    return SpreadForecast(
        input=name,
        kernel="first passage",
        hours=(1.0, 24.0),
        samples=10,
        seed=0,
        pulled=(),
        expected_fallen=(1.0, 2.5),
        result=result,
    )


def test_every_forecast_is_found_by_its_input_and_the_latest_holds() -> None:
    facts = (forecast("a", "r1"), forecast("b", "r2"), forecast("a", "r3"))
    view = reduce(see, facts, SpreadView())
    assert {name: fact.result for name, fact in view.forecasts.items()} == {"a": "r3", "b": "r2"}


def test_a_view_that_was_taken_stays_as_it_was() -> None:
    before = see(SpreadView(), forecast("a", "r1"))
    see(before, forecast("b", "r2"))
    assert list(before.forecasts) == ["a"]


def test_facts_of_other_chapters_change_nothing() -> None:
    view = see(SpreadView(), forecast("a", "r1"))
    assert see(view, SomethingElse()) is view
