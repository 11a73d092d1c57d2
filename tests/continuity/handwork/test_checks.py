import json
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from endigue.continuity.handwork.checks import (
    alike_key,
    checked,
    differences,
    problems_of,
    shown,
    tidy,
)
from endigue.continuity.handwork.facts import RecordEntered
from endigue.continuity.handwork.forms import Field, Form
from endigue.readers.forms import load_forms

CASES = json.loads(
    (Path(__file__).parents[2] / "data" / "handwork_cases.json").read_text(encoding="utf-8")
)
NAMES = {"fr": "x", "en": "x"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['field']['type']} {case['text']}")
def test_text_becomes_a_value_or_a_problem(case: dict[str, object]) -> None:
    field = msgspec.convert({**case["field"], "name": NAMES}, Field)
    values, problems = checked(Form("f", "FF", 1, NAMES, (field,)), {"f": case["text"]})
    if "problem" in case:
        assert [one.code for one in problems] == [case["problem"]]
        assert values == {}
    else:
        assert problems == ()
        assert values.get("f") == case["value"]


def test_everything_wrong_with_a_sheet_is_said_at_once(forms: dict[str, Form]) -> None:
    _values, problems = checked(forms["claim"], {"member": "12", "amount": "x", "colour": "red"})
    assert {(one.code, one.field) for one in problems} == {
        ("continuity.entry_unknown_field", "colour"),
        ("continuity.entry_mask", "member"),
        ("continuity.entry_missing", "day"),
        ("continuity.entry_money", "amount"),
    }


texts = st.text(max_size=40)


@given(st.sampled_from(sorted(load_forms())), st.data())
def test_values_that_passed_pass_again_and_are_the_same(name: str, data: st.DataObject) -> None:
    form = load_forms()[name]
    plausible = {
        "text": texts,
        "money": st.integers(-5, 10**6).map(lambda cents: f"{cents / 100:.2f}"),
        "integer": st.integers(-5, 500).map(str),
        "date": st.dates().map(str),
        "time": st.times().map(lambda time: f"{time:%H:%M}"),
        "yes_no": st.sampled_from(["oui", "no", "x", "0"]),
    }
    typed = {}
    for field in form.field:
        some = plausible.get(field.type, st.sampled_from([c.id for c in field.choices] or ["-"]))
        if field.mask:
            some = st.just(field.mask.replace("A", "Q").replace("*", "7")) | texts
        typed[field.id] = data.draw(some)
    values, _problems = checked(form, typed)
    typed = {name: shown(form.named(name), each) for name, each in values.items()}
    again, problems = checked(form, typed)
    assert again == values
    assert {one.code for one in problems} <= {"continuity.entry_missing"}


@given(texts)
def test_tidying_twice_changes_nothing_more(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


@pytest.mark.parametrize(
    "values",
    [
        {"member": "1234", "day": "2021-02-08", "amount": "42.50"},
        {"member": 1234, "day": "2021-02-08", "amount": 4250},
        {"member": "1234", "day": "08/02/2021", "amount": 4250},
        {"member": "1234", "day": "2021-02-08", "amount": True},
        {"member": "1234", "day": "2021-02-08"},
        {"member": "1234", "day": "2021-02-08", "amount": 4250, "more": "x"},
    ],
)
def test_what_another_device_says_it_checked_is_checked_again(
    forms: dict[str, Form], values: dict[str, object]
) -> None:
    assert problems_of(forms["claim"], values) != ()


def test_two_keyings_must_agree_on_what_matters_whatever_the_case(
    forms: dict[str, Form], a_claim: Callable[..., RecordEntered]
) -> None:
    one = a_claim(1, "r", notes="seen").values
    assert differences(forms["claim"], one, {**one, "notes": "other"}) == ()
    assert differences(forms["claim"], one, {**one, "amount": 1, "member": "9999"}) == (
        "member",
        "amount",
    )
    assert differences(forms["call"], {"who": "LÉA"}, {"who": "léa"}) == ()


def test_person_date_and_amount_make_two_sheets_alike(
    forms: dict[str, Form], a_claim: Callable[..., RecordEntered]
) -> None:
    form = forms["claim"]
    assert alike_key(form, a_claim(1, "r").values) == alike_key(form, a_claim(2, "s").values) != ""
    assert alike_key(form, a_claim(1, "r").values) != alike_key(form, a_claim(1, "r", 1).values)
    assert alike_key(form, {"member": "1234", "day": "2021-02-08"}) == ""
    assert alike_key(forms["call"], {"who": "x"}) == ""
