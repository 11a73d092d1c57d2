"""The assets and links of the example while they are being written down."""

from collections.abc import Iterable

import numpy as np

from endigue.organisation.example.chance import Positions
from endigue.organisation.model import Asset, Links

NO_FLOW = -1


class Register:
    """Assets in order. A *block* is a name for some of them, such as all domain controllers."""

    def __init__(self) -> None:
        self.assets: list[Asset] = []
        self._blocks: dict[str, Positions] = {}

    def enlist(self, block: str, assets: Iterable[Asset]) -> Positions:
        """Write assets down as one block and say where they stand."""
        first = len(self.assets)
        self.assets.extend(assets)
        return self.name_block(block, np.arange(first, len(self.assets), dtype=np.int32))

    def name_block(self, block: str, positions: Positions) -> Positions:
        """Give a name to assets that are there already."""
        if block in self._blocks:
            raise ValueError(f"there is a block {block} already")
        self._blocks[block] = positions
        return positions

    def at(self, *blocks: str) -> Positions:
        """Where the assets of these blocks stand."""
        return np.concatenate([self._blocks[block] for block in blocks])

    def ids(self, *blocks: str) -> tuple[str, ...]:
        """Identifiers of the assets of these blocks."""
        return tuple(self.assets[position].id for position in self.at(*blocks).tolist())


class Ways:
    """Columns of links."""

    def __init__(self) -> None:
        self._kinds: dict[str, int] = {}
        self._columns: list[tuple[Positions, Positions, Positions, Positions, Positions]] = []

    def lead(
        self,
        kind: str,
        source: Positions | int,
        target: Positions | int,
        port: int = 0,
        flow: Positions | int = NO_FLOW,
    ) -> None:
        """Links from each source to the target in the same place; a single number stands for
        as many as the others are long.
        """
        number = self._kinds.setdefault(kind, len(self._kinds))
        columns = np.broadcast_arrays(
            *(
                np.atleast_1d(np.asarray(one, np.int32))
                for one in (source, target, number, port, flow)
            )
        )
        source_column, target_column, kind_column, port_column, flow_column = columns
        self._columns.append((source_column, target_column, kind_column, port_column, flow_column))

    def lead_each(self, kind: str, sources: Positions, targets: Positions) -> None:
        """Links from every source to every target."""
        self.lead(kind, np.repeat(sources, len(targets)), np.tile(targets, len(sources)))

    def links(self) -> Links:
        """All links, each once, none from an asset to itself."""
        table = np.stack([np.concatenate(column) for column in zip(*self._columns, strict=True)])
        table = table[:, table[0] != table[1]]
        _, first = np.unique(table, axis=1, return_index=True)
        source, target, kind, port, flow = table[:, np.sort(first)]
        return Links(
            source=source,
            target=target,
            kind=kind.astype(np.int16),
            port=port,
            flow=flow,
            kinds=tuple(self._kinds),
        )
