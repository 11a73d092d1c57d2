from endigue.organisation.model import Asset
from endigue.readers.defaults import (
    default_crews,
    fall_cost,
    lever_cost,
    levers_on,
    rebuild_hours,
)

PC = Asset(id="pc", name="PC", kind="machine")
JANE = Asset(id="jane", name="jane@acme.test", kind="account")


def test_every_lever_has_a_crew_and_every_step_of_a_restoration_a_skill() -> None:
    crews = {crew.id: crew for crew in default_crews()}
    assert {lever.crew for lever in levers_on({"pc", "jane"}, [PC, JANE])} <= crews.keys() - {""}
    skills = {crew.skill for crew in crews.values()}
    assert skills >= {"forensic", "system", "database", "network", "application"}


def test_levers_are_the_standard_ones_on_what_can_be_acted_on() -> None:
    assert [lever.id for lever in levers_on({"pc"}, [PC, JANE])] == ["isolate-pc"]


def test_costs_are_minutes_and_hours_at_the_assumed_rate() -> None:
    assert lever_cost(5) == 500
    assert fall_cost(2.5) == 15000


def test_servers_take_longer_than_workstations_and_the_unknown_is_a_workstation() -> None:
    assert rebuild_hours("Windows Server 2022 Standard") == rebuild_hours("Ubuntu Linux") == 8
    assert rebuild_hours("Windows 11 Pro") == rebuild_hours("") == 2
