from itertools import combinations

import pytest

from endigue.containment.consequences import Consequences
from endigue.containment.price import Simulator
from endigue.containment.problem import build
from endigue.organisation.model import KOf, Manual

NAMES = [f"m{n}" for n in range(4)]


@pytest.fixture
def farm(write):
    """Four machines that the attack reaches unless each way is closed."""

    def with_needs(need, manual=None):
        return write(
            {"pc": ("machine", "a", 0), **dict.fromkeys(NAMES, ("machine", "b", 1))},
            links=[("pc", name, f"f-{name}") for name in NAMES],
            flows={f"f-{name}": ("a", "b") for name in NAMES},
            levers={f"l-{name}": (f"f-{name}", 0) for name in NAMES},
            operations={"desk": (need, 1_000, *([manual] if manual else []))},
            hours=10,
        )

    return with_needs


def agree(org):
    """The problem and the simulator, on every set of levers."""
    problem, simulator = build(org, ["pc"]), Simulator(org)
    harms = []
    for size in range(len(problem.levers) + 1):
        for chosen in combinations(range(len(problem.levers)), size):
            harm = Consequences(problem).harm(chosen)
            assert harm == simulator.price(["pc"], [problem.levers[n] for n in chosen]).harm
            harms.append(harm)
    return harms


@pytest.mark.parametrize("k", range(6))
def test_k_of_n_fails_when_fewer_than_k_are_left(farm, k):
    # k = 0 never fails; k = 5 of 4 is never met.
    agree(farm(KOf(k, tuple(NAMES))))


def test_needs_nest_and_may_name_the_same_thing_twice(farm):
    agree(farm(KOf(2, ("m0", "m0", KOf(1, ("m1", KOf(2, ("m2", "m3"))))))))


def test_hand_work_is_lost_only_with_what_it_needs(farm):
    harms = agree(farm("m0", Manual(10.0, 5.0, KOf(1, ("m1", "m2")))))
    assert {harm // 1_000 for harm in harms} == {0, 5, 10}


def test_our_own_cut_takes_down_an_account_a_flow_and_the_hosts_of_a_zone(write):
    org = write(
        {
            "pc": ("machine", "a", 0),
            "acc": ("account", "b", 1_000),
            "srv": ("machine", "b", 1_000),
        },
        links=[("pc", "acc"), ("pc", "srv", "f")],
        flows={"f": ("a", "b")},
        levers={"dis": ("acc", 1), "close": ("f", 1), "unplug": ("b", 1)},
        operations={"by-account": ("acc", 1), "by-flow": ("f", 10), "by-host": ("srv", 100)},
        hours=1,
    )
    assert len(agree(org)) == 2**3
