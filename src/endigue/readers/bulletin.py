"""A bulletin for the public, as a TOML file that a person writes."""

import re
import tomllib
from datetime import datetime
from pathlib import Path

import msgspec

from endigue.communication.bulletin import Bulletin, Text
from endigue.desk.refusal import Refusal
from endigue.kernel.instant import in_utc

LARGEST = 1 << 20
"""Bytes of a bulletin; assumed: a page of 100 kB is written from it."""


_ADDRESS = re.compile(r"https?://[^\s\"<>\\^`{|}\x00-\x20\x7f]{1,1000}")


def read_bulletin(file: str) -> Bulletin:
    """The bulletin. Raises Refusal where the file cannot be read or has another shape."""
    try:
        with Path(file).open("rb") as stream:
            return parse_bulletin(_text(stream.read(LARGEST + 1)))
    except OSError as trouble:
        raise Refusal("desk.file_unreadable", file=file, why=trouble.strerror or "") from None
    except (ValueError, RecursionError) as trouble:
        why = " ".join(str(trouble).split())
        raise Refusal("communication.bulletin_is_wrong", file=file, why=why) from None


def parse_bulletin(text: str) -> Bulletin:
    """Read it from TOML. ValueError with a sentence where it has another shape, or a time has no
    time zone.
    """
    found = msgspec.convert(_zoned(tomllib.loads(text)), Bulletin)
    if found.url and _ADDRESS.fullmatch(found.url) is None:
        raise ValueError(f"'{found.url}' is no address: it begins with https://")
    return found


def _text(content: bytes) -> str:
    if len(content) > LARGEST:
        raise ValueError(f"it has more than {LARGEST:,} bytes")
    return content.decode("utf-8-sig")


def operation_names(content: bytes) -> dict[str, Text]:
    """Names of the operations by identifier, from an operations.toml that has been checked."""
    document = tomllib.loads(content.decode("utf-8-sig"))
    return {
        str(each["id"]): Text(str(each["name"]["fr"]), str(each["name"]["en"]))
        for each in document.get("operation", [])
    }


def _zoned(value: object) -> object:
    """With every time in UTC."""
    if isinstance(value, dict):
        return {key: _zoned(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_zoned(inner) for inner in value]
    return in_utc(value) if isinstance(value, datetime) else value
