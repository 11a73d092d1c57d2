import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Event

from hypothesis import given, settings
from hypothesis import strategies as st

from endigue.communication.note_facts import NoteWritten
from endigue.console.chronicle import STEP, Bell, Chronicle
from endigue.desk.case import fold
from endigue.journal.entry import Draft
from endigue.kernel.instant import parse_instant
from endigue.stores.memory import MemoryStore

START = parse_instant("2026-02-06T21:30:00Z")


def written(store: MemoryStore, count: int, at: datetime = START) -> None:
    for number in range(count):
        moment = at + timedelta(seconds=number)
        store.append([Draft(NoteWritten(f"note {number}"), moment, "Ann")], moment)


@settings(max_examples=20)
@given(st.integers(0, 3 * STEP), st.data())
def test_a_past_ledger_is_what_folding_that_far_gives(count: int, data: st.DataObject) -> None:
    store = MemoryStore()
    written(store, count)
    chronicle = Chronicle(store)
    upto = data.draw(st.integers(0, count))
    assert chronicle.ledger_upto(upto) == fold(store.read(upto=upto))
    assert chronicle.ledger == fold(store.read())


def test_what_was_known_at_an_instant_is_a_prefix_also_where_the_clock_was_set_back() -> None:
    store = MemoryStore()
    for seconds in (0, 60, 10, 120):
        moment = START + timedelta(seconds=seconds)
        store.append([Draft(NoteWritten("x"), moment, "Ann")], moment)
    chronicle = Chronicle(store)
    at = [chronicle.known_at(START + timedelta(seconds=s)) for s in (-1, 0, 30, 60, 119, 120)]
    assert at == [0, 1, 1, 3, 3, 4]


def test_lines_come_in_order_and_the_latest_first_where_asked() -> None:
    store = MemoryStore()
    written(store, 5)
    chronicle = Chronicle(store)
    assert [line.sequence for line in chronicle.lines(2)] == [3, 4, 5]
    assert [line.sequence for line in chronicle.lines(1, 3)] == [2, 3]
    assert [line.sequence for line in chronicle.latest(4, 2, lambda _: True)] == [4, 3]
    assert chronicle.line(0) is None
    assert chronicle.line(6) is None
    assert chronicle.entry(2).sequence == 2
    assert chronicle.entry(9) is None


def test_entries_of_others_are_followed_and_ring() -> None:
    store = MemoryStore()
    chronicle = Chronicle(store)
    rung = Event()
    chronicle.follow(rung.set)
    try:
        written(store, 1)
        assert rung.wait(10)
        assert chronicle.ledger.head.sequence == 1
    finally:
        chronicle.stop()


def test_who_waits_for_the_bell_is_woken_by_a_ring_after_they_looked() -> None:
    async def wait() -> bool:
        bell = Bell(asyncio.get_running_loop())
        first = bell.next()
        bell.ring()
        await asyncio.wait_for(first.wait(), 5)
        return not bell.next().is_set()

    # A loop of its own: a browser of other tests may have one running on this thread.
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(asyncio.run, wait()).result()
