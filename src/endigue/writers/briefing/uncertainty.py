"""The options where it is not known who is infected: what is certain against what is risked."""

from collections.abc import Iterator

from endigue.containment.plan import RECOMMENDABLE as PLANS
from endigue.desk.briefing import Option
from endigue.kernel.money import Cents
from endigue.writers.briefing.blocks import Block, Cell, Column, Heading, Paragraph, Picture
from endigue.writers.briefing.words import Words
from endigue.writers.pictures.frontier import Axes, Mark, frontier


def uncertainty(words: Words) -> Iterator[Block]:
    """The frontier as a picture, and the same with the expected harm as a table."""
    told = [option for option in words.briefing.options if option.expected_harm is not None]
    if not told:
        return
    yield Heading(words.say("uncertainty.title"))
    best = least_expected(words)
    if best is not None:
        yield best
    yield _picture(words, told)
    recommended = words.recommended()
    yield words.table(
        words.say("uncertainty.table"),
        (
            Column(words.say("head.option"), 2.5),
            Column(words.say("head.certain"), 1.3, True),
            Column(words.say("head.expected_harm"), 1.7, True),
            Column(words.say("head.worst_tenth"), 1.3, True),
            Column(words.say("head.residual", hours=_hours(words)), 1.5, True),
            Column(words.say("head.core"), 1.5),
        ),
        [_row(words, option) for option in told],
        shown=len(told),
        strong=tuple(place for place, option in enumerate(told) if option is recommended),
    )
    yield Paragraph(
        words.say(
            "uncertainty.method",
            worlds=words.speech.number(words.briefing.worlds),
            hours=words.duration(words.briefing.situation_hours),
        )
    )


def least_expected(words: Words) -> Paragraph | None:
    """A notice where another option than the recommended one does less harm on average, beyond
    what chance explains.
    """
    plan = words.recommended()
    told = [option for option in words.briefing.options if option.expected_harm is not None]
    if plan is None or plan.expected_harm is None or not told:
        return None
    best = min(told, key=lambda option: option.expected_harm or 0.0)
    ahead = plan.expected_harm - (best.expected_harm or 0.0)
    if ahead <= max(best.expected_half_width, plan.expected_half_width):
        return None
    said = words.say(
        "uncertainty.better",
        option=words.option(best.name),
        harm=words.money(_cents(best.expected_harm)),
        plan=words.option(plan.name),
        plan_harm=words.money(_cents(plan.expected_harm)),
    )
    return Paragraph(said, "warn")


def why_recommended(words: Words) -> Paragraph | None:
    """By how much the recommended plan is better on average than the next of the plans; None
    where there is no other, or none was judged in sampled worlds.
    """
    plan = words.recommended()
    if plan is None or plan.expected_harm is None:
        return None
    others = [
        (option.expected_harm, option.name)
        for option in words.briefing.options
        if option is not plan and option.name in PLANS and option.expected_harm is not None
    ]
    if not others:
        return None
    harm, other = min(others)
    return Paragraph(
        words.say(
            "uncertainty.why",
            harm=words.money(_cents(plan.expected_harm)),
            other=words.option(other),
            other_harm=words.money(_cents(harm)),
            worlds=words.speech.number(words.briefing.worlds),
        )
    )


def _hours(words: Words) -> str:
    return words.after(words.briefing.residual_hours)


def _row(words: Words, option: Option) -> tuple[Cell, ...]:
    width = words.money(_cents(option.expected_half_width))
    return (
        Cell(words.option(option.name)),
        Cell(words.money(option.certain)),
        Cell(
            words.money(_cents(option.expected_harm)),
            (words.say("uncertainty.width", width=width),),
        ),
        Cell(words.money(_cents(option.worst_tenth))),
        Cell("–" if option.residual_fallen is None else words.count(option.residual_fallen)),
        _core(words, option),
    )


def _core(words: Words, option: Option) -> Cell:
    if option.core is None:
        return Cell(words.say("uncertainty.no_core"))
    likely, width = words.likelihood(option.core), 2 * option.core_half_width
    # Never seen, or seen in every world: only one end of the interval is news.
    if option.core <= 0:
        return Cell(likely, (words.say("below", figure=words.speech.percent(width, 1)),))
    if option.core >= 1:
        return Cell(likely, (words.say("above", figure=words.speech.percent(1 - width, 1)),))
    points = words.count(100 * option.core_half_width)
    figure = words.percent(option.core)
    return Cell(likely, (f"{figure} {words.say('uncertainty.points', points=points)}",))


def _cents(amount: float | None) -> Cents:
    return Cents(round(amount or 0.0))


def _picture(words: Words, told: list[Option]) -> Picture:
    marks = [
        Mark(
            label=words.option(option.name),
            cost=float(option.certain),
            risk=option.residual_fallen or 0.0,
            strong=option is words.recommended(),
        )
        for option in told
    ]
    axes = Axes(
        cost=words.say("uncertainty.cost"),
        risk=words.say("uncertainty.risk", hours=_hours(words)),
        most_cost=words.money(max((option.certain for option in told), default=Cents(0))),
        most_risk=words.count(max((mark.risk for mark in marks), default=0.0)),
    )
    said = words.say("uncertainty.picture")
    return Picture(svg=frontier(marks, axes, said), alt=said, caption=said)
