"""OpenGraph documents, written as other tools write them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from endigue.organisation.inventory import Inventory
from endigue.readers.opengraph import read


@pytest.fixture
def graph(tmp_path: Path) -> Callable[..., Inventory]:
    """`graph(nodes, edges)`: the inventory of one document."""

    def make(nodes: list[Any], edges: list[Any] | None = None) -> Inventory:
        path = tmp_path / "graph.json"
        document = {"metadata": {"source_kind": "X"}, "graph": {"nodes": nodes, "edges": edges}}
        if edges is None:
            del document["graph"]["edges"]
        path.write_text(json.dumps(document))
        return read([str(path)])

    return make
