import http.client
import re
from urllib.parse import urlsplit

import pytest

from endigue.communication.note_facts import NoteWritten
from event_stream import Stream


def test_a_stream_that_is_cut_again_and_again_misses_no_fact_and_doubles_none(open_at) -> None:
    address, door = open_at()
    token = door.token("Ann")
    start = door.room.chronicle.ledger.head.sequence
    found: list[int] = []
    for turn in range(6):
        for number in range(5):
            door.room.record("Bob", NoteWritten(f"{turn}.{number}"))
        last = found[-1] if found else start
        stream = Stream(address, token, last, reconnecting=turn > 0)
        # Cut in the middle: what was not read comes again after the last that was.
        found += stream.entries(3 if turn < 5 else start + 30 - last)
        stream.cut()
    assert found == list(range(start + 1, start + 31))


def test_what_another_process_writes_comes_too(open_at) -> None:
    address, door = open_at()
    stream = Stream(address, door.token("Ann"), door.room.chronicle.ledger.head.sequence)
    other = door.room.hands.cases.open(door.room.location, "elsewhere")
    other.record([NoteWritten("from elsewhere")], other.ledger())
    other.store.close()
    for _, event, data in stream.messages():
        if event == "entry":
            assert "from elsewhere" in data
            break
    stream.cut()


def test_a_line_of_the_stream_is_the_line_of_the_page(open_at) -> None:
    address, door = open_at()
    token = door.token("Ann")
    stream = Stream(address, token, door.room.chronicle.ledger.head.sequence)
    door.room.record("Bob", NoteWritten("<b>bold</b> & all"))
    data = next(data for _, event, data in stream.messages() if event == "entry")
    stream.cut()
    place = urlsplit(address)
    connection = http.client.HTTPConnection(place.hostname, place.port, timeout=20)
    connection.request(
        "GET", "/logbook", headers={"Cookie": f"endigue={token}", "Accept-Language": "en"}
    )
    page = connection.getresponse().read().decode()
    connection.close()
    assert "&lt;b&gt;bold&lt;/b&gt; &amp; all" in data
    assert re.sub(r"\s+", " ", data.strip()) in re.sub(r"\s+", " ", page)


def test_who_was_away_for_very_long_is_told_to_load_the_page_again(open_at) -> None:
    address, door = open_at()
    token = door.token("Ann")
    facts = [NoteWritten(str(n)) for n in range(600)]
    door.room.act("Bob", lambda case, ledger: case.record(facts, ledger))
    stream = Stream(address, token, 1)
    number, event, _ = next(stream.messages())
    stream.cut()
    assert (number, event) == (door.room.chronicle.ledger.head.sequence, "reload")


@pytest.mark.parametrize("after", ["x", "-1", "", "9" * 30, "1.5"])
def test_a_stream_after_no_entry_is_refused(door, after: str) -> None:
    assert door.enter("Ann").get("/events", params={"after": after}).status_code == 400


def test_nobody_streams_without_a_session(door) -> None:
    assert door.stranger().get("/events", params={"after": "1"}).status_code == 401


def test_one_session_holds_a_bounded_number_of_streams(open_at) -> None:
    address, door = open_at()
    token = door.token("Ann")
    streams = [Stream(address, token, 1) for _ in range(8)]
    for stream in streams:
        stream.answer.readline()
    streams.append(Stream(address, token, 1))
    assert streams[-1].answer.status == 429
    for stream in streams:
        stream.cut()


def test_when_the_door_is_shut_nobody_is_held_back(open_at) -> None:
    address, door = open_at()
    stream = Stream(address, door.token("Ann"), door.room.chronicle.ledger.head.sequence)
    door.room.close()
    assert list(stream.messages()) == []
    stream.cut()


def test_what_was_over_before_the_stream_opened_is_told_to_be_over(open_at) -> None:
    """A page that was made while something was done, whose stream opens after its end."""
    address, door = open_at()
    token, head = door.token("Ann"), door.room.chronicle.ledger.head.sequence
    stream = Stream(address, token, f"{head}&busy=yes")
    assert next(stream.messages())[1:] == ("progress", "")
    stream.cut()
