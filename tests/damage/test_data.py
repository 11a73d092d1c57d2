"""One data set: what is confirmed, suspected, possible and excluded, and whom it concerns."""

from datetime import UTC, datetime

import pytest

from endigue.damage.data import (
    PACKED,
    Known,
    availability,
    by_volume,
    concerned,
    confidentiality,
    integrity,
)
from endigue.damage.facts import DamageStated
from endigue.damage.findings import AspectState, Bounds, Exfiltration, TreeDamage
from endigue.organisation.model import Asset

AT = datetime(2026, 2, 6, tzinfo=UTC)


def flows(likely: int = 0, **more: object) -> Exfiltration:
    return Exfiltration(
        AT, AT, (), (), Bounds(0, likely, likely), 1, 0.0, **({"without_past": 0} | more)
    )


def known(**more: object) -> Known:
    asset = Asset(id="d", name="d", kind="dataset", records=1000, restore_gb=100)
    given = {"asset": asset, "chance": 0.0, "stated": {}, "tree": None, "flows": None,
             "sent_by_holder": False}  # fmt: skip
    return Known(**(given | more))


def tree(least: int, likely: int, most: int, share: tuple[float, float, float], **more: object):
    return TreeDamage(
        100, 1000, likely, 0, damaged=Bounds(least, likely, most), share=share, **more
    )


@pytest.mark.parametrize(
    ("about", "state", "people"),
    [
        ({}, "unknown", Bounds(0, 0, 1000)),
        ({"chance": 0.7}, "possible", Bounds(0, 0, 1000)),
        ({"tree": tree(0, 0, 0, (0, 0, 0))}, "excluded", Bounds(0, 0, 0)),
        ({"tree": tree(40, 50, 55, (0.4, 0.5, 0.6))}, "confirmed", Bounds(0, 500, 1000)),
        ({"tree": tree(100, 100, 100, (1.0, 1.0, 1.0))}, "confirmed", Bounds(1000, 1000, 1000)),
        ({"tree": tree(0, 1, 2, (0.0, 0.01, 0.02))}, "suspected", Bounds(0, 10, 1000)),
        ({"tree": tree(0, 0, 3, (0, 0, 1.0), unread=3)}, "possible", Bounds(0, 0, 1000)),
    ],
)
def test_availability(about: dict[str, object], state: str, people: Bounds) -> None:
    found = availability(known(**about))
    assert (found.state, found.people) == (state, people)


@pytest.mark.parametrize(
    ("about", "state", "why"),
    [
        ({}, "unknown", ("no_flows",)),
        ({"chance": 0.7}, "possible", ("no_flows",)),
        ({"flows": flows()}, "excluded", ("nothing_unusual_left",)),
        ({"flows": flows(), "chance": 0.7}, "possible", ("read_in_place",)),
        ({"flows": flows(silent=((AT, AT),))}, "possible", ("log_silent",)),
        ({"flows": flows(without_past=2)}, "possible", ("no_past",)),
        ({"flows": flows(5)}, "possible", ("another_sent",)),
        ({"flows": flows(5), "chance": 0.7}, "suspected", ("another_sent",)),
        ({"flows": flows(5), "sent_by_holder": True}, "suspected", ("holder_sent",)),
    ],
)
def test_confidentiality(about: dict[str, object], state: str, why: tuple[str, ...]) -> None:
    found = confidentiality(known(**about))
    assert (found.state, found.why) == (state, why)
    assert found.people.most == (0 if state == "excluded" else 1000)


def test_flows_alone_never_confirm_that_data_was_read() -> None:
    found = confidentiality(known(flows=flows(10**15), sent_by_holder=True, chance=1.0))
    assert found.state == "suspected"
    assert found.people == Bounds(0, 1000, 1000)


def test_the_volume_that_left_bounds_the_records_that_fit_into_it() -> None:
    one_hundredth = int(100e9 / 100 / PACKED)
    assert by_volume(known(flows=flows(one_hundredth))) == 10
    assert by_volume(known(flows=flows(10**12))) == 1000
    nobody_knows_its_size = Asset(id="d", name="d", kind="dataset", records=1000)
    assert by_volume(known(asset=nobody_knows_its_size, flows=flows(1))) == 1000


@pytest.mark.parametrize(
    ("about", "state"),
    [
        ({}, "unknown"),
        ({"tree": tree(0, 0, 0, (0, 0, 0))}, "unknown"),
        ({"tree": tree(0, 0, 0, (0, 0, 0), compared=True)}, "excluded"),
        ({"tree": tree(0, 0, 0, (0, 0, 0), compared=True, changed=2)}, "possible"),
        ({"tree": tree(0, 0, 0, (0, 0, 0), compared=True, matched=1)}, "suspected"),
    ],
)
def test_integrity(about: dict[str, object], state: str) -> None:
    assert integrity(known(**about)).state == state


def test_what_a_person_stated_stands_above_everything() -> None:
    gone = {"confidentiality": DamageStated("d", "confidentiality", True, "leak site", 120)}
    found = confidentiality(known(stated=gone, flows=flows()))
    assert found == AspectState("confirmed", ("stated",), Bounds(120, 120, 120))
    sound = {"availability": DamageStated("d", "availability", False, "restored and opened")}
    hurt = tree(40, 50, 55, (0.4, 0.5, 0.6))
    assert availability(known(stated=sound, tree=hurt)).state == "excluded"


def test_people_of_several_data_sets_are_bounded_by_the_largest_and_the_sum() -> None:
    states = [
        AspectState("confirmed", (), Bounds(2, 5, 10)),
        AspectState("unknown", (), Bounds(3, 4, 7)),
    ]
    assert concerned(states) == Bounds(3, 5, 17)
    assert concerned([]) == Bounds()
