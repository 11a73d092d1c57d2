"""Aliases of an asset in one cell: joined by `|`.

A bar inside an alias is written %7C, and a percent sign %25, so that every alias comes back.
"""

from collections.abc import Iterable


def join_aliases(aliases: Iterable[str]) -> str:
    """The text of a cell."""
    return "|".join(alias.replace("%", "%25").replace("|", "%7C") for alias in aliases)


def split_aliases(text: str) -> tuple[str, ...]:
    """The aliases of a cell, without white space around them; empty ones are none."""
    parts = (part.strip() for part in text.split("|"))
    return tuple(part.replace("%7C", "|").replace("%25", "%") for part in parts if part)
