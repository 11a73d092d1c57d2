"""A case on disk: `journal.db`, `blobs/<sha256>` and `out/` in one folder."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from endigue.desk.refusal import Refusal
from endigue.journal.entry import is_hash
from endigue.journal.store import Store

if TYPE_CHECKING:
    from endigue.desk.case import Case, Clock

JOURNAL = "journal.db"
BLOBS = "blobs"
OUT = "out"


class CaseFolders:
    """Opens cases; `clock` is what their journal tells the time by."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def open(self, location: str, author: str) -> Case:
        """The case in a folder, made where there is none.

        Raises Refusal where the folder cannot be written, or holds other things than a case.
        """
        # To verify a journal, the facts of every chapter need not be known.
        from endigue.desk.case import Case

        folder = Path(location)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            strange = not (folder / JOURNAL).exists() and any(folder.iterdir())
            if strange:
                raise Refusal("desk.case_of_another", case=location)
            (folder / BLOBS).mkdir(exist_ok=True)
        except OSError as trouble:
            raise Refusal(
                "desk.case_unwritable", case=location, why=trouble.strerror or ""
            ) from None
        from endigue.stores.opening import open_store

        store = open_store(str(folder / JOURNAL))
        return Case(store, FolderBlobs(folder / BLOBS), self._clock, author)

    def journal(self, location: str) -> Store:
        """The journal of a case, to read only. Raises Refusal where there is none."""
        place = Path(location)
        journal = place / JOURNAL if place.is_dir() else place
        if not journal.is_file():
            raise Refusal("desk.case_absent", case=location)
        from endigue.stores.opening import open_store

        return open_store(str(journal), read_only=True)

    def blobs(self, location: str) -> FolderBlobs:
        """The bulk data of a case."""
        return FolderBlobs(Path(location) / BLOBS)

    def exists(self, location: str) -> bool:
        """Whether there is a case in the folder."""
        return (Path(location) / JOURNAL).is_file()

    def free_name(self, stem: str) -> str:
        """`stem`, or `stem-2` and so on: the first that does not exist."""
        name, number = stem, 1
        while Path(name).exists():
            number += 1
            name = f"{stem}-{number}"
        return name

    def write_out(self, location: str, documents: Mapping[str, bytes]) -> None:
        """Write each document into `out`, whole or not at all."""
        for name, content in documents.items():
            write_whole(str(Path(location) / OUT / name), content)


class FolderBlobs:
    """Bytes in files that are named by their SHA-256."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, data: bytes) -> str:
        """Keep the bytes, durably, and return their name."""
        name = sha256(data).hexdigest()
        if not (self._folder / name).exists():
            write_whole(str(self._folder / name), data)
        return name

    def get(self, name: str) -> bytes:
        """The bytes of that name. Raises Refusal where they are absent or changed."""
        try:
            data = (self._folder / name).read_bytes() if is_hash(name) else None
        except OSError:
            data = None
        if data is None:
            raise Refusal("desk.blob_absent", name=name)
        if sha256(data).hexdigest() != name:
            raise Refusal("desk.blob_changed", name=name)
        return data


def write_private(file: str, content: bytes) -> None:
    """Write a file that nobody but its owner may read; otherwise as `write_whole`."""
    write_whole(file, content, 0o600)


def write_whole(file: str, content: bytes, mode: int = 0o644) -> None:
    """Write a file so that a crash leaves the old one or the new one, never a part.

    Raises Refusal where it cannot be written.
    """
    target = Path(file)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(stream.name).chmod(mode)
        Path(stream.name).replace(target)
    except OSError as trouble:
        raise Refusal("desk.file_unwritable", file=file, why=trouble.strerror or "") from None
