"""Files and archives from outside, within bounds: nothing is unpacked before it is measured.

The bounds are assumed: several times the largest collection that we have seen, and far
below what fills a laptop.
"""

import os
import zlib
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import BinaryIO, NamedTuple
from zipfile import BadZipFile, ZipFile, ZipInfo

from endigue.desk.refusal import Refusal
from endigue.readers.json_fields import printable

MOST_PARTS = 10_000
"""Files read in one import, in folders and archives together."""
LARGEST_PART = 1 << 30
"""Bytes of one unpacked file."""
LARGEST_TOTAL = 4 << 30
"""Bytes of all unpacked files together."""
HIGHEST_RATIO = 250
"""Unpacked over packed size of an archive entry beyond which it is taken for a bomb."""
RATIO_FREE = 10 << 20
"""Entries below this unpacked size may have any ratio: they can do no harm."""

_ENCRYPTED = 0x1


class Part(NamedTuple):
    """One file of an import; `content` is None where its suffix was not asked for."""

    name: str
    """For people: the path, or `archive.zip/entry.json`."""
    content: bytes | None


def parts(paths: Sequence[str], suffixes: frozenset[str]) -> Iterator[Part]:
    """Every file below the paths in a stable order: files, folders and ZIP archives.

    Suffixes are lower case with their dot. Raises Refusal where a path is missing or
    unreadable, an archive is broken, encrypted or nested, or a bound is passed.
    """
    total = 0
    for count, part in enumerate(_every_part(paths, suffixes), start=1):
        total += len(part.content or b"")
        if count > MOST_PARTS:
            raise Refusal("importing.too_many_files", file=part.name, most=MOST_PARTS)
        if total > LARGEST_TOTAL:
            raise Refusal(
                "importing.too_much_in_all", file=part.name, most=_mebibytes(LARGEST_TOTAL)
            )
        yield part


def read_bytes(path: str, most: int = LARGEST_PART) -> bytes:
    """The content of one file; Refusal where it is missing, unreadable or too large."""
    try:
        with Path(path).open("rb") as stream:
            content = stream.read(most + 1)
    except FileNotFoundError:
        raise Refusal("importing.file_missing", file=path) from None
    except OSError as trouble:
        raise Refusal("importing.file_unreadable", file=path, why=trouble.strerror) from None
    if len(content) > most:
        raise Refusal("importing.file_too_big", file=path, most=_mebibytes(most))
    return content


def open_archive(stream: BinaryIO, name: str, largest: int = LARGEST_TOTAL) -> ZipFile:
    """A ZIP archive whose entries have been measured by what they declare: their number,
    size, ratio, encryption and that none is an archive itself; `largest` is the most that
    all may hold unpacked. Raises Refusal.
    """
    try:
        archive = ZipFile(stream)
    except (BadZipFile, ValueError, OSError):
        raise Refusal("importing.archive_broken", file=name) from None
    entries = archive.infolist()
    if len(entries) > MOST_PARTS:
        raise Refusal("importing.too_many_files", file=name, most=MOST_PARTS)
    for entry in entries:
        _check(entry, f"{name}/{printable(entry.filename)}")
    if sum(entry.file_size for entry in entries) > largest:
        raise Refusal("importing.too_much_in_all", file=name, most=_mebibytes(largest))
    return archive


def _check(entry: ZipInfo, name: str) -> None:
    if entry.flag_bits & _ENCRYPTED:
        raise Refusal("importing.archive_encrypted", file=name)
    if _suffix(entry.filename) == ".zip":
        raise Refusal("importing.archive_nested", file=name)
    if entry.file_size > LARGEST_PART:
        raise Refusal("importing.file_too_big", file=name, most=_mebibytes(LARGEST_PART))
    if entry.file_size > RATIO_FREE and entry.file_size > HIGHEST_RATIO * entry.compress_size:
        raise Refusal("importing.archive_bomb", file=name, most=HIGHEST_RATIO)


def _every_part(paths: Sequence[str], suffixes: frozenset[str]) -> Iterator[Part]:
    for given in paths:
        if Path(given).is_dir():
            for path in _files_below(given):
                yield from _part(path, suffixes)
        else:
            yield from _part(given, suffixes | {_suffix(given)})


def _files_below(folder: str) -> Iterator[str]:
    for parent, folders, names in os.walk(folder, followlinks=False):
        folders.sort()
        for name in sorted(names):
            yield str(Path(parent) / name)


def _part(path: str, suffixes: frozenset[str]) -> Iterator[Part]:
    suffix = _suffix(path)
    if suffix == ".zip":
        yield from _unpacked(path, suffixes)
    elif suffix in suffixes:
        yield Part(path, read_bytes(path))
    else:
        yield Part(path, None)


def _unpacked(path: str, suffixes: frozenset[str]) -> Iterator[Part]:
    with open_archive(BytesIO(read_bytes(path)), path) as archive:
        for entry in sorted(archive.infolist(), key=lambda entry: entry.filename):
            name = f"{path}/{printable(entry.filename)}"
            if entry.is_dir():
                continue
            wanted = _suffix(entry.filename) in suffixes
            yield Part(name, _content(archive, entry, name) if wanted else None)


def _content(archive: ZipFile, entry: ZipInfo, name: str) -> bytes:
    """What the entry holds. zipfile stops at the declared size, which was measured, and
    compares the checksum, so an entry that lies about its size is a broken archive.
    """
    try:
        return archive.read(entry)
    except (BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, RuntimeError):
        raise Refusal("importing.archive_broken", file=name) from None


def _suffix(name: str) -> str:
    return PurePosixPath(name.replace("\\", "/")).suffix.lower()


def _mebibytes(size: int) -> int:
    return size >> 20
