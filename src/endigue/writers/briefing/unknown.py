"""What is not known."""

from endigue.desk.briefing import Doubt
from endigue.writers.briefing.blocks import Bullets, Cell, Section
from endigue.writers.briefing.words import Words

EXAMPLES = 5


def unknown(words: Words) -> Section:
    """Every doubt as a sentence, with examples."""
    doubts = words.briefing.unknown
    if not doubts:
        return Section("unknown", words.say("unknown.title"), words.say("unknown.nothing"), ())
    cells = tuple(_doubt(words, doubt) for doubt in doubts)
    lead = words.counted("unknown.lead", len(doubts))
    return Section("unknown", words.say("unknown.title"), lead, (Bullets(cells),))


def _doubt(words: Words, doubt: Doubt) -> Cell:
    arguments = {
        name: value if isinstance(value, str) else words.count(value)
        for name, value in doubt.arguments.items()
    }
    # Some examples are names of alternatives; all others are names that people gave.
    examples = [words.option(example) for example in doubt.examples]
    notes = (words.say("unknown.examples", examples=words.cut(examples, EXAMPLES)),)
    return Cell(words.code(doubt.code, **arguments), notes if examples else (), "warn")
