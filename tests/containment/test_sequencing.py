from dataclasses import replace
from itertools import pairwise, permutations
from math import exp

import msgspec
import pytest

from endigue.containment.alternatives import alternatives
from endigue.containment.sequencing import _Race, sequenced, with_sequence
from endigue.kernel.money import Cents
from endigue.organisation.model import Crew
from endigue.spread.link_kinds import LinkKinds, Travel

WORLDS = 4_096


def kinds(mean_hours, p=1.0):
    return LinkKinds(Travel(p, mean_hours, "test"), {})


def plan_of(org, seeds, **asked):
    return alternatives(org, dict.fromkeys(seeds, 1.0), **asked).named("plan")


@pytest.fixture
def farm(write):
    """Four machines, each behind a lever of its own; the dearer they are the longer it takes."""
    names = "abcd"
    return write(
        {
            "pc": ("machine", "", 0),
            **{name: ("machine", "", 10_000 * (n + 1)) for n, name in enumerate(names)},
        },
        links=[("pc", name) for name in names],
        levers={f"block-{name}": (name, 1) for name in names},
        minutes={f"block-{name}": 10.0 + 25.0 * n for n, name in enumerate(names)},
    )


def test_a_machine_falls_as_often_as_the_way_is_passed_before_the_action_is_done(write):
    org = write(
        {"pc": ("machine", "", 0), "srv": ("machine", "", 100_000)},
        links=[("pc", "srv")],
        levers={"block": ("srv", 1)},
        minutes={"block": 90.0},
    )
    found = sequenced(org, {"pc": 1.0}, kinds(2.0), plan_of(org, ["pc"]), worlds=WORLDS)
    passed = 1 - exp(-1.5 / 2.0)
    assert found.harm == pytest.approx(1 + 100_000 * passed, rel=0.04)
    assert found.at_once == found.harm
    assert found.nothing == pytest.approx(100_000, rel=0.001)
    assert [(step.starts, step.ends) for step in found.steps] == [(0.0, 90.0)]


def test_the_order_is_the_best_of_all_orders_on_the_worlds_on_which_it_is_chosen(farm):
    plan = plan_of(farm, ["pc"])
    levers = [action.lever for action in plan.actions]
    race = _Race(farm, {"pc": 1.0}, kinds(2.0), levers, 0)
    chosen = race.bettered(levers, 0, 512, 300)

    def mean(order):
        return float(race.harms(order, race.ends(order), 512, 1).mean())

    assert mean(chosen) == min(mean(order) for order in permutations(levers))


def test_no_order_is_below_every_action_begun_at_once(farm):
    plan = plan_of(farm, ["pc"])
    levers = [action.lever for action in plan.actions]
    race = _Race(farm, {"pc": 1.0}, kinds(2.0), levers, 0)
    least = race.harms(levers, race.minutes, 256, 5)
    for order in permutations(levers):
        assert (race.harms(order, race.ends(order), 256, 5) >= least).all()


def test_what_the_actions_buy_adds_up_to_what_the_order_avoids(farm):
    found = sequenced(farm, {"pc": 0.7}, kinds(1.0, 0.8), plan_of(farm, ["pc"]), worlds=200)
    bought = sum(step.avoided for step in found.steps)
    assert found.nothing - bought == pytest.approx(found.harm)
    assert found.at_once <= found.harm <= found.nothing
    assert found.minutes == max(step.ends for step in found.steps)


def test_each_crew_does_one_thing_after_the_other_with_as_many_hands_as_it_has_people(farm):
    twice = tuple(
        msgspec.structs.replace(lever, crew="night" if n % 2 else "crew")
        for n, lever in enumerate(farm.levers)
    )
    org = replace(farm, levers=twice, crews=(Crew("crew", "it", 2, "24/7", Cents(1)),))
    levers = [lever.id for lever in org.levers]
    race = _Race(org, {"pc": 1.0}, kinds(2.0), levers, 0)
    assert race.starts(levers) == {
        "block-a": 0.0,  # the two hands of the crew
        "block-c": 0.0,
        "block-b": 0.0,  # the one of the other, that nobody described
        "block-d": 35.0,
    }


def test_what_is_mandatory_keeps_its_place_at_the_head(write):
    org = write(
        {"pc": ("machine", "", 0), "a": ("machine", "", 90_000), "b": ("machine", "", 1)},
        links=[("pc", "a"), ("pc", "b")],
        levers={"save": ("a", 1), "must": ("b", 1)},
        minutes={"save": 10.0, "must": 600.0},
        mandatory=["must"],
    )
    plan = plan_of(org, ["pc"])
    found = sequenced(org, {"pc": 1.0}, kinds(1.0), plan, worlds=64)
    assert [step.lever for step in found.steps] == ["must", "save"]


def test_the_plan_among_the_alternatives_is_put_in_order_and_no_other(farm):
    found = alternatives(farm, {"pc": 1.0})
    ordered = with_sequence(farm, {"pc": 1.0}, kinds(2.0), found, worlds=64)
    plan = ordered.named("plan")
    assert [action.lever for action in plan.actions] == [step.lever for step in plan.sequence.steps]
    assert {action.lever for action in plan.actions} == {
        action.lever for action in found.named("plan").actions
    }
    assert [one.sequence for one in ordered.alternatives if one.name != plan.name] == [None] * (
        len(ordered.alternatives) - 1
    )


def test_a_plan_of_no_actions_has_an_order_of_none(write):
    org = write({"pc": ("machine", "", 5)})
    found = sequenced(org, {"pc": 1.0}, kinds(1.0), plan_of(org, ["pc"]), worlds=64)
    assert found.steps == ()
    assert found.harm == found.nothing == found.at_once == 5


def test_the_same_seed_gives_the_same_order_and_amounts(farm):
    plan = plan_of(farm, ["pc"])
    first, second = (sequenced(farm, {"pc": 0.5}, kinds(1.0), plan, seed=3) for _ in range(2))
    assert first == second
    assert all(a.starts <= b.starts for a, b in pairwise(first.steps))
