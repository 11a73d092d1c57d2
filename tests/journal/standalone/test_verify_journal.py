"""The stand-alone verifier agrees with the product on every journal, whole or not."""

import ast
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from io import BytesIO
from itertools import combinations
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from endigue.journal.entry import Entry
from endigue.journal.export import LONGEST_LINE, export_lines, verify_export
from endigue.locale.sentences.journal import SENTENCES

JournalOf = Callable[[int], tuple[Entry, ...]]
SIZE = 4


@pytest.fixture(scope="module")
def lines(journal_of: JournalOf) -> list[bytes]:
    return list(export_lines(journal_of(SIZE)))


def agreed(standalone: ModuleType, data: bytes, noted: str | None = None) -> str | None:
    """The sentence of both verifiers, or None where both find the journal sound."""
    verdict = verify_export(BytesIO(data), noted)
    try:
        journal, noted_at = standalone.check(BytesIO(data), noted)
    except standalone.Unsound as unsound:
        assert verdict.why is not None
        assert (verdict.ok, verdict.first_bad) == (False, unsound.first_bad)
        assert verdict.why.code == unsound.code
        assert SENTENCES[unsound.code].format(**verdict.why.arguments) == unsound.sentence
        return str(unsound.sentence)
    assert verdict.ok
    assert (verdict.entries, verdict.head, verdict.merkle_root, verdict.noted_at) == (
        journal.count,
        journal.head,
        journal.merkle_root(),
        noted_at,
    )
    return None


def test_a_whole_journal_is_sound(standalone: ModuleType, journal_of: JournalOf) -> None:
    for size in range(20):
        assert agreed(standalone, b"".join(export_lines(journal_of(size)))) is None


@pytest.mark.parametrize(
    "written",
    [1, 0x20, 0x80, b"\n", b"\r", b" "],
    ids=["bit 0", "bit 5", "bit 7", "LF", "CR", "SP"],
)
def test_no_byte_changes_unseen(
    standalone: ModuleType, lines: list[bytes], written: int | bytes
) -> None:
    """`written` is the byte that takes the place, or the bit that is turned round."""
    whole = b"".join(lines)
    owner = [number for number, line in enumerate(lines, 1) for _ in line]
    for place, byte in enumerate(whole):
        data = bytearray(whole)
        data[place] = byte ^ written if isinstance(written, int) else written[0]
        if data == whole:
            continue
        sentence = agreed(standalone, bytes(data))
        assert sentence is not None
        if owner[place] <= SIZE:
            assert sentence.startswith(
                (f"Entry {owner[place]} ", f"The line of entry {owner[place]} ")
            )


def test_no_byte_is_taken_away_or_added_unseen(standalone: ModuleType, lines: list[bytes]) -> None:
    whole = b"".join(lines)
    for place in range(len(whole)):
        assert agreed(standalone, whole[:place] + whole[place + 1 :]) is not None
        assert agreed(standalone, whole[:place]) is not None
        assert agreed(standalone, whole[:place] + b" " + whole[place:]) is not None
    assert agreed(standalone, whole + b" ") is not None


def test_no_line_is_removed_swapped_or_repeated_unseen(
    standalone: ModuleType, lines: list[bytes]
) -> None:
    for place in range(SIZE):
        sentence = agreed(standalone, b"".join(lines[:place] + lines[place + 1 :]))
        assert sentence is not None
        assert str(place + 1) in sentence
    for first, second in combinations(range(SIZE + 1), 2):
        swapped = list(lines)
        swapped[first], swapped[second] = swapped[second], swapped[first]
        assert agreed(standalone, b"".join(swapped)) is not None
    for what in range(SIZE + 1):
        for place in range(SIZE + 2):
            inserted = [*lines[:place], lines[what], *lines[place:]]
            assert agreed(standalone, b"".join(inserted)) is not None


def test_converted_line_endings_are_seen(standalone: ModuleType, lines: list[bytes]) -> None:
    whole = b"".join(lines)
    for ending in (b"\r\n", b"\r", b"\n\n", b""):
        assert agreed(standalone, whole.replace(b"\n", ending)) is not None


def test_a_whole_journal_written_anew_is_only_seen_with_a_noted_head(
    standalone: ModuleType, journal_of: JournalOf
) -> None:
    noted = journal_of(SIZE)[-1].hash
    shorter = b"".join(export_lines(journal_of(SIZE - 1)))
    longer = b"".join(export_lines(journal_of(SIZE + 3)))
    assert agreed(standalone, shorter) is None
    assert agreed(standalone, shorter, noted) is not None
    assert agreed(standalone, longer, noted) is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.floats() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=2), inner, max_size=3)
    ),
    max_leaves=5,
)
INSTANTS = st.sampled_from(
    [
        "2021-02-05T18:00:00Z", "2021-02-05T18:00:00.000001Z", "2021-02-05T18:00:00.000000Z",
        "2021-02-05T18:00:00.1Z", "2021-02-29T18:00:00Z", "2021-02-05T24:00:00Z",
        "2021-02-05T23:59:60Z", "0000-01-01T00:00:00Z", "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999999Z", "2021-02-05t18:00:00z", "2021-02-05 18:00:00Z",
        "2021-02-05T18:00:00+00:00", "2021-02-05T18:00Z", "２021-02-05T18:00:00Z",
    ]
)  # fmt: skip
MEMBERS = st.fixed_dictionaries(
    {},
    optional={
        "author": JSON,
        "body": JSON,
        "fact": JSON,
        "occurred_at": JSON | INSTANTS,
        "recorded_at": JSON | INSTANTS,
        "previous": JSON | st.just("0" * 64),
        "sequence": JSON | st.integers(1, 2) | st.integers(2**63 - 2, 2**63 + 1),
        "more": JSON,
    },
)


