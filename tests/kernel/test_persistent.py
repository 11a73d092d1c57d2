from hypothesis import given
from hypothesis import strategies as st

from endigue.kernel.persistent import PersistentMap


@given(st.lists(st.tuples(st.text(max_size=3), st.integers())))
def test_it_holds_what_a_dictionary_holds(pairs: list[tuple[str, int]]) -> None:
    found: PersistentMap[int] = PersistentMap()
    for key, value in pairs:
        found = found.put(key, value)
    assert dict(found) == dict(pairs)
    assert len(found) == len(dict(pairs))


def test_what_is_put_changes_the_new_map_alone() -> None:
    before: PersistentMap[int] = PersistentMap().put("a", 1)
    after = before.put("a", 2).put("b", 3)
    assert dict(before) == {"a": 1}
    assert dict(after) == {"a": 2, "b": 3}


def test_the_order_of_putting_is_not_the_order_of_reading() -> None:
    one = PersistentMap().put("a", 1).put("b", 2)
    other = PersistentMap().put("b", 2).put("a", 1)
    assert list(one) == list(other)
    assert one == other
