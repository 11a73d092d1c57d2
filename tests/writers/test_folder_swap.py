"""A folder is there whole or not at all, whatever happens on the way."""

from pathlib import Path

import pytest

from endigue.writers.folder_swap import swap_files


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_a_new_folder_appears_with_its_parents(tmp_path: Path) -> None:
    swap_files(tmp_path / "a" / "b", {"x": b"1"}, own=["x"])
    assert content(tmp_path / "a" / "b") == {"x": b"1"}
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["b"]


def test_own_files_go_and_all_else_stays(tmp_path: Path) -> None:
    folder = tmp_path / "f"
    (folder / "inner").mkdir(parents=True)
    (folder / "inner" / "deep").write_bytes(b"d")
    (folder / "old").write_bytes(b"o")
    (folder / "notes").write_bytes(b"n")
    folder.chmod(0o750)
    swap_files(folder, {"new": b"1"}, own=["old", "new"])
    assert content(folder) == {"new": b"1", "notes": b"n"}
    assert (folder / "inner" / "deep").read_bytes() == b"d"
    assert folder.stat().st_mode & 0o777 == 0o750
    assert [path.name for path in tmp_path.iterdir()] == ["f"]


def test_a_link_to_a_folder_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    swap_files(tmp_path / "link", {"x": b"1"}, own=["x"])
    assert (tmp_path / "link").is_symlink()
    assert content(tmp_path / "real") == {"x": b"1"}


@pytest.mark.parametrize("failing", ["write", "second move"])
def test_what_fails_on_the_way_leaves_everything_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    folder = tmp_path / "f"
    folder.mkdir()
    (folder / "x").write_bytes(b"old")
    files = {"x": b"new", "no/such/place": b""} if failing == "write" else {"x": b"new"}
    if failing == "second move":
        move = Path.rename

        def stumble(self: Path, target: Path) -> Path:
            if self.name == "new":
                raise OSError(28, "no room")
            return move(self, target)

        monkeypatch.setattr(Path, "rename", stumble)
    with pytest.raises(OSError, match=r"."):
        swap_files(folder, files, own=["x"])
    monkeypatch.undo()
    assert content(folder) == {"x": b"old"}
    assert [path.name for path in tmp_path.iterdir()] == ["f"]
