"""The texts of a page in one language: inert, with every figure in place of its name."""

from collections.abc import Iterable
from datetime import datetime

from endigue.communication.bulletin import State, Text, filled
from endigue.communication.page import Figure, Page
from endigue.kernel.money import Cents
from endigue.locale.speech import Speech
from endigue.writers.inert import inert, inert_line

SYMBOLS: dict[State, str] = {
    "working": "✓", "slow": "◔", "partly": "◐", "stopped": "✗", "reopening": "↻",
}  # fmt: skip
"""Beside the words, never instead of them."""

ORDER: tuple[State, ...] = ("stopped", "partly", "reopening", "slow", "working")
"""The worst first."""


class Words:
    """Says the texts of a page."""

    def __init__(self, page: Page, speech: Speech) -> None:
        self.page = page
        self.speech = speech
        self.figures = figures_said(page.figures, page.currency, speech)

    def text(self, text: Text) -> str:
        """A text of several lines."""
        return inert(filled(text.said(self.speech.language), self.figures)).strip()

    def line(self, text: Text) -> str:
        """A text on one line."""
        return inert_line(self.text(text))

    def paragraphs(self, text: Text) -> list[list[str]]:
        """The lines of every paragraph."""
        parts = self.text(text).split("\n\n")
        return [lines for part in parts if (lines := [one for one in part.split("\n") if one])]

    def state(self, state: State) -> str:
        """A state in words."""
        return self.speech.say(f"status.state_{state}")

    def moment(self, instant: datetime) -> str:
        """Day and time in the organisation's zone."""
        return self.speech.moment(instant)

    @property
    def organisation(self) -> str:
        """Who speaks."""
        return inert_line(self.page.organisation)


def figures_said(figures: Iterable[Figure], currency: str, speech: Speech) -> dict[str, str]:
    """Every figure as people read it, by its event; an estimate says that it is one."""
    return {one.event: _figure(one, currency, speech) for one in figures}


def _figure(figure: Figure, currency: str, speech: Speech) -> str:
    said = _value(figure, currency, speech)
    return speech.say("communication.estimate", value=said) if figure.estimated else said


def _value(figure: Figure, currency: str, speech: Speech) -> str:
    if figure.instant is not None:
        return speech.moment(figure.instant)
    if figure.number is None:
        return figure.text
    if figure.kind == "money":
        return speech.money(Cents(figure.number), currency)
    return speech.number(figure.number)
