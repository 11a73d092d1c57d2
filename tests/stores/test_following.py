from collections.abc import Callable

from endigue.journal.entry import Entry
from endigue.stores.following import follow

EntriesOf = Callable[[int], tuple[Entry, ...]]


def test_what_is_there_comes_first_and_then_what_was_waited_for(entries_of: EntriesOf) -> None:
    entries = entries_of(5)
    there = list(entries[:2])
    waits: list[int] = []

    def wait(after: int, seconds: float) -> None:
        assert 0 < seconds <= 60
        waits.append(after)
        there.extend(entries[2:] if len(waits) == 2 else [])

    followed = follow(lambda after: iter(there[after:]), wait, 0, 60)
    assert [next(followed).sequence for _ in range(5)] == [1, 2, 3, 4, 5]
    assert waits == [2, 2]


def test_without_patience_it_ends_without_waiting(entries_of: EntriesOf) -> None:
    def wait(after: int, seconds: float) -> None:
        raise AssertionError

    entries = entries_of(3)
    assert tuple(follow(lambda after: iter(entries[after:]), wait, 1, 0)) == entries[1:]


def test_it_ends_when_waiting_brought_nothing(entries_of: EntriesOf) -> None:
    waits: list[float] = []

    def wait(after: int, seconds: float) -> None:
        waits.append(seconds)

    assert list(follow(lambda after: iter(()[after:]), wait, 0, 0.01)) == []
    assert waits
    assert waits == sorted(waits, reverse=True)
