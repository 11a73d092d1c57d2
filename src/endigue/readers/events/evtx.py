"""EVTX as JSON text, chunk by chunk. The only file that knows evtx-rs.

The chunks of a piece are put behind a header of our own, so that a broken header, or a chunk
that is none, takes nothing else with it.
"""

from collections.abc import Iterator
from io import BytesIO
from struct import pack_into
from typing import Any, BinaryIO, NamedTuple
from zlib import crc32

import evtx

from endigue.readers.events._sniff import EVTX_HEADER

CHUNK = 1 << 16
"""Bytes of a chunk."""

_MAGIC = b"ElfChnk\x00"
_UNUSED = bytes(8)

RUN = 8
"""Chunks that are read at once: measured, what is made of so few is made in memory that is used
again, near the processor."""

MOST_FAILURES = 1_000 * RUN
"""Records of one run that may fail before the rest of it is given up; a chunk holds fewer than
a thousand sound ones."""


class EvtxText(NamedTuple):
    """Records as lines of JSON, and what could not be read."""

    text: bytes
    broken_chunks: int
    broken_records: int


def evtx_texts(stream: BinaryIO, size: int) -> Iterator[EvtxText]:
    """The records of the chunks in the next bytes of a file, run after run."""
    while size > 0 and (chunks := stream.read(min(size, RUN * CHUNK))):
        size -= len(chunks)
        yield evtx_text(chunks)


def evtx_text(chunks: bytes) -> EvtxText:
    """The records of a run of chunks that begins at a chunk's border."""
    sound: list[memoryview | bytes] = []
    broken = 0
    with memoryview(chunks) as view:
        for start in range(0, len(chunks), CHUNK):
            chunk = view[start : start + CHUNK]
            if chunk[:8] == _MAGIC:
                whole = len(chunk) == CHUNK
                sound.append(chunk if whole else bytes(chunk).ljust(CHUNK, b"\x00"))
                broken += not whole
            elif chunk[:8] != _UNUSED[: len(chunk)]:
                broken += 1
        if not sound:
            return EvtxText(b"", broken, 0)
        records, failures = _records(b"".join((_header(len(sound)), *sound)))
    records.append("")
    return EvtxText("\n".join(records).encode("utf-8", "replace"), broken, failures)


def _records(file: bytes) -> tuple[list[str], int]:
    records: list[str] = []
    failures = 0
    try:
        parser: Any = iter(evtx.PyEvtxParser(BytesIO(file), 1).records_json())
    except (RuntimeError, OSError, ValueError):
        return records, 1
    while failures < MOST_FAILURES:
        try:
            # What came before a failure is in the list, and the parser goes on behind it.
            records.extend(record["data"] for record in parser)
            break
        except (RuntimeError, OSError, ValueError, OverflowError):
            failures += 1
        except BaseException as trouble:
            # A panic of the Rust library is no Exception; it ends this run alone.
            if type(trouble).__name__ != "PanicException":
                raise
            failures += 1
            break
    return records, failures


def _header(chunks: int) -> bytes:
    header = bytearray(EVTX_HEADER)
    header[:8] = b"ElfFile\x00"
    pack_into("<QQQIHHHH", header, 8, 0, chunks - 1, 1, 128, 1, 3, EVTX_HEADER, chunks)
    pack_into("<I", header, 124, crc32(bytes(header[:120])))
    return bytes(header)
