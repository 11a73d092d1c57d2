"""Work orders on paper: one a page, with a box for each step, the hour, the name, the result."""

from collections.abc import Sequence

from endigue.containment.enforcement.order import Order
from endigue.containment.enforcement.work_order import STEPS, Sheet
from endigue.locale.speech import Speech
from endigue.writers.kit.typeset import typeset

TEMPLATE = "work_orders.typ"
MOST_NAMES = 6
"""Names of a thing that are printed."""


def work_orders_print(
    sheets: Sequence[Sheet], organisation: str, speech: Speech, *, draft: bool = False
) -> bytes:
    """The PDF with these orders; a draft says on every page that nothing is ordered yet."""
    labels = ("title", "steps", "how_to_undo", "begun_at", "ended_at", "name", "signature",
              "done", "failed", "remarks", "draft")  # fmt: skip
    document = {
        "language": speech.language,
        "organisation": organisation,
        "draft": draft,
        "labels": {label: speech.say(f"work.{label}") for label in labels},
        "orders": [_page(sheet, speech) for sheet in sheets],
    }
    return typeset(TEMPLATE, document)


def what(order: Order, speech: Speech) -> str:
    """What is to be done, in one line."""
    kind = order.kind if order.kind in STEPS else "other"
    protocol = f"{order.protocol or '*'}/{order.port or '*'}".upper()
    return speech.say(
        f"work.what.{kind}",
        name=order.name or order.target or order.lever,
        kind=order.kind or order.lever,
        protocol=protocol,
        source=_end(order.source_zone, order.source_network),
        target=_end(order.target_zone, order.target_network),
    )


def _end(zone: str, network: str) -> str:
    return f"{zone} ({network})" if network and network != zone else zone


def _page(sheet: Sheet, speech: Speech) -> dict[str, object]:
    title = what(sheet.order, speech)
    if sheet.doing == "undo":
        title = speech.say("work.undo_of", what=title)
    undo = [speech.say(code) for code in sheet.undo]
    if not undo and sheet.doing == "apply":
        undo = [speech.say("work.irreversible")]
    return {
        "number": speech.say("work.number", number=sheet.number),
        "what": title,
        "facts": [list(row) for row in _facts(sheet, speech)],
        "steps": [speech.say(code) for code in sheet.steps],
        "undo": undo,
        "typed_in": speech.say("work.typed_in", number=sheet.number),
    }


def _facts(sheet: Sheet, speech: Speech) -> list[tuple[str, str]]:
    order = sheet.order
    other = [name for name in order.names if name != order.name and name not in order.addresses]
    who = ", ".join(
        part
        for part in (sheet.crew, speech.say("work.minutes", minutes=round(sheet.minutes)))
        if part
    )
    rows = [
        ("work.target", order.name or order.target),
        ("work.known_as", ", ".join(other[:MOST_NAMES])),
        ("work.addresses", ", ".join(order.addresses[:MOST_NAMES])),
        ("work.zone", _end(order.zone, order.network) if order.sort == "asset" else order.network),
        ("work.who", who),
        ("work.why", speech.say(sheet.why, **sheet.arguments)),
    ]
    return [(speech.say(code), said) for code, said in rows if said]
