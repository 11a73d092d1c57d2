"""From a directory, a workbook and a scan to an organisation that loads without an error."""

from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from endigue.desk.hands import Hands
from endigue.desk.importing import import_into
from endigue.organisation.loaded import Loaded
from endigue.organisation.model import Organisation
from endigue.readers.importers import IMPORTERS
from endigue.readers.lever_figures import load_lever_figures
from endigue.readers.organisation_folder import read_organisation
from endigue.writers.organisation_folder import write_organisation

ROOT = Path(__file__).parents[2]
WORKBOOK = ROOT / "examples" / "directory" / "operations.xlsx"
SCAN = ROOT / "tests" / "data" / "readers" / "scan.xml"


def hands() -> Hands:
    """The real readers and writers of organisation folders, and nothing else."""

    def read(folder: str) -> Loaded:
        return read_organisation(folder)

    def write(organisation: Organisation, folder: str) -> None:
        write_organisation(organisation, folder, bulk="csv")

    organisations = SimpleNamespace(
        read=read, write=write, exists=lambda folder: (Path(folder) / "organisation.toml").exists()
    )
    imports = SimpleNamespace(inventory=lambda kind, files: IMPORTERS[kind](files))
    return cast(
        "Hands",
        SimpleNamespace(
            organisations=organisations, imports=imports, lever_figures=load_lever_figures
        ),
    )


@pytest.fixture(scope="module")
def folder(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    collection = shared_data / "bloodhound_sample" / "ad_sampledata.zip"
    place = str(tmp_path_factory.mktemp("organisation") / "phantom")
    for kind, file in (("bloodhound", collection), ("workbook", WORKBOOK), ("nmap", SCAN)):
        import_into(hands(), kind, [str(file)], place)
    return place


def test_the_folder_loads_and_holds_what_each_source_knew(folder: str) -> None:
    organisation = read_organisation(folder).organisation
    assert len(organisation.operations) == 6
    assert {crew.id: crew.people for crew in organisation.crews}["endpoint"] == 3
    names = {asset.name for asset in organisation.assets}
    assert {"DC01.PHANTOM.CORP", "PBX 1", "dc01.acme.test"} <= names
    kinds = set(organisation.links.kinds)
    assert {"AdminTo", "DCSync", "NetworkReach"} <= kinds


def test_a_machine_that_operations_turn_out_to_need_is_for_the_strategic_cell(folder: str) -> None:
    organisation = read_organisation(folder).organisation
    names = {asset.id: asset.name for asset in organisation.assets}
    approvals = {names.get(one.target): one.approval for one in organisation.levers}
    assert approvals["FILESERVER01.PHANTOM.CORP"] == "strategic"
    assert approvals["ALICE-LAPTOP.PHANTOM.CORP"] == "operational"


def test_the_same_import_again_changes_nothing(folder: str, shared_data: Path) -> None:
    before = read_organisation(folder).organisation
    collection = shared_data / "bloodhound_sample" / "ad_sampledata.zip"
    import_into(hands(), "bloodhound", [str(collection)], folder)
    after = read_organisation(folder).organisation
    assert after.assets == before.assets
    assert after.levers == before.levers
    assert after.crews == before.crews
    assert len(after.links) == len(before.links)
