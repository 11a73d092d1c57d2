from threading import Thread

import pytest

from endigue.communication.note_facts import NoteWritten
from endigue.console.room import KEPT
from endigue.desk.refusal import Refusal


def test_many_people_write_at_once_and_nothing_is_lost(door) -> None:
    before = door.room.chronicle.ledger.head.sequence
    people = [
        Thread(target=door.room.record, args=(f"P{n}", NoteWritten(str(n)))) for n in range(12)
    ]
    for person in people:
        person.start()
    for person in people:
        person.join()
    lines = door.room.chronicle.lines(before)
    assert sorted(line.author for line in lines) == sorted(f"P{n}" for n in range(12))


def test_what_was_computed_is_told_again_without_computing(door) -> None:
    first = door.room.briefing(door.room.chronicle.ledger)
    assert first is not None
    assert first.options
    door.room.record("Ann", NoteWritten("nothing to do with it"))
    assert door.room.briefing(door.room.chronicle.ledger) is first


def test_what_is_kept_of_readings_is_bounded(door) -> None:
    for entry in range(1, 18):
        door.room.briefing(door.room.chronicle.ledger_upto(entry))
    assert len(door.room._briefings) <= KEPT


def test_a_refusal_that_wrote_is_seen(door) -> None:
    def refused(case, ledger):
        case.record([NoteWritten("tried")], ledger)
        raise Refusal("communication.empty_note")

    with pytest.raises(Refusal):
        door.room.act("Ann", refused)
    assert door.room.chronicle.lines()[-1].told.arguments["text"] == "tried"


def test_an_empty_case_has_no_names_profile_or_briefing(empty_door) -> None:
    room, ledger = empty_door.room, empty_door.room.chronicle.ledger
    assert room.organisation(ledger) is None
    assert room.names(ledger) is None
    assert room.profile(ledger) is None
    assert room.briefing(ledger) is None
    assert room.clocks(ledger, empty_door.clock.now) == ()
    assert room.name_of(ledger)("srv-1") == "srv-1"


def test_a_large_organisation_is_read_once_on_a_thread_of_its_own(door, monkeypatch) -> None:
    room, ledger = door.room, door.room.chronicle.ledger
    assert room.reading(ledger) == "", "a small one is read by the page that needs it"
    assert not room._organisations
    monkeypatch.setattr("endigue.console.room.LARGE", 1)
    with room._lock:
        assert room.reading(ledger) == "organisation"
        assert room.reading(ledger, 0.01) == "organisation"
    room._reader._thread.join()
    assert room.reading(ledger) == ""
    assert room.terrain(ledger) is room._terrains[-1][2]
    door.room.record("Ann", NoteWritten("nothing to do with it"))
    assert room.reading(room.chronicle.ledger) == ""


def test_the_map_and_the_briefing_read_the_forecast_once(door, monkeypatch) -> None:
    read: list[str] = []
    get = door.room.case.blobs.get
    monkeypatch.setattr(type(door.room.case.blobs), "get",
                        lambda _blobs, name: read.append(name) or get(name))  # fmt: skip
    ledger = door.room.chronicle.ledger
    door.room.terrain(ledger)
    door.room.briefing(ledger)
    (fact,) = [one for one in ledger.spread.forecasts.values() if not one.pulled]
    assert read.count(fact.result) == 2, "whole for both, and once for its sums alone"
