import json
from datetime import UTC, datetime, timedelta, timezone

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from endigue.journal.canonical import canonical, is_canonical

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | TEXT,
    lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner),
    max_leaves=20,
)  # fmt: skip


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"b": 1, "a": [True, None]}, '{"a":[true,null],"b":1}'),
        ({"é": 1, "z": 2, "Z": 3}, '{"Z":3,"z":2,"é":1}'),
        ({"\U0001f600": 1, "\uffff": 2}, '{"\uffff":2,"\U0001f600":1}'),
        ('"\\/\n\r\t\b\f\x00\x1f\x7f\u2028', '"\\"\\\\/\\n\\r\\t\\b\\f\\u0000\\u001f\x7f\u2028"'),
        ([1.0, 0.1, 1e16, 1e-7, -0.0, 5e-324], "[1.0,0.1,1e+16,1e-07,-0.0,5e-324]"),
        (2**70, "1180591620717411303424"),
        ((1, 2), "[1,2]"),
        ({3, 1, 2}, "[1,2,3]"),
        ({2: "b", 10: "a"}, '{"10":"a","2":"b"}'),
        (datetime(2021, 2, 5, 18, tzinfo=UTC), '"2021-02-05T18:00:00Z"'),
        (
            [datetime(2021, 2, 5, 19, 0, 0, 500, tzinfo=timezone(timedelta(hours=1)))],
            '["2021-02-05T18:00:00.000500Z"]',
        ),
    ],
)  # fmt: skip
def test_every_rule_of_the_spelling(value: object, text: str) -> None:
    assert canonical(value) == text


def test_a_struct_is_spelled_with_all_its_fields() -> None:
    class Pair(msgspec.Struct):
        second: int = 2
        first: tuple[str, ...] = ()

    assert canonical(Pair()) == '{"first":[],"second":2}'


@pytest.mark.parametrize(
    "value",
    [float("nan"), float("inf"), [-float("inf")], datetime(2021, 2, 5), "\ud800"],
)
def test_what_has_no_spelling_is_refused(value: object) -> None:
    with pytest.raises(ValueError):
        canonical(value)


def test_endless_nesting_is_refused() -> None:
    value: list[object] = []
    for _ in range(100_000):
        value = [value]
    with pytest.raises(ValueError, match="nested too deeply"):
        canonical(value)


@given(VALUES)
def test_the_spelling_reads_back_and_is_its_own_spelling(value: object) -> None:
    text = canonical(value)
    assert json.loads(text) == value
    assert canonical(json.loads(text)) == text
    assert is_canonical(text)


@given(st.dictionaries(TEXT, st.integers(), min_size=2), st.randoms(use_true_random=False))
def test_the_order_of_making_does_not_matter(value: dict[str, int], chance: object) -> None:
    items = list(value.items())
    chance.shuffle(items)  # type: ignore[attr-defined] # hypothesis gives a random.Random
    assert canonical(dict(items)) == canonical(value)


@pytest.mark.parametrize(
    "text",
    [
        '{"a": 1}',
        '{"b":1,"a":2}',
        '{"a":1,"a":1}',
        '"\\u00e9"',
        '"\\/"',
        "1.00",
        "1E5",
        "-0",
        "NaN",
        "1e999",
        "[1,]",
        " 1",
        "1\n",
        "",
        '"\\ud800"',
        "[" * 100_000,
        "1" * 5000,
    ],
)
def test_any_other_spelling_is_seen(text: str) -> None:
    assert not is_canonical(text)
