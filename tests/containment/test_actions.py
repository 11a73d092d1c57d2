import pytest

from endigue.containment.actions import actions, arguments, without_idle
from endigue.containment.price import Simulator
from endigue.containment.pricer import Pricer
from endigue.locale.sentences import sentences


@pytest.fixture
def org(write):
    """Two ways from the pc to the data: by the server, and by the share."""
    return write(
        {
            "pc": ("machine", "", 1),
            "srv": ("machine", "", 10),
            "share": ("machine", "", 100),
            "data": ("dataset", "", 100_000),
        },
        links=[("pc", "srv"), ("pc", "share"), ("srv", "data"), ("share", "data")],
        levers={
            "block-srv": ("srv", 2),
            "block-share": ("share", 2),
            "block-pc": ("pc", 1),
            "block-data": ("data", 3),
        },
    )


def by_lever(found):
    return {action.lever: action for action in found}


def test_an_action_says_what_it_alone_closes_and_saves_and_by_which_way(org):
    found = by_lever(actions(Pricer(org), ["pc"], ["block-srv", "block-share"], ordered=()))
    action = found["block-share"]
    assert (action.closes, action.saves) == (1, 2)
    assert action.way == ("pc", "share", "data")
    # Without it the pc, the share and the data fall, and the other lever is paid.
    assert action.harm_without == 100_101 + 2
    assert action.why == ("containment.closes_the_only_way", "containment.saves_assets")


def test_an_action_that_others_make_needless_says_so(org):
    found = by_lever(actions(Pricer(org), ["pc"], ["block-pc", "block-data"], ordered=()))
    assert found["block-data"].saves == 0
    assert found["block-data"].closes == 0
    assert found["block-data"].way == ()
    assert found["block-data"].why == (
        "containment.saves_nothing_alone",
        "containment.costs_more_than_it_saves",
    )
    assert found["block-pc"].why[0] == "containment.holds_infected"


def test_doctrine_and_orders_are_reasons(write):
    org = write(
        {"pc": ("machine", "", 1), "far": ("machine", "", 1)},
        levers={"m": ("pc", 1), "o": ("far", 1)},
        mandatory=["m"],
    )
    found = by_lever(actions(Pricer(org), ["pc"], ["m", "o"], ordered={"o"}))
    assert found["m"].why[0] == "containment.doctrine_mandatory"
    assert found["o"].why[0] == "containment.ordered"


def test_the_technique_is_named_where_there_is_one(write):
    org = write(
        {"pc": ("machine", "", 1)},
        levers={"a": ("pc", 1), "b": ("pc", 1)},
        kinds={"b": "pause_backups"},
    )
    found = by_lever(actions(Pricer(org), ["pc"], ["a", "b"], ordered=()))
    assert (found["a"].d3fend, found["b"].d3fend) == ("D3-NI", "")


def test_idle_actions_are_dropped_those_with_most_work_first(write):
    org = write(
        {"pc": ("machine", "", 1), "srv": ("machine", "", 10)},
        links=[("pc", "srv")],
        levers={"slow": ("pc", 0), "quick": ("srv", 0), "forced": ("srv", 0)},
        minutes={"slow": 30, "quick": 3},
    )
    pricer = Pricer(org)
    assert without_idle(pricer, ["pc"], ["quick", "slow"], ()) == ("quick",)
    assert without_idle(pricer, ["pc"], ["quick", "forced"], ["forced"]) == ("forced",)


@pytest.mark.parametrize("seed", range(4_000, 4_030))
def test_nothing_that_is_kept_could_be_dropped(draw, seed):
    instance = draw(seed)
    simulator = Simulator(instance.organisation)
    everything = [lever.id for lever in instance.organisation.levers]
    pricer = Pricer(instance.organisation)
    kept = without_idle(pricer, instance.seeds, everything, instance.mandatory)
    harm = simulator.price(instance.seeds, kept).harm
    assert harm <= simulator.price(instance.seeds, everything).harm
    for lever in set(kept) - instance.mandatory:
        assert simulator.price(instance.seeds, set(kept) - {lever}).harm > harm


def test_every_reason_has_a_sentence_that_the_action_fills(org):
    for plan in (["block-srv", "block-share"], ["block-pc", "block-data"]):
        for action in actions(Pricer(org), ["pc"], plan, ordered=()):
            for code in action.why:
                assert "{" not in sentences()[code].format(**arguments(action))
