from datetime import UTC, datetime
from pathlib import Path

import pytest

from endigue.desk.refusal import Refusal
from endigue.evidence.facts import StatementMade
from endigue.stores.case_folder import CaseFolders, FolderBlobs, write_whole

CASES = CaseFolders(lambda: datetime(2021, 2, 5, 21, 30, tzinfo=UTC))


def test_a_case_is_a_folder_that_can_be_moved(tmp_path: Path) -> None:
    case = CASES.open(str(tmp_path / "case"), "tester")
    name = case.blobs.put(b"bulk")
    case.record([StatementMade("pc-1", "confirmed", "seen")], case.ledger())
    case.store.close()
    (tmp_path / "case").rename(tmp_path / "moved")
    moved = CASES.open(str(tmp_path / "moved"), "tester")
    assert moved.ledger().evidence.verdicts == {"pc-1": "confirmed"}
    assert moved.blobs.get(name) == b"bulk"
    moved.store.close()


def test_a_folder_with_other_things_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear all")
    with pytest.raises(Refusal) as refusal:
        CASES.open(str(tmp_path), "tester")
    assert refusal.value.code == "desk.case_of_another"
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_journal_that_is_not_there_is_refused_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refusal:
        CASES.journal(str(tmp_path / "case"))
    assert refusal.value.code == "desk.case_absent"
    assert list(tmp_path.iterdir()) == []


def test_a_blob_that_changed_or_is_gone_is_refused(tmp_path: Path) -> None:
    blobs = FolderBlobs(tmp_path)
    name = blobs.put(b"bulk")
    (tmp_path / name).write_bytes(b"bulky")
    with pytest.raises(Refusal) as changed:
        blobs.get(name)
    (tmp_path / name).unlink()
    with pytest.raises(Refusal) as gone:
        blobs.get(name)
    with pytest.raises(Refusal) as strange:
        blobs.get("../../etc/passwd")
    codes = [refusal.value.code for refusal in (changed, gone, strange)]
    assert codes == ["desk.blob_changed", "desk.blob_absent", "desk.blob_absent"]


def test_a_name_is_free_where_nothing_has_it(tmp_path: Path) -> None:
    stem = str(tmp_path / "demo")
    assert CASES.free_name(stem) == stem
    (tmp_path / "demo").mkdir()
    (tmp_path / "demo-2").mkdir()
    assert CASES.free_name(stem) == f"{stem}-3"


def test_a_file_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    target = tmp_path / "folder"
    target.mkdir()
    with pytest.raises(Refusal) as refusal:
        write_whole(str(target), b"content")
    assert refusal.value.code == "desk.file_unwritable"
    assert target.is_dir()
