"""The organisation folder: its files, and the columns of its tables in the order written."""

from typing import Literal

DocumentName = Literal["organisation", "services", "operations"]
TableName = Literal["zones", "assets", "links", "flows", "levers", "crews"]
PartName = DocumentName | TableName

DOCUMENTS: tuple[DocumentName, ...] = ("organisation", "services", "operations")
"""Written in TOML."""

COLUMNS: dict[TableName, tuple[str, ...]] = {
    "zones": ("id", "name", "entity", "tier"),
    "assets": (
        "id",
        "name",
        "kind",
        "zone",
        "entity",
        "os",
        "records",
        "rebuild_hours",
        "restore_gb",
        "fall_cost",
        "aliases",
    ),
    "links": ("source", "target", "kind", "port", "flow"),
    "flows": ("id", "source_zone", "target_zone", "protocol", "port"),
    "levers": (
        "id",
        "kind",
        "target",
        "minutes",
        "crew",
        "cost",
        "reversible",
        "approval",
        "doctrine",
    ),
    "crews": ("id", "skill", "people", "hours", "hourly_rate"),
}
"""Written as `.csv` or `.parquet`."""

NEEDED_COLUMNS: dict[TableName, frozenset[str]] = {
    "zones": frozenset({"id", "tier"}),
    "assets": frozenset({"id", "kind"}),
    "links": frozenset({"source", "target", "kind"}),
    "flows": frozenset({"id", "source_zone", "target_zone"}),
    "levers": frozenset({"id", "kind", "target", "minutes"}),
    "crews": frozenset({"id", "skill", "people", "hours"}),
}
"""Columns without which the table says nothing; any other may be left out."""

TABLES: tuple[TableName, ...] = tuple(COLUMNS)

NEEDED_PARTS: frozenset[PartName] = frozenset({"organisation", "assets"})
"""Without these there is no organisation; any other may be left out."""

SUFFIXES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(DOCUMENTS, (".toml",)),
    **dict.fromkeys(TABLES, (".csv", ".parquet")),
}

FILES: tuple[str, ...] = tuple(name + suffix for name in SUFFIXES for suffix in SUFFIXES[name])
"""Every file that the folder may hold; what else lies there is left alone."""
