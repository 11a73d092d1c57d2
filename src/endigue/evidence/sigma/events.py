"""Events as columns whose distinct values are numbered."""

from abc import abstractmethod
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, overload

import numpy as np
import numpy.typing as npt

from endigue.evidence.sigma.rules import Logsource
from endigue.evidence.sigma.scan import Scanner

Codes = npt.NDArray[np.int32]
Rows = npt.NDArray[np.int64]

Value = str | tuple[str, ...] | None
"""Numbers and booleans are texts as JSON writes them; a list is the texts of its leaves."""

ABSENT = -1
"""The code of a row that does not have the field."""

ALIASES: dict[str, tuple[str, ...]] = {
    "Provider_Name": ("SourceName", "ProviderName"),
    "Image": ("NewProcessName", "ProcessName"),
    "ParentImage": ("ParentProcessName",),
    "LogonId": ("SubjectLogonId",),
    "TargetObject": ("ObjectName",),
    "Details": ("NewValue",),
}
"""Other names of a field of Windows events: as NXLog and Winlogbeat 6 store it, and as the
Security channel (4688, 4657) calls what Sysmon calls otherwise (pySigma's pipeline for audit).
"""


class Values(Sequence[Value]):
    """The distinct values of a column, each worked out when it is asked for."""

    __slots__ = ()

    @abstractmethod
    def one(self, place: int) -> Value:
        """The value with this number."""

    def at(self, places: Sequence[int]) -> Iterator[Value]:
        """The values with these numbers, which rise."""
        return map(self.one, places)

    @overload
    def __getitem__(self, place: int) -> Value: ...
    @overload
    def __getitem__(self, place: slice) -> list[Value]: ...
    def __getitem__(self, place: int | slice) -> Value | list[Value]:
        if isinstance(place, slice):
            return [self.one(each) for each in range(*place.indices(len(self)))]
        return self.one(place)


@dataclass(frozen=True, slots=True)
class Column:
    """One field of all rows: `values[codes[row]]`, absent where the code is `ABSENT`."""

    codes: Codes
    values: Values


class Events(Protocol):
    """Some events of one source."""

    @property
    def rows(self) -> int:
        """How many there are."""
        ...

    @property
    def logsource(self) -> Logsource:
        """What the file holds, as far as its reader can tell."""
        ...

    def column(self, field: str) -> Column | None:
        """A field; None where no event has it."""
        ...

    def hinted(self, scanner: Scanner) -> dict[int, Rows]:
        """By pattern: rows, rising, whose JSON text may hold it. None may be missing."""
        ...

    def texts(self, row: int) -> Sequence[str]:
        """Every value of one event, whatever its field."""
        ...


def with_aliases(fields: frozenset[str]) -> frozenset[str]:
    """The fields and the other names under which they may be stored."""
    return fields.union(*(ALIASES.get(field, ()) for field in fields))


def field_of(events: Events, field: str) -> Column | None:
    """The column of a field: each event's own value, or that under the first alias it has."""
    column = events.column(field)
    for alias in ALIASES.get(field, ()):
        column = filled(column, events.column(alias))
    return column


def filled(column: Column | None, other: Column | None) -> Column | None:
    """The column, with the other's values where it has none."""
    if column is None or other is None:
        return other if column is None else column
    shifted = np.where(other.codes == ABSENT, ABSENT, other.codes + len(column.values))
    codes = np.where(column.codes == ABSENT, shifted, column.codes).astype(np.int32)
    return Column(codes, _Joined(column.values, other.values))


@dataclass(frozen=True, slots=True)
class _Joined(Values):
    """The values of one column behind those of another; neither is worked out before it is
    asked for.
    """

    first: Values
    second: Values

    def __len__(self) -> int:
        return len(self.first) + len(self.second)

    def one(self, place: int) -> Value:
        """The value with this number."""
        border = len(self.first)
        return self.first.one(place) if place < border else self.second.one(place - border)

    def at(self, places: Sequence[int]) -> Iterator[Value]:
        """The values with these numbers, which rise."""
        border = len(self.first)
        of_first = bisect_left(places, border)
        yield from self.first.at(places[:of_first])
        yield from self.second.at([place - border for place in places[of_first:]])
