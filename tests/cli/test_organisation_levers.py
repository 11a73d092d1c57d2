from collections.abc import Callable
from pathlib import Path

import pytest

from endigue.readers.organisation_folder import read_organisation


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    texts = {
        "organisation.toml": 'name = "Small"\n',
        "assets.csv": "id,kind\npc,machine\nsrv,machine\njane,account\n",
        "levers.csv": "id,kind,target,minutes\nmine,isolate_host,pc,1\n",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_only_what_lacks_a_lever_is_shown_and_nothing_is_written(
    endigue: Callable, folder: Path
) -> None:
    before = (folder / "levers.csv").read_bytes()
    said = endigue("organisation", "levers", folder, "--json").json
    assert (said["described"], said["written"]) == (1, False)
    assert [lever["id"] for lever in said["levers"]] == ["isolate-srv", "disable-jane"]
    assert said["counts"] == {"isolate_host": 1, "disable_account": 1}
    assert "Add --write" in endigue("organisation", "levers", folder).out
    assert (folder / "levers.csv").read_bytes() == before


def test_written_ones_stand_behind_those_that_people_described(
    endigue: Callable, folder: Path
) -> None:
    assert endigue("organisation", "levers", folder, "--write").code == 0
    levers = read_organisation(str(folder)).organisation.levers
    assert [lever.id for lever in levers] == ["mine", "isolate-srv", "disable-jane"]
    assert levers[0].minutes == 1
    again = endigue("organisation", "levers", folder, "--write")
    assert "has a lever" in again.out
