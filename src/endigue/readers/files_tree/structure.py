"""Whether the inside of a file still fits its type: checksums, chains and grammars of formats.

Encryption that leaves the beginning alone is told by what it breaks further on. Each check
answers True (sound), False (broken) or None (nothing could be checked), and is bounded by the
bytes that it is given.
"""

import bz2
import lzma
import re
import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from endigue.evidence.files.randomness import BLOCK, looks_random

MOST_UNPACKED = 64 << 20
"""Bytes that are unpacked to check one file."""

_STEP = 1 << 16


def sound(kind: str, content: bytes) -> bool | None:
    """Whether a whole file of this type (see `types.type_of`) is what it claims."""
    check = _CHECKS.get(kind)
    try:
        return check(content) if check else None
    except (struct.error, IndexError):
        # The file ends inside a part that the check has to read.
        return False


def _png(content: bytes) -> bool:
    at = 8
    while at + 12 <= len(content):
        length = int.from_bytes(content[at : at + 4], "big")
        end = at + 12 + length
        if end > len(content):
            return False
        checksum = int.from_bytes(content[end - 4 : end], "big")
        if zlib.crc32(content[at + 4 : end - 4]) != checksum:
            return False
        if content[at + 4 : at + 8] == b"IEND":
            return True
        at = end
    return False


