from pathlib import Path

import pytest

from endigue.desk.refusal import Refusal
from endigue.organisation.model import KOf
from endigue.readers.dependencies.glpi import read

RELATIONS = """id,itemtype_source,items_id_source,itemtype_impacted,items_id_impacted
1,Computer,12,Appliance,3
2,Computer,13,Appliance,3
3,NetworkEquipment,1,Computer,12
4,Appliance,3,PluginCmdbOperationprocess,5
5,,13,Appliance,3
"""
NAMES = "itemtype;id;name\nComputer;12;SRV-CLAIMS\nAppliance;3;Claims\n"


def test_what_impacts_a_thing_is_needed_by_it(tmp_path: Path) -> None:
    (tmp_path / "impact.csv").write_text(RELATIONS, encoding="utf-8")
    (tmp_path / "names.csv").write_text(NAMES, encoding="utf-8")
    (tmp_path / "notes.txt").write_text("x", encoding="utf-8")
    found = read([str(tmp_path)])
    assert {(one.id, one.kind) for one in found.assets} == {
        ("srv-claims", "machine"),
        ("computer-13", "machine"),
        ("networkequipment-1", "appliance"),
    }
    services = {one.id: one.needs for one in found.services}
    assert services == {
        "claims": KOf(2, ("with-srv-claims", "computer-13")),
        "with-srv-claims": KOf(2, ("srv-claims", "networkequipment-1")),
    }
    assert [one.needs for one in found.operations] == ["claims"]
    assert {one.why for one in found.left_out} == {
        "importing.object_broken", "importing.no_csv",
    }  # fmt: skip


@pytest.mark.parametrize("content", ["a,b\n1,2\n", ""])
def test_what_is_no_such_export_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "x.csv").write_text(content, encoding="utf-8")
    with pytest.raises(Refusal):
        read([str(tmp_path / "x.csv")])
