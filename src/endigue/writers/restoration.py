"""The documents of a plan of restoration: three pictures, and every figure as CSV."""

import csv
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from io import StringIO

from endigue.desk.names import Names
from endigue.locale.speech import Speech
from endigue.organisation.model import Organisation
from endigue.restoration.review import Foretelling, Review
from endigue.restoration.schedule import STEPS, Outlook, Schedule
from endigue.writers.pictures.calendar import calendar_ticks
from endigue.writers.pictures.foretold import Span, Told, foretold
from endigue.writers.pictures.gantt import Piece, Row, gantt
from endigue.writers.pictures.load import Strip, load
from endigue.writers.pictures.steps_band import steps_band
from endigue.writers.pictures.svg import sheet

ROWS_SHOWN = 60
"""Things in the Gantt chart, the first to begin; the table has all."""


def restoration_documents(
    organisation: Organisation,
    start: datetime,
    schedule: Schedule,
    outlook: Outlook,
    speech: Speech,
) -> dict[str, bytes]:
    """File names and their bytes."""
    shown = len({task.asset for task in schedule.tasks})
    say = speech.say
    pictures = {
        "gantt.svg": sheet(
            gantt_of(organisation, start, schedule, speech),
            say("restoration.picture_gantt", shown=min(shown, ROWS_SHOWN), things=shown),
        ),
        "operations_back.svg": sheet(
            curve_of(start, schedule, outlook, speech),
            say("restoration.picture_curve", operations=len(schedule.operations)),
        ),
        "crew_load.svg": sheet(
            load_of(organisation, start, schedule, speech), say("restoration.picture_load")
        ),
    }
    tables = {
        "operations.csv": _csv(_operations(organisation, start, schedule, speech)),
        "tasks.csv": _csv(_tasks(start, schedule)),
        "crews.csv": _csv(_crews(organisation, schedule)),
    }
    return {
        **{name: svg.encode() for name, svg in pictures.items()},
        **{name: text.encode("utf-8-sig") for name, text in tables.items()},
    }


def review_documents(
    organisation: Organisation, start: datetime, found: Review, speech: Speech
) -> dict[str, bytes]:
    """What was foretold from `start` on against what came: file names and their bytes."""
    title = speech.say("restoration.picture_foretold")
    svg = foretold_of(organisation, start, found, speech)
    return {
        "foretold.svg": sheet(svg, title).encode(),
        "foretold.csv": _csv(_foretold(found, _names(organisation, speech))).encode("utf-8-sig"),
    }


def foretold_of(organisation: Organisation, start: datetime, found: Review, speech: Speech) -> str:
    """The picture of it: the bands of the first and the last plan, and when each was back."""
    names = _names(organisation, speech)
    rows = [
        Told(names[name], _span(told[0], start), _span(told[-1], start), _hours(start, back))
        for name, back in sorted(found.back.items(), key=lambda pair: pair[1])
        if (told := found.of(name))
    ]
    last = max((max(row.first.late, row.last.late, row.actual) for row in rows), default=0.0)
    title = speech.say("restoration.picture_foretold")
    legend = (
        speech.say("restoration.picture_first_plan"),
        speech.say("restoration.picture_last_plan"),
        speech.say("restoration.picture_actual"),
    )
    return foretold(rows, calendar_ticks(start, last, speech), legend, title)


def _span(told: Foretelling, start: datetime) -> Span:
    return Span(_hours(start, told.p10), _hours(start, told.p50), _hours(start, told.p90))


def _hours(start: datetime, instant: datetime) -> float:
    return (instant - start) / timedelta(hours=1)


def _names(organisation: Organisation, speech: Speech) -> dict[str, str]:
    return {one.id: one.name.get(speech.language) or one.id for one in organisation.operations}


def _foretold(found: Review, names: dict[str, str]) -> Iterable[Sequence[object]]:
    yield ("planned_at", "id", "name", "p10", "p50", "p90", "actual", "inside", "late_hours")
    for one in found.foretold:
        instants = (one.p10, one.p50, one.p90, one.actual)
        said = (each.isoformat() for each in instants)
        yield (
            one.planned_at.isoformat(),
            one.operation,
            names[one.operation],
            *said,
            one.inside,
            round(one.late_hours, 2),
        )


