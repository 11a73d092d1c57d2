"""The truth is every set of levers, judged from the definition with sets."""

from collections.abc import Collection
from functools import partial
from itertools import combinations, permutations
from random import Random

import pytest

from clean_house import links
from endigue.containment.price import Simulator
from endigue.containment.pricer import Pricer
from endigue.eradication.lifting.plan import lift_plan, opened
from endigue.eradication.lifting.problem import lift_problem
from endigue.kernel.money import Cents
from endigue.organisation.model import (
    Asset,
    Flow,
    KOf,
    Lever,
    Links,
    Operation,
    Organisation,
    Zone,
)

SEQUENCES = 250


def random_case(chance: Random) -> tuple[Organisation, list[str], list[str], list[str]]:
    """An organisation, what is pulled, what is held, what is ready to return."""
    zones = tuple(Zone(f"z{n}", "", "", 1) for n in range(chance.randint(1, 3)))
    names = [f"h{n}" for n in range(chance.randint(3, 7))]
    assets = tuple(
        Asset(name, name, "machine", chance.choice([*(zone.id for zone in zones), ""]))
        for name in names
    )
    flows = tuple(
        Flow(f"f{n}", chance.choice(zones).id, chance.choice(zones).id, "tcp", 445)
        for n in range(chance.randint(1, 3))
    )
    rows = [tuple(chance.sample(names, 2)) for _ in range(chance.randint(3, 12))]
    plain = links(assets, *((source, "NetworkReach", target) for source, target in rows))
    for row in range(len(rows)):
        if chance.random() < 0.6:
            plain.flow[row] = chance.randrange(len(flows))
    targets = [*names, *(flow.id for flow in flows), *(zone.id for zone in zones)]
    pulled = chance.sample(targets, chance.randint(1, min(6, len(targets))))
    levers = tuple(
        Lever(f"cut-{target}", "cut", target, float(chance.randint(1, 30)), "", Cents(0))
        for target in pulled
    )
    operations = tuple(
        Operation(
            f"o{n}", {"fr": "", "en": ""}, "",
            KOf(2, tuple(chance.sample([*names, *(flow.id for flow in flows)], 2))),
            Cents(chance.randint(1, 9) * 4800), 1.0, 1.0, 1.0,
        )
        for n in range(chance.randint(1, 4))
    )  # fmt: skip
    organisation = Organisation(
        "R", zones=zones, assets=assets, links=plain, flows=flows, levers=levers,
        operations=operations,
    )  # fmt: skip
    held = chance.sample(names, chance.randint(0, 2))
    ready = [name for name in names if name not in held and chance.random() < 0.6]
    return organisation, [lever.id for lever in levers], held, ready


def open_links(organisation: Organisation, pulled: Collection[str]) -> set[int]:
    """Rows that are open, from the definition of what a cut does."""
    targets = {organisation.lever_by_id[lever].target for lever in pulled}
    zone = {asset.id: asset.zone for asset in organisation.assets}
    rows: Links = organisation.links
    found = set()
    for row in range(len(rows)):
        source = organisation.assets[rows.source[row]].id
        target = organisation.assets[rows.target[row]].id
        if {source, target} & targets:
            continue
        if rows.flow[row] >= 0:
            flow = organisation.flows[rows.flow[row]]
            if {flow.id, flow.source_zone, flow.target_zone} & targets:
                continue
        ends = {zone[source], zone[target]}
        if len(ends) == 2 and ends & targets:
            continue
        found.add(row)
    return found


def may_lift(
    organisation: Organisation,
    pulled: Collection[str],
    held: Collection[str],
    ready: Collection[str],
    lifted: Collection[str],
) -> bool:
    """From the definition, by the independent simulator."""
    assets = {asset.id for asset in organisation.assets}
    for lever in lifted:
        target = organisation.lever_by_id[lever].target
        if target in assets and target not in ready:
            return False
    reached = Simulator(organisation).price(held, pulled).fallen
    new = open_links(organisation, set(pulled) - set(lifted)) - open_links(organisation, pulled)
    rows = organisation.links
    return not any(
        (organisation.assets[rows.source[row]].id in reached)
        != (organisation.assets[rows.target[row]].id in reached)
        for row in new
    )


def lost(organisation: Organisation, held: Collection[str], pulled: Collection[str]) -> int:
    """What operations lose in an hour."""
    price = Simulator(organisation).price(held, pulled)
    return round(price.operations_loss / organisation.parameters.hours)


def lost_meanwhile(
    organisation: Organisation,
    reached: Collection[str],
    pulled: Collection[str],
    order: Collection[str],
) -> float:
    """What is lost until all are lifted, one after the other."""
    total, done = 0.0, set()
    for lever in order:
        minutes = organisation.lever_by_id[lever].minutes
        total += minutes * lost(organisation, reached, set(pulled) - done)
        done.add(lever)
    return total


