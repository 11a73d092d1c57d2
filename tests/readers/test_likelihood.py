from pathlib import Path

import pytest

from endigue.desk.refusal import Refusal
from endigue.readers.likelihood import load_likelihoods


def test_a_table_of_ones_own_is_read_from_its_file(tmp_path: Path) -> None:
    shipped = Path(load_likelihoods.__code__.co_filename).parents[1] / "evidence/likelihood.toml"
    own = tmp_path / "own.toml"
    own.write_bytes(b"\xef\xbb\xbf" + shipped.read_bytes().replace(b"20000.0", b"30000.0"))
    row = load_likelihoods(own).row("ransom_note")
    assert row is not None
    assert row.host == 30_000.0
    assert load_likelihoods() != load_likelihoods(own)


@pytest.mark.parametrize("content", [b"", b"[caps]\n", b"\xff\xfe", b"finding = 3"])
def test_a_wrong_table_is_refused_by_name(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "own.toml"
    path.write_bytes(content)
    with pytest.raises(Refusal) as refusal:
        load_likelihoods(path)
    assert refusal.value.code == "evidence.table_is_wrong"


def test_a_missing_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refusal:
        load_likelihoods(tmp_path / "none.toml")
    assert refusal.value.code == "evidence.file_cannot_be_read"
