"""Text files from outside: their encoding, their hash, and lines of bounded length."""

import codecs
import io
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import file_digest
from pathlib import Path
from typing import TextIO

from endigue.desk.refusal import Refusal

LARGEST_FILE = 8 << 30
"""Bytes of a file of findings; assumed to be several times what a large case exports."""

LONGEST = 64 << 20
"""Characters of one line or of one JSON document."""

HEAD = 64 << 10
"""Bytes at the start of a file that tell its format."""


def encoding_of(head: bytes) -> str:
    """The encoding by the mark of order at the start; UTF-8 without one."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    return "utf-8-sig"


def read_head(path: Path) -> bytes:
    """The first bytes of a file. Raises Refusal where it cannot be read."""
    if path.exists() and not path.is_file():
        raise Refusal("evidence.file_is_not_regular", file=path.name)
    try:
        with path.open("rb") as stream:
            return stream.read(HEAD)
    except OSError as trouble:
        raise _unreadable(path, trouble) from None


def digest(path: Path) -> str:
    """SHA-256 of the file in hexadecimal. Raises Refusal where it is unreadable or too big."""
    read_head(path)
    try:
        with path.open("rb") as stream:
            if stream.seek(0, io.SEEK_END) > LARGEST_FILE:
                raise Refusal("evidence.file_is_too_big", file=path.name, most=LARGEST_FILE >> 30)
            stream.seek(0)
            return file_digest(stream, "sha256").hexdigest()
    except OSError as trouble:
        raise _unreadable(path, trouble) from None


@contextmanager
def open_text(path: Path) -> Iterator[TextIO]:
    """Open as UTF-8, or as UTF-16 where a mark says so; line ends stay as they are.

    Raises Refusal where the file cannot be read, and with the line where its bytes are no
    text in that encoding.
    """
    encoding = encoding_of(read_head(path))
    try:
        with path.open(encoding=encoding, newline="") as stream:
            yield stream
    except UnicodeError:
        raise Refusal(
            "evidence.text_is_not_utf8", file=path.name, line=_first_bad_line(path, encoding)
        ) from None
    except OSError as trouble:
        raise _unreadable(path, trouble) from None


def lines(stream: TextIO, file: str) -> Iterator[str]:
    """Every line with its end. Raises Refusal where one is longer than `LONGEST`."""
    number = 0
    while line := stream.readline(LONGEST + 1):
        number += 1
        if len(line) > LONGEST:
            raise Refusal("evidence.line_is_too_long", file=file, line=number)
        yield line


def _first_bad_line(path: Path, encoding: str) -> int:
    decoder = codecs.getincrementaldecoder(encoding)()
    number = 1
    with path.open("rb") as stream:
        while chunk := stream.read(HEAD):
            state = decoder.getstate()
            try:
                number += decoder.decode(chunk).count("\n")
            except UnicodeDecodeError as trouble:
                waiting = state[0]
                good = (waiting + chunk)[: trouble.start]
                decoder.setstate(state)
                return number + decoder.decode(good[len(waiting) :]).count("\n")
    return number


def _unreadable(path: Path, trouble: OSError) -> Refusal:
    return Refusal("evidence.file_cannot_be_read", file=path.name, why=trouble.strerror or "")
