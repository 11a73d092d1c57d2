"""The documents of the eradication, by file name."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from endigue.eradication.board import Board
from endigue.eradication.facts import STATIONS
from endigue.eradication.line.forecast import LineForecast
from endigue.eradication.line.tally import Tally
from endigue.locale.speech import Speech
from endigue.organisation.model import Organisation
from endigue.writers.eradication.pictures import board_picture, ending_picture, hours_picture
from endigue.writers.inert import inert_cell


def board_documents(organisation: Organisation, board: Board, speech: Speech) -> dict[str, bytes]:
    """The picture of the board, and every asset on it as CSV."""
    return {
        "board.svg": board_picture(organisation, board, speech),
        "board.csv": _csv(_assets(board)),
    }


def line_documents(tally: Tally, forecast: LineForecast | None, speech: Speech) -> dict[str, bytes]:
    """Pictures of the line, its counts an hour and where every machine is as CSV."""
    left = tally.machines - tally.at["out"] - tally.at["gone"]
    documents = {
        "line_hours.svg": hours_picture(tally, speech),
        "line_hours.csv": _csv(_hours(tally)),
        "line_machines.csv": _csv([("asset", "place"), *sorted(tally.place.items())]),
    }
    if forecast is not None and left:
        documents["line_ending.svg"] = ending_picture(forecast, left, speech)
    return documents


def _assets(board: Board) -> Iterable[Sequence[object]]:
    yield (
        "asset", "state", "since", "author", "why", "way", "evidence", "checks_lacking",
        "waits_for", "verified_by", "relapses", "fell_with",
    )  # fmt: skip
    for one in board.assets.values():
        yield (
            one.asset, one.state, one.since.isoformat() if one.since else "",
            inert_cell(one.author), inert_cell(one.why), one.way or "", " ".join(one.evidence),
            " ".join(one.lacking),
            " ".join(one.waits_for), inert_cell(one.verified_by), one.relapses, one.fell_with,
        )  # fmt: skip


def _hours(tally: Tally) -> Iterable[Sequence[object]]:
    yield ("hour", *STATIONS)
    for hour in tally.hours:
        yield (hour.begins.isoformat(), *(hour.passed.get(one, 0) for one in STATIONS))


def _csv(rows: Iterable[Sequence[object]]) -> bytes:
    out = StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode("utf-8-sig")
