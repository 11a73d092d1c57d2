"""Events that were kept as Parquet, as columns of numbered values: nothing is parsed again.

A part holds events of one day and host. Every field is a dictionary-encoded column of raw JSON
values, so that a value means exactly what it meant in the log; `FILE` and `RECORD` are where
the event stood. Only the columns that rules ask for are read.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from endigue.evidence.sigma.events import ABSENT, Column, Rows, Value, Values
from endigue.evidence.sigma.rules import Logsource
from endigue.evidence.sigma.scan import Scanner
from endigue.readers.events._json_value import texts_of, value_of

FILE, RECORD = "#file", "#record"
"""Columns of where an event stood; no field of an event begins so."""

LOGSOURCE = b"endigue.logsource"
"""Metadata of a part: product, service and category of its events, a line each."""

ROWS = 1 << 13
"""Rows of a row group: what is matched at once."""


class _RawValues(Values):
    """Distinct values of one column, each worked out when it is asked for."""

    def __init__(self, raw: pa.Array) -> None:
        self.raw = raw

    def __len__(self) -> int:
        return len(self.raw)

    def one(self, place: int) -> Value:
        """The value with this number."""
        return value_of(self.raw[place].as_py())


@dataclass(frozen=True)
class KeptEvents:
    """One row group (see `evidence.sigma.events.Events`)."""

    table: pa.Table
    logsource: Logsource
    _seen: dict[str, Column | None] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        """How many there are."""
        return int(self.table.num_rows)

    def column(self, name: str) -> Column | None:
        """A field; None where no event of the part has it."""
        if name not in self._seen:
            self._seen[name] = self._column(name)
        return self._seen[name]

    def _column(self, name: str) -> Column | None:
        if name in (FILE, RECORD) or name not in self.table.column_names:
            return None
        encoded = self.table.column(name).combine_chunks()
        if isinstance(encoded, pa.ChunkedArray):
            encoded = encoded.chunk(0)
        if not isinstance(encoded, pa.DictionaryArray):
            encoded = encoded.dictionary_encode()
        codes: npt.NDArray[np.int32] = (
            encoded.indices.fill_null(ABSENT).to_numpy(zero_copy_only=False).astype(np.int32)
        )
        return Column(codes, _RawValues(encoded.dictionary)) if (codes != ABSENT).any() else None

    def hinted(self, scanner: Scanner) -> dict[int, Rows]:
        """By pattern: rows one of whose values may hold it. The values of a column are scanned
        as one text: what is found over a border of two is a row too many, and none too few.
        """
        found: dict[int, list[Rows]] = {}
        for name in self.table.column_names:
            column = self.column(name)
            if column is None or not isinstance(column.values, _RawValues):
                continue
            text, ends = _as_text(column.values.raw)
            by_pattern: dict[int, list[int]] = {}
            for number, place in scanner.places(text):
                by_pattern.setdefault(number, []).append(place - 1)
            for number, places in by_pattern.items():
                values = np.unique(np.searchsorted(ends, places, side="right"))
                rows = np.flatnonzero(np.isin(column.codes, values)).astype(np.int64)
                found.setdefault(number, []).append(rows)
        return {number: np.unique(np.concatenate(rows)) for number, rows in found.items()}

    def texts(self, row: int) -> list[str]:
        """Every value of one event."""
        found: list[str] = []
        for name in self.table.column_names:
            column = self.column(name)
            if column is not None and column.codes[row] != ABSENT:
                raw = column.values.raw if isinstance(column.values, _RawValues) else None
                if raw is not None:
                    found += texts_of(raw[int(column.codes[row])].as_py())
        return found

    def origin(self, row: int) -> tuple[str, int]:
        """The file and the record, or line, of an event."""
        return self.table.column(FILE)[row].as_py(), self.table.column(RECORD)[row].as_py()


def _as_text(raw: pa.Array) -> tuple[memoryview, npt.NDArray[np.int64]]:
    """All values behind each other, and the place behind each."""
    plain = raw.cast(pa.large_binary())
    _, offsets, data = plain.buffers()
    borders = np.frombuffer(offsets, np.int64)[plain.offset : plain.offset + len(plain) + 1]
    if data is None:
        return memoryview(b""), borders[1:]
    return memoryview(data)[borders[0] : borders[-1]], borders[1:] - borders[0]


def kept_events(path: str, wanted: frozenset[str] | None) -> Iterator[KeptEvents]:
    """The events of one part, a row group at a time, with the fields asked for (None: all).

    Raises ValueError where it is no part that was kept here.
    """
    part = pq.ParquetFile(path)
    about = part.schema_arrow.metadata or {}
    names = part.schema_arrow.names
    if LOGSOURCE not in about or FILE not in names or RECORD not in names:
        raise ValueError("this Parquet file holds no kept events")
    product, _, rest = about[LOGSOURCE].decode("utf-8", "replace").partition("\n")
    service, _, category = rest.partition("\n")
    source = Logsource(product=product, service=service, category=category)
    read = None if wanted is None else [n for n in names if n in wanted or n in (FILE, RECORD)]
    for group in range(part.num_row_groups):
        yield KeptEvents(part.read_row_group(group, columns=read), source)


def first_line(trouble: Exception) -> str:
    """The first line of what a library says, shortened."""
    return (str(trouble).strip().splitlines() or [type(trouble).__name__])[0][:200]
