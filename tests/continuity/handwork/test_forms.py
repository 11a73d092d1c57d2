import msgspec
import pytest

from endigue.continuity.handwork.forms import Choice, Field, Form, flaws, parse_forms
from endigue.organisation.model import Organisation
from endigue.readers.forms import load_forms
from endigue.readers.organisation_folder import read_organisation

NAMES = {"fr": "x", "en": "x"}
SOUND = Form("slip", "SL", 1, NAMES, (Field("amount", "money", NAMES),), pays="amount")


def changed(**fields: object) -> Form:
    return msgspec.structs.replace(SOUND, **fields)


def with_field(**fields: object) -> Form:
    field = msgspec.structs.replace(Field("a", "text", NAMES), **fields)
    return changed(field=(*SOUND.field, field))


@pytest.fixture(scope="session")
def mutual(examples: object) -> Organisation:
    return read_organisation(str(examples) + "/mutual").organisation


def test_the_forms_that_ship_have_no_flaw() -> None:
    assert list(flaws(tuple(load_forms().values()))) == []


def test_every_form_that_the_reference_mutual_names_ships(mutual: Organisation) -> None:
    named = {one.manual.form for one in mutual.operations if one.manual and one.manual.form}
    assert named == load_forms().keys()


@pytest.mark.parametrize(
    ("form", "code"),
    [
        (changed(id="Slip"), "form_id"),
        (changed(code="s"), "form_code"),
        (changed(edition=0), "form_edition"),
        (changed(name={"en": "x"}), "form_language"),
        (changed(pays="nothing"), "form_pays"),
        (changed(alike=("nothing",)), "form_alike"),
        (changed(field=SOUND.field * 2), "form_field_twice"),
        (with_field(id="A b"), "form_field_id"),
        (with_field(name={"fr": "x"}), "form_language"),
        (with_field(type="choice"), "form_choices"),
        (with_field(mask="99x"), "form_mask"),
        (with_field(type="choice", choices=(Choice("c", NAMES),), mask="9"), "form_mask"),
        (with_field(longest=0), "form_longest"),
    ],
)
def test_each_flaw_is_found_alone(form: Form, code: str) -> None:
    assert [flaw.code for flaw in flaws((form,))] == [f"continuity.{code}"]


def test_two_forms_cannot_share_an_identifier_or_a_code() -> None:
    found = list(flaws((SOUND, changed(id="other"))))
    assert [(flaw.code, flaw.subject) for flaw in found] == [("continuity.form_twice", "SL")]


def test_a_field_is_found_by_its_name() -> None:
    assert SOUND.named("amount").type == "money"
    with pytest.raises(KeyError):
        SOUND.named("other")


@pytest.mark.parametrize("text", ["form = 1", "[[form]]\nid = 'x'", "[[form", "colour = 'red'"])
def test_a_text_of_another_shape_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        parse_forms(text)
