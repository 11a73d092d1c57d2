from hashlib import sha256
from pathlib import Path

import pytest

from endigue.desk.refusal import Refusal
from endigue.stores.hashing import PIECE, hash_file


@pytest.mark.parametrize("size", [0, 1, PIECE, 2 * PIECE + 7])
def test_a_file_of_any_size_is_hashed_piece_by_piece(tmp_path: Path, size: int) -> None:
    content = bytes(range(256)) * (size // 256 + 1)
    (tmp_path / "f").write_bytes(content[:size])
    told: list[int] = []
    found = hash_file(str(tmp_path / "f"), told.append)
    assert (found.sha256, found.size) == (sha256(content[:size]).hexdigest(), size)
    assert len(told) == -(-size // PIECE)


def test_what_cannot_be_read_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "absent"):
        with pytest.raises(Refusal, match="file_unreadable"):
            hash_file(str(path), lambda _: None)
