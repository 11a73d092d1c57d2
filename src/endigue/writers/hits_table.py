"""Hits of Sigma rules as Parquet, row group after row group, so that memory stays bounded."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from endigue.desk.hunting import HitRows
from endigue.desk.refusal import Refusal

ROWS_IN_GROUP = 50_000

SCHEMA = pa.schema(
    [
        ("rule", pa.string()),
        ("title", pa.string()),
        ("level", pa.string()),
        ("file", pa.string()),
        ("record", pa.int64()),
        ("time", pa.timestamp("us", tz="UTC")),
        ("host", pa.string()),
        ("account", pa.string()),
    ]
)


class HitRowsTable:
    """Rows on their way to a Parquet writer."""

    def __init__(self, writer: pq.ParquetWriter) -> None:
        self._writer = writer
        self._waiting: list[pa.Table] = []
        self._rows = 0

    def add(self, hits: HitRows, title: str, level: str) -> None:
        """Append the hits of one rule in one file."""
        count = len(hits.records)
        columns = [
            [hits.rule] * count,
            [title] * count,
            [level] * count,
            [hits.file] * count,
            list(hits.records),
            list(hits.times),
            list(hits.hosts),
            list(hits.accounts),
        ]
        arrays = [pa.array(c, kind) for c, kind in zip(columns, SCHEMA.types, strict=True)]
        self._waiting.append(pa.Table.from_arrays(arrays, schema=SCHEMA))
        self._rows += count
        if self._rows >= ROWS_IN_GROUP:
            self.flush()

    def flush(self) -> None:
        """Write what waits."""
        if self._waiting:
            self._writer.write_table(pa.concat_tables(self._waiting))
        self._waiting, self._rows = [], 0


@contextmanager
def hits_table(file: str) -> Iterator[HitRowsTable]:
    """A Parquet file in the making. It appears when the context ends well, else not at all.

    Raises Refusal where it cannot be written.
    """
    target = Path(file)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=target.parent, suffix=".part", delete=False) as made:
            part = Path(made.name)
    except OSError as trouble:
        raise Refusal("desk.file_unwritable", file=file, why=trouble.strerror or "") from None
    try:
        with pq.ParquetWriter(part, SCHEMA, compression="zstd", use_dictionary=True) as writer:
            table = HitRowsTable(writer)
            yield table
            table.flush()
        part.chmod(0o644)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
