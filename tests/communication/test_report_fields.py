"""Our table against the legal text as it was parsed from the Official Journal."""

import json
import re
from pathlib import Path

import pytest

from endigue.communication.report_fields import parse_report_fields
from endigue.readers.rulebook import load_rulebook

LAW = {
    field["id"]: field
    for field in json.loads(
        (Path(__file__).parents[1] / "data" / "dora" / "its_2025_302_annex_ii.json").read_text()
    )["fields"]
}
BOOK = load_rulebook()
STAGES = ("initial", "intermediate", "final")


def code(choice: str) -> str:
    """How the authorities spell a choice of the law in their schema."""
    word = re.sub(r"\(please specify\)", "", choice).strip().lower().replace("(d)dos", "ddos")
    return re.sub(r"_+", "_", re.sub(r"[^a-z0-9-]+", "_", word)).strip("_")


def test_there_are_the_76_fields_in_the_order_of_the_law() -> None:
    assert [field.id for field in BOOK.report_fields.field] == list(LAW)
    assert len(LAW) == 76


@pytest.mark.parametrize("field", BOOK.report_fields.field, ids=lambda f: f.id)
def test_a_field_has_the_name_and_the_conditions_of_the_law(field) -> None:  # type: ignore[no-untyped-def]
    law = LAW[field.id]
    letters = {"Yes": "M", "No": "-"}
    assert field.name == law["name"]
    assert field.needed == "".join(letters.get(law["mandatory"][s], "C") for s in STAGES)
    conditions = [law["mandatory"][s] for s in STAGES if law["mandatory"][s].startswith("Yes,")]
    assert bool(field.condition_text) == bool(conditions)
    if conditions:
        assert conditions[0].endswith((field.condition_text, field.condition_text + "."))


@pytest.mark.parametrize(
    "identifier",
    ["2.7", "3.18", "3.20", "3.23", "3.25", "3.28", "3.30", "3.31", "4.1", "4.2", "4.3"],
)
def test_a_choice_list_is_that_of_the_law(identifier: str) -> None:
    kind = BOOK.kinds[BOOK.report_fields[identifier].event]
    ours = [choice.lower() for choice in kind.choices if identifier != "3.20" or choice != "none"]
    theirs = [code(choice) for choice in LAW[identifier]["choices"]]
    assert ours == theirs


@pytest.mark.parametrize(
    "wrong",
    [
        'event = "detected"\nderive = "x"',
        "",
        'event = "detekted"',
        'event = "detected"\nodd = 1',
    ],
)
def test_a_table_that_makes_no_sense_is_refused(wrong: str) -> None:
    head = '[[field]]\nid="2.2"\nname="n"\nneeded="MMM"\nkind="instant"\npath="p"\n'
    with pytest.raises(ValueError):
        parse_report_fields(head + wrong, BOOK.kinds)
