import pytest

from endigue.communication.events import EventKind
from endigue.communication.view import Noted
from endigue.kernel.instant import parse_instant
from endigue.locale.speech import Speech
from endigue.writers.papers.values import say_value

AT = parse_instant("2026-02-06T20:00:00+01:00")


@pytest.mark.parametrize(
    ("kind", "value", "estimated", "said"),
    [
        ("none", None, False, ""),
        ("yes_no", True, False, "yes"),
        ("yes_no", False, True, "no (estimate)"),
        ("count", 1200, True, "1,200 (estimate)"),
        ("money", 120_000_00, False, "€120,000"),
        ("countries", ("BE", "ES"), False, "BE, ES"),
        ("text", "a_b", False, "a_b"),
        ("choice", "it_security", False, "it security"),
        ("instant", "2026-02-06T18:00:00Z", False, "Fri 6 Feb 2026, 19:00 CET"),
    ],
)
def test_values_are_said_in_their_units(
    kind: str, value: object, estimated: bool, said: str
) -> None:
    choices = ("it_security",) if kind == "choice" else ()
    noted = Noted(1, AT, AT, "k", "e", "", value, True, estimated, "")  # type: ignore[arg-type]
    assert say_value(noted, EventKind(kind, choices), "EUR", Speech("en")) == said  # type: ignore[arg-type]
