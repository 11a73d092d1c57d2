"""What is to be read: every file below the paths, in pieces that fit in memory."""

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from endigue.desk.hunting import HITS_MARK, PART_NAME, LogTrouble
from endigue.desk.refusal import Refusal
from endigue.evidence.sigma.rules import Logsource
from endigue.readers.events import _sniff
from endigue.readers.json_fields import printable

Form = Literal["evtx", "json", "auditd", "syslog", "zeek", "kept"]

PIECE = 16 << 20
"""Bytes of a file that are read at once: measured, both half and twice as many take longer."""

EVTX_PIECE = 2 * PIECE
"""The same of EVTX, of which less than half is text."""

MOST_FILES = 1_000_000


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of one file. `whole` files are read from start to end in one go, because nothing
    tells where a document ends without reading all before.
    """

    path: str
    form: Form
    logsource: Logsource
    start: int
    end: int
    whole: bool = False

    @property
    def first(self) -> bool:
        """Whether its file begins with it; what stands before an EVTX's chunks is no event."""
        return self.start == (_sniff.EVTX_HEADER if self.form == "evtx" else 0)

    @property
    def size(self) -> int:
        """Bytes."""
        return self.end - self.start


Found = tuple[Piece, ...] | LogTrouble
"""The pieces of one file, or why it is not read."""


def find_pieces(paths: Sequence[str], logsource: Logsource | None) -> Iterator[Found]:
    """Every file below the paths in a stable order. Links are not followed: what they lead to
    may lie outside the tree. Refusal where a path is missing.
    """
    for given in paths:
        if not Path(given).exists():
            raise Refusal("importing.file_missing", file=given)
    for given in paths:
        for path in _files_below(given):
            yield _pieces(path, logsource, named=path == given)


def _files_below(given: str) -> Iterator[str]:
    if not Path(given).is_dir():
        yield given
        return
    for parent, folders, names in os.walk(given, followlinks=False):
        folders.sort()
        for name in sorted(names):
            if not (name.startswith(PART_NAME[0]) and name.endswith(PART_NAME[1])):
                yield str(Path(parent) / name)
        for name in folders:
            if (Path(parent) / name).is_symlink():
                yield str(Path(parent) / name)


def _pieces(path: str, logsource: Logsource | None, *, named: bool) -> Found:
    shown = printable(path)
    try:
        about = Path(path).stat(follow_symlinks=named)
        if stat.S_ISLNK(about.st_mode):
            return LogTrouble("logs.link_not_followed", {"file": shown})
        if not stat.S_ISREG(about.st_mode):
            return LogTrouble("logs.not_a_file", {"file": shown})
        with Path(path).open("rb") as stream:
            head = stream.read(_sniff.HEAD)
    except OSError as trouble:
        why = trouble.strerror or ""
        return LogTrouble("logs.file_unreadable", {"file": shown, "why": why})
    if not about.st_size:
        return LogTrouble("logs.file_empty", {"file": shown})
    known = _sniff.sniff(path, head)
    if known is None:
        return LogTrouble("logs.format_unknown", {"file": shown})
    if known.form == "kept" and _is_hits(path, about.st_size):
        return LogTrouble("logs.own_output", {"file": shown})
    source = logsource if logsource is not None else known.logsource
    if known.whole:
        return (Piece(path, known.form, source, 0, about.st_size, whole=True),)
    size = EVTX_PIECE if known.form == "evtx" else PIECE
    starts = range(known.first, max(about.st_size, known.first + 1), size)
    return tuple(
        Piece(path, known.form, source, start, min(start + size, about.st_size)) for start in starts
    )


def _is_hits(path: str, size: int) -> bool:
    """Whether a Parquet file holds hits of an earlier scan: its metadata stand at its end."""
    try:
        with Path(path).open("rb") as stream:
            stream.seek(max(0, size - _sniff.HEAD))
            return HITS_MARK in stream.read(_sniff.HEAD)
    except OSError:
        return False
