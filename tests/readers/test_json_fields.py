from hypothesis import given
from hypothesis import strategies as st

from endigue.readers.json_fields import (
    flag,
    integer,
    kind_name,
    label,
    mapping,
    records,
    text,
    texts,
)

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


@given(anything)
def test_any_value_reads_as_what_was_asked_for(value: object) -> None:
    record = {"key": value}
    for found in (record, {}):
        assert isinstance(text(found, "key"), str)
        assert isinstance(flag(found, "key"), bool)
        assert isinstance(integer(found, "key"), int)
        assert all(isinstance(one, str) for one in texts(found, "key"))
        assert isinstance(mapping(found, "key"), dict)
        assert all(isinstance(one, dict) for one in records(found, "key"))
        name = label(found, "key")
        assert name.isprintable() and len(name) <= 256


def test_a_record_that_is_no_object_is_still_counted() -> None:
    assert list(records({"key": [{"a": 1}, 2, None]}, "key")) == [{"a": 1}, {}, {}]


def test_only_a_real_truth_and_a_real_number_count() -> None:
    record: dict[str, object] = {"word": "true", "one": 1, "yes": True}
    assert [flag(record, key) for key in record] == [False, False, True]
    assert [integer(record, key) for key in record] == [0, 1, 0]


def test_a_kind_that_a_source_names_cannot_drive_the_terminal() -> None:
    assert kind_name({"kind": "\x1b[2JOwns\r\n" + "x" * 100}, "kind") == "[2JOwns " + "x" * 56
