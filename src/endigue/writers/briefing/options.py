"""The alternatives, side by side."""

from collections.abc import Iterator

from endigue.desk.briefing import Option
from endigue.writers.briefing.blocks import Block, Cell, Column, Paragraph, Picture, Section
from endigue.writers.briefing.companies import companies
from endigue.writers.briefing.uncertainty import uncertainty
from endigue.writers.briefing.words import Words
from endigue.writers.pictures.bars import Bar, bars


def options(words: Words) -> Section:
    """Every alternative in one row, and the same as bars."""
    found = words.briefing.options
    lead = words.say("options.nothing")
    if found:
        lead = words.say(
            "options.lead",
            options=words.counted("options.count", len(found)),
            hours=words.duration(words.briefing.situation_hours),
        )
    return Section("options", words.say("options.title"), lead, tuple(_blocks(words)))


def _blocks(words: Words) -> Iterator[Block]:
    found = words.briefing.options
    if not found:
        return
    yield _picture(words)
    recommended = words.recommended()
    yield words.table(
        words.say("options.table"),
        (
            Column(words.say("head.option"), 2.5),
            Column(words.say("head.harm"), 1.35, True),
            Column(words.say("head.operations"), 1.55),
            Column(words.say("head.lost"), 1.55, True),
            Column(words.say("head.actions"), 1.2, True),
            Column(words.say("head.proof"), 1.5),
        ),
        [_row(words, option) for option in found],
        shown=len(found),
        strong=tuple(place for place, option in enumerate(found) if option is recommended),
    )
    yield Paragraph(words.say("options.proof"))
    yield from uncertainty(words)
    yield from companies(words)


def _row(words: Words, option: Option) -> tuple[Cell, ...]:
    return (
        Cell(words.option(option.name), _notes(words, option)),
        Cell(
            words.money(option.harm),
            (words.say("options.per_hour", money=words.money(option.cost_per_hour)),),
        ),
        Cell(
            f"✓ {words.counted('running', option.running)}",
            (
                f"◐ {words.counted('by_hand', option.by_hand)}",
                f"✗ {words.counted('stopped', option.stopped)}",
            ),
        ),
        Cell(
            words.speech.number(option.fallen),
            (words.say("options.no_other"), *_residual(words, option)),
        ),
        Cell(words.speech.number(option.actions), (words.work(option.minutes),)),
        _proof(words, option),
    )


def _notes(words: Words, option: Option) -> tuple[str, ...]:
    notes = []
    if option is words.recommended():
        notes.append(words.say("options.recommended"))
    if words.approved(option):
        notes.append(words.say("options.approved"))
    if option.also:
        same = words.speech.listed([words.option(name) for name in option.also])
        notes.append(words.say("options.also", options=same))
    notes += [words.code(remark) for remark in option.remarks]
    return tuple(notes)


def _residual(words: Words, option: Option) -> tuple[str, ...]:
    if option.residual_fallen is None:
        return ()
    return (
        words.say(
            "options.residual",
            fallen=words.count(option.residual_fallen),
            hours=words.after(words.briefing.residual_hours),
        ),
    )


def _proof(words: Words, option: Option) -> Cell:
    if option.proven:
        return Cell(words.say("options.proven"), tone="good")
    if option.gap is None:
        return Cell(words.say("options.not_optimised"))
    return Cell(
        words.say("options.not_proven"),
        (words.say("options.gap", gap=words.speech.percent(option.gap, 1)),),
        "warn",
    )


def _picture(words: Words) -> Picture:
    recommended = words.recommended()
    rows = [
        Bar(
            label=words.option(option.name),
            parts=(
                float(option.operations_loss),
                float(option.fallen_loss),
                float(option.levers_cost),
            ),
            total_said=words.money(option.harm),
            strong=option is recommended,
        )
        for option in words.briefing.options
    ]
    legend = [words.say(f"options.part_{part}") for part in ("operations", "fallen", "levers")]
    said = words.say("options.picture", hours=words.duration(words.briefing.situation_hours))
    return Picture(svg=bars(rows, legend, said, "options"), alt=said, caption=said)
