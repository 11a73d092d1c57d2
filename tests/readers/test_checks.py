from pathlib import Path

import pytest

from endigue.desk.refusal import Refusal
from endigue.readers.checks import LARGEST, load_checks


def test_the_checks_that_ship_are_sound() -> None:
    assert len(load_checks()) > 8


def test_a_file_that_is_none_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    with pytest.raises(Refusal, match="file_unreadable"):
        load_checks(str(file))
    file.write_bytes(b"[[check]]\nid = 3")
    with pytest.raises(Refusal, match="checks_wrong"):
        load_checks(str(file))
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(Refusal, match="checks_wrong"):
        load_checks(str(file))
    file.write_bytes(b"#" * (LARGEST + 1))
    with pytest.raises(Refusal, match="checks_too_long"):
        load_checks(str(file))
