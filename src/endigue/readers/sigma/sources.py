"""The YAML files of a rule set: a file, a folder or an archive, within bounds."""

import os
from collections.abc import Iterator, Sequence
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from endigue.desk.refusal import Refusal
from endigue.readers.files import open_archive, read_bytes
from endigue.readers.json_fields import printable

FORMAT = b"endigue.sigma.1"
"""Enters the digest: rises when the same rules are read otherwise than before."""

SUFFIXES = (".yml", ".yaml")

MOST_FILES = 50_000
LARGEST_FILE = 1 << 20
LARGEST_IN_ALL = 512 << 20
"""Bounds of a rule set, assumed: more than ten times all of SigmaHQ."""

_TARS = (".tar", ".tar.gz", ".tgz", ".tar.xz", ".txz", ".tar.bz2")

Content = tuple[str, bytes]


def rule_files(path: str) -> list[Content]:
    """Name and content of every YAML file, by name. Refusal where the path is missing, an
    archive is broken, a bound is passed or there is no YAML at all.
    """
    place = Path(path)
    if place.is_dir():
        found = _bounded(path, _of_folder(place))
    elif path.lower().endswith(".zip"):
        found = _bounded(path, _of_zip(path))
    elif path.lower().endswith(_TARS):
        found = _bounded(path, _of_tar(path))
    else:
        found = [(place.name, read_bytes(path, LARGEST_FILE))]
    if not found:
        raise Refusal("logs.no_rules", path=path)
    return sorted(found)


def _bounded(path: str, contents: Iterator[Content]) -> list[Content]:
    found: list[Content] = []
    total = 0
    for name, content in contents:
        found.append((name, content))
        total += len(content)
        if len(found) > MOST_FILES or total > LARGEST_IN_ALL:
            raise Refusal("logs.rules_too_big", path=path, most=MOST_FILES)
    return found


def _of_folder(folder: Path) -> Iterator[Content]:
    waiting = [str(folder)]
    before = len(str(folder).rstrip(os.sep)) + 1
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    if not entry.name.startswith("."):
                        waiting.append(entry.path)
                elif entry.name.lower().endswith(SUFFIXES) and entry.is_file(follow_symlinks=False):
                    yield entry.path[before:].replace(os.sep, "/"), _read(entry.path)


def _read(path: str) -> bytes:
    """A small file, in as few calls as can be: there are thousands of them."""
    try:
        opened = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        try:
            size = os.fstat(opened).st_size
            content = os.read(opened, min(size, LARGEST_FILE) + 1)
        finally:
            os.close(opened)
    except OSError as trouble:
        why = trouble.strerror or ""
        raise Refusal("importing.file_unreadable", file=path, why=why) from None
    if len(content) > LARGEST_FILE:
        raise Refusal("importing.file_too_big", file=path, most=LARGEST_FILE >> 20)
    return content


def _of_zip(path: str) -> Iterator[Content]:
    with open_archive(BytesIO(read_bytes(path, LARGEST_IN_ALL)), path, LARGEST_IN_ALL) as archive:
        for entry in archive.infolist():
            if entry.filename.lower().endswith(SUFFIXES) and entry.file_size <= LARGEST_FILE:
                yield printable(entry.filename), archive.read(entry)


def _of_tar(path: str) -> Iterator[Content]:
    import tarfile

    try:
        with tarfile.open(path) as archive:
            for entry in archive:
                wanted = entry.isfile() and entry.name.lower().endswith(SUFFIXES)
                if wanted and entry.size <= LARGEST_FILE:
                    stream = archive.extractfile(entry)
                    if stream is not None:
                        yield printable(entry.name), stream.read()
    except FileNotFoundError:
        raise Refusal("importing.file_missing", file=path) from None
    except (tarfile.TarError, OSError, EOFError, ValueError):
        raise Refusal("importing.archive_broken", file=path) from None


def digest_of(contents: Sequence[Content]) -> str:
    """SHA-256 over names and contents, in hexadecimal."""
    digest = sha256(FORMAT)
    for name, content in contents:
        digest.update(len(name.encode()).to_bytes(8, "big") + name.encode())
        digest.update(len(content).to_bytes(8, "big") + content)
    return digest.hexdigest()
