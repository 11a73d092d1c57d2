"""Needs against hand-computed cases and against the definition by enumeration."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endigue.organisation.model import KOf, Need, Service
from endigue.organisation.needs import (
    first_missing,
    is_met,
    leaves,
    services_in_order,
    with_services_down,
)

NAMES = ["a", "b", "c", "d"]


def all_of(*of: Need) -> KOf:
    return KOf(len(of), of)


def any_of(*of: Need) -> KOf:
    return KOf(1, of)


def services(**needs: Need) -> dict[str, Service]:
    return {name: Service(name, need) for name, need in needs.items()}


def expressions(names: list[str]) -> st.SearchStrategy[Need]:
    def deeper(inner: st.SearchStrategy[Need]) -> st.SearchStrategy[Need]:
        lists = st.lists(inner, min_size=1, max_size=4).map(tuple)
        return lists.flatmap(lambda of: st.integers(1, len(of)).map(lambda k: KOf(k, of)))

    return st.recursive(st.sampled_from(names), deeper, max_leaves=8)


def met_by_definition(need: Need, down: set[str]) -> bool:
    """Some k of the members are all met: what "at least k of" says, word for word."""
    if isinstance(need, str):
        return need not in down
    return any(
        all(met_by_definition(child, down) for child in chosen)
        for chosen in combinations(need.of, need.k)
    )


@pytest.mark.parametrize(
    ("down", "met"),
    [
        (set(), True),
        ({"srv-db1"}, True),
        ({"srv-db1", "srv-db2"}, False),
        ({"srv-app1"}, False),
        ({"srv-s1"}, True),
        ({"srv-s1", "srv-s3"}, False),
    ],
)
def test_the_need_of_the_design_is_met_as_a_person_would_say(down: set[str], met: bool) -> None:
    claims = all_of(
        "srv-app1", any_of("srv-db1", "srv-db2"), KOf(2, ("srv-s1", "srv-s2", "srv-s3"))
    )
    assert is_met(claims, down) is met


def test_a_need_of_nothing_is_always_met() -> None:
    assert is_met(KOf(0, ()), {"a"})


def test_leaves_come_in_the_order_written_and_as_often() -> None:
    assert list(leaves(all_of("b", any_of("a", "b"), "c"))) == ["b", "a", "b", "c"]


@given(expressions(NAMES), st.sets(st.sampled_from(NAMES)))
def test_a_need_is_met_exactly_where_its_definition_says(need: Need, down: set[str]) -> None:
    assert is_met(need, down) == met_by_definition(need, down)


@given(expressions(NAMES), st.sets(st.sampled_from(NAMES)), st.sampled_from(NAMES))
def test_losing_more_never_meets_a_need(need: Need, down: set[str], more: str) -> None:
    assert is_met(need, down) or not is_met(need, down | {more})


def test_services_come_after_those_that_they_need() -> None:
    order = [
        one.id
        for one in services_in_order(
            services(web=all_of("api"), api=all_of("db", "cache"), cache="db", db="srv")
        )
    ]
    assert order == ["db", "cache", "api", "web"]


def test_a_circle_of_services_is_an_error_that_names_it() -> None:
    with pytest.raises(ValueError, match="a > b > c > a"):
        services_in_order(services(a="b", b="c", c="a"))


def test_loss_passes_through_services_of_services() -> None:
    house = services(db="srv", api=all_of("db", "app"), web=any_of("api", "old-web"))
    assert with_services_down(house, {"srv"}) == {"srv", "db", "api"}
    assert with_services_down(house, {"srv", "old-web"}) == {"srv", "old-web", "db", "api", "web"}


@st.composite
def layered_services(draw: st.DrawFn) -> dict[str, Service]:
    """Services s0, s1, ... of which each needs only assets and earlier services."""
    built: dict[str, Service] = {}
    for place in range(draw(st.integers(0, 5))):
        name = f"s{place}"
        built[name] = Service(name, draw(expressions([*NAMES, *built])))
    return built


@given(layered_services(), st.sets(st.sampled_from(NAMES)))
def test_lost_services_are_those_of_the_definition(
    house: dict[str, Service], down: set[str]
) -> None:
    lost = set(down)
    for name, service in house.items():
        if not met_by_definition(service.needs, lost):
            lost.add(name)
    assert with_services_down(house, down) == lost


@given(layered_services(), st.sets(st.sampled_from(NAMES)), st.randoms(use_true_random=False))
def test_the_order_in_which_services_are_written_does_not_matter(
    house: dict[str, Service], down: set[str], chance: object
) -> None:
    names = list(house)
    chance.shuffle(names)  # type: ignore[attr-defined]  # a random.Random of hypothesis
    shuffled = {name: house[name] for name in names}
    assert with_services_down(shuffled, down) == with_services_down(house, down)


def test_the_first_missing_thing_is_followed_to_its_root() -> None:
    house = services(claims=all_of("app", "db"), db=any_of("srv-db1", "srv-db2"))
    down = with_services_down(house, {"srv-db1", "srv-db2"})
    assert first_missing(all_of("web", "claims"), down, house) == ("claims", "db", "srv-db1")


def test_nothing_is_missing_where_the_need_is_met() -> None:
    assert first_missing(all_of("a"), {"b"}, {}) == ()


@given(layered_services(), st.sets(st.sampled_from(NAMES)))
def test_every_chain_of_missing_things_ends_at_something_that_was_lost(
    house: dict[str, Service], down: set[str]
) -> None:
    lost = with_services_down(house, down)
    for service in house.values():
        chain = first_missing(service.needs, lost, house)
        assert bool(chain) == (service.id in lost)
        if chain:
            assert chain[-1] in down
            assert set(chain) <= lost
