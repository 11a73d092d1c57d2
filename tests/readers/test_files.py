import io
import zipfile
from pathlib import Path

import pytest

from endigue.desk.refusal import Refusal
from endigue.readers import files
from endigue.readers.files import open_archive, parts, read_bytes

JSON = frozenset({".json"})


def code_of(*paths: Path) -> str:
    with pytest.raises(Refusal) as refusal:
        list(parts([str(path) for path in paths], JSON))
    return refusal.value.code


def packed(path: Path, entries: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return path


def test_files_folders_and_archives_are_read_in_a_stable_order(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "b.json").write_bytes(b"b")
    (tmp_path / "in" / "a.JSON").write_bytes(b"a")
    (tmp_path / "in" / "notes.txt").write_bytes(b"n")
    packed(tmp_path / "in" / "c.zip", {"y.json": b"y", "x/x.json": b"x", "r.md": b"r"})
    found = [(Path(part.name).name, part.content) for part in parts([str(tmp_path)], JSON)]
    assert found == [
        ("a.JSON", b"a"), ("b.json", b"b"), ("r.md", None), ("x.json", b"x"), ("y.json", b"y"),
        ("notes.txt", None),
    ]  # fmt: skip


def test_a_file_that_is_named_itself_is_read_whatever_its_suffix(tmp_path: Path) -> None:
    path = tmp_path / "export"
    path.write_bytes(b"x")
    assert [part.content for part in parts([str(path)], JSON)] == [b"x"]


def test_a_missing_file_and_one_that_is_too_large_are_refused(tmp_path: Path) -> None:
    assert code_of(tmp_path / "none.json") == "importing.file_missing"
    (tmp_path / "big.json").write_bytes(b"x" * 11)
    with pytest.raises(Refusal) as refusal:
        read_bytes(str(tmp_path / "big.json"), 10)
    assert refusal.value.code == "importing.file_too_big"


def test_an_archive_in_an_archive_is_refused(tmp_path: Path) -> None:
    inner = packed(tmp_path / "inner.zip", {"a.json": b"{}"}).read_bytes()
    assert code_of(packed(tmp_path / "o.zip", {"deep/i.ZIP": inner})) == "importing.archive_nested"


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    bomb = packed(tmp_path / "bomb.zip", {"a.json": b"0" * (files.RATIO_FREE + 1)})
    assert code_of(bomb) == "importing.archive_bomb"


def test_what_is_small_may_be_packed_tightly(tmp_path: Path) -> None:
    small = packed(tmp_path / "small.zip", {"a.json": b"0" * 1_000_000})
    assert [len(part.content or b"") for part in parts([str(small)], JSON)] == [1_000_000]


def test_a_broken_archive_and_an_entry_that_lies_about_its_size_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(b"PK\x03\x04 no more")
    assert code_of(path) == "importing.archive_broken"
    honest = packed(tmp_path / "y.zip", {"a.json": b"0" * 5000}).read_bytes()
    # 5000 in the central directory and the local header becomes 50.
    lying = honest.replace((5000).to_bytes(4, "little"), (50).to_bytes(4, "little"))
    path.write_bytes(lying)
    assert lying != honest
    assert code_of(path) == "importing.archive_broken"


def test_an_encrypted_archive_is_refused(tmp_path: Path) -> None:
    path = packed(tmp_path / "x.zip", {"a.json": b"{}"})
    content = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        content[content.index(signature) + offset] |= 1
    path.write_bytes(content)
    assert code_of(path) == "importing.archive_encrypted"


def test_the_number_and_the_sum_of_files_are_bounded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = packed(tmp_path / "x.zip", {f"{n}.json": b"12345" for n in range(5)})
    monkeypatch.setattr(files, "MOST_PARTS", 4)
    assert code_of(path) == "importing.too_many_files"
    monkeypatch.setattr(files, "MOST_PARTS", 5)
    monkeypatch.setattr(files, "LARGEST_TOTAL", 24)
    assert code_of(path) == "importing.too_much_in_all"
    with pytest.raises(Refusal) as refusal:
        open_archive(io.BytesIO(path.read_bytes()), "x", largest=24)
    assert refusal.value.code == "importing.too_much_in_all"


def test_links_to_folders_elsewhere_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "a.json").write_bytes(b"a")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "link").symlink_to(tmp_path / "outside")
    assert list(parts([str(tmp_path / "in")], JSON)) == []
