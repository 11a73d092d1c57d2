"""CISO Assistant: its workbook of assets and its business-impact workbook (XLSX).

Assets: columns `name`, `ref_id`, `type` (PR primary, SP supporting), `parent_assets`,
`disaster_recovery_objectives` (`rto: 4h,mtd: 1h30m`). A parent needs its supporting assets; a
primary asset is an operation. Business impact: sheets with the columns `asset` and `dependencies`.
Thresholds of loss over time have a unit of time that the workbook does not tell, so they are
counted and left out.
"""

import re
import warnings
from collections.abc import Iterator, Sequence
from io import BytesIO

from openpyxl import load_workbook

from endigue.desk.refusal import Refusal
from endigue.organisation.inventory import Inventory
from endigue.readers.dependencies.graph import (
    MTPD_HOURS,
    RTO_HOURS,
    Model,
    Role,
    Thing,
    inventory,
)
from endigue.readers.files import Part, open_archive, parts
from endigue.readers.json_fields import printable

LARGEST_UNPACKED = 64 << 20
"""Bytes of XML in one workbook."""
MOST_ROWS = 100_000
MOST_COLUMNS = 64

_LENGTH = re.compile(r"(?:(\d{1,5})d)?(?:(\d{1,6})h)?(?:(\d{1,6})m)?(?:(\d{1,8})s)?")
_SPLIT = re.compile(r"[,|\n]")

Row = dict[str, str]


def read(paths: Sequence[str]) -> Inventory:
    """Assets and dependencies. Raises Refusal for what is no such workbook."""
    model = Model()
    rows: list[Row] = []
    assessments: list[Row] = []
    understood = False
    for part in parts(paths, frozenset({".xlsx"})):
        if part.content is None:
            model.left_out[part.name.rpartition("/")[2], "importing.no_workbook"] += 1
            continue
        before = understood
        for row in _rows(part):
            if {"asset", "point_in_time"} <= row.keys():
                model.left_out["threshold", "importing.threshold"] += 1
            elif {"asset", "dependencies"} <= row.keys():
                assessments.append(row)
            elif "name" in row and row.keys() & {"parent_assets", "disaster_recovery_objectives"}:
                rows.append(row)
            elif not {"perimeter", "perimeter_ref_id"} & row.keys():
                continue
            understood = True
        if not understood and not before:
            raise Refusal("importing.not_ciso_assistant", file=part.name)
    if not understood:
        raise Refusal("importing.nothing_to_read", file=", ".join(paths))
    _take(model, rows, assessments)
    return inventory(model)


def _take(model: Model, rows: Sequence[Row], assessments: Sequence[Row]) -> None:
    keys: dict[str, str] = {}
    for row in rows:
        _take_asset(model, row, keys)
    for row in rows:
        child = _known(keys, row.get("ref_id", ""), row["name"])
        for parent in _listed(row.get("parent_assets", "")):
            if child:
                model.need(keys.get(parent.casefold(), parent), child)
    for row in assessments:
        asset = _known(keys, row.get("asset_ref_id", ""), row["asset"])
        if not asset:
            asset = _add(model, keys, row.get("asset_ref_id", ""), row["asset"], "operation")
        for name in _listed(row["dependencies"]):
            on = keys.get(name.casefold()) or _add(model, keys, "", name, "service")
            model.need(asset, on)


def _take_asset(model: Model, row: Row, keys: dict[str, str]) -> None:
    name, reference = printable(row["name"]), printable(row.get("ref_id", ""))
    if not name:
        model.left_out["asset", "importing.object_broken"] += 1
        return
    if _known(keys, reference, name):
        model.left_out["asset", "importing.object_twice"] += 1
        return
    primary = row.get("type", "").strip().casefold() in ("pr", "primary")
    key = _add(model, keys, reference, name, "operation" if primary else "service")
    objectives = _objectives(row.get("disaster_recovery_objectives", ""))
    thing = model.things[key]
    model.things[key] = Thing(
        key,
        name,
        thing.role,
        "primary asset" if primary else "supporting asset",
        rto_hours=objectives.get("rto", RTO_HOURS),
        mtpd_hours=objectives.get("mtd", MTPD_HOURS),
    )


def _add(model: Model, keys: dict[str, str], reference: str, name: str, role: Role) -> str:
    key = printable(reference) or printable(name)
    model.things.setdefault(key, Thing(key, printable(name), role, "assessed asset"))
    for called in (reference, name):
        if called:
            keys.setdefault(called.casefold(), key)
    return key


def _known(keys: dict[str, str], *names: str) -> str:
    return next((keys[n.casefold()] for n in names if n and n.casefold() in keys), "")


def _listed(text: str) -> list[str]:
    return [name for part in _SPLIT.split(text) if (name := printable(part.strip()))]


def _objectives(text: str) -> dict[str, float]:
    """Hours by objective, from `rto: 1h01m01s,mtd: 3h`; what is none is left out."""
    found: dict[str, float] = {}
    for part in text.split(","):
        name, _, length = part.partition(":")
        shape = _LENGTH.fullmatch(length.replace(" ", "").lower())
        if shape and any(shape.groups()):
            days, hours, minutes, seconds = (int(group or 0) for group in shape.groups())
            found[name.strip().lower()] = 24 * days + hours + minutes / 60 + seconds / 3600
    return found


def _rows(part: Part) -> Iterator[Row]:
    content = part.content or b""
    open_archive(BytesIO(content), part.name, LARGEST_UNPACKED).close()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(BytesIO(content), read_only=True, data_only=True)
            for sheet in book.worksheets:
                yield from _of_sheet(sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS))
            book.close()
    except Refusal:
        raise
    except Exception:  # noqa: BLE001 - openpyxl fails in any way on hostile workbooks
        raise Refusal("importing.workbook_broken", file=part.name) from None


def _of_sheet(rows: Iterator[Sequence[object]]) -> Iterator[Row]:
    header: list[str] = []
    for cells in rows:
        texts = [_text(getattr(cell, "value", None)) for cell in cells]
        if not header:
            header = [text.casefold() for text in texts]
        elif any(texts):
            yield {name: text for name, text in zip(header, texts, strict=False) if name}


def _text(value: object) -> str:
    return "" if value is None else str(value).strip()[:10_000]
