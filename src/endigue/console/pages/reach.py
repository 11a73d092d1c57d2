"""Reach: the map of the organisation, how far it may have gone by when, and by which way."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from starlette.responses import Response

from endigue.console.entering import Served
from endigue.console.picture import MOST_CELLS, cells_picture, map_picture
from endigue.console.terrain import NOWHERE, Terrain
from endigue.console.visit import Visit
from endigue.desk.acting import allow_recording
from endigue.desk.case import Case
from endigue.desk.ledger import Ledger
from endigue.desk.lookup import assets_named
from endigue.desk.names import Names
from endigue.desk.refusal import Refusal
from endigue.evidence.facts import StatementMade
from endigue.locale.links import say_link
from endigue.locale.sentences import sentences
from endigue.organisation.model import Organisation

ROWS = 100
"""Assets of a page of a table."""

SHOWN_FIRST = 20

DEFAULT_HOUR = 24.0


class AssetRow(NamedTuple):
    """One asset in a table."""

    id: str
    name: str
    kind: str
    entity: str
    p: float
    way: str
    """The last step of the likeliest way in."""


class RegionRow(NamedTuple):
    """One zone in the table beside the map."""

    zone: str
    entity: str
    name: str
    company: str
    assets: int
    fallen: float


def reach(visit: Visit) -> Response:
    """The map and what stands beside it, or the inside of one zone."""
    organisation = visit.organisation
    found = visit.room.terrain(visit.ledger)
    names = visit.room.names(visit.ledger)
    if organisation is None or found is None or names is None:
        return visit.show("reach.html.j2", page="reach", picture="", regions=[], rows=[],
                          hours=(), hour=0.0, sections=(), asset="", answer="")  # fmt: skip
    hour = _hour(visit, found)
    if zone := visit.asked("zone"):
        return _inside(visit, organisation, found, names, hour, zone)
    say, speech = visit.speech.say, visit.speech

    def said(fallen: float, assets: int) -> str:
        return say(
            "console.reach.region",
            fallen=speech.number(fallen, 1 if 0 < fallen < 10 else 0),
            assets=speech.number(assets),
        )

    picture = map_picture(
        found,
        hour,
        say("console.reach.map"),
        lambda name: _named(visit, names, name),
        said,
        lambda fallen, assets: f"{speech.number(fallen)} / {speech.number(assets)}",
        lambda zone, entity: visit.link(
            "/reach", zone=zone, entity=entity, hour=_asked(found, hour)
        ),
    )
    fallen = found.fallen(hour)
    regions = [
        RegionRow(
            one.zone,
            one.entity,
            _named(visit, names, one.zone),
            _named(visit, names, one.entity),
            one.assets,
            float(fallen[number]),
        )
        for number, one in enumerate(found.regions)
    ]
    regions.sort(key=lambda one: (-one.fallen, one.name))
    return visit.show(
        "reach.html.j2",
        page="reach",
        picture=picture,
        regions=regions,
        rows=_rows(visit, organisation, found, hour, found.hottest(hour, SHOWN_FIRST)),
        answer=_answer(visit, found, hour),
        hours=found.hours,
        hour=_asked(found, hour),
        sections=visit.sections("compromised", "reach"),
        asset="",
    )


def _inside(
    visit: Visit,
    organisation: Organisation,
    found: Terrain,
    names: Names,
    hour: int,
    zone: str,
) -> Response:
    entity = visit.asked("entity")
    wanted = [n for n, one in enumerate(found.regions) if (one.zone, one.entity) == (zone, entity)]
    if not wanted:
        raise Refusal("console.absent_zone", zone=zone)
    inside = found.within(wanted[0], hour)
    shares = found.p[inside, hour] if found.hours else np.zeros(len(inside), np.float32)
    each = -(-len(inside) // MOST_CELLS)
    means = [float(shares[at : at + each].mean()) for at in range(0, len(inside), each)]
    first = visit.number(visit.asked("from")) if visit.asked("from") else 0
    title = _named(visit, names, zone)
    return visit.show(
        "zone.html.j2",
        page="reach",
        title=title,
        zone=zone,
        entity=entity,
        company=_named(visit, names, entity),
        assets=len(inside),
        fallen=float(shares.sum()),
        each=each,
        picture=cells_picture(means, title),
        rows=_rows(visit, organisation, found, hour, inside[first : first + ROWS]),
        first=first,
        more=first + ROWS if first + ROWS < len(inside) else None,
        hours=found.hours,
        hour=_asked(found, hour),
    )


def asset(visit: Visit) -> Response:
    """One asset: how likely, why, by which way, by when; and what somebody knows of it."""
    organisation = visit.organisation
    found, names = visit.room.terrain(visit.ledger), visit.room.names(visit.ledger)
    if organisation is None or found is None or names is None:
        raise Refusal("desk.nothing_adopted")
    (identifier,) = assets_named(organisation, [visit.asked("asset")])
    view = visit.ledger.evidence
    suspicions = () if view.assessment is None else view.assessment.suspicions
    suspicion = next((one for one in suspicions if one.asset == identifier), None)
    forecast = found.found.get(identifier)
    return visit.show(
        "asset.html.j2",
        page="reach",
        asset=organisation.assets[organisation.asset_index[identifier]],
        name=names.of(identifier),
        company=names.entity_of(identifier),
        zone=names.of(organisation.assets[organisation.asset_index[identifier]].zone),
        suspicion=suspicion,
        statement=view.statements.get(identifier),
        forecast=forecast,
        hours=found.hours,
        way=[
            (names.of(one.source), say_link(visit.speech, one.kind), names.of(one.target))
            for one in forecast.way_in
        ]
        if forecast
        else [],
        finding=lambda kind: _finding(visit, kind),
    )


def _finding(visit: Visit, kind: str) -> str:
    code = f"evidence.kind.{kind}"
    return visit.speech.say(code) if code in sentences() else kind.replace("_", " ")


def state(visit: Visit) -> Response:
    """Say that an asset is compromised, or that it is not, and how one knows."""
    organisation = visit.organisation
    if organisation is None:
        raise Refusal("desk.nothing_adopted")
    (identifier,) = assets_named(organisation, [visit.text("asset", 300)])
    verdict, reason = visit.text("verdict", 20), visit.text("reason", 2000).strip()
    if verdict not in ("confirmed", "cleared") or not reason:
        raise Refusal("console.statement_needs")
    fact = StatementMade(identifier, "confirmed" if verdict == "confirmed" else "cleared", reason)
    roles = visit.room.rulebook.roles

    def verb(case: Case, ledger: Ledger) -> Ledger:
        allow_recording(case, ledger, roles, f"state {identifier}")
        return case.record([fact], ledger)

    visit.room.act(visit.person, verb)
    return visit.go("/reach/asset", asset=identifier)


def _hour(visit: Visit, found: Terrain) -> int:
    """The number of the hour that is asked for, of those that were forecast."""
    if not found.hours:
        return 0
    text = visit.asked("hour")
    fine = text.replace(".", "", 1).isdigit() and text.isascii() and len(text) < 12
    wanted = float(text) if fine else DEFAULT_HOUR
    return min(range(len(found.hours)), key=lambda at: abs(found.hours[at] - wanted))


def _asked(found: Terrain, hour: int) -> float:
    return found.hours[hour] if found.hours else 0.0


def _named(visit: Visit, names: Names, name: str) -> str:
    """What a zone or a company is called, and what has none."""
    if not name:
        return visit.speech.say("console.reach.outside")
    return visit.speech.say("console.reach.nowhere") if name == NOWHERE else names.of(name)


def _answer(visit: Visit, found: Terrain, hour: int) -> str:
    """How many have fallen by then, in one sentence; empty where nothing was forecast."""
    if not found.hours:
        return ""
    speech = visit.speech
    return speech.say(
        "console.reach.answer",
        fallen=speech.number(float(found.fallen(hour).sum())),
        assets=speech.number(len(found.region_of)),
        duration=speech.duration(found.hours[hour]),
    )


def _rows(
    visit: Visit, organisation: Organisation, found: Terrain, hour: int, places: NDArray[np.int64]
) -> list[AssetRow]:
    names = visit.room.names(visit.ledger) or Names(organisation)
    rows = []
    for place in places:
        one = organisation.assets[int(place)]
        forecast = found.found.get(one.id)
        way = forecast.way_in[-1] if forecast and forecast.way_in else None
        rows.append(
            AssetRow(
                one.id,
                one.name or one.id,
                one.kind,
                _named(visit, names, one.entity),
                float(found.p[place, hour]) if found.hours else 0.0,
                f"{names.of(way.source)} ({say_link(visit.speech, way.kind)})" if way else "",
            )
        )
    return rows


PAGES = (
    Served("/reach", reach),
    Served("/reach/asset", asset),
    Served("/reach/state", state, "POST"),
)
