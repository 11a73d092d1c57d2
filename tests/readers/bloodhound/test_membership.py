from hypothesis import example, given
from hypothesis import strategies as st

from endigue.readers.bloodhound.membership import Membership

names = st.sampled_from("abcdefgh")
graphs = st.lists(st.tuples(names, names), max_size=14)
sets = st.sets(names, max_size=4)


def below_by_definition(pairs: list[tuple[str, str]], tops: set[str]) -> set[str]:
    found = set(tops)
    while more := {member for member, group in pairs if group in found} - found:
        found |= more
    return found


@given(graphs, sets)
def test_members_are_found_through_all_levels_and_circles(
    pairs: list[tuple[str, str]], tops: set[str]
) -> None:
    assert Membership(pairs).below(tops) == below_by_definition(pairs, tops)


@given(graphs, sets, sets)
@example([("a", "b"), ("b", "b"), ("b", "c")], {"a", "b"}, {"c"})
def test_the_uppermost_holders_of_both_reach_all_holders_and_no_one_else(
    pairs: list[tuple[str, str]], first: set[str], second: set[str]
) -> None:
    both = below_by_definition(pairs, first) & below_by_definition(pairs, second)
    chosen = Membership(pairs).holders_of_both(first, second)
    assert below_by_definition(pairs, set(chosen)) == both
    assert first & second <= set(chosen)
    for one in set(chosen) - (first & second):
        others = set(chosen) - {one}
        assert one not in below_by_definition(pairs, others)


def test_a_circle_of_groups_holds_by_one_of_them() -> None:
    membership = Membership([("a", "b"), ("b", "a"), ("a", "x"), ("b", "y"), ("u", "a")])
    assert membership.holders_of_both({"x"}, {"y"}) == ["a"]
