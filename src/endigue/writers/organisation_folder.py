"""The organisation folder as files: the same organisation gives the same bytes."""

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Literal

import pyarrow as pa
import pyarrow.parquet as pq

from endigue.desk.refusal import Refusal
from endigue.kernel.money import Cents, format_money
from endigue.organisation.layout import COLUMNS, FILES, TABLES, TableName
from endigue.organisation.model import KOf, Manual, Need, Operation, Organisation
from endigue.writers.folder_swap import swap_files
from endigue.writers.organisation_tables import Cell, table_rows
from endigue.writers.toml_text import toml_number, toml_pairs, toml_table

Bulk = Literal["csv", "parquet"]

_NEEDS_QUOTES = re.compile(r"[,;\"\r\n]|^\s|\s$")


def write_organisation(organisation: Organisation, folder: str, *, bulk: Bulk = "csv") -> None:
    """Write the folder whole, or not at all; `bulk` is the format of its tables.

    Files of the folder that are not ours stay. Raises Refusal `organisation.folder_not_written`.
    """
    files = organisation_files(organisation, bulk=bulk)
    try:
        swap_files(Path(folder), files, own=FILES)
    except OSError:
        raise Refusal("organisation.folder_not_written", folder=folder) from None


def organisation_files(organisation: Organisation, *, bulk: Bulk = "csv") -> dict[str, bytes]:
    """The bytes of every file of the folder, by name."""
    documents = {
        "organisation.toml": _organisation(organisation),
        "services.toml": _services(organisation),
        "operations.toml": _operations(organisation),
    }
    files = {name: text.encode() for name, text in documents.items() if text}
    for table in TABLES:
        write = _csv if bulk == "csv" else _parquet
        files[f"{table}.{bulk}"] = write(organisation, table)
    return files


def _organisation(organisation: Organisation) -> str:
    parameters = organisation.parameters
    lines = [
        *toml_pairs(
            {
                "name": organisation.name,
                "currency": organisation.currency,
                "time_zone": organisation.time_zone,
                "language": organisation.language,
            }
        )
    ]
    for entity in organisation.entities:
        lines += ["", "[[entity]]", *toml_pairs({"id": entity.id, "name": entity.name})]
    figures = {
        "hours": toml_number(parameters.hours),
        "hourly_rate": _amount(parameters.hourly_rate),
        "clean_room_places": parameters.clean_room_places,
        "restore_gb_per_hour": toml_number(parameters.restore_gb_per_hour),
    }
    lines += ["", *toml_table("parameters", figures)]
    if organisation.legal:
        lines += ["", *toml_table("legal", organisation.legal)]
    return _text(lines)


def _services(organisation: Organisation) -> str:
    return _list_of_tables(
        "service",
        ({"id": one.id, "needs": _need(one.needs)} for one in organisation.services),
    )


def _operations(organisation: Organisation) -> str:
    return _list_of_tables("operation", map(_operation, organisation.operations))


def _operation(operation: Operation) -> dict[str, object]:
    pairs: dict[str, object] = {"id": operation.id, "name": operation.name}
    if operation.entity:
        pairs["entity"] = operation.entity
    pairs |= {
        "needs": _need(operation.needs),
        "value_per_hour": _amount(operation.value_per_hour),
        "arrivals_per_hour": toml_number(operation.arrivals_per_hour),
        "rto_hours": toml_number(operation.rto_hours),
        "mtpd_hours": toml_number(operation.mtpd_hours),
    }
    if operation.manual is not None:
        pairs["manual"] = _manual(operation.manual)
    return pairs


def _manual(manual: Manual) -> dict[str, object]:
    pairs: dict[str, object] = {"capacity_per_hour": toml_number(manual.capacity_per_hour)}
    if manual.needs is not None:
        pairs["needs"] = _need(manual.needs)
    pairs["stamina_hours"] = toml_number(manual.stamina_hours)
    if manual.form:
        pairs["form"] = manual.form
    return pairs


def _need(need: Need) -> object:
    if not isinstance(need, KOf):
        return need
    members = [_need(child) for child in need.of]
    if need.k == len(members):
        return {"all": members}
    return {"any": members} if need.k == 1 else {"at_least": need.k, "of": members}


def _amount(amount: Cents) -> Decimal:
    return Decimal(format_money(amount))


def _list_of_tables(key: str, tables: Iterable[Mapping[str, object]]) -> str:
    blocks = ("\n".join([f"[[{key}]]", *toml_pairs(pairs)]) + "\n" for pairs in tables)
    return "\n".join(blocks)


def _text(lines: Iterable[str]) -> str:
    return "\n".join(lines) + "\n"


def _csv(organisation: Organisation, table: TableName) -> bytes:
    header = ",".join(COLUMNS[table])
    if table == "links":
        return _text([header, *_link_lines(organisation)]).encode()
    rows = (",".join(map(_cell, row)) for row in table_rows(organisation, table))
    return _text([header, *rows]).encode()


def _link_lines(organisation: Organisation) -> Iterator[str]:
    links = organisation.links
    assets = [_cell(asset.id) for asset in organisation.assets]
    flows = [*(_cell(flow.id) for flow in organisation.flows), ""]  # -1, none, is the last
    kinds = [_cell(kind) for kind in links.kinds]
    columns = (links.source, links.target, links.kind, links.port, links.flow)
    rows = zip(*(column.tolist() for column in columns), strict=True)
    return (
        f"{assets[source]},{assets[target]},{kinds[kind]},{port},{flows[flow]}"
        for source, target, kind, port, flow in rows
    )


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(toml_number(value)) if isinstance(value, float) else str(value)
    return '"' + text.replace('"', '""') + '"' if _NEEDS_QUOTES.search(text) else text


def _parquet(organisation: Organisation, table: TableName) -> bytes:
    if table == "links":
        columns = _link_columns(organisation)
    else:
        rows = list(table_rows(organisation, table))
        cells = zip(*rows, strict=True) if rows else ([] for _ in COLUMNS[table])
        columns = [_array(list(column)) for column in cells]
    out = BytesIO()
    pq.write_table(pa.table(columns, names=list(COLUMNS[table])), out, compression="zstd")
    return out.getvalue()


def _array(cells: list[Cell]) -> pa.Array:
    return (
        pa.array(cells) if any(cell is not None for cell in cells) else pa.array(cells, pa.string())
    )


def _link_columns(organisation: Organisation) -> list[pa.Array]:
    links = organisation.links
    assets = [asset.id for asset in organisation.assets]
    flows = [flow.id for flow in organisation.flows]
    return [
        _coded(pa.array(links.source), assets),
        _coded(pa.array(links.target), assets),
        pa.array(links.kind_names(), pa.string()).dictionary_encode(),
        pa.array(links.port),
        _coded(pa.array(links.flow, mask=links.flow < 0), flows),
    ]


def _coded(codes: pa.Array, texts: list[str]) -> pa.Array:
    return pa.DictionaryArray.from_arrays(codes, pa.array(texts, pa.string()))
