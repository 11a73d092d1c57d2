"""An organisation without levers, at the doors of the engines."""

from collections.abc import Callable
from pathlib import Path

import pytest

ASSETS = "id,kind\npc,machine\njane,account\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "organisation.toml").write_text('name = "Small"\n', encoding="utf-8")
    (tmp_path / "assets.csv").write_text(ASSETS, encoding="utf-8")
    return tmp_path


def test_one_line_says_that_levers_were_derived_and_json_stays_alone_on_the_output(
    endigue: Callable, folder: Path
) -> None:
    said = endigue("containment", "plan", folder, "--seeds", "pc", "--json")
    assert said.code == 0 and said.json["alternatives"]
    assert said.err.splitlines() == [
        f"endigue: {folder} describes no lever: 2 standard ones are computed with, their "
        f"figures assumed (see `endigue organisation levers {folder}`)"
    ]
    french = endigue("containment", "plan", folder, "--seeds", "pc", lang="fr_FR.UTF-8")
    assert "leviers types" in french.err


def test_a_derived_lever_can_be_priced_by_its_name(endigue: Callable, folder: Path) -> None:
    (folder / "pulled.txt").write_text("isolate-pc\n", encoding="utf-8")
    words = ("containment", "price", folder, "--seeds", "pc", "--actions", folder / "pulled.txt")
    said = endigue(*words, "--json")
    assert said.code == 0
    assert said.json["levers_cost"] > 0


def test_where_nothing_can_be_acted_on_it_says_so_and_plans_nothing(
    endigue: Callable, folder: Path
) -> None:
    (folder / "assets.csv").write_text("id,kind\nadmins,group\n", encoding="utf-8")
    said = endigue("containment", "plan", folder, "--seeds", "admins", "--json")
    assert said.code == 0
    assert "nothing can be cut" in said.err
    assert [one["actions"] for one in said.json["alternatives"]] == [[]]
    out = folder / "empty.json"
    words = ("containment", "export", folder, "--seeds", "admins", "--format", "cacao")
    assert endigue(*words, "--out", out).code == 0
    assert out.exists()


def test_an_organisation_with_levers_is_left_as_it_is(endigue: Callable, folder: Path) -> None:
    (folder / "levers.csv").write_text(
        "id,kind,target,minutes\nmine,isolate_host,pc,1\n", encoding="utf-8"
    )
    assert endigue("containment", "plan", folder, "--seeds", "pc", "--json").err == ""
