from importlib.resources import files
from pathlib import Path

import pytest

from endigue.desk.refusal import Refusal
from endigue.readers.link_kinds import LARGEST, load_link_kinds

SHIPPED = files("endigue.spread").joinpath("link_kinds.toml")


def test_a_table_of_ones_own_is_read_from_its_file(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_bytes(b"\xef\xbb\xbf" + SHIPPED.read_bytes().replace(b"p = 0.3\n", b"p = 0.25\n"))
    assert load_link_kinds(own).default.p == 0.25
    assert load_link_kinds(own).kind == load_link_kinds().kind


@pytest.mark.parametrize(
    "content",
    [b"", b"[kind]\n", b"\xff\xfe", b"default = 3", b"x = " + b"[" * 100_000],
    ids=["empty", "no default", "no text", "no row", "too deep"],
)
def test_a_wrong_table_is_refused_by_name(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "own.toml"
    path.write_bytes(content)
    with pytest.raises(Refusal) as refusal:
        load_link_kinds(path)
    assert refusal.value.code == "spread.table_is_wrong"
    assert refusal.value.arguments["file"] == str(path)


def test_a_table_that_is_too_long_is_refused_and_not_cut(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_bytes(SHIPPED.read_bytes() + b"#" * LARGEST)
    with pytest.raises(Refusal) as refusal:
        load_link_kinds(path)
    assert refusal.value.code == "spread.table_is_wrong"


def test_a_missing_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refusal:
        load_link_kinds(tmp_path / "none.toml")
    assert refusal.value.code == "spread.table_cannot_be_read"
