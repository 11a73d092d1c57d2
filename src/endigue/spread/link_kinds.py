"""How each kind of link is travelled: whether it works, and how long it takes."""

import tomllib
from collections import Counter
from typing import Annotated, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from endigue.organisation.model import Links

Share = Annotated[float, msgspec.Meta(gt=0, le=1)]
Hours = Annotated[float, msgspec.Meta(ge=0, le=8760)]
Port = Annotated[int, msgspec.Meta(ge=0, le=65535)]


class Travel(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One row: a kind of link, on one port or on any."""

    p: Share
    """Probability that the link can be used at all by an intruder at its source."""
    mean_hours: Hours | None = None
    """Mean of an exponential time to compromise; 0 is at once. None where there are `quantiles`."""
    source: str = ""
    """Where the figures come from, or `assumed`; never empty."""
    port: Port = 0
    """The row holds for links to this port only; 0 for every other."""
    quantiles: tuple[Hours, ...] = ()
    """Any other distribution: hours within which equal shares of all attempts are through, from
    the fastest to the slowest. Five numbers are the minimum, the quartiles and the maximum; in
    between, the time is even.
    """

    def __post_init__(self) -> None:
        if not self.source.strip():
            raise ValueError("a row has no source: write where it comes from, or `assumed`")
        if (self.mean_hours is None) == (not self.quantiles):
            raise ValueError("a row has either mean_hours or quantiles")
        if self.quantiles and (
            len(self.quantiles) < 2 or list(self.quantiles) != sorted(self.quantiles)
        ):
            raise ValueError("quantiles are two or more ascending hours")

    @property
    def mean(self) -> float:
        """Mean hours of any distribution."""
        if self.mean_hours is not None:
            return self.mean_hours
        inner = sum(self.quantiles) - (self.quantiles[0] + self.quantiles[-1]) / 2
        return inner / (len(self.quantiles) - 1)


class LinkKinds(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The table: rows by kind, and the row for kinds that it does not know."""

    default: Travel
    kind: dict[str, tuple[Travel, ...]]

    def known(self) -> frozenset[str]:
        """The kinds that have rows of their own."""
        return frozenset(self.kind)

    def row(self, kind: str, port: int) -> Travel:
        """The row for a link: of its port, else of any port, else the default."""
        rows = self.kind.get(kind, ())
        for wanted in (port, 0):
            for row in rows:
                if row.port == wanted:
                    return row
        return self.default


def parse_link_kinds(text: str) -> LinkKinds:
    """Read the table from TOML.

    Raises ValueError with a sentence where it is no TOML of that shape, a figure is out of
    range, a row has no source, or a kind has no row or two rows for one port.
    """
    try:
        table = msgspec.convert(tomllib.loads(text), LinkKinds)
    except RecursionError:  # tomllib goes down into every bracket
        raise ValueError("its values are nested too deeply") from None
    for kind, rows in table.kind.items():
        if not rows:
            raise ValueError(f"{kind} has no row")
        for port, times in Counter(row.port for row in rows).items():
            if times > 1:
                raise ValueError(f"{kind} has {times} rows for port {port}")
    return table


class LinkTravel(NamedTuple):
    """How every link of an organisation is travelled, as columns."""

    p: NDArray[np.float64]
    mean_hours: NDArray[np.float64]
    law: NDArray[np.int16]
    """Row of `quantiles`; `EXPONENTIAL` where the mean says it all."""
    quantiles: tuple[tuple[float, ...], ...]


EXPONENTIAL = -1


def travel_of(links: Links, table: LinkKinds) -> LinkTravel:
    """The figures of the row that holds for each link."""
    pairs = links.kind.astype(np.int64) << 32 | links.port.astype(np.int64)
    distinct, which = np.unique(pairs, return_inverse=True)
    rows = [table.row(links.kinds[pair >> 32], pair & 0xFFFFFFFF) for pair in distinct.tolist()]
    laws = tuple(sorted({row.quantiles for row in rows if row.quantiles}))
    law = [laws.index(row.quantiles) if row.quantiles else EXPONENTIAL for row in rows]
    return LinkTravel(
        np.array([row.p for row in rows], np.float64)[which],
        np.array([row.mean for row in rows], np.float64)[which],
        np.array(law, np.int16)[which],
        laws,
    )
