"""The whole briefing in words."""

from endigue.desk.briefing import Briefing
from endigue.desk.marking import Marking
from endigue.locale.speech import Speech
from endigue.writers.briefing.blocks import Cell, Document
from endigue.writers.briefing.decision import decision
from endigue.writers.briefing.duties import duties
from endigue.writers.briefing.evidence import compromised, known
from endigue.writers.briefing.legible import legible
from endigue.writers.briefing.operations import operations
from endigue.writers.briefing.options import options
from endigue.writers.briefing.plan import plan
from endigue.writers.briefing.reach import reach
from endigue.writers.briefing.rests import rests
from endigue.writers.briefing.returns import returns
from endigue.writers.briefing.unknown import unknown
from endigue.writers.briefing.words import Words

SECTIONS = (known, compromised, reach, options, plan, operations, returns, duties, rests, unknown)
"""In the order in which a crisis cell asks."""

MARKS = Marking().words

HASH_SHOWN = 16
"""Hexadecimal digits that people compare aloud."""


def document(briefing: Briefing, speech: Speech) -> Document:
    """The briefing in the words of one language."""
    words = Words(speech, legible(briefing))
    return Document(
        language=speech.language,
        title=words.say("title"),
        organisation=words.briefing.organisation,
        moment=speech.moment(briefing.at),
        marks=MARKS,
        handling=words.say("handling"),
        basis=_basis(words),
        decision=decision(words),
        sections=tuple(section(words) for section in SECTIONS),
        words={name: words.say(f"frame.{name}") for name in ("contents", "skip", "time")},
    )


def _basis(words: Words) -> tuple[Cell, ...]:
    briefing = words.briefing
    counts = ("assets", "links", "operations", "levers")
    described = [
        words.counted(name, briefing.counts[name]) for name in counts if name in briefing.counts
    ]
    return (
        Cell(
            words.say("basis.journal", sequence=words.speech.number(briefing.head_sequence)),
            (briefing.head_hash[:HASH_SHOWN],),
        ),
        Cell(
            words.say("basis.organisation", counts=words.speech.listed(described) or "–"),
            (briefing.organisation_digest[:HASH_SHOWN],),
        ),
    )
