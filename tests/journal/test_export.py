import json
import re
from collections.abc import Callable
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest

from endigue.journal.entry import Entry
from endigue.journal.export import LONGEST_LINE, export_lines, verify_export
from endigue.journal.verification import verify

JournalOf = Callable[[int], tuple[Entry, ...]]
REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "journal.md"


@pytest.mark.parametrize("size", [0, 1, 5])
def test_an_export_holds_and_says_what_the_journal_says(journal_of: JournalOf, size: int) -> None:
    entries = journal_of(size)
    assert verify_export(export_lines(entries)) == verify(entries)


def test_the_lines_are_frozen(journal_of: JournalOf) -> None:
    assert list(export_lines(journal_of(1))) == [
        (
            '{"hash":"bfa513cb50c6ab6a92d3bb6bd5403eb77d9cad328e03a928747e22f977ecb129",'
            '"author":"A. Garde","body":{"asset":"poste-é1","share":0.125,"times":1},'
            '"fact":"test.seen","occurred_at":"2021-02-05T18:01:00Z","previous":"' + "0" * 64 + '",'
            '"recorded_at":"2021-02-05T19:00:00.000005Z","sequence":1}\n'
        ).encode(),
        (
            b'{"entries":1,'
            b'"head":"bfa513cb50c6ab6a92d3bb6bd5403eb77d9cad328e03a928747e22f977ecb129",'
            b'"merkle_root":"'
            + sha256(
                b"\x00"
                + bytes.fromhex("bfa513cb50c6ab6a92d3bb6bd5403eb77d9cad328e03a928747e22f977ecb129")
            ).hexdigest().encode()
            + b'","seal":"endigue-journal-1"}\n'
        ),
    ]  # fmt: skip


def test_every_line_is_json(journal_of: JournalOf) -> None:
    *lines, seal = map(json.loads, export_lines(journal_of(3)))
    assert [line["sequence"] for line in lines] == [1, 2, 3]
    assert seal["entries"] == 3
    assert seal["head"] == lines[-1]["hash"]


def why(data: bytes) -> tuple[str, int | None]:
    verdict = verify_export(BytesIO(data))
    assert verdict.why is not None
    return verdict.why.code, verdict.first_bad


def test_each_kind_of_damage_has_its_name(journal_of: JournalOf) -> None:
    lines = list(export_lines(journal_of(3)))
    first, second, third, seal = lines
    whole = b"".join(lines)
    shorter = list(export_lines(journal_of(2)))
    assert why(whole.replace(b"\n", b"\r\n")) == ("journal.line_endings_were_converted", 1)
    assert why(b"") == ("journal.export_is_cut", 1)
    assert why(first + second) == ("journal.export_is_cut", 3)
    assert why(whole[:-1]) == ("journal.export_is_cut", 4)
    assert why(first + second + seal) == ("journal.last_entries_are_missing", 3)
    assert why(first + second + third + shorter[-1]) == ("journal.entries_follow_the_sealed", 3)
    assert why(whole.replace(b'"entries":3', b'"entries":4')) == ("journal.seal_was_changed", None)
    assert why(whole + b"\n") == ("journal.something_follows_the_seal", None)
    assert why(first + b"\n" + second + third + seal) == ("journal.entry_is_unreadable", 2)
    assert why(b"\xef\xbb\xbf" + whole) == ("journal.entry_is_unreadable", 1)
    assert why(first + first + second + third + seal) == ("journal.entry_is_out_of_place", 2)
    assert why(whole.replace(b"times", b"Times", 1)) == ("journal.entry_was_changed", 1)


def test_a_line_without_end_is_refused() -> None:
    assert why(b"{" * (LONGEST_LINE + 1)) == ("journal.line_is_too_long", 1)


def test_the_example_of_the_reference_holds() -> None:
    example = re.search(r"```jsonl\n(.*?)```", REFERENCE.read_text(encoding="utf-8"), re.DOTALL)
    assert example is not None
    verdict = verify_export(BytesIO(example[1].encode()))
    assert (verdict.ok, verdict.entries) == (True, 2)
