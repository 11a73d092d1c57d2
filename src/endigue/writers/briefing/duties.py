"""Whom the law asks to be told, by when."""

from endigue.desk.briefing import DutyLine
from endigue.locale.duties import say_article
from endigue.locale.sentences import sentences
from endigue.writers.briefing.blocks import Block, Cell, Column, Paragraph, Section, Tone
from endigue.writers.briefing.words import Words

TONES: dict[str, Tone] = {
    "overdue": "bad",
    "past_safe": "warn",
    "running": "hand",
    "not_started": "warn",
}


def duties(words: Words) -> Section:
    """The clocks that run, soonest first, then what would begin others."""
    title, lines = words.say("duties.title"), words.briefing.duties
    if not lines:
        return Section("duties", title, words.say("duties.nothing"), ())
    running = [line for line in lines if line.runs]
    lead = words.counted("duties.lead", len(running)) if running else words.say("duties.none_runs")
    return Section("duties", title, lead, tuple(_blocks(words, running)))


def _blocks(words: Words, running: list[DutyLine]) -> list[Block]:
    blocks: list[Block] = []
    if words.briefing.aware is not None:
        moment = words.speech.moment(words.briefing.aware)
        entry = words.briefing.aware_entry
        blocks.append(Paragraph(words.say("duties.aware", moment=moment, entry=entry)))
    headings = ("duty", "companies", "safe", "legal", "record")
    columns = tuple(
        Column(words.say(f"duties.{heading}"), weight)
        for heading, weight in zip(headings, (2.4, 1.8, 1.3, 1.3, 2.4), strict=True)
    )
    if running:
        rows = tuple(_row(words, line) for line in running)
        blocks.append(words.table(words.say("duties.running"), columns, rows))
    waiting = [line for line in words.briefing.duties if not line.runs]
    if waiting:
        asked = tuple(_row(words, line) for line in waiting)
        blocks.append(words.table(words.say("duties.waiting"), columns, asked))
    blocks.append(Paragraph(words.say("duties.not_advice")))
    return blocks


def _row(words: Words, line: DutyLine) -> tuple[Cell, ...]:
    speech = words.speech
    relief = speech.listed([_said(words, f"day_{day}", day) for day in line.relief])
    notes = (words.say("duties.relief", days=relief),) if line.relief else ()
    at_once = words.say("duties.at_once") if line.without_delay and line.runs else "–"
    missing = "; ".join(_said(words, f"event_{event}", event) for event in line.missing)
    return (
        Cell(_said(words, f"duty_{line.regime}_{line.name}".lower(), line.name),
             (say_article(words.speech, line.article),),
             TONES[line.state] if line.runs else ""),
        Cell(words.cut(line.companies, 6)),
        Cell(speech.short_moment(line.safe) if line.safe else at_once),
        Cell(speech.short_moment(line.legal) if line.legal else at_once, notes),
        Cell(missing or "–"),
    )  # fmt: skip


def _said(words: Words, code: str, name: str) -> str:
    """The sentence of the communication's code; the name itself where it has none."""
    whole = f"communication.{code.replace('-', '_')}"
    return words.speech.say(whole) if whole in sentences() else name
