"""Lines of logs, packed or not, in bounded memory; what is too long is skipped, not refused."""

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

LONGEST = 1 << 20
"""Bytes of a line that is read; a longer one is counted and skipped."""

LARGEST_UNPACKED = 64 << 30
"""Bytes of one unpacked log; assumed."""


@contextmanager
def open_log(path: Path) -> Iterator[BinaryIO]:
    """The bytes of a log; a gzip file is unpacked as it is read."""
    with path.open("rb") as stream:
        packed = stream.read(2) == b"\x1f\x8b"
        stream.seek(0)
        if packed:
            with gzip.open(stream) as unpacked:
                yield cast("BinaryIO", unpacked)
        else:
            yield stream


def numbered(stream: BinaryIO) -> Iterator[tuple[int, str | None]]:
    """Every line with its number from 1; None for one that is too long to be read. Stops where
    a packed log breaks, or unpacks to more than `LARGEST_UNPACKED`.
    """
    number = size = 0
    try:
        while line := stream.readline(LONGEST):
            number += 1
            size += len(line)
            if len(line) < LONGEST or line.endswith(b"\n"):
                yield number, line.decode("utf-8", "replace").rstrip("\r\n")
                continue
            while line and not line.endswith(b"\n"):
                line = stream.readline(LONGEST)
                size += len(line)
                if size > LARGEST_UNPACKED:
                    return
            yield number, None
            if size > LARGEST_UNPACKED:
                return
    except (zlib.error, EOFError, gzip.BadGzipFile):
        return
