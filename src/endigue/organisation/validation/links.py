"""links.csv: up to tens of millions of rows, so checked by distinct text and never by row."""

import numpy as np
from numpy.typing import NDArray

from endigue.organisation.model import Links
from endigue.organisation.problems import Problem, Problems
from endigue.organisation.validation.cells import Fault, Parser, port
from endigue.organisation.validation.names import Kind, Names
from endigue.organisation.validation.rows import CELL_EMPTY, WRONG, Rows

MOST_KINDS = 10_000
"""Assumed: BloodHound knows about a hundred."""


def read_links(rows: Rows, names: Names, problems: Problems, warnings: Problems) -> Links:
    """Links as columns; a link from an asset to itself is a warning."""
    asset = _positions(names, "asset", "organisation.unknown_asset")
    source = rows.codes("source", asset, CELL_EMPTY)
    target = rows.codes("target", asset, CELL_EMPTY)
    flow = rows.codes("flow", _positions(names, "flow", "organisation.unknown_flow"), -1)
    ports = rows.codes("port", port, 0)
    kind, kinds = _kinds(rows, problems)
    loops = np.flatnonzero((source == target) & (source != WRONG))
    Rows(rows.table, warnings).report("target", loops, "organisation.link_to_itself")
    return Links(
        source=source.astype(np.int32),
        target=target.astype(np.int32),
        kind=kind,
        port=ports.astype(np.int32),
        flow=flow.astype(np.int32),
        kinds=kinds,
    )


def _positions(names: Names, kind: Kind, code: str) -> Parser[int]:
    """A parser of names into their positions among the things of one kind."""
    positions = {name: place for place, name in enumerate(names.of(kind))}
    known = names.known(kind, code)

    def parse(text: str) -> int | Fault:
        place = positions.get(text)
        if place is not None:
            return place
        wrong = known(text)
        return wrong if isinstance(wrong, Fault) else WRONG

    return parse


def _kinds(rows: Rows, problems: Problems) -> tuple[NDArray[np.int16], tuple[str, ...]]:
    """The kind of every link, as positions in the sorted kinds."""
    column = rows.table.columns.get("kind")
    texts = () if column is None else column.values
    used = set() if column is None else {texts[code] for code in np.unique(column.codes)}
    kinds = tuple(sorted(used - {""}))
    if len(kinds) > MOST_KINDS:
        arguments: dict[str, object] = {"found": len(kinds), "most": MOST_KINDS}
        code = "organisation.too_many_kinds"
        problems.add(Problem(rows.table.file, 0, "kind", code, arguments))
        kinds = ()
    position = {kind: place for place, kind in enumerate(kinds)}
    codes = rows.codes("kind", lambda text: position.get(text, WRONG), CELL_EMPTY)
    return codes.astype(np.int16), kinds
