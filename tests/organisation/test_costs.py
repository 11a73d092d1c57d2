"""What is assumed where nobody gave a cost, by hand."""

from endigue.kernel.money import Cents
from endigue.organisation.costs import rebuilding_rate, usual_fall_cost, usual_lever_cost
from endigue.organisation.model import Crew, Parameters


def crew(skill: str, rate: int) -> Crew:
    return Crew(id=f"{skill}-{rate}", skill=skill, people=1, hours="24/7", hourly_rate=Cents(rate))


def test_a_fall_costs_its_rebuild_hours() -> None:
    assert usual_fall_cost(2.5, Cents(8_000)) == 20_000


def test_a_lever_costs_its_minutes_rounded_half_up() -> None:
    assert usual_lever_cost(5, Cents(6_000)) == 500
    assert usual_lever_cost(1, Cents(6_030)) == 101  # 100.5 cents


def test_the_first_system_crew_rebuilds_and_else_the_rate_of_the_house_holds() -> None:
    crews = [crew("network", 5_000), crew("system", 7_000), crew("system", 9_000)]
    assert rebuilding_rate(crews, Parameters()) == 7_000
    assert rebuilding_rate(crews[:1], Parameters(hourly_rate=Cents(4_200))) == 4_200
