"""Numbered forms to print: one sheet a page, with its serial as text and as a QR code."""

from io import BytesIO

import segno
from babel.numbers import get_currency_symbol

from endigue.continuity.handwork.facts import FormsIssued
from endigue.continuity.handwork.forms import Field, Form
from endigue.continuity.handwork.serials import serial
from endigue.locale.speech import Speech
from endigue.writers.kit.typeset import typeset

TEMPLATE = "kit_forms.typ"

WORDS = (
    "filled_by", "filled_at", "signature", "keyed_first", "keyed_second", "yes", "no",
    "optional", "spoiled",
)  # fmt: skip

CHARACTERS_A_LINE = 75
"""Of handwriting; assumed, to say how many lines a text is given."""

MOST_BOXES = 26
"""That fit on a line; longer masks are ruled lines."""


def forms_print(
    form: Form, issued: FormsIssued, organisation: str, currency: str, speech: Speech
) -> bytes:
    """The PDF with every sheet of a range."""
    numbers = range(issued.first, issued.last + 1)
    document = {
        "language": speech.language,
        "organisation": organisation,
        "currency": get_currency_symbol(currency, locale=speech.language),
        "form": form.name[speech.language],
        "desk": speech.say("kit.labelled", label=speech.say("kit.desk"), value=issued.desk),
        "twice": bool(form.pays),
        "words": {word: speech.say(f"kit.{word}") for word in WORDS},
        "fields": [_field(field, speech.language) for field in form.field],
        "sheets": [
            {"serial": serial(form.code, number), "qr": qr_code(form, number)} for number in numbers
        ],
    }
    return typeset(TEMPLATE, document)


def qr_text(form: Form, number: int) -> str:
    """What the QR code of a sheet says."""
    return f"endigue:1:{form.id}:{form.edition}:{serial(form.code, number)}"


def qr_code(form: Form, number: int) -> str:
    """The QR code as SVG: black on white, at error level Q, so that a quarter of it may be
    smudged.
    """
    out = BytesIO()
    code = segno.make(qr_text(form, number), error="q", micro=False)
    code.save(out, kind="svg", border=4, dark="#000", light="#fff", xmldecl=False)
    return out.getvalue().decode()


def _field(field: Field, language: str) -> dict[str, object]:
    return {
        "type": field.type,
        "name": field.name[language],
        "optional": not field.required,
        "mask": len(field.mask) if len(field.mask) <= MOST_BOXES else 0,
        "rows": min(4, 1 + field.longest // (CHARACTERS_A_LINE + 6)),
        "choices": [choice.name[language] for choice in field.choices],
    }
