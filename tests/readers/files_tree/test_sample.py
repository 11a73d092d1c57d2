import os
from pathlib import Path

import pytest

from endigue.evidence.files.randomness import BLOCK
from endigue.readers.files_tree import sample


def test_a_large_file_is_read_in_blocks_and_hashed_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x"
    path.write_bytes(bytes(range(256)) * 4096)
    small = sample.read_sample(str(path), hashed=True)
    monkeypatch.setattr(sample, "WHOLE", 1000)
    large = sample.read_sample(str(path), hashed=True)
    assert small is not None and large is not None
    assert (small.blocks, small.sha256) == (large.blocks, large.sha256)
    assert (len(small.content), len(large.content), len(large.blocks[0])) == (1 << 20, 512, BLOCK)


def test_a_link_is_refused_and_a_pipe_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("/etc/passwd")
    with pytest.raises(OSError):
        sample.read_sample(str(tmp_path / "link"))
    os.mkfifo(tmp_path / "pipe")
    assert sample.read_sample(str(tmp_path / "pipe")) is None
