"""Parquet of an organisation folder: only the columns that are known, dictionary-encoded."""

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from endigue.organisation.columns import Column, Table
from endigue.organisation.headers import examine_header
from endigue.organisation.layout import TableName
from endigue.organisation.problems import Problem, shown
from endigue.readers.tables import MOST_ROWS, ReadTable, unread

MOST_UNPACKED = 8 << 30
"""Bytes that a file may declare to hold; several times `MOST_ROWS` links. Assumed."""


def read_parquet(name: TableName, file: str, content: bytes) -> ReadTable:
    """The table that the content of a Parquet file says; the line of a row is its number."""
    if not content.strip():
        return unread(file, 0, "file_empty")
    try:
        return _read(name, file, pa.BufferReader(content))
    except (pa.ArrowException, OSError, ValueError, MemoryError):
        # Arrow raises any of these for bytes that are no Parquet, or break off.
        return unread(file, 0, "parquet_broken")


def _read(name: TableName, file: str, source: pa.BufferReader) -> ReadTable:
    parquet = pq.ParquetFile(source)
    about = parquet.metadata
    unpacked = sum(about.row_group(group).total_byte_size for group in range(about.num_row_groups))
    if about.num_rows > MOST_ROWS or not 0 <= unpacked <= MOST_UNPACKED:
        return unread(file, 0, "too_many_rows", most=MOST_ROWS)
    names = parquet.schema_arrow.names
    header = examine_header(name, file, 0, names)
    if any(problem.code == "organisation.column_twice" for problem in header.problems):
        return ReadTable(None, header.problems, header.warnings)
    types = dict(zip(names, parquet.schema_arrow.types, strict=True))
    written = {column: names[position] for column, position in header.positions.items()}
    known = [one for one in written.values() if _is_text_or_number(types[one])]
    table = pq.ParquetFile(source, read_dictionary=known).read(columns=known)
    table.validate(full=True)
    columns: dict[str, Column] = {}
    problems = list(header.problems)
    for column, its_name in written.items():
        position = header.positions[column] + 1
        if its_name in known:
            columns[column] = _column(table.column(its_name), position)
        else:
            kind: dict[str, object] = {"found": shown(str(types[its_name]))}
            code = "organisation.parquet_type"
            problems.append(Problem(file, 0, column, code, kind, position))
    lines = np.arange(1, table.num_rows + 1, dtype=np.int64)
    whole = np.zeros(table.num_rows, np.bool_)
    return ReadTable(Table(file, columns, lines, whole), tuple(problems), header.warnings)


def _is_text_or_number(kind: pa.DataType) -> bool:
    types = pa.types
    inner = kind.value_type if types.is_dictionary(kind) else kind
    return bool(
        types.is_string(inner)
        or types.is_large_string(inner)
        or types.is_integer(inner)
        or types.is_floating(inner)
        or types.is_decimal(inner)
        or types.is_boolean(inner)
        or types.is_null(inner)
    )


def _column(found: pa.ChunkedArray, position: int) -> Column:
    if pa.types.is_null(found.type):
        return Column(np.zeros(len(found), np.int32), ("",), position)
    encoded = found if pa.types.is_dictionary(found.type) else found.dictionary_encode()
    whole = encoded.combine_chunks()
    values = [_text(value) for value in whole.dictionary.to_pylist()]
    codes = whole.indices.fill_null(len(values)).to_numpy(zero_copy_only=False)
    return Column(codes.astype(np.int32), (*values, ""), position)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value).strip()
