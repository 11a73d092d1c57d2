"""The value of a recorded event as people read it."""

from endigue.communication.events import EventKind, instant_of
from endigue.communication.view import Noted
from endigue.kernel.money import Cents
from endigue.locale.speech import Speech


def say_value(noted: Noted, kind: EventKind, currency: str, speech: Speech) -> str:
    """The value, with the word estimate where it is one; empty where the event has none."""
    said = _plain(noted, kind, currency, speech)
    if said and noted.estimated:
        return speech.say("communication.estimate", value=said)
    return said


def _plain(noted: Noted, kind: EventKind, currency: str, speech: Speech) -> str:
    value = noted.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return speech.say("communication.yes" if value else "communication.no")
    if isinstance(value, tuple):
        return ", ".join(one.replace("_", " ") for one in value)
    if isinstance(value, int):
        if kind.value == "money":
            return speech.money(Cents(value), currency)
        return speech.number(value)
    if kind.value == "instant":
        return speech.moment(instant_of(value))
    return value.replace("_", " ") if kind.value == "choice" else value
