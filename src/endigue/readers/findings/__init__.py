"""Findings from files, one format a file. `_example` shows how to write one."""

from collections.abc import Mapping
from pathlib import Path

from endigue.desk.refusal import Refusal
from endigue.readers.findings import (
    chainsaw,
    generic_csv,
    hayabusa,
    host_list,
    json_lines,
    stix,
    timesketch,
    velociraptor,
)
from endigue.readers.findings._collect import FindingsFile, NotUnderstood, split_mapping
from endigue.readers.findings._format import FindingsFormat, look
from endigue.readers.findings._text import read_head

__all__ = ["FORMATS", "FindingsFile", "NotUnderstood", "detect_format", "read_findings"]

FORMATS: tuple[FindingsFormat, ...] = (
    stix.FORMAT,
    hayabusa.FORMAT,
    chainsaw.FORMAT,
    velociraptor.FORMAT,
    timesketch.FORMAT,
    json_lines.FORMAT,
    host_list.FORMAT,
    generic_csv.FORMAT,
)
"""Tried in this order, the strictest first."""


def detect_format(path: Path, head: bytes) -> str:
    """The name of the first format that recognises the first bytes of a file; empty where
    none does. `path` is only named, not opened.
    """
    if not head.strip():
        return ""
    seen = look(path, head)
    return next((each.name for each in FORMATS if each.recognises(seen)), "")


def read_findings(
    path: Path,
    format: str = "auto",  # noqa: A002 - the word of the option
    mapping: Mapping[str, str] | None = None,
) -> FindingsFile:
    """Read one file of findings.

    `mapping` sets, by field (see `_collect.FIELDS`), the column or dotted path that holds it,
    or "=value" for every row. With a mapping of columns, `auto` takes any JSON or CSV as such.
    Raises Refusal where the format is unknown or nothing can be read; rows that could not be
    read are in the result.
    """
    columns, _ = split_mapping(mapping or {})
    name = format
    if format == "auto":
        head = read_head(path)
        name = detect_format(path, head)
        if columns:
            name = json_lines.NAME if look(path, head).first else generic_csv.NAME
    chosen = next((each for each in FORMATS if each.name == name), None)
    if chosen is None:
        known = ", ".join(each.name for each in FORMATS)
        if format == "auto":
            raise Refusal("evidence.format_is_not_recognised", file=path.name, known=known)
        raise Refusal("evidence.format_is_unknown", format=format, known=known)
    return chosen.read(path, mapping)
