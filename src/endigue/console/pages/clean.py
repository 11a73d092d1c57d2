"""Clean: the state of every asset, what stops it, the core of trust, the triage line."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import NamedTuple

from starlette.responses import Response

from endigue.console.entering import Served
from endigue.console.visit import Visit
from endigue.desk.eradicating import Site, site
from endigue.desk.evicting import core_of
from endigue.desk.ledger import Ledger
from endigue.desk.triage import tally_of
from endigue.eradication.board import NEXT, Board, Standing
from endigue.eradication.checks import Check, Checks
from endigue.eradication.core.checklist import Tick
from endigue.eradication.facts import STATIONS
from endigue.eradication.line.tally import PLACES, Tally
from endigue.eradication.states import STATES
from endigue.locale.eradication import say_reason, say_step
from endigue.organisation.model import Organisation
from endigue.writers.eradication.pictures import board_drawn, hours_drawn

SHOWN = 80
"""Assets in the table, those that somebody can do something for first."""

WAITING = frozenset({"verified", "suspected", "isolated", "cleaning"})
"""States in which one asks what an asset stands on."""

STEPS_SHOWN = 12
BLOCKING_SHOWN = 8


class ToDo(NamedTuple):
    """One step of the eviction that waits for no other."""

    step: str
    said: str
    why: str
    tick: Tick


def clean(visit: Visit) -> Response:
    """The page."""
    organisation = visit.organisation
    if organisation is None or not visit.ledger.eradication.begun:
        planned = organisation is not None and visit.ledger.containment.planned is not None
        return visit.show("clean.html.j2", page="clean", board=None, planned=planned)
    here = site_of(visit, visit.ledger, organisation, visit.instant)
    board = here.board()
    counted = tally_of(here)
    ticks = core_of(here, organisation)
    names = {asset.id: asset.name or asset.id for asset in organisation.assets}
    return visit.show(
        "clean.html.j2",
        page="clean",
        board=board,
        states=[(one, board.count[one]) for one in STATES if board.count[one]],
        due=[(one, board.next[one]) for one in NEXT if board.next[one]],
        picture=board_drawn(organisation, board, visit.speech),
        groups=_alike(board),
        shown=SHOWN,
        waiting=WAITING,
        assets=_told_apart(board),
        blocking=sorted(board.blocks.items(), key=lambda pair: (-pair[1], pair[0]))[
            :BLOCKING_SHOWN
        ],
        checks={one.id: one.name.get(visit.speech.language, one.id) for one in _checks(here)},
        ticked=[
            (one.step.id, say_step(visit.speech, one.step, names)) for one in ticks if one.done
        ],
        stations=STATIONS,
        steps_done=sum(one.done for one in ticks),
        steps=len(ticks),
        ready=[
            (why, list(each))
            for why, each in groupby(_ready(visit, names, ticks), key=lambda one: one.why)
        ],
        line=_places(counted),
        hours=hours_drawn(counted, visit.speech) if counted.hours else "",
    )


def site_of(visit: Visit, ledger: Ledger, organisation: Organisation, at: datetime) -> Site:
    """What the gates are asked with."""
    checks = Checks({one.id: one for one in visit.room.hands.checks(None)})
    return site(ledger, organisation, checks, at)


def _checks(here: Site) -> tuple[Check, ...]:
    return tuple(here.checks_now().check.values())


class Alike(NamedTuple):
    """Assets of which there is nothing more to say than their state and their next step."""

    next: str
    state: str
    assets: list[str]


def _says_more(one: Standing) -> bool:
    """Whether it waits for something, lacks something, or fell back with something else."""
    return bool(one.fell_with or (one.waits and one.state in WAITING) or one.next == "check")


def _urgent(board: Board) -> list[Standing]:
    """What is not back, by what is to be done with it."""
    order = {name: place for place, name in enumerate(NEXT)}
    held = [one for one in board.assets.values() if one.next]
    return sorted(held, key=lambda one: (order[one.next], one.state, one.asset))


def _alike(board: Board) -> list[Alike]:
    plain = [one for one in _urgent(board) if not _says_more(one)]
    return [
        Alike(step, state, [one.asset for one in each])
        for (step, state), each in groupby(plain, key=lambda one: (one.next, one.state))
    ]


def _told_apart(board: Board) -> list[Standing]:
    return [one for one in _urgent(board) if _says_more(one)][:SHOWN]


def _ready(visit: Visit, names: dict[str, str], ticks: Sequence[Tick]) -> list[ToDo]:
    open_ones = [one for one in ticks if not one.done and not one.waits_for]
    return [
        ToDo(
            one.step.id,
            say_step(visit.speech, one.step, names),
            say_reason(visit.speech, one.step),
            one,
        )
        for one in open_ones[:STEPS_SHOWN]
    ]


def _places(counted: Tally) -> list[tuple[str, int]]:
    return [(place, counted.at[place]) for place in PLACES if counted.at[place]]


PAGES = (Served("/clean", clean),)
