"""Files that somebody names, and pages that are shown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from endigue.desk.refusal import Refusal

if TYPE_CHECKING:
    from endigue.desk.custody import Hashed
    from endigue.restoration.rcpsp import Project


LARGEST_TEXT = 16 << 20
"""Bytes of a text file that is read, such as a list of levers."""


def read_bytes(file: str) -> bytes:
    try:
        with Path(file).open("rb") as stream:
            return stream.read(LARGEST_TEXT)
    except OSError as trouble:
        raise Refusal("desk.file_unreadable", file=file, why=trouble.strerror or "") from None


def read_text(file: str) -> str:
    try:
        return read_bytes(file).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refusal("desk.file_unreadable", file=file, why="UTF-8") from None


def hash_file(file: str, progress: Callable[[int], None]) -> Hashed:
    from endigue.stores.hashing import hash_file

    return hash_file(file, progress)


def psplib(text: str, file: str) -> Project:
    from endigue.readers.psplib import read_psplib

    return read_psplib(text, file)


def show_page(file: str) -> None:
    import webbrowser

    webbrowser.open(Path(file).resolve().as_uri())


def show_address(address: str) -> None:
    import webbrowser

    webbrowser.open(address)
