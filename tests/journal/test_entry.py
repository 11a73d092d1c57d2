import json
from collections.abc import Callable
from hashlib import sha256

import msgspec
import pytest

from endigue.journal.entry import Entry, Unreadable, entry_text, is_hash, read_entry

JournalOf = Callable[[int], tuple[Entry, ...]]


def test_the_text_of_an_entry_is_frozen(journal_of: JournalOf) -> None:
    second = journal_of(2)[1]
    text = (
        '{"author":"A. Garde","body":{"asset":"poste-é2","share":0.25,"times":2},'
        '"fact":"test.seen","occurred_at":"2021-02-05T18:02:00Z",'
        '"previous":"bfa513cb50c6ab6a92d3bb6bd5403eb77d9cad328e03a928747e22f977ecb129",'
        '"recorded_at":"2021-02-05T19:00:00.000005Z","sequence":2}'
    )
    assert entry_text(second) == text
    assert second.hash == "f26c7b5d1d2b6d30d8ceb2a8b31b4d3309959634eb8eff5487891ab9d5e0d66e"
    assert second.hash == sha256(text.encode()).hexdigest()


def test_an_entry_reads_back_from_its_text(journal_of: JournalOf) -> None:
    for entry in journal_of(3):
        text = entry_text(entry).encode()
        assert read_entry(text, entry.hash, entry.sequence) == entry


def tampered(entry: Entry, **members: object) -> bytes:
    changed = json.loads(entry_text(entry)) | members
    return json.dumps(changed, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


@pytest.mark.parametrize(
    "members",
    [
        {"sequence": 0},
        {"sequence": True},
        {"sequence": 2**63},
        {"sequence": 1.0},
        {"author": None},
        {"fact": ["test.seen"]},
        {"body": []},
        {"body": "text"},
        {"more": 1},
        {"occurred_at": "2021-02-05T19:00:00+01:00"},
        {"occurred_at": "2021-02-05T18:00:00.000000Z"},
        {"occurred_at": "2021-02-05T18:00:00"},
        {"recorded_at": "2021-02-30T18:00:00Z"},
        {"recorded_at": 1612548000},
        {"previous": 0},
    ],
)
def test_what_no_journal_writes_is_unreadable(
    journal_of: JournalOf, members: dict[str, object]
) -> None:
    (entry,) = journal_of(1)
    with pytest.raises(Unreadable):
        read_entry(tampered(entry, **members), entry.hash, 1)


@pytest.mark.parametrize(
    "text", [b"", b"{}", b"[]", b"\xff", b"null", b'{"body":' + b"[" * 100_000]
)
def test_garbage_is_unreadable_and_named_by_its_place(text: bytes) -> None:
    with pytest.raises(Unreadable) as caught:
        read_entry(text, "0" * 64, 7)
    assert caught.value.sequence == 7


def test_a_hash_of_another_shape_is_unreadable(journal_of: JournalOf) -> None:
    (entry,) = journal_of(1)
    with pytest.raises(Unreadable):
        read_entry(entry_text(entry).encode(), entry.hash.upper(), 1)


def test_spaces_between_members_are_unreadable(journal_of: JournalOf) -> None:
    (entry,) = journal_of(1)
    with pytest.raises(Unreadable):
        read_entry(entry_text(entry).replace(",", ", ").encode(), entry.hash, 1)


def test_a_body_cannot_pass_for_other_members(journal_of: JournalOf) -> None:
    """Two different entries never have the same text, so never the same hash."""
    (entry,) = journal_of(1)
    forged = msgspec.structs.replace(entry, body='{},"fact":"test.other"')
    assert read_entry(entry_text(entry).encode(), entry.hash, 1) == entry
    with pytest.raises(Unreadable):
        read_entry(entry_text(forged).encode(), entry.hash, 1)


@pytest.mark.parametrize(
    ("text", "shape"),
    [("0" * 64, True), ("a" * 63, False), ("A" * 64, False), ("0" * 64 + "\n", False)],
)
def test_a_hash_has_sixty_four_lower_case_digits(text: str, shape: bool) -> None:
    assert is_hash(text) is shape
