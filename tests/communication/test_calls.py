import pytest
from hypothesis import given
from hypothesis import strategies as st

from endigue.communication.calls import MINUTES, Unconnected, call_tree
from endigue.continuity.degraded import Contact


def contact(name: str, called_by: str = "") -> Contact:
    return Contact(name, "1", called_by=called_by)


def test_each_calls_one_after_the_other() -> None:
    tree = call_tree(
        [contact("head"), contact("a", "head"), contact("b", "head"), contact("c", "a")]
    )
    assert [(call.contact.name, call.depth, call.reached) for call in tree] == [
        ("head", 0, 0.0),
        ("a", 1, MINUTES),
        ("c", 2, 2 * MINUTES),
        ("b", 1, 2 * MINUTES),
    ]
    assert tree[0].calls == ("a", "b")


@given(st.data())
def test_everybody_is_called_once_after_who_calls_them(data: st.DataObject) -> None:
    count = data.draw(st.integers(1, 25))
    callers = [data.draw(st.integers(-1, number - 1)) for number in range(count)]
    people = [contact(str(n), "" if by < 0 else str(by)) for n, by in enumerate(callers)]
    order = data.draw(st.permutations(people))
    tree = call_tree(order)
    place = {call.contact.name: where for where, call in enumerate(tree)}
    assert sorted(place) == sorted(str(n) for n in range(count))
    for call in tree:
        caller = call.contact.called_by
        if caller:
            above = tree[place[caller]]
            assert place[caller] < place[call.contact.name]
            assert call.depth == above.depth + 1
            turn = above.calls.index(call.contact.name) + 1
            assert call.reached == above.reached + MINUTES * turn


@pytest.mark.parametrize(
    "people",
    [
        [contact("a", "nobody")],
        [contact("a", "b"), contact("b", "a")],
        [contact("head"), contact("a", "a")],
        [contact("head"), contact("a", "b"), contact("b", "c"), contact("c", "a")],
    ],
)
def test_who_nobody_reaches_is_named(people: list[Contact]) -> None:
    with pytest.raises(Unconnected):
        call_tree(people)


def test_two_of_one_name_cannot_be_told_apart() -> None:
    with pytest.raises(ValueError, match="a"):
        call_tree([contact("a"), contact("a")])
