"""Hits of Sigma rules as Parquet, row group after row group, so that memory stays bounded."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from endigue.desk.hunting import HITS_MARK, PART_NAME, HitRows
from endigue.desk.refusal import Refusal

ROWS_IN_GROUP = 50_000

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

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
    ],
    metadata={HITS_MARK: b"1"},
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
        arrays = [
            _texts([hits.rule] * count),
            _texts([title] * count),
            _texts([level] * count),
            _texts([hits.file] * count),
            _numbers(hits.records),
            _times(hits.times),
            _texts(hits.hosts),
            _texts(hits.accounts),
        ]
        self._waiting.append(pa.Table.from_arrays(arrays, schema=SCHEMA))
        self._rows += count
        if self._rows >= ROWS_IN_GROUP:
            self.flush()

    def flush(self) -> None:
        """Write what waits."""
        if self._waiting:
            self._writer.write_table(pa.concat_tables(self._waiting))
        self._waiting, self._rows = [], 0


def _texts(texts: Sequence[str]) -> pa.Array:
    """An array made of its buffers: `pyarrow.array` loads pandas, for a second, where it is."""
    encoded = [text.encode("utf-8", "replace") for text in texts]
    ends = np.cumsum([0, *map(len, encoded)], dtype=np.int32)
    buffers = [None, pa.py_buffer(ends), pa.py_buffer(b"".join(encoded))]
    return pa.Array.from_buffers(pa.string(), len(encoded), buffers)


def _numbers(numbers: Sequence[int]) -> pa.Array:
    content = np.asarray(numbers, np.int64)
    return pa.Array.from_buffers(pa.int64(), len(content), [None, pa.py_buffer(content)])


def _times(times: Sequence[datetime | None]) -> pa.Array:
    content = np.asarray(
        [0 if t is None else (t - _EPOCH) // _MICROSECOND for t in times], np.int64
    )
    known = np.packbits([t is not None for t in times], bitorder="little")
    buffers = [pa.py_buffer(known), pa.py_buffer(content)]
    return pa.Array.from_buffers(SCHEMA.field("time").type, len(content), buffers)


@contextmanager
def hits_table(file: str) -> Iterator[HitRowsTable]:
    """A Parquet file in the making. It appears when the context ends well, else not at all.

    Raises Refusal where it cannot be written.
    """
    target = Path(file)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        prefix, suffix = PART_NAME
        with tempfile.NamedTemporaryFile(
            dir=target.parent, prefix=prefix, suffix=suffix, delete=False
        ) as made:
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
