import pytest
from hypothesis import given
from hypothesis import strategies as st

from endigue.communication.events import (
    EventKind,
    EventKinds,
    Wrong,
    instant_of,
    parse_event_kinds,
    parse_value,
    value_text,
)
from endigue.kernel.instant import format_instant

KINDS = {
    "none": EventKind(),
    "yes_no": EventKind("yes_no"),
    "count": EventKind("count"),
    "money": EventKind("money"),
    "text": EventKind("text"),
    "choice": EventKind("choice", ("a", "b")),
    "choices": EventKind("choices", ("a", "b")),
    "countries": EventKind("countries"),
    "instant": EventKind("instant"),
}


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("none", None, None),
        ("yes_no", "Oui", True),
        ("yes_no", "no", False),
        ("count", " 52000 ", 52000),
        ("money", "12.50", 1250),
        ("text", "a=b", "a=b"),
        ("choice", "a", "a"),
        ("choices", "b, a,b", ("b", "a")),
        ("countries", "BE,ES", ("BE", "ES")),
        ("instant", "2026-02-06T19:00:00+01:00", "2026-02-06T18:00:00Z"),
    ],
)
def test_values_are_read_as_people_write_them(kind: str, text: str | None, value: object) -> None:
    assert parse_value(text, KINDS[kind]) == value


@pytest.mark.parametrize(
    ("kind", "text", "code"),
    [
        ("none", "yes", "communication.no_value_wanted"),
        ("yes_no", None, "communication.value_wanted"),
        ("text", "  ", "communication.value_wanted"),
        ("yes_no", "perhaps", "communication.not_yes_or_no"),
        ("count", "-1", "communication.not_a_count"),
        ("count", "1e3", "communication.not_a_count"),
        ("count", "٣", "communication.not_a_count"),
        ("count", "9999999999999", "communication.not_a_count"),
        ("money", "-3", "communication.not_an_amount"),
        ("money", "nan", "communication.not_an_amount"),
        ("choice", "c", "communication.not_a_choice"),
        ("choices", "a,c", "communication.not_a_choice"),
        ("countries", "be", "communication.not_a_country"),
        ("instant", "2026-02-06", "communication.not_an_instant"),
        ("text", "x" * 32_768, "communication.text_too_long"),
    ],
)
def test_values_of_another_kind_are_refused(kind: str, text: str | None, code: str) -> None:
    with pytest.raises(Wrong) as refused:
        parse_value(text, KINDS[kind])
    assert refused.value.code == code


@given(st.integers(0, 10**12))
def test_amounts_and_counts_are_spelled_as_they_are_read(number: int) -> None:
    for kind in ("count", "money"):
        assert parse_value(value_text(number, KINDS[kind]), KINDS[kind]) == number


@pytest.mark.parametrize(
    ("kind", "value"), [("yes_no", True), ("yes_no", False), ("choices", ("a", "b"))]
)
def test_other_values_are_spelled_as_they_are_read(kind: str, value: object) -> None:
    assert parse_value(value_text(value, KINDS[kind]), KINDS[kind]) == value  # type: ignore[arg-type]


def test_an_instant_is_kept_in_utc() -> None:
    value = parse_value("2026-02-06T19:00:00+01:00", KINDS["instant"])
    assert format_instant(instant_of(value)) == value


def test_the_table_is_checked_when_it_is_read() -> None:
    assert parse_event_kinds("[event.a]").event == {"a": EventKind()}
    for wrong in ('[event.a]\nvalue="choice"', "[event.A]", '[event.a]\nchoices=["x"]',
                  '[event.a]\nvalue="colour"', "[event.a]\nodd=1"):  # fmt: skip
        with pytest.raises(ValueError):
            parse_event_kinds(wrong)


def test_two_tables_share_no_name() -> None:
    one, two = EventKinds({"a": EventKind()}), EventKinds({"b": EventKind()})
    assert set(one.together_with(two).event) == {"a", "b"}
    with pytest.raises(ValueError, match="a is defined twice"):
        one.together_with(one)
