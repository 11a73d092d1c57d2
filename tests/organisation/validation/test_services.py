"""Circles of services."""

from hypothesis import given
from hypothesis import strategies as st

from endigue.organisation.model import KOf, Service
from endigue.organisation.needs import services_in_order
from endigue.organisation.validation.services import cycles


def services(needs: dict[str, list[str]]) -> dict[str, Service]:
    return {name: Service(name, KOf(len(of), tuple(of))) for name, of in needs.items()}


def test_each_circle_is_named_in_full_from_its_first_service() -> None:
    house = services({"z": ["a"], "a": ["b"], "b": ["c"], "c": ["a"], "self": ["self"], "x": ["z"]})
    assert list(cycles(house)) == [("a", "b", "c"), ("self",)]


graphs = st.dictionaries(
    st.sampled_from("abcdef"), st.lists(st.sampled_from("abcdef"), max_size=4), max_size=6
)


@given(graphs)
def test_what_is_named_is_a_circle_and_without_its_needs_none_is_left(
    needs: dict[str, list[str]],
) -> None:
    left = {name: list(of) for name, of in needs.items()}
    for circle in cycles(services(needs)):
        for name, following in zip(circle, (*circle[1:], circle[0]), strict=True):
            assert following in needs[name]
            left[name] = [one for one in left[name] if one != following]
    services_in_order(services(left))


@given(graphs)
def test_no_circle_is_missed(needs: dict[str, list[str]]) -> None:
    try:
        services_in_order(services(needs))
    except ValueError:
        assert list(cycles(services(needs)))
    else:
        assert list(cycles(services(needs))) == []
