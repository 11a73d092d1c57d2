"""Batches of events out of JSON text."""

from collections.abc import Container, Iterator, Sequence, Sized
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

from endigue.evidence.sigma.events import ABSENT, Codes, Column, Rows, Value, Values
from endigue.evidence.sigma.keywords import hinted_rows
from endigue.evidence.sigma.rules import Logsource
from endigue.evidence.sigma.scan import Scanner
from endigue.readers.events import _tokenizer as kernel
from endigue.readers.events._json_value import texts_of, value_of
from endigue.readers.events._names import field_name

MOST_ROWS = 1 << 14
MOST_VALUES = 1 << 18
MOST_PATHS = 1 << 14
MOST_NEW_PATHS = 1 << 10
MOST_BROKEN = 1 << 12
FIRST_COLUMNS = 64

WIDTH = MOST_ROWS + 16 * 21
"""Codes of a column in memory. Where columns stand a power of two apart, the codes of one row fall
on the same lines of the processor's caches, and drive each other out."""

PADDING = b" " * (2 * kernel.BEYOND)
"""What a text should end with."""

Text = bytes | bytearray
"""JSON documents; an array of bytes may be read over once its batches are done with."""


class _Values(Values):
    """The distinct values of one column, each worked out when it is asked for."""

    def __init__(self, text: Text, places: Rows) -> None:
        self._text = text
        self._places = places

    def __len__(self) -> int:
        return len(self._places)

    def one(self, place: int) -> Value:
        """The value with this number."""
        return value_of(self.raw(place))

    def at(self, places: Sequence[int]) -> Iterator[Value]:
        """The values with these numbers, which rise. Texts are read where they stand."""
        with memoryview(self._text) as text:
            for start, length in self._places[places].tolist():
                yield value_of(text[start : start + length])

    def raw(self, place: int) -> bytes | bytearray:
        """A value as the document writes it."""
        start, length = self._places[place].tolist()
        return self._text[start : start + length]


@dataclass(frozen=True)
class JsonEvents:
    """Rows of one batch (see `evidence.sigma.events.Events`). It lives as long as the text
    that it was read from is not read over.
    """

    text: Text
    logsource: Logsource
    columns: dict[str, int]
    codes: npt.NDArray[np.int32]
    """By column and row: numbers of values."""
    spans: Rows
    values: Rows
    """Per value: its column, where its text begins, how long it is."""
    _seen: dict[str, Column | None] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        """How many there are."""
        return len(self.spans)

    def hinted(self, scanner: Scanner) -> dict[int, Rows]:
        """By pattern: the rows whose documents hold it."""
        return hinted_rows(scanner.places(self.text), self.starts)

    @cached_property
    def starts(self) -> Rows:
        """Where the document of each row begins."""
        return np.ascontiguousarray(self.spans[:, 0])

    @cached_property
    def _by_column(self) -> tuple[Rows, Rows, Codes]:
        """Numbers of values in the order of their columns, where each column begins, and by its
        number the place of each value within its column; the last is that of no value.
        """
        of_column = self.values[:, 0]
        # Sixteen bits are sorted by counting, and no log has so many columns.
        few = len(self.columns) < 1 << 15
        order = np.argsort(of_column.astype(np.int16) if few else of_column, kind="stable")
        ordered = of_column[order]
        bounds = np.searchsorted(ordered, np.arange(len(self.columns) + 1))
        within = np.empty(len(order) + 1, np.int32)
        within[order] = np.arange(len(order)) - bounds[ordered]
        within[-1] = ABSENT
        return order, bounds, within

    def column(self, field: str) -> Column | None:
        """A field; None where no event has it."""
        if field not in self._seen:
            self._seen[field] = self._column(field)
        return self._seen[field]

    def _column(self, field: str) -> Column | None:
        place = self.columns.get(field)
        if place is None:
            return None
        order, bounds, within = self._by_column
        numbers = order[bounds[place] : bounds[place + 1]]
        if not len(numbers):
            return None
        codes: Codes = within[self.codes[place]]
        return Column(codes, _Values(self.text, self.values[numbers, 1:]))

    def raw(self, field: str, place: int) -> bytes:
        """A value of a column, by its number, as the document writes it."""
        column = self.column(field)
        if column is None or not isinstance(column.values, _Values):
            raise KeyError(field)
        return bytes(column.values.raw(place))

    def texts(self, row: int) -> Sequence[str]:
        """Every value of one event."""
        start, end = self.spans[row].tolist()
        return texts_of(self.text[start:end])


def _most_columns(wanted: Container[str]) -> int:
    """Columns for which there is room at first: memory that is not written to costs nothing."""
    return max(len(wanted), 1) if isinstance(wanted, Sized) else FIRST_COLUMNS


