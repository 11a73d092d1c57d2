import pytest

from clean_house import links
from endigue.containment.pricer import Pricer
from endigue.eradication.lifting.problem import lift_problem
from endigue.kernel.money import Cents
from endigue.organisation.model import Asset, Flow, Lever, Organisation, Zone


def organisation() -> Organisation:
    assets = (
        Asset("bad", "", "machine", "a"),
        Asset("near", "", "machine", "a"),
        Asset("far", "", "machine", "b"),
    )
    plain = links(assets, ("bad", "NetworkReach", "near"), ("near", "NetworkReach", "far"))
    plain.flow[1] = 0
    return Organisation(
        "O",
        zones=(Zone("a", "", "", 1), Zone("b", "", "", 1)),
        assets=assets,
        links=plain,
        flows=(Flow("f", "a", "b", "tcp", 445),),
        levers=(
            Lever("close-f", "close_flow", "f", 3.0, "", Cents(0)),
            Lever("unplug-b", "unplug_zone", "b", 4.0, "", Cents(0)),
            Lever("isolate-bad", "isolate_host", "bad", 5.0, "", Cents(0)),
        ),
    )


def test_what_could_be_reached_is_held_too() -> None:
    o = organisation()
    problem = lift_problem(o, Pricer(o), ["close-f", "unplug-b"], ["bad"], [])
    assert problem.held == {"bad", "near"}
    (guard,) = problem.guards
    assert guard.levers == {0, 1}
    assert (guard.links, guard.rows) == (1, (1,))


def test_a_lever_on_an_asset_stays_until_the_asset_is_ready() -> None:
    o = organisation()
    assert lift_problem(o, Pricer(o), ["isolate-bad"], ["bad"], []).stays == {0: "bad"}
    assert lift_problem(o, Pricer(o), ["isolate-bad"], [], ["bad"]).stays == {}


def test_a_lever_is_counted_once() -> None:
    o = organisation()
    assert lift_problem(o, Pricer(o), ["close-f", "close-f"], [], []).levers == ("close-f",)


def test_what_is_unknown_is_refused() -> None:
    o = organisation()
    with pytest.raises(ValueError, match="no lever is named ghost"):
        lift_problem(o, Pricer(o), ["ghost"], [], [])
    with pytest.raises(ValueError, match="no asset is named ghost"):
        lift_problem(o, Pricer(o), ["close-f"], ["ghost"], [])


def test_without_links_nothing_is_guarded() -> None:
    o = Organisation("O", assets=(Asset("a", "", "machine"),),
                     levers=(Lever("l", "isolate_host", "a", 1.0, "", Cents(0)),))  # fmt: skip
    assert lift_problem(o, Pricer(o), ["l"], ["a"], []).guards == ()
