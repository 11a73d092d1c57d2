from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256

import pytest

from endigue.journal.chain import extend
from endigue.journal.entry import EMPTY, GENESIS, LONGEST_TEXT, Draft, Head, entry_text
from endigue.journal.fact import Fact

NOON = datetime(2021, 2, 5, 12, tzinfo=UTC)


class Said(Fact, frozen=True, tag="test.said"):
    what: str
    weight: float = 0.0


def test_every_entry_holds_the_hash_of_the_one_before() -> None:
    first, second = extend(EMPTY, [Draft(Said("a"), NOON, "X"), Draft(Said("b"), NOON, "X")], NOON)
    (third,) = extend(Head(2, second.hash), [Draft(Said("c"), NOON, "X")], NOON)
    assert [entry.sequence for entry in (first, second, third)] == [1, 2, 3]
    assert (first.previous, second.previous, third.previous) == (GENESIS, first.hash, second.hash)
    for entry in (first, second, third):
        assert entry.hash == sha256(entry_text(entry).encode()).hexdigest()


def test_one_draft_after_the_other_gives_the_same_chain_as_all_at_once() -> None:
    drafts = [Draft(Said(word), NOON, "X") for word in "abc"]
    head, apart = EMPTY, []
    for draft in drafts:
        (entry,) = extend(head, [draft], NOON)
        apart.append(entry)
        head = Head(entry.sequence, entry.hash)
    assert tuple(apart) == extend(EMPTY, drafts, NOON)


def test_instants_are_kept_in_utc() -> None:
    paris = timezone(timedelta(hours=1))
    (entry,) = extend(EMPTY, [Draft(Said("a"), NOON.astimezone(paris), "X")], NOON)
    assert entry.occurred_at.isoformat() == "2021-02-05T12:00:00+00:00"


def test_no_drafts_make_no_entries() -> None:
    assert extend(EMPTY, [], NOON) == ()


@pytest.mark.parametrize(
    ("draft", "sentence"),
    [
        (Draft(Said("a"), NOON, ""), "an author has between 1 and 256"),
        (Draft(Said("a"), NOON, "x" * 257), "an author has between 1 and 256"),
        (Draft(Said("a"), NOON.replace(tzinfo=None), "X"), "no time zone"),
        (Draft(Said("a", float("nan")), NOON, "X"), "Out of range"),
        (Draft(Said("\ud800"), NOON, "X"), "surrogates"),
        (Draft(Said("a"), NOON, "\ud800"), "surrogates"),
        (Draft(Said("é" * (LONGEST_TEXT // 2)), NOON, "X"), "too long for the journal"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_written_is_refused(draft: Draft, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        extend(EMPTY, [draft], NOON)
