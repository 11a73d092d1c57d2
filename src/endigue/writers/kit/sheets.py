"""Degraded-mode sheets, one operation a page, and the list of contacts."""

from collections.abc import Mapping, Sequence

from endigue.continuity.degraded import Contact, DegradedSheet
from endigue.continuity.handwork.forms import Form
from endigue.locale.speech import Speech
from endigue.writers.kit.typeset import typeset

TEMPLATE = "kit_sheets.typ"
Part = dict[str, object]
"""A piece of a page, as the template takes it."""

BLANK_LINES = 4
"""To write people on, where none is known."""


def sheets_print(
    sheets: Sequence[DegradedSheet], forms: Mapping[str, Form], organisation: str, speech: Speech
) -> bytes:
    """The PDF with the sheet of every operation."""
    parts: list[Part] = [
        {
            "title": one.name.get(speech.language, one.operation),
            "blocks": _blocks(one, forms, speech),
        }
        for one in sheets
    ]
    return typeset(TEMPLATE, _document("kit.sheets_title", parts, organisation, speech))


def contacts_print(
    contacts: Sequence[Contact], names: Mapping[str, str], organisation: str, speech: Speech
) -> bytes:
    """The PDF with everybody to call; `names` are those of the operations."""
    everybody = speech.say("kit.everybody")
    rows = [
        [one.name, one.telephone, one.role, names.get(one.operation, one.operation) or everybody]
        for one in contacts
    ]
    blocks = [{"type": "people", "rows": rows, "blank": 0 if rows else 20}]
    title = speech.say("kit.contacts_title")
    parts: list[Part] = [{"title": title, "blocks": blocks}]
    return typeset(TEMPLATE, _document("kit.contacts_title", parts, organisation, speech))


def _document(title: str, parts: list[Part], organisation: str, speech: Speech) -> Part:
    headings = ("name", "telephone", "role", "operation")
    return {
        "language": speech.language,
        "title": speech.say(title),
        "organisation": organisation,
        "headings": [speech.say(f"kit.{name}") for name in headings],
        "parts": parts,
    }


def _blocks(one: DegradedSheet, forms: Mapping[str, Form], speech: Speech) -> list[Part]:
    until = speech.say(
        "kit.until_said", rto=speech.duration(one.rto_hours), mtpd=speech.duration(one.mtpd_hours)
    )
    company = speech.say("kit.labelled", label=speech.say("kit.company"), value=one.company)
    blocks = [_text(company)]
    if not one.by_hand:
        blocks.append({"type": "strong", "text": speech.say("kit.not_by_hand")})
    blocks += [*_people(one, speech)]
    if one.by_hand:
        blocks += [*_means(one, speech), *_recorded(one, forms, speech), *_pace(one, speech)]
    blocks += [_heading("kit.until", speech), _text(until)]
    rules = ("one", "spoiled", "return", "computer")
    said = [speech.say(f"kit.rule_{rule}") for rule in rules]
    return [*blocks, _heading("kit.rules", speech), {"type": "list", "items": said}]


def _people(one: DegradedSheet, speech: Speech) -> list[Part]:
    rows = [[who.name, who.telephone, who.role] for who in one.people]
    blocks = [_heading("kit.who", speech)]
    if not rows:
        blocks.append(_text(speech.say("kit.who_blank")))
    return [*blocks, {"type": "people", "rows": rows, "blank": 0 if rows else BLANK_LINES}]


def _means(one: DegradedSheet, speech: Speech) -> list[Part]:
    heading = _heading("kit.with_what", speech)
    if not one.means:
        return [heading, _text(speech.say("kit.nothing_needed"))]
    return [heading, {"type": "checks", "items": list(one.means)}]


def _recorded(one: DegradedSheet, forms: Mapping[str, Form], speech: Speech) -> list[Part]:
    heading = _heading("kit.recorded", speech)
    form = forms.get(one.form)
    if form is None:
        return [heading, _text(speech.say("kit.no_form"))]
    said = speech.say("kit.on_form", form=form.name[speech.language], letters=form.code)
    fields = speech.listed([field.name[speech.language] for field in form.field])
    return [heading, _text(f"{said} {fields}.")]


def _pace(one: DegradedSheet, speech: Speech) -> list[Part]:
    if not one.arrivals_per_hour:
        return []
    said = speech.say(
        "kit.pace_said",
        hand=speech.number(one.by_hand_per_hour),
        arrivals=speech.number(one.arrivals_per_hour),
        stamina=speech.duration(one.stamina_hours),
    )
    return [_heading("kit.pace", speech), _text(said)]


def _heading(code: str, speech: Speech) -> Part:
    return {"type": "heading", "text": speech.say(code)}


def _text(text: str) -> Part:
    return {"type": "text", "text": text}
