"""The table of link kinds from disk: the one that ships, or the user's own."""

from importlib.resources import files
from pathlib import Path

from endigue.desk.refusal import Refusal
from endigue.spread.link_kinds import LinkKinds, parse_link_kinds

LARGEST = 1 << 20
"""Bytes that a table may have; the one that ships has seven thousand."""


def load_link_kinds(path: Path | None = None) -> LinkKinds:
    """The table in this file; without a file, the one that ships with the product.

    Raises Refusal where the file cannot be read or is no sound table.
    """
    if path is None:
        shipped = files("endigue.spread").joinpath("link_kinds.toml")
        return parse_link_kinds(shipped.read_text(encoding="utf-8"))
    try:
        with path.open("rb") as stream:
            return parse_link_kinds(_text(stream.read(LARGEST + 1)))
    except OSError as trouble:
        why = trouble.strerror or ""
        raise Refusal("spread.table_cannot_be_read", file=str(path), why=why) from None
    except ValueError as trouble:
        raise Refusal("spread.table_is_wrong", file=str(path), why=str(trouble)) from None


def _text(content: bytes) -> str:
    """Decoded. Raises ValueError where it is too long or not UTF-8."""
    if len(content) > LARGEST:
        raise ValueError(f"it has more than {LARGEST:,} bytes")
    return content.decode("utf-8-sig")