def with_own_hash(text: bytes) -> bytes:
    return b'{"hash":"%s",%s\n' % (sha256(text).hexdigest().encode(), text[1:])


@settings(max_examples=400, deadline=None)
@given(MEMBERS, st.booleans(), st.booleans())
def test_both_agree_on_forged_entries_that_have_their_own_hash(
    standalone: ModuleType,
    lines: list[bytes],
    members: dict[str, object],
    spaced: bool,
    escaped: bool,
) -> None:
    original = json.loads(lines[0])
    del original["hash"]
    separators = (", ", ": ") if spaced else (",", ":")
    text = json.dumps(
        original | members, sort_keys=True, separators=separators, ensure_ascii=escaped
    )
    line = with_own_hash(text.encode("utf-8", "surrogatepass"))
    sentence = agreed(standalone, line)
    assert sentence is not None
    assert "entry 2" in sentence or "ntry 1" in sentence


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_both_agree_on_whatever_becomes_of_a_file(
    standalone: ModuleType, lines: list[bytes], data: st.DataObject
) -> None:
    whole = b"".join(lines)
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, len(whole)))
    middle = data.draw(st.binary(max_size=20) | st.sampled_from([whole, *lines]))
    result = whole[:start] + middle + whole[end:]
    assert (agreed(standalone, result) is None) is (result == whole)


@pytest.mark.parametrize(
    "line",
    [
        b"{" * (LONGEST_LINE + 10),
        b"\x00" * 100,
        b"\n" * 1000,
        with_own_hash(b'{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}"),
        with_own_hash(b'{"a":' + b"1" * 10_000 + b"}"),
        with_own_hash(b'{"a":"\xff"}'),
        with_own_hash(b'{"a":1e999}'),
        with_own_hash(b"{"),
        b'{"entries":' + b"9" * 10_000 + b"}\n",
    ],
    ids=lambda line: line[:20].decode("ascii", "replace"),
)
def test_hostile_lines_end_in_a_sentence(standalone: ModuleType, line: bytes) -> None:
    assert agreed(standalone, line) is not None


def test_it_says_the_sentences_of_the_product(standalone: ModuleType) -> None:
    assert {code: SENTENCES[code] for code in standalone.SENTENCES} == standalone.SENTENCES


@pytest.fixture
def exported(tmp_path: Path, lines: list[bytes]) -> Path:
    path = tmp_path / "journal.jsonl"
    path.write_bytes(b"".join(lines))
    return path


def test_main_says_one_sentence_and_ends_with_its_code(
    standalone: ModuleType,
    exported: Path,
    lines: list[bytes],
    capsys: pytest.CaptureFixture[str],
) -> None:
    head = json.loads(lines[-1])["head"]
    root = json.loads(lines[-1])["merkle_root"]
    assert standalone.main([str(exported)]) == 0
    assert capsys.readouterr() == (
        f"The journal is sound: 4 entries, head {head}, Merkle root {root}.\n",
        "",
    )
    earlier = json.loads(lines[1])["hash"]
    assert standalone.main([str(exported), "--head", f" {earlier.upper()} "]) == 0
    assert capsys.readouterr().out.endswith("; the noted head is that of entry 2.\n")
    exported.write_bytes(b"".join(lines[:2] + lines[3:]))
    assert standalone.main([str(exported)]) == 1
    assert capsys.readouterr() == (SENTENCES["journal.entry_is_out_of_place"]
                                   .format(entry=3, found=4) + "\n", "")  # fmt: skip


def test_what_cannot_be_read_ends_with_two(
    standalone: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert standalone.main([str(tmp_path / "é-absent.jsonl")]) == 2
    assert standalone.main([str(tmp_path)]) == 2
    out, errors = capsys.readouterr()
    assert out == ""
    assert len(errors.splitlines()) == 2
    assert "absent.jsonl cannot be read: No such file or directory." in errors


@pytest.mark.parametrize(
    "command", [[], ["a", "b"], ["a", "--head"], ["a", "--head", "12"], ["a", "--what"]]
)
def test_a_wrong_question_ends_with_two_and_one_sentence(
    standalone: ModuleType, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        standalone.main(command)
    assert caught.value.code == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_the_file_runs_alone_beside_the_journal(
    verifier: Path, exported: Path, lines: list[bytes]
) -> None:
    beside = shutil.copy(verifier, exported.parent)
    command = [sys.executable, "-I", "-S", "-W", "error", beside, exported.name]

    def run() -> tuple[int, str, str]:
        done = subprocess.run(
            command, cwd=exported.parent, capture_output=True, text=True, check=False
        )
        return done.returncode, done.stdout, done.stderr

    assert run()[0] == 0
    exported.write_bytes(b"".join(lines).replace(b"poste", b"Poste", 1))
    code, out, errors = run()
    assert (code, errors) == (1, "")
    assert out == SENTENCES["journal.entry_was_changed"].format(entry=1) + "\n"
    exported.unlink()
    assert run()[0] == 2


def test_the_file_needs_only_the_standard_library_of_python_3_8(verifier: Path) -> None:
    tree = ast.parse(verifier.read_text(encoding="ascii"), feature_version=(3, 8))
    imported = {
        name
        for node in ast.walk(tree)
        for name in (
            [alias.name for alias in node.names] if isinstance(node, ast.Import)
            else [node.module or ""] if isinstance(node, ast.ImportFrom)
            else []
        )
    }  # fmt: skip
    assert imported <= sys.stdlib_module_names
