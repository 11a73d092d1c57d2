"""When each operation is back."""

from collections.abc import Iterator, Sequence

from endigue.desk.briefing import OperationLine, Restoration
from endigue.writers.briefing.blocks import Block, Cell, Column, Paragraph, Picture, Section, Tone
from endigue.writers.briefing.words import Words
from endigue.writers.pictures.hour_axis import Tick
from endigue.writers.pictures.ranges import Band, Legend, ranges

BANDS_SHOWN = 24
TICKS = 6
STRIDES = (1, 2, 3, 6, 12, 24, 48, 72, 168, 336, 672)
"""Hours between two ticks of the axis."""


def returns(words: Words) -> Section:
    """Dates with their spread, the crews' load and the first tasks."""
    waiting = _waiting(words)
    if words.briefing.restoration is None:
        lead = words.say("returns.no_plan")
    elif not waiting:
        lead = words.say("returns.nothing")
    else:
        lead = words.say(
            "returns.lead",
            first=words.operation(waiting[0].name, waiting[0].id),
            first_moment=words.in_line(words.not_before(waiting[0].back_p80 or 0.0)),
            last_moment=words.in_line(words.not_before(waiting[-1].back_p80 or 0.0)),
        )
    return Section("returns", words.say("returns.title"), lead, tuple(_blocks(words)))


def _waiting(words: Words) -> list[OperationLine]:
    """Operations with a date, the first first."""
    dated = [line for line in words.briefing.operations if line.back_p80 is not None]
    return sorted(dated, key=lambda line: (line.back_p80 or 0.0, line.id))


def _blocks(words: Words) -> Iterator[Block]:
    plan = words.briefing.restoration
    if plan is None:
        return
    waiting = _waiting(words)
    if waiting:
        yield Paragraph(words.say("returns.publish"), "warn")
        yield _picture(words, waiting)
        yield _dates(words, waiting)
    undated = [
        words.operation(line.name, line.id)
        for line in words.briefing.operations
        if line.state != "running" and line.back_p80 is None
    ]
    if undated:
        yield Paragraph(words.say("returns.undated", operations=words.cut(undated, 10)), "bad")
    if plan.tasks:
        yield _tasks(words, plan)
        yield _crews(words, plan)
        yield Paragraph(
            words.say(
                "returns.proof",
                assets=words.counted("assets", plan.assets),
                tasks=words.counted("tasks", plan.tasks),
                duration=words.duration(plan.hours),
                gap=words.speech.percent(plan.gap),
                scenarios=words.speech.number(plan.scenarios),
            )
        )


def _picture(words: Words, waiting: Sequence[OperationLine]) -> Picture:
    shown = waiting[:BANDS_SHOWN]
    rows = [
        Band(
            words.operation(line.name, line.id),
            line.back_p50 or 0.0,
            line.back_p80 or 0.0,
            line.back_p90 or 0.0,
            line.mtpd_hours,
        )
        for line in shown
    ]
    last = max(row.late for row in rows)
    stride = next((hours for hours in STRIDES if last / hours <= TICKS), STRIDES[-1])
    ticks = [Tick(float(hour), words.after(hour)) for hour in range(0, int(last) + stride, stride)]
    legend = Legend(
        words.say("returns.band"), words.say("returns.publishable"), words.say("returns.limit")
    )
    said = words.say("returns.picture")
    return Picture(svg=ranges(rows, ticks, legend, said), alt=said, caption=said)


def _dates(words: Words, waiting: Sequence[OperationLine]) -> Block:
    return words.table(
        words.say("returns.table"),
        (
            Column(words.say("head.operation"), 2.4),
            Column(words.say("head.p50"), 1.5),
            Column(words.say("head.p80"), 1.5),
            Column(words.say("head.p90"), 1.5),
            Column(words.say("head.against"), 1.9),
            Column(words.say("head.waits_for"), 1.9),
        ),
        [_date(words, line) for line in waiting],
        shown=24,
    )


def _date(words: Words, line: OperationLine) -> tuple[Cell, ...]:
    name = words.operation(line.name, line.id)
    return (
        Cell(name, (line.entity,) if line.entity else ()),
        words.not_before(line.back_p50 or 0.0),
        words.not_before(line.back_p80 or 0.0),
        words.not_before(line.back_p90 or 0.0),
        _against(words, line),
        Cell(words.cut(line.waits_for, 3) if line.waits_for else "–"),
    )


def _against(words: Words, line: OperationLine) -> Cell:
    """The pessimistic date against what was promised and what can be borne."""
    late = line.back_p90 or 0.0
    code, tone = _verdict(line, late)
    limits = words.say(
        "returns.limits",
        rto=words.duration(line.rto_hours),
        mtpd=words.duration(line.mtpd_hours),
    )
    return Cell(words.say(f"returns.{code}"), (limits,), tone)


def _verdict(line: OperationLine, late: float) -> tuple[str, Tone]:
    if late > line.mtpd_hours:
        return "after_mtpd", "bad"
    if late > line.rto_hours:
        return "after_rto", "warn"
    return "in_time", "good"


def _crews(words: Words, plan: Restoration) -> Block:
    by_load = sorted(plan.crews, key=lambda crew: (-crew[1], crew[0]))
    return words.table(
        words.say("returns.crews"),
        (Column(words.say("head.crew"), 3), Column(words.say("head.work"), 1, True)),
        [(Cell(crew), Cell(words.work(hours * 60))) for crew, hours in by_load],
    )


def _tasks(words: Words, plan: Restoration) -> Block:
    return words.table(
        words.say("returns.first_tasks"),
        (
            Column(words.say("head.asset"), 2.2),
            Column(words.say("head.step"), 1.6),
            Column(words.say("head.crew"), 1.6),
            Column(words.say("head.start"), 1.5),
            Column(words.say("head.end"), 1.5),
        ),
        [
            (
                Cell(asset),
                Cell(words.code(f"restoration.step_{step}")),
                Cell(crew),
                words.when(start),
                words.when(end),
            )
            for asset, step, crew, start, end in plan.first
        ],
        shown=8,
        in_all=plan.tasks,
    )
