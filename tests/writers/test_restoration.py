from collections.abc import Callable
from datetime import datetime
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import pytest

from endigue.kernel.money import Cents
from endigue.locale.speech import Speech
from endigue.organisation.model import Asset, Crew, Operation, Organisation
from endigue.restoration.schedule import (
    Curve,
    OperationReturn,
    Outlook,
    Schedule,
    Task,
)
from endigue.writers.restoration import restoration_documents

START = datetime(2026, 2, 6, 22, 30, tzinfo=ZoneInfo("Europe/Paris"))
SCHEDULE = Schedule(
    tasks=(
        Task("=db", "preserve", "lab", 0.0, 1.0),
        Task("=db", "rebuild", "it", 1.0, 5.0),
        Task("web", "rebuild", "it", 2.0, 4.0),
        Task("=db", "restore", "it", 5.0, 6.0),
        Task("=db", "verify", "lab", 6.0, 7.0),
        Task("=db", "reconnect", "it", 7.0, 7.5),
    ),
    operations=(OperationReturn("claims", 7.5, 8.0, 9.0, 10.0, ("=db",)),),
    cost=Cents(100),
    bound=Cents(90),
    gap=0.1,
    makespan=7.5,
    seed=1,
    scenarios=2,
)
CURVE = Curve((0.0, 4.0, 8.0, 12.0), (0, 0, 0, 1), (0, 0, 1, 1), (0, 0, 1, 1))
OUTLOOK = Outlook(Cents(1), Cents(2), Cents(3), Cents(4), 5, CURVE, {"claims": 7.0})
ORGANISATION = Organisation(
    "one",
    assets=(Asset("=db", "Base <1>", "dataset"), Asset("web", "", "machine")),
    operations=(
        Operation("claims", {"fr": "Sinistres", "en": "Claims"}, "", "=db", Cents(1), 0, 1, 1),
    ),
    crews=(Crew("it", "system", 3, "24/7", Cents(1)), Crew("lab", "forensic", 1, "24/7", Cents(1))),
)


@pytest.fixture(params=["en", "fr"])
def written(request: pytest.FixtureRequest) -> dict[str, bytes]:
    return restoration_documents(ORGANISATION, START, SCHEDULE, OUTLOOK, Speech(request.param))


def shapes(picture: bytes, tag: str) -> list[ElementTree.Element]:
    return [one for one in ElementTree.fromstring(picture).iter() if one.tag.endswith(tag)]


def test_every_picture_is_whole_and_is_said_aloud(written: dict[str, bytes]) -> None:
    for name in ("gantt.svg", "operations_back.svg", "crew_load.svg"):
        assert ElementTree.fromstring(written[name]).attrib["aria-label"]


def test_every_step_of_the_chart_stands_at_its_hours(written: dict[str, bytes]) -> None:
    texts = [one.text for one in shapes(written["gantt.svg"], "text")]
    assert "Base <1>" in texts
    assert "web" in texts
    striped = [
        one
        for one in shapes(written["gantt.svg"], "rect")
        if one.attrib.get("fill", "").endswith("stripes)")
    ]
    # One in the legend, one for the copy of an hour from hour 5.
    assert len(striped) == 2
    legend, copy = sorted(striped, key=lambda one: float(one.attrib["y"]))
    dark = [
        one
        for one in shapes(written["gantt.svg"], "rect")
        if one.attrib.get("class") == "accent" and float(one.attrib["y"]) > 30
    ]
    hour = float(copy.attrib["width"])
    widths = sorted(round(float(one.attrib["width"]) / hour, 1) for one in dark)
    assert widths[-2:] == [2.0, 4.0]
    del legend


def test_looks_differ_without_colour(written: dict[str, bytes]) -> None:
    fills = {
        one.attrib.get("fill", one.attrib.get("class"))
        for one in shapes(written["gantt.svg"], "rect")
    }
    assert {"accent", "pale", "ink", "url(#gantt-stripes)", "url(#gantt-dots)"} <= fills


def test_the_load_never_rises_above_the_people(written: dict[str, bytes]) -> None:
    lines = shapes(written["crew_load.svg"], "polyline")
    assert len(lines) == 2
    busy = [float(point.split(",")[1]) for point in lines[0].attrib["points"].split()]
    foot, top = max(busy), min(busy)
    # Two of the three people of the crew are the most that are busy: two thirds of 40 units.
    assert foot - top == pytest.approx(40 * 2 / 3, abs=0.2)


def test_tables_hold_every_row_and_no_formula(written: dict[str, bytes]) -> None:
    tasks = written["tasks.csv"].decode("utf-8-sig").splitlines()
    assert len(tasks) == 1 + len(SCHEDULE.tasks)
    assert tasks[1].startswith("'=db,preserve,lab,0.0,1.0,2026-02-06T22:30:00+01:00")
    crews = written["crews.csv"].decode("utf-8-sig").splitlines()
    assert crews[1:] == ["it,3,4,7.5", "lab,1,2,2.0"]
    operations = written["operations.csv"].decode("utf-8-sig")
    assert "2026-02-07T07:30:00+01:00" in operations


def test_an_empty_plan_is_drawn_too(make: Callable = restoration_documents) -> None:
    empty = Schedule((), (), Cents(0), Cents(0), 0.0, 0.0, 1, 1)
    nothing = Outlook(Cents(0), Cents(0), Cents(0), Cents(0), 0, Curve((), (), (), ()), {})
    documents = make(ORGANISATION, START, empty, nothing, Speech("en"))
    assert ElementTree.fromstring(documents["gantt.svg"]) is not None
