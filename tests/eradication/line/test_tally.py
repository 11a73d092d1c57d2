from clean_house import minute, seen
from endigue.eradication import facts
from endigue.eradication.board import board_of
from endigue.eradication.checks import Checks
from endigue.eradication.ground import Ground
from endigue.eradication.line.tally import Tally, tally
from endigue.eradication.walk import walked

HASH = "ab" * 32


def at(moment: float, station: str, *assets: str, hits: int = 0, person: str = "Bob"):
    report = HASH if station == "scan" else ""
    return moment, facts.StationPassed(station, assets, person, hits, report)  # type: ignore[arg-type]


def counted(ground: Ground, checks: Checks, *reports, end: float = 1e4) -> Tally:
    view = seen((0, facts.LabelsIssued(1, ("pc-1", "pc-2"))), *reports)
    walk = walked(view, ground, checks, minute(end))
    return tally(view, board_of(walk, ground, minute(end)), minute(end), walk.stopped)


def test_every_machine_is_at_one_place(ground: Ground, checks: Checks) -> None:
    both = ("pc-1", "pc-2")
    story = [
        at(1, "in", *both), at(2, "scan", "pc-1"), at(2, "scan", "pc-2", hits=3),
        at(3, "clear", "pc-1"), at(4, "reimage", "pc-2", person="Ana"), at(5, "scan", "pc-2"),
        at(6, "clear", "pc-2"),
    ]  # fmt: skip
    expected = [
        {"to_come": 2}, {"to_scan": 2}, {"to_clear": 1, "to_reimage": 1},
        {"to_hand_out": 1, "to_reimage": 1}, {"to_hand_out": 1, "to_scan": 1},
        {"to_hand_out": 1, "to_clear": 1}, {"to_hand_out": 2},
    ]  # fmt: skip
    for moment, places in enumerate(expected):
        found = counted(ground, checks, *story, end=moment + 0.5)
        assert {name: n for name, n in found.at.items() if n} == places, moment
        assert found.machines == 2


def test_hours_are_counted_by_station_also_those_without_any(
    ground: Ground, checks: Checks
) -> None:
    found = counted(ground, checks, at(1, "in", "pc-1", "pc-2"), at(125, "scan", "pc-1"))
    assert [hour.passed["in"] for hour in found.hours] == [2, 0, 0]
    assert [hour.passed["scan"] for hour in found.hours] == [0, 0, 1]
    assert (found.scanned, found.infected) == (1, 0)


def test_the_share_with_a_hit_is_that_of_first_scans(ground: Ground, checks: Checks) -> None:
    found = counted(
        ground, checks, at(1, "in", "pc-1"), at(2, "scan", "pc-1", hits=1),
        at(3, "reimage", "pc-1", person="Ana"), at(4, "scan", "pc-1"),
    )  # fmt: skip
    assert (found.scanned, found.infected) == (1, 1)


def test_what_is_lost_is_on_no_bench(ground: Ground, checks: Checks) -> None:
    found = counted(ground, checks, (1, facts.AssetsLost(("pc-1",), "stolen")))
    assert found.at["gone"] == 1 and found.at["to_come"] == 1


def test_what_a_gate_stopped_passed_no_station(ground: Ground, checks: Checks) -> None:
    found = counted(
        ground, checks, at(1, "in", "pc-1"), at(2, "clear", "pc-1"), at(3, "out", "pc-1")
    )
    assert found.at["to_scan"] == 1
    assert [dict(hour.passed) for hour in found.hours] == [
        {"in": 1, "scan": 0, "clear": 0, "reimage": 0, "out": 0}
    ]
