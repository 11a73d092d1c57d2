from itertools import product

import pytest

from endigue.containment.alternatives import alternatives
from endigue.containment.price import Simulator
from endigue.containment.uncertainty import Sampling, with_expectations
from endigue.organisation.model import Zone
from endigue.readers.link_kinds import load_link_kinds
from endigue.spread.link_kinds import LinkKinds, Travel

AT_ONCE = LinkKinds(
    default=Travel(p=0.5, mean_hours=0.0, source="assumed"),
    kind={"AnyWay": (Travel(p=0.5, mean_hours=0.0, source="assumed"),)},
)
MANY = Sampling(worlds=20_000)


@pytest.fixture
def org(write):
    return write(
        {
            "pc": ("machine", "office", 100),
            "laptop": ("machine", "office", 100),
            "srv": ("machine", "room", 5_000),
        },
        links=[("pc", "srv"), ("laptop", "srv")],
        levers={"iso-pc": ("pc", 10), "iso-laptop": ("laptop", 10), "unplug": ("room", 300)},
        operations={"o": ("srv", 100)},
    )


def exactly(org, suspects, pulled):
    """Harm of every world of suspects and links with its probability, by the simulator."""
    from dataclasses import replace

    links = org.links
    found = []
    for world in product((True, False), repeat=len(suspects) + len(links)):
        weight = 1.0
        for p, held in zip(suspects.values(), world, strict=False):
            weight *= p if held else 1 - p
        works = world[len(suspects) :]
        weight *= 0.5 ** len(links)
        rows = [place for place, on in enumerate(works) if on]
        columns = {
            name: getattr(links, name)[rows]
            for name in ("source", "target", "kind", "port", "flow")
        }
        part = replace(org, links=replace(links, **columns))
        seeds = [asset for asset, held in zip(suspects, world, strict=False) if held]
        price = Simulator(part).price(seeds, pulled)
        found.append((weight, price.harm, len(price.fallen)))
    return found


def test_means_are_those_of_all_worlds_priced_by_the_simulator(org):
    suspects = {"pc": 0.7, "laptop": 0.4}
    found = with_expectations(org, suspects, AT_ONCE, alternatives(org, suspects), MANY)
    for one in found.alternatives:
        pulled = [action.lever for action in one.actions]
        exact = exactly(org, suspects, pulled)
        harm = sum(weight * value for weight, value, _ in exact)
        fallen = sum(weight * count for weight, _, count in exact)
        told = one.expected
        assert told.worlds == 20_000
        assert abs(told.harm - harm) <= 3 * told.half_width + 1e-6, one.name
        assert abs(told.fallen - fallen) <= 3 * told.fallen_half_width + 1e-6
        # The worst tenth: the dearest worlds until their probabilities make a tenth.
        left, worst = 0.1, 0.0
        for weight, value, _ in sorted(exact, key=lambda row: -row[1]):
            taken = min(weight, left)
            worst, left = worst + taken * value, left - taken
        assert told.worst_tenth == pytest.approx(worst / 0.1, rel=0.02)


def test_the_core_of_trust_is_every_zone_of_tier_0(org):
    from dataclasses import replace

    suspects = {"pc": 1.0}
    found = alternatives(org, suspects)
    told = with_expectations(org, suspects, AT_ONCE, found, MANY)
    assert {one.expected.core for one in told.alternatives} == {None}
    zones = (Zone("office", "office", "us", 2), Zone("room", "room", "us", 0))
    told = with_expectations(replace(org, zones=zones), suspects, AT_ONCE, found, MANY)
    nothing = told.named("do_nothing").expected
    assert abs(nothing.core - 0.5) <= 2 * nothing.core_half_width
    plan = told.named("plan").expected
    assert (plan.core, plan.fallen, plan.companies) == (0.0, 1.0, {"us": 1.0})
    assert plan.core_half_width > 0  # never seen is not impossible


def test_a_slow_link_is_not_travelled_in_time(org):
    slow = LinkKinds(default=AT_ONCE.default, kind={"AnyWay": (Travel(1.0, 8000.0, "assumed"),)})
    found = alternatives(org, {"pc": 1.0})
    told = with_expectations(org, {"pc": 1.0}, slow, found, MANY).named("do_nothing").expected
    # Within 24 hours of a mean of 8000: 0.3 %; within 48 twice as many.
    assert told.fallen == pytest.approx(1.003, abs=0.002)
    assert told.harm == pytest.approx(100 + 0.006 * (5_000 + 4_800), abs=30)


def test_the_same_seed_gives_the_same_figures(org):
    found, kinds = alternatives(org, {"pc": 0.7}), load_link_kinds()
    once = with_expectations(org, {"pc": 0.7}, kinds, found, Sampling(seed=4))
    assert once == with_expectations(org, {"pc": 0.7}, kinds, found, Sampling(seed=4))
    assert once != with_expectations(org, {"pc": 0.7}, kinds, found, Sampling(seed=5))


def test_one_world_has_a_mean_and_no_interval(org):
    found = alternatives(org, {"pc": 1.0})
    told = with_expectations(org, {"pc": 1.0}, AT_ONCE, found, Sampling(worlds=1))
    assert told.named("plan").expected.half_width == 0.0
