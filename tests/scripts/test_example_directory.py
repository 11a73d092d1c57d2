"""The committed example is what the script writes, and it fits the public sample."""

import csv
import importlib.util
import io
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

from endigue.organisation.model import Organisation
from endigue.organisation.naming import NameIndex, resolve_names
from endigue.organisation.needs import leaves
from endigue.readers.bloodhound import read as read_bloodhound
from endigue.readers.workbook import read

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "directory"


@pytest.fixture(scope="module")
def script() -> ModuleType:
    path = ROOT / "scripts" / "example_directory.py"
    spec = importlib.util.spec_from_file_location("example_directory", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def directory(shared_data: Path) -> Organisation:
    found = read_bloodhound([str(shared_data / "bloodhound_sample" / "ad_sampledata.zip")])
    return Organisation(
        name="phantom", entities=found.entities, zones=found.zones, assets=found.assets,
        levers=found.levers, crews=found.crews,
    )  # fmt: skip


def entries(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_committed_files_are_what_the_script_writes(script: ModuleType) -> None:
    written = entries((EXAMPLE / "operations.xlsx").read_bytes())
    assert written == entries(script.workbook()), "run: uv run python scripts/example_directory.py"
    assert (EXAMPLE / "findings.csv").read_bytes() == script.findings()


def test_the_workbook_names_machines_and_accounts_of_the_sample(directory: Organisation) -> None:
    inventory, problems = resolve_names(read([str(EXAMPLE / "operations.xlsx")]), directory)
    assert problems == ()
    assert len(inventory.operations) == 6
    known = set(directory.asset_index) | {asset.id for asset in inventory.assets}
    services = {service.id for service in inventory.services}
    for thing in (*inventory.services, *inventory.operations):
        assert set(leaves(thing.needs)) <= known | services


def test_the_findings_name_one_unknown_host_and_one_account_of_three_domains(
    directory: Organisation,
) -> None:
    index = NameIndex()
    index.add_assets(asset for asset in directory.assets if asset.kind in {"machine", "account"})
    accounts = NameIndex()
    accounts.add_assets(asset for asset in directory.assets if asset.kind == "account")
    with (EXAMPLE / "findings.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert list(rows[0]) == ["time", "host", "account", "kind", "detail"]
    unknown = [row["host"] for row in rows if row["host"] and not index.find(row["host"])]
    assert unknown == ["ACCOUNTS-LT-07"]
    found = {row["account"]: len(accounts.find(row["account"])) for row in rows if row["account"]}
    assert found.pop("Administrator") == 3
    assert set(found.values()) == {1}
