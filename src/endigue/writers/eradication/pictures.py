"""Pictures of the board and of the triage line."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from endigue.eradication.board import Board
from endigue.eradication.facts import STATIONS
from endigue.eradication.line.forecast import LineForecast
from endigue.eradication.line.tally import Tally
from endigue.eradication.states import STATES
from endigue.locale.speech import Speech
from endigue.organisation.model import Organisation
from endigue.writers.pictures.hour_axis import Tick
from endigue.writers.pictures.hourly import Hours, hourly
from endigue.writers.pictures.shares import Share, shares
from endigue.writers.pictures.steps_band import steps_band
from endigue.writers.pictures.svg import standalone

TICKS = 7
STRIDES = (1, 2, 3, 6, 12, 24, 48, 72, 168, 336, 672, 1344)


def board_picture(organisation: Organisation, board: Board, speech: Speech) -> bytes:
    """The board as a file."""
    return standalone(board_drawn(organisation, board, speech)).encode()


def board_drawn(organisation: Organisation, board: Board, speech: Speech) -> str:
    """States by zone, and by kind for what has no place in the network. Groups of which nothing
    was reported are left out.
    """
    zones = {zone.id: zone.name or zone.id for zone in organisation.zones}
    groups: dict[str, Counter[str]] = {}
    for asset in organisation.assets:
        label = zones.get(asset.zone) or speech.say(f"eradication.kind_{asset.kind}")
        groups.setdefault(label, Counter())[board.of(asset.id).state] += 1
    rows = [
        Share(label, tuple(count[state] for state in STATES))
        for label, count in groups.items()
        if set(count) - {"unknown"}
    ]
    said = [speech.say(f"eradication.state_{state}") for state in STATES]
    return shares(rows, said, speech.say("eradication.picture_board"))


def hours_picture(tally: Tally, speech: Speech) -> bytes:
    """The hours of the line as a file."""
    return standalone(hours_drawn(tally, speech)).encode()


def hours_drawn(tally: Tally, speech: Speech) -> str:
    """Machines that passed each station, hour by hour."""
    strips = [
        Hours(
            speech.say(f"eradication.station_{station}"),
            tuple(hour.passed.get(station, 0) for hour in tally.hours),
            speech.number(sum(hour.passed.get(station, 0) for hour in tally.hours)),
        )
        for station in STATIONS
    ]
    start = tally.hours[0].begins if tally.hours else None
    ticks = [] if start is None else _ticks(start, len(tally.hours), speech)
    return hourly(strips, ticks, speech.say("eradication.picture_hours"))


def ending_picture(forecast: LineForecast, left: int, speech: Speech) -> bytes:
    """Machines handed out over hours of open line, with the band of eight scenarios in ten."""
    least, middle, most = forecast.curve.astype(int).tolist()
    last = float(forecast.at[-1]) if len(forecast.at) else 0.0
    stride = _stride(last)
    ticks = [
        Tick(float(stride * number), speech.duration(stride * number))
        for number in range(int(last // stride) + 1)
    ]
    legend = (
        speech.say("eradication.picture_middle"),
        speech.say("eradication.picture_band"),
    )
    title = speech.say("eradication.picture_ending", machines=left)
    drawn = steps_band(forecast.at.tolist(), least, middle, most, left, ticks, legend, title)
    return standalone(drawn).encode()


def _ticks(start: datetime, hours: int, speech: Speech) -> Sequence[Tick]:
    stride = _stride(hours)
    return [
        Tick(float(hour), speech.short_moment(start + timedelta(hours=hour)))
        for hour in range(0, hours + 1, stride)
    ]


def _stride(last: float) -> int:
    return next((one for one in STRIDES if last <= one * TICKS), STRIDES[-1])