class Tokenizer:
    """Reads text after text, and keeps the names of paths from one to the next.

    `wanted` are the fields that will be asked for. One tokenizer serves one thread.
    """

    def __init__(self, wanted: Container[str]) -> None:
        self._wanted = wanted
        self._paths: dict[int, tuple[str, ...]] = {-1: ()}
        self._columns: dict[str, int] = {}
        self._arrays = kernel.Arrays(
            cursor=np.zeros(kernel.CURSOR_SIZE, np.int64),
            paths=np.zeros((4 * MOST_PATHS, 2), np.int64),
            new_paths=np.empty((MOST_NEW_PATHS, 4), np.int64),
            codes=np.empty((_most_columns(wanted), WIDTH), np.int32),
            columns=0,
            spans=np.empty((MOST_ROWS, 2), np.int64),
            slots=np.empty(2 * MOST_VALUES, np.int32),
            value_hashes=np.empty(MOST_VALUES, np.uint64),
            values=np.empty((MOST_VALUES, 3), np.int64),
            broken=np.empty(MOST_BROKEN, np.int64),
        )
        self._cursor = self._arrays.cursor
        self.broken: list[int] = []
        """Places of the last text that could not be followed, at most `MOST_BROKEN`."""
        self.broken_count = 0
        self.rest = 0
        """Where the document begins that the end of the last text cuts."""
        self.cut = False
        """Whether it cuts one."""

    def batches(self, text: Text, logsource: Logsource) -> Iterator[JsonEvents]:
        """The events of a text, which is copied unless it ends with `PADDING`. Each batch must
        be done with before the next is taken.
        """
        if not text.endswith(PADDING):
            text = text + PADDING
        end = len(text) - len(PADDING)
        array = np.frombuffer(text, np.uint8)
        self._cursor[kernel.CURSOR_PLACE] = 0
        self._cursor[kernel.CURSOR_BROKEN] = 0
        ended = False
        while not ended:
            ended = self._fill(array, end)
            if self._cursor[kernel.CURSOR_ROWS]:
                yield self._batch(text, logsource)
            elif not ended:
                self._pass_over(text)
        self.broken_count = int(self._cursor[kernel.CURSOR_BROKEN])
        self.broken = self._arrays.broken[: min(self.broken_count, MOST_BROKEN)].tolist()
        self.rest = int(self._cursor[kernel.CURSOR_PLACE])
        self.cut = self.rest < end

    def _fill(self, array: npt.NDArray[np.uint8], end: int) -> bool:
        """Fill the arrays; whether the text is read to its end."""
        cursor = self._cursor
        used = int(cursor[kernel.CURSOR_ROWS]) + 1
        cursor[kernel.CURSOR_ROWS] = 0
        cursor[kernel.CURSOR_VALUES] = 0
        self._arrays.codes[: len(self._columns), :used] = ABSENT
        cursor[kernel.CURSOR_SLOTS] = kernel.FIRST_SLOTS
        self._arrays.slots[: kernel.FIRST_SLOTS] = ABSENT
        while True:
            why = kernel.tokenize(array, end, MOST_PATHS, self._arrays)
            self._name_paths(array)
            if why != kernel.UNKNOWN_PATHS:
                return bool(why == kernel.DONE)

    def _name_paths(self, array: npt.NDArray[np.uint8]) -> None:
        new = self._arrays.new_paths[: self._cursor[kernel.CURSOR_NEW]].tolist()
        for slot, parent, start, length in new:
            key = value_of(b'"%s"' % array[start : start + length].tobytes())
            path = (*self._paths.get(parent, ()), str(key))
            self._paths[slot] = path
            self._arrays.paths[slot, 1] = self._column(field_name(path))

    def _column(self, name: str) -> int:
        if name not in self._wanted:
            return kernel.UNWANTED
        if name not in self._columns:
            self._columns[name] = self._new_column()
        return self._columns[name]

    def _new_column(self) -> int:
        arrays = self._arrays
        column = arrays.columns
        if column >= len(arrays.codes):
            more = np.empty((2 * column, WIDTH), np.int32)
            more[:column] = arrays.codes
            arrays.codes = more
        arrays.codes[column] = ABSENT
        arrays.columns += 1
        return column

    def _batch(self, text: Text, logsource: Logsource) -> JsonEvents:
        rows = int(self._cursor[kernel.CURSOR_ROWS])
        values = int(self._cursor[kernel.CURSOR_VALUES])
        return JsonEvents(
            text=text,
            logsource=logsource,
            columns=dict(self._columns),
            codes=self._arrays.codes[:, :rows],
            spans=self._arrays.spans[:rows],
            values=self._arrays.values[:values],
        )

    def _pass_over(self, text: Text) -> None:
        """One document has more values than there is room for: go on behind its line."""
        start = int(self._cursor[kernel.CURSOR_PLACE])
        line_end = text.find(b"\n", start)
        self._arrays.broken[min(int(self._cursor[kernel.CURSOR_BROKEN]), MOST_BROKEN - 1)] = start
        self._cursor[kernel.CURSOR_BROKEN] += 1
        self._cursor[kernel.CURSOR_PLACE] = len(text) if line_end < 0 else line_end + 1
