"""The table of likelihoods from disk: the one that ships, or the user's own."""

from importlib.resources import files
from pathlib import Path

from endigue.desk.refusal import Refusal
from endigue.evidence.likelihood import Table, parse_table

LARGEST = 1 << 20
"""Bytes that are read of a table; the one that ships has about four thousand."""


def load_likelihoods(path: Path | None = None) -> Table:
    """The table in this file; without a file, the one that ships with the product.

    Raises Refusal where the file cannot be read or is no sound table.
    """
    if path is None:
        shipped = files("endigue.evidence").joinpath("likelihood.toml")
        return parse_table(shipped.read_text(encoding="utf-8"))
    try:
        with path.open("rb") as stream:
            content = stream.read(LARGEST)
        return parse_table(content.decode("utf-8-sig"))
    except OSError as trouble:
        raise Refusal(
            "evidence.file_cannot_be_read", file=str(path), why=trouble.strerror or ""
        ) from None
    except ValueError as trouble:
        raise Refusal("evidence.table_is_wrong", file=str(path), why=str(trouble)) from None
