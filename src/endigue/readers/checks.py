"""The checks before an asset counts as verified: those that ship, or a file of the user's own."""

from importlib.resources import files
from pathlib import Path

from endigue.desk.refusal import Refusal
from endigue.eradication.checks import Check, parse_checks

LARGEST = 1 << 20
"""Bytes that are read of a file of checks; the one that ships has about five thousand."""


def load_checks(file: str | None = None) -> tuple[Check, ...]:
    """The checks of a file; without one, those that ship with the product.

    Raises Refusal where the file cannot be read or holds no sound checks.
    """
    if file is None:
        shipped = files("endigue.eradication").joinpath("checks.toml")
        return parse_checks(shipped.read_text(encoding="utf-8"))
    try:
        with Path(file).open("rb") as stream:
            content = stream.read(LARGEST + 1)
    except OSError as trouble:
        raise Refusal("desk.file_unreadable", file=file, why=trouble.strerror or "") from None
    if len(content) > LARGEST:
        raise Refusal("eradication.checks_too_long", file=file, most=LARGEST)
    try:
        return parse_checks(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as trouble:
        raise Refusal("eradication.checks_wrong", file=file, why=str(trouble)) from None
