"""A form as data: what is written down when an operation goes on by hand.

The same form is printed on paper, asked for on the command line and shown on the offline page.
"""

import re
import tomllib
from collections.abc import Iterator
from typing import Literal

import msgspec

FieldType = Literal["text", "integer", "money", "date", "time", "choice", "yes_no"]
Value = str | int | bool
"""A checked value: money in cents, a date as 2021-02-05, a time as 18:30, a choice by its id."""

LONGEST_TEXT = 500
"""Characters of any text field."""

_CODE = re.compile(r"[A-Z]{2,4}")
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_FORM_ID = re.compile(r"[a-z][a-z0-9-]{0,39}")
_MASK = re.compile(r"[9A*]{1,60}")


class Choice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One of the answers of a field."""

    id: str
    name: dict[str, str]


class Field(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One thing that is written down."""

    id: str
    type: FieldType
    name: dict[str, str]
    """By language, `fr` and `en`."""
    required: bool = True
    verify: bool = True
    """Whether two keyings of one sheet must agree on it; free text need not."""
    mask: str = ""
    """Of a text: `9` is a digit, `A` a letter, `*` either; empty for any text."""
    longest: int = 80
    """Characters of a text."""
    least: int | None = None
    most: int | None = None
    """Bounds of an integer, or of money in cents."""
    choices: tuple[Choice, ...] = ()
    hint: dict[str, str] = {}


class Form(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One form, in one edition: a change of its fields is a new edition."""

    id: str
    code: str
    """Two to four capitals that begin every serial."""
    edition: int
    name: dict[str, str]
    field: tuple[Field, ...]
    pays: str = ""
    """The money field that it pays out or takes in. Such a form is keyed twice from paper, by
    two people."""
    alike: tuple[str, ...] = ()
    """Fields, such as person, date and amount, that make two sheets look like one event."""

    def named(self, identifier: str) -> Field:
        """The field with this identifier; KeyError where there is none."""
        for field in self.field:
            if field.id == identifier:
                return field
        raise KeyError(identifier)


class FormsFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a file of forms holds."""

    form: tuple[Form, ...] = ()


def parse_forms(text: str) -> tuple[Form, ...]:
    """The forms of a TOML text. Raises ValueError where it is no TOML, or not of this shape."""
    return msgspec.convert(tomllib.loads(text), FormsFile).form


class Flaw(msgspec.Struct, frozen=True):
    """What is wrong with the definition of a form: a code and where it applies."""

    code: str
    form: str
    subject: str = ""


def flaws(forms: tuple[Form, ...]) -> Iterator[Flaw]:
    """Everything that keeps these forms from being used together."""
    seen: dict[str, str] = {}
    for form in forms:
        for name in (form.id, form.code):
            if name in seen:
                yield Flaw("continuity.form_twice", form.id, name)
            seen[name] = form.id
        yield from _flaws_of(form)


def _flaws_of(form: Form) -> Iterator[Flaw]:
    if not _FORM_ID.fullmatch(form.id):
        yield Flaw("continuity.form_id", form.id, form.id)
    if not _CODE.fullmatch(form.code):
        yield Flaw("continuity.form_code", form.id, form.code)
    if form.edition < 1:
        yield Flaw("continuity.form_edition", form.id, str(form.edition))
    if not {"fr", "en"} <= form.name.keys():
        yield Flaw("continuity.form_language", form.id, form.id)
    names = [field.id for field in form.field]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield Flaw("continuity.form_field_twice", form.id, name)
    if form.pays and (form.pays not in names or form.named(form.pays).type != "money"):
        yield Flaw("continuity.form_pays", form.id, form.pays)
    for name in form.alike:
        if name not in names:
            yield Flaw("continuity.form_alike", form.id, name)
    for field in form.field:
        yield from _flaws_of_field(form, field)


def _flaws_of_field(form: Form, field: Field) -> Iterator[Flaw]:
    if not _NAME.fullmatch(field.id):
        yield Flaw("continuity.form_field_id", form.id, field.id)
    if not {"fr", "en"} <= field.name.keys():
        yield Flaw("continuity.form_language", form.id, field.id)
    if field.type == "choice" and not field.choices:
        yield Flaw("continuity.form_choices", form.id, field.id)
    if field.mask and (field.type != "text" or not _MASK.fullmatch(field.mask)):
        yield Flaw("continuity.form_mask", form.id, field.id)
    if not 1 <= field.longest <= LONGEST_TEXT:
        yield Flaw("continuity.form_longest", form.id, field.id)
