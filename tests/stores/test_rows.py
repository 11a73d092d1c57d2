from collections.abc import Callable, Iterator

import pytest

from endigue.desk.refusal import Refusal
from endigue.journal.entry import EMPTY, Entry, Head, Unreadable, entry_text
from endigue.journal.verification import verify
from endigue.stores.rows import PAGE, Row, UnreadableEntry, head_of, read_pages

EntriesOf = Callable[[int], tuple[Entry, ...]]


def row(entry: Entry) -> Row:
    return entry.sequence, entry_text(entry).encode(), entry.hash.encode()


def pages(rows: list[Row]) -> Callable[[int, int, int], list[Row]]:
    return lambda after, last, most: [row for row in rows if after < row[0] <= last][:most]


@pytest.mark.parametrize("size", [0, 1, PAGE - 1, PAGE, PAGE + 1, 2 * PAGE + 1])
def test_pages_are_joined_without_a_seam(entries_of: EntriesOf, size: int) -> None:
    entries = entries_of(size)
    assert tuple(read_pages(pages([row(entry) for entry in entries]), 0, size)) == entries


@pytest.mark.parametrize(
    ("column", "damage"),
    [
        (1, lambda text: text.decode()),
        (1, lambda text: text[:-1]),
        (1, lambda text: text.replace(b'"sequence":3', b'"sequence":4')),
        (1, lambda text: len(text)),
        (2, lambda written: written.decode()),
        (2, lambda written: b"\xff" * len(written)),
    ],
    ids=["text type", "text cut", "another number", "no text", "hash type", "no ASCII"],
)
def test_a_row_that_is_no_entry_is_named(
    entries_of: EntriesOf, column: int, damage: Callable[[bytes], object]
) -> None:
    rows = [list(row(entry)) for entry in entries_of(4)]
    rows[2][column] = damage(rows[2][column])
    reading = read_pages(pages(rows), 0, 4)
    assert [next(reading).sequence, next(reading).sequence] == [1, 2]
    with pytest.raises(UnreadableEntry) as caught:
        next(reading)
    assert caught.value.sequence == 3
    assert (caught.value.code, caught.value.arguments) == (
        "journal.entry_is_unreadable",
        {"entry": 3},
    )


def test_an_unreadable_row_is_a_refusal_and_a_finding(entries_of: EntriesOf) -> None:
    def reading() -> Iterator[Entry]:
        yield from entries_of(1)
        raise UnreadableEntry(2)

    assert issubclass(UnreadableEntry, Refusal)
    assert issubclass(UnreadableEntry, Unreadable)
    assert verify(reading()).first_bad == 2


def test_the_head_is_that_of_the_last_row(entries_of: EntriesOf) -> None:
    assert head_of(None) == EMPTY
    assert head_of((3, b"ab")) == Head(3, "ab")
    with pytest.raises(UnreadableEntry):
        head_of((3, None))
