"""What needs a decision now."""

from collections.abc import Iterator, Sequence

from endigue.desk.briefing import Option, Step
from endigue.writers.briefing.blocks import (
    Block,
    Bullets,
    Cell,
    Heading,
    Paragraph,
    Section,
    Tile,
    Tiles,
    Tone,
)
from endigue.writers.briefing.plan import said_action
from endigue.writers.briefing.uncertainty import least_expected, why_recommended
from endigue.writers.briefing.words import Words

ACTIONS_SHOWN = 6
COMPARED = ("do_nothing", "pull_the_plug")


def decision(words: Words) -> Section:
    """The recommended plan in a sentence, against the two extremes, and who must say yes."""
    return Section("decision", words.say("decision.title"), _lead(words), tuple(_blocks(words)))


def _lead(words: Words) -> str:
    plan = words.recommended()
    if plan is None:
        return words.say("decision.no_plan")
    if not plan.actions:
        return words.say("decision.no_action")
    return words.say(
        "decision.lead",
        option=words.option(plan.name),
        actions=words.counted("actions", plan.actions),
        work=words.work(plan.minutes),
    )


def _blocks(words: Words) -> Iterator[Block]:
    plan = words.recommended()
    if plan is None:
        return
    for remark in plan.remarks:
        yield Paragraph(words.code(remark), "warn")
    yield Tiles(tuple(_tiles(words, plan)))
    if (why := why_recommended(words)) is not None:
        yield why
    if (better := least_expected(words)) is not None:
        yield better
    yield Paragraph(
        words.say("decision.estimate", hours=words.duration(words.briefing.situation_hours))
    )
    yield from _actions(
        words, "strategic", [s for s in words.briefing.steps if s.approval == "strategic"]
    )
    yield from _actions(
        words, "mandatory", [s for s in words.briefing.steps if s.doctrine == "mandatory"]
    )
    yield from _decided(words)


def _decided(words: Words) -> Iterator[Block]:
    """What people decided already: the option approved last, and the derogations."""
    approved, derogations = words.briefing.approved, words.briefing.derogations
    if approved is None and not derogations:
        return
    yield Heading(words.say("decision.decided"))
    cells = []
    if approved is not None:
        code = "approved" if approved.of_this_plan else "approved_before"
        tone: Tone = "good" if approved.of_this_plan else "warn"
        said = words.say(f"decision.{code}", option=words.option(approved.option))
        cells.append(Cell(said, tone=tone))
    for one in derogations:
        action = words.of_kind("action", one.kind, one.target_name)
        cells.append(Cell(words.say("decision.derogation", action=action), (one.reason,), "warn"))
    yield Bullets(tuple(cells))


def _tiles(words: Words, plan: Option) -> Iterator[Tile]:
    yield _tile(words, plan, words.option(plan.name), strong=True)
    for name in COMPARED:
        other = words.found(name)
        if other is None:
            continue
        if other is plan:
            yield Tile(words.option(name), words.say("decision.same"), (words.say("option.same"),))
        else:
            yield _tile(words, other, words.option(name))


def _tile(words: Words, option: Option, label: str, *, strong: bool = False) -> Tile:
    states = (
        f"✓ {words.counted('running', option.running)}",
        f"◐ {words.counted('by_hand', option.by_hand)}",
        f"✗ {words.counted('stopped', option.stopped)}",
    )
    return Tile(label, words.money(option.harm), states, strong)


def _actions(words: Words, code: str, steps: Sequence[Step]) -> Iterator[Block]:
    yield Heading(words.say(f"decision.{code}"))
    if not steps:
        yield Paragraph(words.say(f"decision.no_{code}"))
        return
    cells = [
        Cell(words.say("decision.step", number=step.number, action=said_action(words, step)))
        for step in steps[:ACTIONS_SHOWN]
    ]
    rest = len(steps) - len(cells)
    if rest:
        cells.append(Cell(words.counted("decision.more", rest)))
    yield Bullets(tuple(cells))
