"""The names that signals of links know, as they ship: public suffixes, shorteners, brands."""

import tomllib
from functools import cache
from importlib.resources import files

from endigue.evidence.messages.links import Names
from endigue.evidence.messages.web import parse_suffixes


@cache
def load_link_names() -> Names:
    """The list of publicsuffix.org of 2025-04-07, and our own of shorteners and brands."""
    folder = files("endigue.evidence.messages")
    lists = tomllib.loads(folder.joinpath("link_names.toml").read_text("utf-8"))
    suffixes = folder.joinpath("public_suffixes.txt").read_text("utf-8").splitlines()
    return Names(
        suffixes=parse_suffixes(suffixes),
        brands=tuple(lists["brands"]),
        shorteners=frozenset(lists["shorteners"]),
        redirectors=frozenset(lists["redirectors"]),
    )
