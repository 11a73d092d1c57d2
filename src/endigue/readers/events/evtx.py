"""EVTX as JSON text, chunk by chunk. The only file that knows evtx-rs.

The chunks of a piece are put behind a header of our own, so that a broken header, or a chunk
that is none, takes nothing else with it.
"""

from io import BytesIO
from struct import pack_into
from typing import Any, NamedTuple
from zlib import crc32

import evtx

from endigue.readers.events._sniff import EVTX_HEADER
from endigue.readers.events.batches import PADDING

CHUNK = 1 << 16
"""Bytes of a chunk."""

_MAGIC = b"ElfChnk\x00"
_UNUSED = bytes(8)
_PADDING = PADDING.decode()

MOST_FAILURES = 100_000
"""Records of one piece that may fail before the rest is given up; a chunk holds fewer than
a thousand sound ones."""


class EvtxText(NamedTuple):
    """Records as lines of JSON, and what could not be read."""

    text: bytes
    broken_chunks: int
    broken_records: int


def evtx_text(chunks: bytes) -> EvtxText:
    """The records of a run of chunks that begins at a chunk's border."""
    sound = []
    broken = 0
    for start in range(0, len(chunks), CHUNK):
        chunk = chunks[start : start + CHUNK]
        if chunk.startswith(_MAGIC):
            sound.append(chunk.ljust(CHUNK, b"\x00"))
            broken += len(chunk) < CHUNK
        elif chunk[:8] != _UNUSED[: len(chunk)]:
            broken += 1
    if not sound:
        return EvtxText(b"", broken, 0)
    records, failures = _records(_header(len(sound)) + b"".join(sound))
    records.append(_PADDING)
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
            # A panic of the Rust library is no Exception; it ends this piece alone.
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
