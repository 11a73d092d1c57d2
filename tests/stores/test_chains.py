from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from endigue.continuity.handwork.facts import ChainMerged, DeviceOpened, FormsIssued
from endigue.desk.refusal import Refusal
from endigue.journal.chain import extend
from endigue.journal.entry import EMPTY, Draft
from endigue.journal.export import export_lines
from endigue.stores import chains
from endigue.stores.case_folder import CaseFolders, FolderBlobs
from endigue.stores.chains import parse_chain, read_chains
from endigue.stores.sqlite import SqliteStore

NOON = datetime(2021, 2, 8, 12, 0, tzinfo=UTC)


def export(name: str, count: int = 2) -> bytes:
    facts = [DeviceOpened(name, name, ""), *[FormsIssued("f", 1, "d", 1, 1)] * (count - 1)]
    entries = extend(EMPTY, [Draft(fact, NOON, "A") for fact in facts], NOON)
    return b"".join(export_lines(entries))


def codes(folder: Path) -> list[tuple[str, object]]:
    return [
        (one.code.removeprefix("continuity."), one.arguments["file"])
        for one in read_chains(str(folder)).refused
    ]


def test_exports_are_found_below_the_folder_in_the_order_of_their_names(tmp_path: Path) -> None:
    (tmp_path / "b.jsonl").write_bytes(export("b"))
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "c.jsonl").write_bytes(export("c", 3))
    (tmp_path / "notes.txt").write_text("no chain", encoding="utf-8")
    found = read_chains(str(tmp_path))
    assert [(one.source, len(one.entries)) for one in found.chains] == [
        ("b.jsonl", 2),
        (str(Path("a") / "c.jsonl"), 3),
    ]
    assert found.refused == ()
    assert parse_chain(found.chains[0].content) == found.chains[0].entries


def test_a_case_folder_brings_its_own_chain_and_those_it_had_taken_in(tmp_path: Path) -> None:
    case = CaseFolders(lambda: NOON).open(str(tmp_path / "case"), "A")
    with closing(case.store):
        blob = FolderBlobs(tmp_path / "case" / "blobs").put(export("other"))
        merged = ChainMerged("x", 2, "y", blob, "other.jsonl")
        case.store.append([Draft(merged, NOON, "A")], NOON)
    found = read_chains(str(tmp_path))
    sources = [one.source for one in found.chains]
    own = str(Path("case") / "journal.db")
    assert sources == [own, f"{own}: other.jsonl"]
    assert parse_chain(found.chains[0].content) == found.chains[0].entries


def test_a_case_whose_blob_is_gone_is_refused_and_named(tmp_path: Path) -> None:
    with closing(SqliteStore(tmp_path / "journal.db")) as store:
        merged = ChainMerged("x", 2, "y", "0" * 64, "other.jsonl")
        store.append([Draft(merged, NOON, "A")], NOON)
    assert [one.code for one in read_chains(str(tmp_path)).refused] == ["desk.blob_absent"]


def test_what_does_not_hold_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    sound = export("a", 3)
    (tmp_path / "changed.jsonl").write_bytes(sound.replace(b'"desk":"d"', b'"desk":"e"', 1))
    (tmp_path / "cut.jsonl").write_bytes(sound[: sound.index(b"\n") + 1])
    (tmp_path / "empty.jsonl").write_bytes(b"".join(export_lines([])))
    (tmp_path / "noise.jsonl").write_bytes(b"\x00\xff\n")
    (tmp_path / "sound.jsonl").write_bytes(sound)
    assert codes(tmp_path) == [
        ("chain_broken", "changed.jsonl"),
        ("chain_broken", "cut.jsonl"),
        ("chain_empty", "empty.jsonl"),
        ("chain_broken", "noise.jsonl"),
    ]
    assert [one.source for one in read_chains(str(tmp_path)).chains] == ["sound.jsonl"]


def test_a_sound_chain_with_facts_that_make_no_sense_is_refused(tmp_path: Path) -> None:
    endless = FormsIssued("f", 1, "d", 1, 10**12)
    entries = extend(EMPTY, [Draft(endless, NOON, "A")], NOON)
    (tmp_path / "endless.jsonl").write_bytes(b"".join(export_lines(entries)))
    assert codes(tmp_path) == [("chain_of_another", "endless.jsonl")]


def test_links_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "key").mkdir()
    (tmp_path / "a.jsonl").write_bytes(export("a"))
    (tmp_path / "key" / "b.jsonl").symlink_to(tmp_path / "a.jsonl")
    assert read_chains(str(tmp_path / "key")).chains == ()


def test_no_more_is_read_than_anybody_needs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in "abc":
        (tmp_path / f"{name}.jsonl").write_bytes(export(name))
    monkeypatch.setattr(chains, "LARGEST", 10)
    assert [code for code, _file in codes(tmp_path)] == ["chain_too_long"] * 3
    monkeypatch.setattr(chains, "MOST_FILES", 2)
    with pytest.raises(Refusal) as refused:
        read_chains(str(tmp_path))
    assert refused.value.code == "continuity.too_many_chains"


def test_what_is_no_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        read_chains(str(tmp_path / "none"))
    assert refused.value.code == "continuity.no_folder"
