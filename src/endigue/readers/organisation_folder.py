"""The organisation folder: every file read once, and an organisation or all of its errors."""

import os
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path
from zoneinfo import available_timezones

from endigue.desk.refusal import Refusal, Refusals
from endigue.organisation.columns import Document, RawFolder, Table
from endigue.organisation.layout import (
    DOCUMENTS,
    FILES,
    NEEDED_PARTS,
    SUFFIXES,
    TABLES,
    DocumentName,
    PartName,
    TableName,
)
from endigue.organisation.loaded import Loaded
from endigue.organisation.problems import Problem, shown
from endigue.organisation.validate import Rejected, validate
from endigue.organisation.validation.names import nearest_word
from endigue.readers.csv_table import read_csv
from endigue.readers.documents import read_document
from endigue.readers.parquet_table import read_parquet
from endigue.readers.tables import with_cells_checked

LARGEST_TABLE = 1 << 30
"""Bytes; assumed."""
LARGEST_DOCUMENT = 8 << 20
"""Bytes; assumed: thousands of services."""


def read_organisation(folder: str) -> Loaded:
    """The organisation that the folder says.

    Raises Refusals `organisation.refused` with every error of every file, each with its place
    in its arguments, or Refusal `organisation.folder_missing`.
    """
    place = Path(folder)
    if not place.is_dir():
        raise Refusal("organisation.folder_missing", folder=folder)
    reading = _Reading(place)
    verdict = validate(reading.raw())
    if isinstance(verdict, Rejected):
        each = tuple(Refusal(problem.code, **problem.flat()) for problem in verdict.problems)
        raise Refusals("organisation.refused", each, folder=folder)
    return Loaded(verdict.organisation, verdict.warnings, reading.digest(), reading.hashes)


class _Reading:
    """One pass over the files of a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.hashes: dict[str, str] = {}
        self._documents: dict[DocumentName, Document] = {}
        self._tables: dict[TableName, Table] = {}
        self._unreadable: set[PartName] = set()
        self._problems: list[Problem] = []
        self._warnings: list[Problem] = []

    def raw(self) -> RawFolder:
        for document in DOCUMENTS:
            for file, content in self._content(document, LARGEST_DOCUMENT):
                self._read_document(document, file, content)
        for table in TABLES:
            for file, content in self._content(table, LARGEST_TABLE):
                self._read_table(table, file, content)
        return RawFolder(
            documents=self._documents,
            tables=self._tables,
            unreadable=frozenset(self._unreadable),
            problems=tuple(self._problems),
            warnings=(*self._unknown_files(), *self._warnings),
            time_zones=_time_zones(),
        )

    def digest(self) -> str:
        """Over the names of the files and the hashes of their bytes, by name."""
        lines = (f"{file} {self.hashes[file]}\n" for file in sorted(self.hashes))
        return sha256("".join(lines).encode()).hexdigest()

    def _content(self, part: PartName, most: int) -> Iterator[tuple[str, bytes]]:
        """The bytes of the file of a part, if there is one and it can be read."""
        files = [part + suffix for suffix in SUFFIXES[part]]
        there = [file for file in files if os.path.lexists(self._folder / file)]
        if len(there) > 1:
            self._fail(part, there[1], "file_twice", other=there[0])
        elif not there and part in NEEDED_PARTS:
            self._fail(part, files[0], "file_missing")
        for file in there if len(there) == 1 else ():
            try:
                content = _bytes_of(self._folder / file, most)
            except OSError:
                self._fail(part, file, "file_unreadable")
                continue
            if len(content) > most:
                self._fail(part, file, "file_too_big", most=most >> 20)
                continue
            self.hashes[file] = sha256(content).hexdigest()
            yield file, content

    def _read_document(self, part: DocumentName, file: str, content: bytes) -> None:
        document = read_document(file, content)
        if isinstance(document, Problem):
            self._unreadable.add(part)
            self._problems.append(document)
        else:
            self._documents[part] = document

    def _read_table(self, part: TableName, file: str, content: bytes) -> None:
        read = read_csv if file.endswith(".csv") else read_parquet
        found = with_cells_checked(read(part, file, content))
        self._problems.extend(found.problems)
        self._warnings.extend(found.warnings)
        if found.table is None:
            self._unreadable.add(part)
        else:
            self._tables[part] = found.table

    def _fail(self, part: PartName, file: str, code: str, **arguments: object) -> None:
        self._unreadable.add(part)
        self._problems.append(Problem(file, 0, "", f"organisation.{code}", arguments))

    def _unknown_files(self) -> Iterator[Problem]:
        """Files that look like ours and are not: a wrong name would be passed over in silence."""
        for file in sorted(entry.name for entry in self._folder.iterdir()):
            if file.endswith((".csv", ".parquet", ".toml")) and file not in FILES:
                near: dict[str, object] = {"nearest": nearest_word(file, FILES)}
                yield Problem(shown(file), 0, "", "organisation.unknown_file", near)


def _bytes_of(path: Path, most: int) -> bytes:
    """At most one byte more than `most`. Raises OSError, also for what is no ordinary file."""
    if not path.is_file():
        raise FileNotFoundError(0, "not a file")
    with path.open("rb") as stream:
        return stream.read(most + 1)


@cache
def _time_zones() -> frozenset[str]:
    return frozenset(available_timezones())
