"""The plan in order: each action in words."""

from collections.abc import Iterator

from endigue.desk.briefing import Step
from endigue.kernel.money import Cents
from endigue.locale.links import say_link
from endigue.writers.briefing.blocks import Block, Cell, Column, Paragraph, Section, Tone
from endigue.writers.briefing.words import Words

WAYS_SHOWN = 2
STOPS_SHOWN = 4


def plan(words: Words) -> Section:
    """The actions, the first first."""
    steps = words.briefing.steps
    if not steps:
        return Section("plan", words.say("plan.title"), words.say("plan.nothing"), ())
    lead = words.say(
        "plan.lead",
        actions=words.counted("actions", len(steps)),
        work=words.work(sum(step.minutes for step in steps)),
        crews=words.counted("crews", len({step.crew for step in steps})),
    )
    return Section("plan", words.say("plan.title"), lead, tuple(_blocks(words)))


def _blocks(words: Words) -> Iterator[Block]:
    yield Paragraph(words.say("plan.order"))
    if order := words.briefing.work_order:
        yield Paragraph(
            words.say(
                "plan.worth",
                minutes=words.speech.number(order.minutes),
                harm=words.money(Cents(round(order.harm))),
                width=words.money(Cents(round(order.half_width))),
                nothing=words.money(Cents(round(order.nothing))),
                at_once=words.money(Cents(round(order.at_once))),
            )
        )
    yield words.table(
        words.say("plan.table"),
        (
            Column(words.say("head.number"), 0.45, True),
            Column(words.say("head.action"), 4.4),
            Column(words.say("head.crew"), 1.6),
            Column(words.say("head.approval"), 1.75),
            Column(words.say("head.harm_avoided"), 1.15, True),
        ),
        [_row(words, step) for step in words.briefing.steps],
        shown=30,
    )
    yield Paragraph(words.say("plan.harm_avoided"))


def said_action(words: Words, step: Step) -> str:
    """The action as an order: "Isolate srv-x"."""
    return words.of_kind("action", step.kind, step.target_name)


def _row(words: Words, step: Step) -> tuple[Cell, ...]:
    return (
        Cell(words.speech.number(step.number)),
        Cell(said_action(words, step), tuple(_notes(words, step))),
        Cell(words.work(step.minutes), tuple(_when(words, step))),
        _approval(words, step),
        Cell(words.money(step.harm_avoided) if step.harm_avoided > 0 else "–"),
    )


def _when(words: Words, step: Step) -> Iterator[str]:
    yield step.crew
    if step.starts is not None and step.ends is not None:
        starts, ends = words.speech.number(step.starts), words.speech.number(step.ends)
        yield words.say("plan.when", starts=starts, ends=ends)


def _notes(words: Words, step: Step) -> Iterator[str]:
    why = " ".join(words.code(code, **_arguments(words, step)) for code in step.why)
    if why:
        yield words.say("plan.why", why=why)
    if step.ways:
        ways = [
            words.say(
                "plan.way",
                source=way.source,
                target=way.target,
                kind=say_link(words.speech, way.kind),
            )
            for way in step.ways[:WAYS_SHOWN]
        ]
        yield words.counted("plan.closes", step.closes, ways=words.speech.listed(ways))
    if step.expected_avoided is not None and step.expected_avoided > 0:
        avoided = words.money(Cents(round(step.expected_avoided)))
        each = words.money(Cents(round(step.expected_avoided / max(step.minutes, 0.5))))
        yield words.say("plan.buys", money=avoided, each=each)
    if step.stops:
        stopped = [words.operation(name, "") for name in step.stops]
        yield words.say("plan.stops", operations=words.cut(stopped, STOPS_SHOWN))
    if step.reversible:
        yield words.say("plan.undo", undo=words.of_kind("undo", step.kind, step.target_name))
    else:
        yield words.say("plan.no_undo")
    about = [step.entity, step.lever]
    if step.d3fend:
        about.append(f"D3FEND {step.d3fend}")
    yield " · ".join(filter(None, about))


def _arguments(words: Words, step: Step) -> dict[str, str]:
    """The fields that the sentences of `containment` may have."""
    return {
        "lever": step.lever,
        "target": step.target_name,
        "closes": words.speech.number(step.closes),
        "saves": words.speech.number(step.saves),
        "source": step.way[0] if step.way else "",
        "reached": step.way[-1] if step.way else "",
    }


def _approval(words: Words, step: Step) -> Cell:
    tone: Tone = "warn" if step.approval == "strategic" else ""
    notes = (words.kind("doctrine", step.doctrine),) if step.doctrine else ()
    return Cell(words.kind("approval", step.approval), notes, tone)
