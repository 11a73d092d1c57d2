"""Texts of a notice to an audience in one language: inert, with every figure in its place."""

from collections.abc import Iterable

from endigue.communication.bulletin import Text, filled
from endigue.communication.page import Figure
from endigue.locale.speech import Speech
from endigue.writers.inert import inert, inert_line
from endigue.writers.papers.paper import Block, Bullets, Paragraph, Part
from endigue.writers.status.words import figures_said


class Telling:
    """Says the texts of one notice."""

    def __init__(self, figures: Iterable[Figure], currency: str, speech: Speech) -> None:
        self.speech = speech
        self._figures = figures_said(figures, currency, speech)

    def text(self, text: Text) -> str:
        """A text of several lines."""
        return inert(filled(text.said(self.speech.language), self._figures)).strip()

    def line(self, text: Text) -> str:
        """A text on one line."""
        return inert_line(self.text(text))

    def paragraphs(self, text: Text, *, notice: bool = False) -> tuple[Block, ...]:
        """A block a paragraph."""
        parts = (part.strip() for part in self.text(text).split("\n\n"))
        return tuple(Paragraph(part, notice=notice) for part in parts if part)

    def part(self, code: str, text: Text) -> tuple[Part, ...]:
        """A headed part, or none where there is nothing to say."""
        return (Part(self.speech.say(code), self.paragraphs(text)),) if text else ()

    def listed(self, code: str, texts: Iterable[Text]) -> tuple[Part, ...]:
        """A headed list, or none."""
        items = tuple(said for text in texts if (said := self.line(text)))
        return (Part(self.speech.say(code), (Bullets(items),)),) if items else ()
