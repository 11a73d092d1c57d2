from datetime import UTC, datetime

import numpy as np
import pytest

from endigue.kernel.money import Cents
from endigue.organisation.model import Asset, Crew, KOf, Operation, Organisation
from endigue.restoration.closures import Closures, Turns, by_closures, closures_of, plain
from endigue.restoration.problem import build
from endigue.restoration.scoring import Game, game
from endigue.restoration.solve import foreseen

NOON = datetime(2021, 2, 8, 12, 0, tzinfo=UTC)


def played(hours: dict[str, float], needs: dict[str, KOf | str]) -> tuple[Game, Closures]:
    """Machines that take so many hours of rebuild, and what each operation needs of them."""
    problem = build(
        Organisation(
            "one",
            assets=tuple(
                Asset(name, "", "machine", rebuild_hours=long) for name, long in hours.items()
            ),
            operations=tuple(
                Operation(name, {}, "", each, Cents(9000), 0.0, 1.0, 1e6)
                for name, each in needs.items()
            ),
            crews=(Crew("system", "system", 2, "24/7", Cents(6000)),),
        ),
        list(hours),
        [],
        NOON,
    )
    return game(problem, foreseen(problem)), closures_of(problem, np.empty(0, np.int64), 0)


def ranked(at: Game, closures: Closures, order: list[int], turns: Turns) -> list[int]:
    ranks = np.empty(len(closures.work), np.int64)
    by_closures(at, closures, np.array(order), turns, ranks)
    return ranks.tolist()


@pytest.fixture
def two() -> tuple[Game, Closures]:
    """The urgent needs what is short, the slow what is long."""
    return played({"short": 1.0, "long": 20.0}, {"urgent": "short", "slow": "long"})


def test_with_a_lead_what_is_long_begins_before_what_is_short(two: tuple[Game, Closures]) -> None:
    at, closures = two
    assert ranked(at, closures, [0, 1], plain(closures, 0.0)) == [0, 1]
    # The short is complete when its own work is done, the long when both are.
    short, long = closures.work.tolist()
    enough = long / (long - short)
    assert ranked(at, closures, [0, 1], plain(closures, 1.01 * enough)) == [1, 0]
    assert ranked(at, closures, [0, 1], plain(closures, 0.99 * enough)) == [0, 1]


def test_what_comes_with_one_operation_may_have_a_lead_of_its_own(
    two: tuple[Game, Closures],
) -> None:
    at, closures = two
    turns = plain(closures, 1.0)
    assert ranked(at, closures, [0, 1], turns) == [0, 1]
    turns.own[1] = 2.0
    assert ranked(at, closures, [0, 1], turns) == [1, 0]
    turns.own[0] = 100.0
    assert ranked(at, closures, [0, 1], turns) == [0, 1]


def test_of_alternatives_the_least_work_is_taken_unless_a_bias_is_on_it() -> None:
    at, closures = played(
        {"little": 2.0, "more": 3.0, "most": 9.0}, {"one": KOf(1, ("most", "little", "more"))}
    )
    assert sorted(closures.alternatives.tolist()) == [0, 1, 2]
    turns = plain(closures, 0.0)
    taken = [ranked(at, closures, [0], turns).index(0)]
    turns.bias[0] = 5.0
    taken.append(ranked(at, closures, [0], turns).index(0))
    turns.bias[2] = 0.01
    taken.append(ranked(at, closures, [0], turns).index(0))
    assert taken == [0, 1, 2]


def test_a_bias_within_an_alternative_does_not_make_it_cheaper_than_its_own_way() -> None:
    at, closures = played(
        {"a": 2.0, "b": 6.0, "c": 4.0}, {"one": KOf(1, (KOf(1, ("a", "b")), "c"))}
    )
    turns = plain(closures, 0.0)
    assert ranked(at, closures, [0], turns).index(0) == 0
    # The first way is then by b, whose work is more than that of c.
    turns.bias[0] = 50.0
    assert ranked(at, closures, [0], turns).index(0) == 2


def test_where_all_is_needed_nothing_is_an_alternative(two: tuple[Game, Closures]) -> None:
    assert len(two[1].alternatives) == 0
