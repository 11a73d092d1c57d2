"""The fast pricer against the simulator, which is the definition."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from endigue.containment.price import Simulator
from endigue.containment.pricer import Pricer
from endigue.kernel.money import MOST
from endigue.organisation.model import KOf

SEEDS = st.integers(0, 10**6)


def plan_of(instance, rng):
    levers = [lever.id for lever in instance.organisation.levers]
    return rng.sample(levers, rng.randint(0, len(levers)))


@settings(max_examples=400, deadline=None)
@given(seed=SEEDS)
def test_one_plan_is_what_the_simulator_says(draw, seed):
    instance, rng = draw(seed), Random(seed)
    plan = plan_of(instance, rng)
    here = Pricer(instance.organisation).price(instance.seeds, plan)
    there = Simulator(instance.organisation).price(instance.seeds, plan)
    assert here.harm == there.harm
    assert (here.operations_loss, here.fallen_loss, here.levers_cost) == (
        there.operations_loss,
        there.fallen_loss,
        there.levers_cost,
    )
    assert (here.operations_down, here.by_hand) == (there.operations_down, there.by_hand)
    assets = [asset.id for asset in instance.organisation.assets]
    assert {assets[place] for place in here.order} == there.fallen
    assert {assets[place] for place in here.fallen.nonzero()[0]} == there.fallen
    assert here.down == there.down


@settings(max_examples=200, deadline=None)
@given(seed=SEEDS)
def test_many_plans_are_what_the_simulator_says(draw, seed):
    instance, rng = draw(seed), Random(seed)
    plans = [plan_of(instance, rng) for _ in range(rng.choice([1, 5, 64, 65, 70]))]
    simulator = Simulator(instance.organisation)
    assert Pricer(instance.organisation).harms(instance.seeds, plans) == [
        simulator.price(instance.seeds, plan).harm for plan in plans
    ]


@settings(max_examples=400, deadline=None)
@given(seed=SEEDS)
def test_a_plan_without_each_of_its_actions_is_what_the_simulator_says(draw, seed):
    instance, rng = draw(seed), Random(seed)
    plan = plan_of(instance, rng)
    simulator = Simulator(instance.organisation)
    whole = simulator.price(instance.seeds, plan)
    assets = instance.organisation.assets
    every = {operation.id for operation in instance.organisation.operations}
    found = Pricer(instance.organisation).without_each(instance.seeds, plan)
    assert list(found) == plan
    for lever, without in found.items():
        rest = simulator.price(instance.seeds, [other for other in plan if other != lever])
        saved = rest.fallen - whole.fallen
        assert (without.harm, without.saves) == (rest.harm, len(saved))
        assert without.runs == every - set(rest.operations_down)
        if saved:
            dearest = assets[without.dearest]
            assert dearest.id in saved
            assert dearest.fall_cost == max(
                asset.fall_cost for asset in assets if asset.id in saved
            )
        else:
            assert without.dearest == -1


@settings(max_examples=200, deadline=None)
@given(seed=SEEDS)
def test_what_a_lever_stops_by_itself_is_what_the_simulator_says(draw, seed):
    instance = draw(seed)
    levers = [lever.id for lever in instance.organisation.levers]
    simulator = Simulator(instance.organisation)
    for lever, stopped in Pricer(instance.organisation).stopped_by_each(levers).items():
        assert stopped.operations == set(simulator.price((), [lever]).operations_down)


def test_a_plan_of_more_levers_than_a_word_has_bits(write):
    names = [f"m{n}" for n in range(150)]
    org = write(
        {"pc": ("machine", "", 1), **{name: ("machine", "", n) for n, name in enumerate(names)}},
        links=[("pc", name) for name in names],
        levers={f"l{n}": (name, 1) for n, name in enumerate(names)},
        operations={name: (name, n) for n, name in enumerate(names)},
    )
    plan = [lever.id for lever in org.levers]
    simulator = Simulator(org)
    for lever, without in Pricer(org).without_each(["pc"], plan).items():
        rest = [other for other in plan if other != lever]
        assert without.harm == simulator.price(["pc"], rest).harm
        assert without.saves == 1


def test_sums_beyond_64_bits_are_exact(write):
    names = [f"m{n}" for n in range(20_000)]
    org = write(
        {"pc": ("machine", "", 1), **dict.fromkeys(names, ("machine", "", int(MOST)))},
        links=[("pc", name) for name in names],
        levers={"iso": ("pc", 7)},
        operations={f"o{n}": ("m0", int(MOST)) for n in range(300)},
    )
    pricer = Pricer(org)
    lost = 1 + 20_000 * MOST + 300 * 48 * MOST
    assert lost > 2**63
    assert pricer.price(["pc"], []).harm == lost
    assert pricer.price(["pc"], ["iso"]).harm == 8
    assert pricer.without_each(["pc"], ["iso"])["iso"].harm == lost
    assert pricer.harms(["pc"], [[], ["iso"]]) == [lost, 8]


def test_an_organisation_without_anything_costs_nothing(write):
    pricer = Pricer(write({}))
    assert pricer.price([], []).harm == 0
    assert pricer.harms([], [[], []]) == [0, 0]
    assert pricer.without_each([], []) == {}


def test_a_lever_on_nothing_that_is_known_only_costs(write):
    org = write({"pc": ("machine", "", 5)}, levers={"odd": ("elsewhere", 3)})
    assert Pricer(org).without_each(["pc"], ["odd"])["odd"].harm == 5
    assert Pricer(org).price(["pc"], ["odd"]).harm == 8


def test_what_is_unknown_is_refused(write):
    pricer = Pricer(write({"pc": ("machine", "", 5)}))
    with pytest.raises(ValueError, match="no asset is named nobody"):
        pricer.price(["nobody"], [])
    with pytest.raises(ValueError, match="no lever is named nothing"):
        pricer.without_each(["pc"], ["nothing"])


@settings(max_examples=100, deadline=None)
@given(seed=SEEDS, worlds=st.integers(1, 64))
def test_worlds_are_priced_by_the_definition(draw, seed, worlds):
    instance, rng = draw(seed), Random(seed)
    org, plan = instance.organisation, plan_of(instance, rng)
    bits = [[rng.random() < 0.4 for _ in org.assets] for _ in range(worlds)]
    words = Pricer(org)._words()
    for world, row in enumerate(bits):
        for place, fell in enumerate(row):
            words[place] |= type(words[place])(int(fell) << world)
    # The simulator without any link: exactly the seeds fall.
    still = Simulator(write_without_links(org))
    expected = [
        still.price([a.id for a, fell in zip(org.assets, row, strict=True) if fell], plan).harm
        for row in bits
    ]
    assert Pricer(org).harms_of_worlds(words, worlds, plan) == expected


def write_without_links(org):
    from dataclasses import replace

    from endigue.organisation.model import no_links

    return replace(org, links=no_links())


def test_k_of_n_counts_a_child_named_twice_twice(write):
    org = write(
        {"a": ("machine", "", 0), "b": ("machine", "", 0)},
        levers={"one": ("a", 0), "two": ("b", 0)},
        operations={"o": (KOf(2, ("a", "a", "b")), 10)},
    )
    simulator = Simulator(org)
    plans = [[], ["one"], ["two"], ["one", "two"]]
    assert Pricer(org).harms([], plans) == [simulator.price([], plan).harm for plan in plans]
