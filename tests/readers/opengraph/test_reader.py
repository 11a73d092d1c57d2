import json
from pathlib import Path
from typing import Any

import pytest

from endigue.desk.refusal import Refusal
from endigue.readers.opengraph import read, reader


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ({"data": [], "meta": {}}, "not_opengraph"),
        ({"graph": None}, "not_opengraph"),
        ({"graph": {"nodes": {}}}, "json_other_shape"),
        ({"graph": {"edges": 3}}, "json_other_shape"),
    ],
)
def test_what_is_no_document_is_refused(document: Any, code: str, tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text(json.dumps(document))
    with pytest.raises(Refusal) as refusal:
        read([str(path)])
    assert refusal.value.code == f"importing.{code}"


def test_edges_may_join_nodes_of_several_documents(tmp_path: Path) -> None:
    edge = {"kind": "Runs", "start": {"value": "a"}, "end": {"value": "b"}, "properties": {}}
    documents = [
        {"graph": {"edges": [edge], "nodes": [{"id": "a", "kinds": ["Computer"]}]}},
        {"graph": {"nodes": [{"id": "b", "kinds": ["User"]}]}},
    ]
    for number, document in enumerate(documents):
        (tmp_path / f"{number}.json").write_text(json.dumps(document))
    inventory = read([str(tmp_path)])
    assert [(link.source, link.target) for link in inventory.links] == [("a", "b")]


def test_the_number_of_edges_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MOST_EDGES", 2)
    (tmp_path / "x.json").write_text(json.dumps({"graph": {"edges": [1, 2, 3]}}))
    with pytest.raises(Refusal) as refusal:
        read([str(tmp_path)])
    assert refusal.value.code == "importing.too_many_relations"
