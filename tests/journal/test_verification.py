from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import msgspec
import pytest

from endigue.journal.entry import GENESIS, Entry, Unreadable, entry_text, text_hash
from endigue.journal.merkle import root
from endigue.journal.verification import verify

JournalOf = Callable[[int], tuple[Entry, ...]]
SIZE = 6


@pytest.fixture
def journal(journal_of: JournalOf) -> list[Entry]:
    return list(journal_of(SIZE))


def rehashed(entry: Entry, **fields: object) -> Entry:
    """The entry with other fields, and the hash that they give."""
    changed = msgspec.structs.replace(entry, **fields)
    return msgspec.structs.replace(changed, hash=text_hash(entry_text(changed)))


@pytest.mark.parametrize("size", [0, 1, 2, SIZE])
def test_a_whole_journal_holds(journal_of: JournalOf, size: int) -> None:
    entries = journal_of(size)
    verdict = verify(entries)
    assert (verdict.ok, verdict.entries, verdict.first_bad, verdict.why) == (True, size, None, None)
    assert verdict.head == (entries[-1].hash if entries else GENESIS)
    assert verdict.merkle_root == root([bytes.fromhex(entry.hash) for entry in entries]).hex()


@pytest.mark.parametrize("place", range(SIZE))
@pytest.mark.parametrize(
    "fields",
    [
        {"sequence": 9},
        {"occurred_at": datetime(2021, 2, 6, tzinfo=UTC)},
        {"recorded_at": datetime(2021, 2, 6, tzinfo=UTC)},
        {"author": "B. Autre"},
        {"fact": "test.other"},
        {"body": '{"asset":"another"}'},
        {"previous": "1" * 64},
        {"hash": "1" * 64},
        {"author": "\ud800"},
    ],
    ids=str,
)
def test_no_field_changes_unseen(
    journal: list[Entry], place: int, fields: dict[str, object]
) -> None:
    journal[place] = msgspec.structs.replace(journal[place], **fields)
    verdict = verify(journal)
    assert (verdict.ok, verdict.first_bad, verdict.entries) == (False, place + 1, place)


@pytest.mark.parametrize("place", range(SIZE - 1))
def test_an_entry_written_anew_with_its_hash_breaks_the_link_after_it(
    journal: list[Entry], place: int
) -> None:
    journal[place] = rehashed(journal[place], author="B. Autre")
    verdict = verify(journal)
    assert verdict.why is not None
    assert verdict.why.code == "journal.entry_does_not_follow"
    assert verdict.why.arguments == {"entry": place + 2, "before": place + 1}


@pytest.mark.parametrize("place", range(SIZE - 1))
def test_no_entry_is_removed_unseen(journal: list[Entry], place: int) -> None:
    del journal[place]
    verdict = verify(journal)
    assert verdict.why is not None
    assert verdict.why.code == "journal.entry_is_out_of_place"
    assert verdict.why.arguments == {"entry": place + 1, "found": place + 2}


def test_a_journal_that_begins_in_the_middle_of_another_is_seen(journal: list[Entry]) -> None:
    verdict = verify([rehashed(journal[0], previous="1" * 64)])
    assert verdict.why is not None
    assert verdict.why.code == "journal.first_entry_is_not_the_beginning"


@pytest.mark.parametrize("first", range(SIZE))
@pytest.mark.parametrize("second", range(SIZE))
def test_no_two_entries_are_swapped_unseen(journal: list[Entry], first: int, second: int) -> None:
    journal[first], journal[second] = journal[second], journal[first]
    verdict = verify(journal)
    assert verdict.ok is (first == second)
    assert verdict.first_bad == (None if first == second else min(first, second) + 1)


@pytest.mark.parametrize("body", ['{"b":1,"a":2}', '{"a": 1}', "[]", "1", '{"a":1,"a":1}', "{", ""])
def test_a_body_that_is_not_canonical_is_seen_even_with_its_hash(
    journal: list[Entry], body: str
) -> None:
    verdict = verify([rehashed(journal[0], body=body)])
    assert verdict.why is not None
    assert verdict.why.code == "journal.entry_is_unreadable"


def test_a_row_that_is_no_entry_is_a_finding(journal: list[Entry]) -> None:
    def rows() -> Iterator[Entry]:
        yield from journal[:2]
        raise Unreadable(3)

    verdict = verify(rows())
    assert (verdict.ok, verdict.first_bad, verdict.entries) == (False, 3, 2)
    assert verdict.why is not None
    assert verdict.why.code == "journal.entry_is_unreadable"


def test_a_journal_cut_at_its_end_is_only_seen_with_a_noted_head(journal: list[Entry]) -> None:
    noted = journal[-1].hash
    assert verify(journal, noted).noted_at == SIZE
    assert verify(journal[:-1]).ok
    verdict = verify(journal[:-1], noted)
    assert (verdict.ok, verdict.first_bad) == (False, None)
    assert verdict.why is not None
    assert verdict.why.arguments == {"noted": noted}


def test_a_head_noted_earlier_is_found_among_the_entries(journal: list[Entry]) -> None:
    assert verify(journal, journal[2].hash).noted_at == 3
    assert verify(journal, GENESIS).noted_at == 0
