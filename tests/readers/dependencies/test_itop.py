import json
from pathlib import Path

import pytest

from endigue.desk.refusal import Refusal
from endigue.organisation.model import KOf
from endigue.readers.dependencies.itop import read


def item(kind: str, key: object, name: str, **fields: object) -> dict[str, object]:
    return {"code": 0, "class": kind, "key": key, "fields": {"name": name, **fields}}


def written(tmp_path: Path, *items: dict[str, object]) -> str:
    objects = {f"{one['class']}::{place}": one for place, one in enumerate(items)}
    file = tmp_path / "itop.json"
    file.write_text(json.dumps({"objects": objects, "code": 0}), encoding="utf-8")
    return str(file)


def test_solutions_need_as_many_items_as_their_redundancy_says(tmp_path: Path) -> None:
    cis = [{"functionalci_id": key, "functionalci_name": "x"} for key in ("1", 2, "3")]
    file = written(
        tmp_path,
        item("Server", "1", "SRV 1", osfamily_name="Linux"),
        item("Server", 2, "SRV 2"),
        item("NetworkDevice", "3", "switch"),
        item("ApplicationSolution", "9", "Claims", functionalcis_list=cis, redundancy="50%"),
        item("BusinessProcess", "10", "Pay", applicationsolutions_list=[
            {"applicationsolution_id": "9"}, {"applicationsolution_id": "77"}, "strange",
        ]),
    )  # fmt: skip
    found = read([file])
    assert [(one.id, one.kind, one.os) for one in found.assets] == [
        ("srv-1", "machine", "Linux"), ("srv-2", "machine", ""), ("switch", "appliance", ""),
    ]  # fmt: skip
    assert [(one.id, one.needs) for one in found.services] == [
        ("claims", KOf(2, ("srv-1", "srv-2", "switch")))
    ]
    assert [(one.id, one.needs) for one in found.operations] == [("pay", "claims")]
    assert {(one.why, one.count) for one in found.left_out} == {("importing.end_unknown", 1)}


def test_instances_need_their_systems_and_farms_their_hosts(tmp_path: Path) -> None:
    file = written(
        tmp_path,
        item("DBServer", "1", "postgres", system_id="2"),
        item("VirtualMachine", "2", "vm", virtualhost_id="3"),
        item("Farm", "3", "farm", hypervisor_list=[{"id": "4"}, {"id": "5"}], redundancy="1"),
        item("Hypervisor", "4", "esx 1", server_id="0"),
        item("Hypervisor", "5", "esx 2"),
        item("Farm", "5", "twice"),
        item("Server", "", "broken"),
        item("Server", "8", "odd", redundancy="some"),
    )
    found = read([file])
    assert {one.id: one.needs for one in found.services} == {
        "postgres": "with-vm",
        "with-vm": KOf(2, ("vm", "farm")),
        "farm": KOf(1, ("esx-1", "esx-2")),
    }
    assert {one.why.removeprefix("importing.") for one in found.left_out} == {
        "object_twice", "object_broken", "redundancy_unknown",
    }  # fmt: skip


@pytest.mark.parametrize("content", ["{}", "[]", '{"objects": null}', "no"])
def test_what_is_no_answer_of_itop_is_refused(tmp_path: Path, content: str) -> None:
    file = tmp_path / "x.json"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(Refusal):
        read([str(file)])