def _jpeg(content: bytes) -> bool:
    """Walk the segments; in the coded data 0xFF is followed by 0, a restart or a marker."""
    at = 2
    while at + 2 <= len(content):
        if content[at] != 0xFF:
            return False
        marker = content[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker == 0xD9:
            return True
        length = int.from_bytes(content[at + 2 : at + 4], "big")
        at += 2 + length
        if marker == 0xDA:
            found = _after_scan(content, at)
            if found is None:
                return False
            at = found
    return False


_IN_SCAN = re.compile(rb"\xff(?![\x00\xd0-\xd7\xff])", re.DOTALL)
_MARKERS = frozenset({0xC4, 0xDA, 0xD9, 0xDB, 0xDD, 0xDC, 0xFE, *range(0xE0, 0xF0)})


def _after_scan(content: bytes, at: int) -> int | None:
    found = _IN_SCAN.search(content, at)
    if found is None or found.start() + 1 >= len(content):
        return None
    return found.start() if content[found.start() + 1] in _MARKERS else None


def _gif(content: bytes) -> bool:
    """Walk the blocks up to the trailer."""
    if len(content) < 14:
        return False
    at = 13 + (3 << (content[10] & 7) + 1 if content[10] & 0x80 else 0)
    while at < len(content):
        if content[at] == 0x3B:
            return True
        if content[at] == 0x21:
            at += 2
        elif content[at] == 0x2C and at + 10 <= len(content):
            local = content[at + 9]
            at += 11 + (3 << (local & 7) + 1 if local & 0x80 else 0)
        else:
            return False
        while at < len(content) and content[at]:
            at += content[at] + 1
        at += 1
    return False


def _gzip(content: bytes) -> bool | None:
    unpacking = zlib.decompressobj(31)
    unpacked = 0
    try:
        for at in range(0, len(content), _STEP):
            data = content[at : at + _STEP]
            while data:
                unpacked += len(unpacking.decompress(data, 1 << 20))
                data = unpacking.unconsumed_tail
                if unpacked > MOST_UNPACKED:
                    return None
            if unpacking.eof:
                return True
    except zlib.error:
        return False
    return False


def _bounded(unpack: Callable[[bytes, int], bytes], content: bytes) -> bool | None:
    unpacked = 0
    try:
        for at in range(0, len(content), _STEP):
            unpacked += len(unpack(content[at : at + _STEP], 1 << 22))
            if unpacked > MOST_UNPACKED:
                return None
    except (OSError, lzma.LZMAError, ValueError):
        return False
    except EOFError:
        return True
    return True


def _bz2(content: bytes) -> bool | None:
    return _bounded(bz2.BZ2Decompressor().decompress, content)


def _xz(content: bytes) -> bool | None:
    return _bounded(lzma.LZMADecompressor(memlimit=256 << 20).decompress, content)


def _zip(content: bytes) -> bool | None:
    """The central directory, and the checksum of every entry within the bound."""
    left = MOST_UNPACKED
    try:
        with ZipFile(BytesIO(content)) as archive:
            for entry in archive.infolist():
                if entry.flag_bits & 1 or entry.file_size > left:
                    return None
                left -= entry.file_size
                with archive.open(entry) as stream:
                    while stream.read(1 << 20):
                        pass
    except NotImplementedError:
        return None
    except (BadZipFile, ValueError, OSError, zlib.error, EOFError, RuntimeError, struct.error):
        return False
    return True


_PDF_STREAM = re.compile(rb"(<<[^<>]{0,400}(?:<<[^<>]{0,200}>>[^<>]{0,200})*>>)\s*stream\r?\n")


def _pdf(content: bytes) -> bool:
    """An end mark, and Flate streams that unpack; and text between streams is text."""
    if b"%%EOF" not in content[-2048:] or b"startxref" not in content[-2048:]:
        return False
    last = 0
    for number, found in enumerate(_PDF_STREAM.finditer(content)):
        if number > 5_000:
            break
        if looks_random(content[last : found.start()][:BLOCK]) and found.start() - last > 512:
            return False
        last = content.find(b"endstream", found.end())
        if last < 0:
            return False
        if b"FlateDecode" in found[1] and b"/Encrypt" not in content[-4096:]:
            try:
                zlib.decompressobj().decompress(content[found.end() : last], 1 << 22)
            except zlib.error:
                return False
        elif b"Filter" not in found[1] and looks_random(content[found.end() : last][:BLOCK]):
            return False
    return True


def _evtx(content: bytes) -> bool:
    """Every chunk of 64 KB begins as one, is empty, or lies beyond the last."""
    for at in range(4096, len(content) - 512, 65_536):
        head = content[at : at + 8]
        if head != b"ElfChnk\x00" and head.strip(b"\x00"):
            return False
        if head == b"ElfChnk\x00":
            chunk = content[at : at + 65_536]
            free = int.from_bytes(chunk[48:52], "little")
            checksum = int.from_bytes(chunk[52:56], "little")
            if 512 <= free <= len(chunk) and zlib.crc32(chunk[512:free]) != checksum:
                return False
    return True


def _ole(content: bytes) -> bool | None:
    """Entries of the sector table lie in the file or are marks."""
    if len(content) < 1536:
        return None
    size = 1 << int.from_bytes(content[30:32], "little")
    if size not in (512, 4096):
        return False
    most = len(content) // size + 1
    for place in range(76, 512, 4):
        sector = int.from_bytes(content[place : place + 4], "little")
        if sector >= 0xFFFFFFFC:
            break
        start = (sector + 1) * size
        if start + size > len(content) + size:
            return False
        entries = struct.unpack(f"<{len(content[start:start + size]) // 4}I",
                                content[start : start + size][: size // 4 * 4])  # fmt: skip
        if sum(entry > most and entry < 0xFFFFFFFA for entry in entries) > 2:
            return False
    return True


_PAGES = frozenset({0, 2, 5, 10, 13})
"""First bytes of pages of SQLite; pages of overflow begin with 0."""


def _sqlite(content: bytes) -> bool:
    size = int.from_bytes(content[16:18], "big") or 0
    size = 65_536 if size == 1 else size
    if size < 512 or len(content) % size:
        return False
    pages = [content[at : at + size] for at in range(size, len(content), size)]
    return not any(looks_random(page[:BLOCK]) and page[0] not in _PAGES for page in pages)


def _woff(content: bytes) -> bool:
    """Tables lie in the file and unpack."""
    if int.from_bytes(content[8:12], "big") != len(content):
        return False
    for number in range(min(int.from_bytes(content[12:14], "big"), 200)):
        entry = content[44 + 20 * number : 64 + 20 * number]
        _, offset, packed, size, _ = struct.unpack(">4sIIII", entry)
        if offset + packed > len(content):
            return False
        if packed < size:
            try:
                zlib.decompressobj().decompress(content[offset : offset + packed], 1 << 22)
            except zlib.error:
                return False
    return True


def _elf(content: bytes) -> bool | None:
    """The table of sections lies in the file, its types are known, and code is not random."""
    if len(content) < 64 or content[4] != 2 or content[5] != 1:
        return None
    start = int.from_bytes(content[40:48], "little")
    size, count = struct.unpack("<HH", content[58:62])
    if not start or size != 64 or not count:
        return None
    if start + 64 * count > len(content):
        return False
    for number in range(count):
        entry = struct.unpack_from("<IIQQQQ", content, start + 64 * number)
        kind, flags, offset, length = entry[1], entry[2], entry[4], entry[5]
        if 20 < kind < 0x60000000 or (kind not in (0, 8) and offset + length > len(content)):
            return False
        if kind == 1 and flags & 0x4 and _has_random(content[offset : offset + length]):
            return False
    return True


def _has_random(code: bytes) -> bool:
    blocks = (code[at : at + BLOCK] for at in range(0, len(code), BLOCK))
    return any(len(block) >= 1024 and looks_random(block) for block in blocks)


def _riff(content: bytes) -> bool:
    """Chunks follow each other to the end."""
    at, end = 12, min(len(content), int.from_bytes(content[4:8], "little") + 8)
    while at + 8 <= end:
        if not all(0x20 <= byte < 0x7F for byte in content[at : at + 4]):
            return False
        length = int.from_bytes(content[at + 4 : at + 8], "little")
        at += 8 + length + (length & 1)
    return abs(at - end) <= 8


def _mo(content: bytes) -> bool:
    """Strings of a catalogue lie in the file and end with a zero byte."""
    order = "<" if content[:1] == b"\xde" else ">"
    _, count, originals, translations = struct.unpack(f"{order}IIII", content[4:20])
    for table in (originals, translations):
        for number in range(count):
            place = content[table + 8 * number : table + 8 * number + 8]
            if len(place) < 8:
                return False
            length, offset = struct.unpack(f"{order}II", place)
            end = offset + length
            if end >= len(content) or content[end] != 0:
                return False
    return True


def _jmod(content: bytes) -> bool | None:
    return _zip(content[4:])


_CHECKS: dict[str, Callable[[bytes], bool | None]] = {
    "png": _png, "jpeg": _jpeg, "gif": _gif, "gzip": _gzip, "bz2": _bz2, "xz": _xz, "zip": _zip,
    "jmod": _jmod,
    "pdf": _pdf, "evtx": _evtx, "ole": _ole, "sqlite": _sqlite, "woff": _woff, "webp": _riff,
    "wav": _riff, "mo": _mo, "elf": _elf,
}  # fmt: skip
