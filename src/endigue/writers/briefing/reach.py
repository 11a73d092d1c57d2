"""How far it goes if nothing is done."""

from collections.abc import Iterator

from endigue.desk.briefing import Threatened, WayStep
from endigue.locale.links import say_link
from endigue.writers.briefing.blocks import Block, Cell, Column, Paragraph, Picture, Section
from endigue.writers.briefing.evidence import asset_cell
from endigue.writers.briefing.words import Words
from endigue.writers.pictures.curve import Point, curve

LINKS_SHOWN = 4


def reach(words: Words) -> Section:
    """The curve, the companies, and the assets in danger."""
    return Section("reach", words.say("reach.title"), _lead(words), tuple(_blocks(words)))


def _lead(words: Words) -> str:
    briefing = words.briefing
    if not briefing.reach.hours or not briefing.infected:
        return words.say("reach.nothing")
    hour, place = _tonight(words)
    return words.say(
        "reach.lead",
        moment=words.in_line(words.when(hour)),
        fallen=words.counted("assets", briefing.reach.expected_fallen[place]),
        now=words.counted("assets", briefing.infected),
    )


def _tonight(words: Words) -> tuple[float, int]:
    """The hour that the answer is given for, and its place: the one nearest to the hour at
    which what remains of each option is told, a day by default.
    """
    hours = words.briefing.reach.hours
    hour = min(hours, key=lambda one: abs(one - words.briefing.residual_hours))
    return hour, hours.index(hour)


def _blocks(words: Words) -> Iterator[Block]:
    reach = words.briefing.reach
    if not reach.hours or not words.briefing.infected:
        return
    yield _picture(words)
    yield _companies(words)
    if reach.threatened:
        yield _threatened(words)
    yield Paragraph(
        words.say(
            "reach.method",
            samples=words.speech.number(reach.samples),
            seed=reach.seed,
        )
    )


def _picture(words: Words) -> Picture:
    reach = words.briefing.reach
    points = [
        Point(hour, value, words.after(hour), words.count(value))
        for hour, value in zip(
            (0.0, *reach.hours),
            (float(words.briefing.infected), *reach.expected_fallen),
            strict=True,
        )
    ]
    return Picture(
        svg=curve(points, words.say("reach.picture")),
        alt=words.say("reach.picture"),
        caption=words.say("reach.picture"),
    )


def _companies(words: Words) -> Block:
    reach = words.briefing.reach
    columns = [Column(words.say("head.company"), 2.4), Column(words.say("head.assets"), 1, True)]
    columns += [Column(words.after(hour), 1, True) for hour in reach.hours]
    rows = [
        (
            Cell(company.name or company.entity or words.say("reach.no_company")),
            Cell(words.speech.number(company.assets)),
            *(Cell(words.count(value)) for value in company.expected),
        )
        for company in reach.companies
    ]
    total = sum(company.assets for company in reach.companies)
    rows.append(
        (
            Cell(words.say("reach.total")),
            Cell(words.speech.number(total)),
            *(Cell(words.count(value)) for value in reach.expected_fallen),
        )
    )
    return words.table(
        words.say("reach.companies"), columns, rows, shown=len(rows), strong=(len(rows) - 1,)
    )


def _threatened(words: Words) -> Block:
    hour, place = _tonight(words)
    columns = (
        Column(words.say("head.asset"), 2.4),
        Column(words.say("head.falls_by", hours=words.after(hour)), 1.5),
        Column(words.say("head.median"), 1.3),
        Column(words.say("head.way_in"), 4),
    )
    rows = [_row(words, asset, place) for asset in words.briefing.reach.threatened]
    return words.table(
        words.say("reach.threatened"),
        columns,
        rows,
        shown=10,
        in_all=words.briefing.reach.threatened_in_all,
    )


def _row(words: Words, asset: Threatened, place: int) -> tuple[Cell, ...]:
    named = asset_cell(words, asset.name, asset.kind, asset.entity)
    if asset.records:
        named = Cell(
            named.text, (*named.notes, words.counted("reach.records", asset.records)), named.tone
        )
    median = words.as_early_as(asset.median_hours) if asset.median_hours is not None else Cell("–")
    return (
        named,
        Cell(words.likelihood(asset.p[place]), (words.percent(asset.p[place]),)),
        median,
        _way(words, asset.way_in),
    )


def _way(words: Words, way: tuple[WayStep, ...]) -> Cell:
    """The names along the way, with the kinds of link below; the middle of a long way is cut."""
    if not way:
        return Cell(words.say("reach.no_way"))
    stops = [way[0].source, *(step.target for step in way)]
    if len(way) > LINKS_SHOWN:
        left = len(stops) - LINKS_SHOWN
        hidden = words.counted("reach.stops_left_out", left)
        stops = [*stops[:2], hidden, *stops[2 - LINKS_SHOWN :]]
    kinds = list(dict.fromkeys(say_link(words.speech, step.kind) for step in way))
    return Cell(" → ".join(stops), (", ".join(kinds),))
