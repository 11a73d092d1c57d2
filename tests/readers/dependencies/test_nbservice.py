import json
from pathlib import Path

import pytest

from endigue.desk.refusal import Refusal
from endigue.organisation.model import KOf
from endigue.readers.dependencies.nbservice import read

ICS = [
    {"service": "Claims", "assigned_object_type": "nb_service.application",
     "assigned_object": {"id": 1, "name": "claims-web"}},
    {"service": "Claims", "assigned_object_type": "dcim.device",
     "assigned_object": {"id": 7, "name": "SRV 7"}},
    {"service": "Claims", "assigned_object_type": "dcim.device", "assigned_object": None},
    {"service": "Claims", "assigned_object_type": "ipam.prefix",
     "assigned_object": {"id": 7, "name": "x"}},
]  # fmt: skip
APPLICATIONS = {
    "results": [
        {"id": 1, "name": "claims-web", "devices": [{"id": 7, "name": "SRV 7"}],
         "vm": [{"id": 7, "name": "vm-7"}, "strange"]},
        {"id": None, "name": "", "devices": []},
    ]
}  # fmt: skip
REST = {"results": [{"name": "Idle", "clients": []}, {"source": 1, "destination": 2}, {"x": 1}]}


def test_services_need_their_items_and_applications_their_machines(tmp_path: Path) -> None:
    for name, content in (("ics", ICS), ("apps", APPLICATIONS), ("rest", REST)):
        (tmp_path / f"{name}.json").write_text(json.dumps(content), encoding="utf-8")
    found = read([str(tmp_path)])
    assert [one.id for one in found.assets] == ["srv-7", "vm-7", "idle"]
    assert {one.id: one.needs for one in found.services} == {
        "claims": KOf(2, ("claims-web", "srv-7")),
        "claims-web": KOf(2, ("srv-7", "vm-7")),
    }
    counts = {(one.kind, one.why.removeprefix("importing.")): one.count for one in found.left_out}
    assert counts == {
        ("configuration item", "object_broken"): 2,
        ("virtualmachine", "object_broken"): 1,
        ("application", "object_broken"): 1,
        ("relation", "drawing"): 1,
        ("object", "object_broken"): 1,
    }


@pytest.mark.parametrize("content", ["{}", '{"results": 1}', "3", "no"])
def test_what_is_no_answer_is_refused(tmp_path: Path, content: str) -> None:
    file = tmp_path / "x.json"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(Refusal):
        read([str(file)])
