from pathlib import Path

import pytest

from endigue.desk.refusal import Refusal
from endigue.organisation.model import KOf
from endigue.readers.dependencies.itop import read
from endigue.readers.dependencies.itop_csv import links

SERVERS = "id,name,finalclass\n1,SRV 1,Server\n2,SRV 2,Server\n3,core,NetworkDevice\n"


def written(tmp_path: Path, **files: str) -> list[str]:
    for name, text in files.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return [str(tmp_path)]


def test_a_cell_of_links_is_taken_apart() -> None:
    assert links("functionalci_id:12;impact:x|'functionalci_id:13';'note:a'") == [
        {"functionalci_id": "12", "impact": "x"},
        {"functionalci_id": "13", "note": "a"},
    ]
    assert links("") == links("|;|nonsense") == []


def test_classes_stand_in_the_file_or_in_its_name(tmp_path: Path) -> None:
    solutions = "id,name,redundancy,functionalcis_list\n9,Claims,2,functionalci_id:{0}\n"
    found = read(
        written(
            tmp_path,
            FunctionalCI=SERVERS,
            ApplicationSolution=solutions.format("1|functionalci_id:2|functionalci_id:3"),
            BusinessProcess="id;name;applicationsolutions_list\n10;Pay;applicationsolution_id:9\n",
        )
    )
    assert [(one.id, one.kind) for one in found.assets] == [
        ("srv-1", "machine"),
        ("srv-2", "machine"),
        ("core", "appliance"),
    ]
    assert [(one.id, one.needs) for one in found.services] == [
        ("claims", KOf(2, ("srv-1", "srv-2", "core")))
    ]
    assert [(one.id, one.needs) for one in found.operations] == [("pay", "claims")]
    assert found.left_out == ()


def test_links_come_from_files_of_their_own_too(tmp_path: Path) -> None:
    found = read(
        written(
            tmp_path,
            Server="id,name\n1,SRV 1\n2,SRV 2\n",
            ApplicationSolution="id,name\n9,Claims\n",
            BusinessProcess="id,name\n10,Pay\n",
            lnkApplicationSolutionToFunctionalCI=(
                "id,applicationsolution_id,functionalci_id\n1,9,1\n2,9,2\n3,9,\n4,9,77\n"
            ),
            lnkApplicationSolutionToBusinessProcess="businessprocess_id,applicationsolution_id\n10,9\n",
        )
    )
    assert [one.needs for one in found.services] == [KOf(2, ("srv-1", "srv-2"))]
    assert [one.needs for one in found.operations] == ["claims"]
    assert {(one.why, one.count) for one in found.left_out} == {("importing.end_unknown", 1)}


def test_what_has_no_key_is_counted_and_what_is_no_text_is_refused(tmp_path: Path) -> None:
    found = read(written(tmp_path, Server="id,name\n1,SRV 1\n,lost\n"))
    assert {(one.why, one.count) for one in found.left_out} == {("importing.object_broken", 1)}
    (tmp_path / "Server.csv").write_bytes(b"id,name\n1,\xff\xfe\n")
    with pytest.raises(Refusal, match="not_text"):
        read([str(tmp_path)])