@pytest.mark.parametrize("start", range(0, SEQUENCES, 50))
def test_no_choice_of_cuts_gives_back_more_and_none_opens_a_way(start: int) -> None:
    for seed in range(start, start + 50):
        organisation, pulled, held, ready = random_case(Random(seed))
        plan = lift_plan(organisation, pulled, held, ready)
        chosen = [lift.lever for lift in plan.lifts]
        assert may_lift(organisation, pulled, held, ready, chosen), seed
        reached = Simulator(organisation).price(held, pulled).fallen
        every = [
            set(some)
            for size in range(len(pulled) + 1)
            for some in combinations(pulled, size)
            if may_lift(organisation, pulled, held, ready, some)
        ]
        best = min(lost(organisation, reached, set(pulled) - some) for some in every)
        assert lost(organisation, reached, set(pulled) - set(chosen)) == best, seed
        assert plan.proven
        # What stays could not be added.
        assert not any(set(chosen) < some for some in every), seed
        after = Simulator(organisation).price(held, set(pulled) - set(chosen)).fallen
        assert set(after) == set(reached)


def test_every_beginning_of_the_order_is_allowed_and_no_order_loses_less() -> None:
    orders = 0
    for seed in range(SEQUENCES):
        organisation, pulled, held, ready = random_case(Random(seed))
        plan = lift_plan(organisation, pulled, held, ready)
        chosen = [lift.lever for lift in plan.lifts]
        reached = Simulator(organisation).price(held, pulled).fallen
        cost = partial(lost_meanwhile, organisation, reached, pulled)

        for size in range(len(chosen) + 1):
            assert may_lift(organisation, pulled, held, ready, chosen[:size])
        if 2 <= len(chosen) <= 4:
            orders += 1
            assert cost(chosen) == pytest.approx(min(map(cost, permutations(chosen)))), seed
        given_back = [one for lift in plan.lifts for one in lift.gives_back]
        assert len(given_back) == len(set(given_back))
    assert orders > 20


def test_what_stays_says_why() -> None:
    for seed in range(60):
        organisation, pulled, held, ready = random_case(Random(seed))
        plan = lift_plan(organisation, pulled, held, ready)
        chosen = {lift.lever for lift in plan.lifts}
        for kept in plan.kept:
            assert not may_lift(organisation, pulled, held, ready, chosen | {kept.lever})
            if kept.because == "unverified":
                assert kept.target not in ready
            else:
                assert kept.count > 0 and kept.ways


def test_nothing_held_means_that_only_assets_have_to_be_ready() -> None:
    organisation, pulled, _, _ = random_case(Random(3))
    everything = [asset.id for asset in organisation.assets]
    assert len(lift_plan(organisation, pulled, [], everything).lifts) == len(pulled)


def test_levers_that_close_the_same_link_are_not_both_lifted() -> None:
    assets = (Asset("bad", "", "machine", "a"), Asset("good", "", "machine", "b"))
    organisation = Organisation(
        "O",
        zones=(Zone("a", "", "", 1), Zone("b", "", "", 1)),
        assets=assets,
        links=links(assets, ("bad", "NetworkReach", "good")),
        levers=(
            Lever("unplug-a", "unplug", "a", 5.0, "", Cents(0)),
            Lever("unplug-b", "unplug", "b", 9.0, "", Cents(0)),
        ),
        operations=(Operation("o", {"fr": "", "en": ""}, "", "good", Cents(4800), 1.0, 1.0, 1.0),),
    )
    plan = lift_plan(organisation, ["unplug-a", "unplug-b"], ["bad"], ["good"])
    assert [lift.lever for lift in plan.lifts] == ["unplug-b"]
    assert plan.lifts[0].gives_back == ("o",)
    (kept,) = plan.kept
    assert (kept.lever, kept.because, kept.count) == ("unplug-a", "guards", 1)
    problem = lift_problem(organisation, Pricer(organisation), ["unplug-a", "unplug-b"],
                           ["bad"], ["good"])  # fmt: skip
    assert not opened(problem, [0]) and not opened(problem, [1]) and opened(problem, [0, 1])


def test_a_way_to_something_unverified_counts_like_one_from_it() -> None:
    assets = (Asset("good", "", "machine", "a"), Asset("bad", "", "machine", "b"))
    organisation = Organisation(
        "O", zones=(Zone("a", "", "", 1), Zone("b", "", "", 1)), assets=assets,
        links=links(assets, ("good", "NetworkReach", "bad")),
        levers=(Lever("unplug-b", "unplug", "b", 9.0, "", Cents(0)),),
    )  # fmt: skip
    assert lift_plan(organisation, ["unplug-b"], ["bad"], ["good"]).lifts == ()
    assert len(lift_plan(organisation, ["unplug-b"], [], ["good"]).lifts) == 1
