"""What the plan rests on."""

from endigue.desk.briefing import Doubt
from endigue.writers.briefing.blocks import Bullets, Cell, Section
from endigue.writers.briefing.words import Words

EXAMPLES = 6


def rests(words: Words) -> Section:
    """The grounds of the plan, each in a sentence."""
    grounds = words.briefing.rests_on
    title = words.say("rests.title")
    if not grounds:
        return Section("rests", title, words.say("rests.nothing"), ())
    cells = tuple(_ground(words, ground) for ground in grounds)
    return Section("rests", title, words.say("rests.lead"), (Bullets(cells),))


def _ground(words: Words, ground: Doubt) -> Cell:
    said = {name: _said(words, name, value) for name, value in ground.arguments.items()}
    examples = [words.option(example) for example in ground.examples]
    text = words.code(ground.code, examples=words.cut(examples, EXAMPLES), **said)
    return Cell(text)


def _said(words: Words, name: str, value: str | float) -> str:
    if isinstance(value, str):
        return value
    if name == "caution":
        return words.percent(value)
    return words.work(value * 60) if name == "hours" else words.count(value)
