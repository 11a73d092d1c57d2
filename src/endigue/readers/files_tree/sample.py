"""One file, opened to read only: whole where it is small, else in blocks."""

import os
import stat
from hashlib import sha256
from typing import NamedTuple

from endigue.evidence.files.randomness import BLOCK
from endigue.evidence.files.triage import places
from endigue.evidence.files.types import HEAD

WHOLE = 16 << 20
"""Bytes up to which a file is read whole; assumed."""

STEP = 1 << 20

# Never through a link, never waiting on a pipe that took the place of a file.
_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


class Sample(NamedTuple):
    """What was read of a file."""

    size: int
    modified: int
    content: bytes
    """All of it, or its beginning."""
    blocks: tuple[bytes, ...]
    sha256: str
    """Empty where it was not asked for."""


def read_sample(path: str, *, hashed: bool = False) -> Sample | None:
    """The sample of a regular file; None where it is none any more.

    Raises OSError where it cannot be read.
    """
    handle = os.open(path, _FLAGS)
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            return None
        size = status.st_size
        starts = places(size)
        if size <= WHOLE:
            content = _all_of(handle, size)
            blocks = tuple(content[at : at + BLOCK] for at in starts)
            digest = sha256(content).hexdigest() if hashed else ""
        else:
            content = os.pread(handle, HEAD, 0)
            blocks = tuple(os.pread(handle, BLOCK, at) for at in starts)
            digest = _hash(handle) if hashed else ""
        return Sample(size, status.st_mtime_ns, content, blocks, digest)
    finally:
        os.close(handle)


def _all_of(handle: int, size: int) -> bytes:
    parts: list[bytes] = []
    at = 0
    while at < size and (part := os.pread(handle, min(size - at, STEP), at)):
        parts.append(part)
        at += len(part)
    return b"".join(parts)


def _hash(handle: int) -> str:
    digest, at = sha256(), 0
    while part := os.pread(handle, STEP, at):
        digest.update(part)
        at += len(part)
    return digest.hexdigest()
