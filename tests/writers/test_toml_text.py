"""TOML text against tomllib."""

import tomllib
from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endigue.writers.toml_text import toml_key, toml_number, toml_pairs, toml_table, toml_value

texts = st.text(st.characters(codec="utf-8") | st.sampled_from('"\\\n\r\t\x7f\0\x1b'))
values = st.recursive(
    texts
    | st.integers()
    | st.booleans()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.dates()
    | st.times()
    | st.datetimes(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=10,
)


@given(values)
def test_every_value_is_read_back_by_tomllib(value: object) -> None:
    found = tomllib.loads(f"x = {toml_value(value)}")["x"]
    assert found == value
    assert type(found) is type(value)


@given(st.dictionaries(texts, values, max_size=4))
def test_tables_in_tables_are_read_back_by_tomllib(table: dict[str, object]) -> None:
    assert tomllib.loads("\n".join(toml_table("legal", table))) == {"legal": table}
    assert tomllib.loads("\n".join(toml_pairs(table))) == table


def test_keys_have_quotes_only_where_they_must() -> None:
    assert toml_key("rto_hours") == "rto_hours"
    assert [toml_key("a b"), toml_key(""), toml_key("é")] == ['"a b"', '""', '"é"']


def test_numbers_have_a_point_only_where_they_must() -> None:
    assert [toml_number(48.0), toml_number(2.5)] == [48, 2.5]


@pytest.mark.parametrize("value", [None, float("nan"), float("inf"), b"x", {1: 2}, object()])
def test_what_toml_has_no_value_for_is_refused(value: object) -> None:
    with pytest.raises((ValueError, TypeError)):
        toml_value(value)


def test_times_are_spelled_as_toml_has_them() -> None:
    assert toml_value(datetime(2021, 2, 5, 18)) == "2021-02-05T18:00:00"  # TOML has local times
    assert [toml_value(date(2021, 2, 5)), toml_value(time(18, 30))] == ["2021-02-05", "18:30:00"]
