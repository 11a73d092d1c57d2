import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from endigue.desk.refusal import Refusal
from endigue.readers.findings import _text
from endigue.readers.findings._text import digest, lines, open_text

FRENCH = "Horodatage;Poste\n05/02/2021;été-01\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_french_is_read_in_every_encoding_that_says_what_it_is(
    written: Callable[..., Path], encoding: str
) -> None:
    with open_text(written(FRENCH.encode(encoding))) as stream:
        assert list(lines(stream, "f")) == FRENCH.splitlines(keepends=True)


@pytest.mark.parametrize("before", [0, 1, 5_000])
def test_other_encodings_are_refused_with_the_line(
    written: Callable[..., Path], before: int
) -> None:
    content = ("poste-n°\n" * before).encode() + "été\n".encode("latin-1") + b"srv\n" * 10
    with pytest.raises(Refusal) as refusal, open_text(written(content)) as stream:
        list(lines(stream, "f"))
    assert refusal.value.code == "evidence.text_is_not_utf8"
    assert refusal.value.arguments == {"file": "findings.txt", "line": before + 1}


def test_a_broken_utf_16_file_is_refused_with_the_line(written: Callable[..., Path]) -> None:
    content = "a\nb\n".encode("utf-16") + b"\x00\xd8a\x00"
    with pytest.raises(Refusal) as refusal, open_text(written(content)) as stream:
        stream.read()
    assert refusal.value.arguments["line"] == 3


def test_a_line_without_end_is_refused(
    written: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_text, "LONGEST", 100)
    with pytest.raises(Refusal) as refusal, open_text(written("a\n" + "x" * 200)) as stream:
        list(lines(stream, "f"))
    assert refusal.value.code == "evidence.line_is_too_long"
    assert refusal.value.arguments["line"] == 2


def test_a_file_that_is_too_big_is_refused_before_it_is_read(
    written: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_text, "LARGEST_FILE", 10)
    with pytest.raises(Refusal) as refusal:
        digest(written("x" * 11))
    assert refusal.value.code == "evidence.file_is_too_big"


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refusal:
        digest(tmp_path)
    assert refusal.value.code == "evidence.file_is_not_regular"
    with pytest.raises(Refusal) as refusal:
        digest(tmp_path / "absent.csv")
    assert refusal.value.code == "evidence.file_cannot_be_read"
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(Refusal) as refusal, open_text(tmp_path / "pipe"):
        pass
    assert refusal.value.code == "evidence.file_is_not_regular"


def test_the_digest_is_that_of_the_bytes(written: Callable[..., Path]) -> None:
    assert digest(written(b"\xff\x00")) == hashlib.sha256(b"\xff\x00").hexdigest()
