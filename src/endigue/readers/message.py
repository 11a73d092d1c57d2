"""Messages to an audience, and the letter to people, as TOML files that a person writes."""

import tomllib
from pathlib import Path
from typing import TypeVar

import msgspec

from endigue.communication.message import Letter, Message
from endigue.desk.refusal import Refusal

LARGEST = 1 << 20
"""Bytes of one file; assumed: nobody reads more in one letter."""

Read = TypeVar("Read", Message, Letter)


def read_message(file: str) -> Message:
    """The message. Raises Refusal where the file cannot be read or has another shape."""
    return _read(file, Message)


def read_letter(file: str) -> Letter:
    """The letter. Raises Refusal where the file cannot be read or has another shape."""
    return _read(file, Letter)


def _read(file: str, kind: type[Read]) -> Read:
    try:
        with Path(file).open("rb") as stream:
            content = stream.read(LARGEST + 1)
        return msgspec.convert(tomllib.loads(_text(content)), kind)
    except OSError as trouble:
        raise Refusal("desk.file_unreadable", file=file, why=trouble.strerror or "") from None
    except (ValueError, RecursionError) as trouble:
        why = " ".join(str(trouble).split())
        raise Refusal("notices.file_is_wrong", file=file, why=why) from None


def _text(content: bytes) -> str:
    if len(content) > LARGEST:
        raise ValueError(f"it has more than {LARGEST:,} bytes")
    return content.decode("utf-8-sig")