def gantt_of(
    organisation: Organisation,
    start: datetime,
    schedule: Schedule,
    speech: Speech,
    called: Callable[[str], str] | None = None,
) -> str:
    """The Gantt chart of the things that begin first. `called` gives what the reader calls a thing
    by its identifier; without it, its name.
    """
    called = called or Names(organisation).of
    pieces: dict[str, list[Piece]] = {}
    for task in schedule.tasks:
        pieces.setdefault(task.asset, []).append(Piece(task.step, task.start, task.end))
    first = sorted(pieces, key=lambda asset: (pieces[asset][0].start, asset))[:ROWS_SHOWN]
    rows = [Row(called(asset), tuple(pieces[asset])) for asset in first]
    used = {piece.step for row in rows for piece in row.pieces}
    said: dict[str, str] = {
        step: speech.say(f"restoration.step_{step}") for step in STEPS if step in used
    }
    last = max((piece.end for row in rows for piece in row.pieces), default=0.0)
    title = speech.say("restoration.picture_gantt", shown=len(rows), things=len(pieces))
    return gantt(rows, calendar_ticks(start, last, speech), said, title, "gantt")


def curve_of(start: datetime, schedule: Schedule, outlook: Outlook, speech: Speech) -> str:
    """How many operations are back over time, with the band of eight scenarios in ten."""
    curve = outlook.curve
    return steps_band(
        curve.hours,
        curve.least,
        curve.middle,
        curve.most,
        len(schedule.operations),
        calendar_ticks(start, max(curve.hours, default=0.0), speech),
        (speech.say("restoration.picture_middle"), speech.say("restoration.picture_band")),
        speech.say("restoration.picture_curve", operations=len(schedule.operations)),
    )


def load_of(
    organisation: Organisation,
    start: datetime,
    schedule: Schedule,
    speech: Speech,
    called: Callable[[str], str] | None = None,
) -> str:
    """How many people of each crew are busy. `called` as for `gantt_of`."""
    called = called or Names(organisation).of
    strips = [
        Strip(called(crew.id), crew.people, *_busy(schedule, crew.id))
        for crew in organisation.crews
        if any(task.crew == crew.id for task in schedule.tasks)
    ]
    ticks = calendar_ticks(start, schedule.makespan, speech)
    return load(strips, ticks, speech.say("restoration.picture_load"))


def _busy(schedule: Schedule, crew: str) -> tuple[tuple[float, ...], tuple[int, ...]]:
    changes: dict[float, int] = {0.0: 0}
    for task in schedule.tasks:
        if task.crew == crew:
            changes[task.start] = changes.get(task.start, 0) + 1
            changes[task.end] = changes.get(task.end, 0) - 1
    hours, busy, people = [], [], 0
    for hour in sorted(changes):
        people += changes[hour]
        hours.append(hour)
        busy.append(people)
    return tuple(hours), tuple(busy)


def _operations(
    organisation: Organisation, start: datetime, schedule: Schedule, speech: Speech
) -> Iterable[Sequence[object]]:
    names = _names(organisation, speech)
    yield ("id", "name", "planned_hours", "p50", "p80", "p90", "not_before", "waits_for")
    for one in schedule.operations:
        told = (start + timedelta(hours=one.p80)).isoformat()
        waits = " ".join(one.waits_for)
        yield one.id, names[one.id], one.planned, one.p50, one.p80, one.p90, told, waits


def _tasks(start: datetime, schedule: Schedule) -> Iterable[Sequence[object]]:
    yield ("asset", "step", "crew", "start_hours", "end_hours", "start", "end")
    for task in schedule.tasks:
        begin, end = (start + timedelta(hours=hour) for hour in (task.start, task.end))
        yield (
            task.asset,
            task.step,
            task.crew,
            task.start,
            task.end,
            begin.isoformat(),
            end.isoformat(),
        )


def _crews(organisation: Organisation, schedule: Schedule) -> Iterable[Sequence[object]]:
    yield ("crew", "people", "tasks", "busy_hours")
    for crew in organisation.crews:
        hours = [task.end - task.start for task in schedule.tasks if task.crew == crew.id]
        yield crew.id, crew.people, len(hours), round(sum(hours), 2)


def _csv(rows: Iterable[Sequence[object]]) -> str:
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for row in rows:
        writer.writerow([_inert(cell) for cell in row])
    return out.getvalue()


def _inert(cell: object) -> object:
    """A text that a spreadsheet would take for a formula is quoted."""
    if isinstance(cell, str) and cell[:1] in {"=", "+", "-", "@", "\t", "\r"}:
        return "'" + cell
    return cell
