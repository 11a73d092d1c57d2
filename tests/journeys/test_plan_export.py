"""From a real directory to a plan that other tools can carry out."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

SEEDS = "DF-WIN10-DEV01.PHANTOM.CORP,ALICE-LAPTOP.PHANTOM.CORP,SVC_PAYADMIN@PHANTOM.CORP"
"""Two workstations and a service account of the sample directory."""

NOW = "2026-02-06T22:30:00+01:00"


@pytest.fixture
def imported(endigue: Callable, shared_data: Path, examples: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "org"
    collection = shared_data / "bloodhound_sample" / "ad_sampledata.zip"
    workbook = examples / "directory" / "operations.xlsx"
    for kind, file in (("bloodhound", collection), ("workbook", workbook)):
        assert endigue("organisation", "import", kind, file, "--into", folder).code == 0
    return folder


def actions(endigue: Callable, folder: Path) -> list[dict]:
    said = endigue("containment", "plan", folder, "--seeds", SEEDS, "--json")
    assert said.code == 0
    alternatives = {one["name"]: one for one in said.json["alternatives"]}
    plan = next(one for one in alternatives.values() if "plan" in (one["name"], *one["also"]))
    assert plan["proven"]
    assert plan["harm"] < alternatives["do_nothing"]["harm"]
    assert plan["harm"] < alternatives["pull_the_plug"]["harm"]
    return plan["actions"]


def test_a_real_directory_has_a_plan_with_a_reason_for_each_action_and_a_sound_playbook(
    endigue: Callable, imported: Path, cacao_errors: Callable, tmp_path: Path
) -> None:
    planned = actions(endigue, imported)
    assert all(action["why"] for action in planned)
    file = tmp_path / "playbook.json"
    words = ("containment", "export", imported, "--seeds", SEEDS, "--now", NOW)
    said = endigue(*words, "--format", "cacao", "--out", file, "--json")
    assert (said.code, said.err) == (0, "")
    assert said.json["actions"] == len(planned)
    playbook = json.loads(file.read_text("utf-8"))
    assert cacao_errors(playbook) == []
    steps = [step for step in playbook["workflow"].values() if step["type"] == "action"]
    manual = [one for step in steps for one in step["commands"] if one["type"] == "manual"]
    assert len(steps) >= len(planned) and manual
    assert all(len(step["description"]) > 40 for step in steps)
    again = tmp_path / "again.json"
    endigue(*words, "--format", "cacao", "--out", again)
    assert again.read_bytes() == file.read_bytes()


def test_a_directory_without_levers_is_planned_with_standard_ones_which_it_says(
    endigue: Callable, imported: Path
) -> None:
    (imported / "levers.csv").unlink()
    said = endigue("containment", "plan", imported, "--seeds", SEEDS, "--json")
    assert "describes no lever" in said.err and len(said.err.splitlines()) == 1
    derived = actions(endigue, imported)
    assert {"cut_internet", "pause_backups", "isolate_host", "disable_account"} <= {
        action["kind"] for action in derived
    }
    checked = endigue("organisation", "check", imported, "--json").json
    assert "organisation.no_levers" in {warning["code"] for warning in checked["warnings"]}

    shown = endigue("organisation", "levers", imported, "--json").json
    assert not shown["written"] and not (imported / "levers.csv").exists()
    targets = {lever["target"] for lever in shown["levers"]}
    untouchable = [name for name in targets if name.endswith(("-500", "-502"))]
    assert untouchable == []
    written = endigue("organisation", "levers", imported, "--write", "--json").json
    assert written["written"] and written["counts"] == shown["counts"]
    assert actions(endigue, imported) == derived
    assert endigue("organisation", "levers", imported, "--json").json["levers"] == []


def test_a_briefing_says_that_levers_were_derived_and_the_case_gives_its_plan(
    endigue: Callable, imported: Path, examples: Path, tmp_path: Path
) -> None:
    (imported / "levers.csv").unlink()
    case = tmp_path / "case"
    findings = examples / "directory" / "findings.csv"
    said = endigue("respond", imported, findings, "--case", case, "--now", NOW, "--json")
    assert (said.code, said.err) == (0, "")
    briefing = said.json["briefing"]
    assert "desk.levers_derived" in {doubt["code"] for doubt in briefing["unknown"]}
    assert briefing["counts"]["levers"] == 0
    before = endigue("journal", "verify", case, "--json").json
    again = endigue("respond", imported, findings, "--case", case, "--now", NOW, "--json")
    assert again.json["briefing"] == briefing
    assert endigue("journal", "verify", case, "--json").json == before

    for form in ("cacao", "stix", "openc2", "opengraph"):
        file = tmp_path / f"{form}.json"
        words = ("containment", "export", imported, "--case", case, "--format", form)
        told = endigue(*words, "--out", file, "--json")
        assert (told.code, told.err) == (0, "")
        assert told.json["actions"] == len(briefing["steps"])
        assert told.json["at"] == "2026-02-06T21:30:00Z"
        json.loads(file.read_text("utf-8"))


def test_what_cannot_be_exported_is_refused_in_a_sentence_and_nothing_is_written(
    endigue: Callable, imported: Path, examples: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.json"
    words = ("containment", "export", imported, "--format", "stix", "--out", out)
    case = tmp_path / "case"
    endigue("respond", imported, examples / "directory" / "findings.csv", "--case", case)
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(imported, elsewhere)
    with (elsewhere / "zones.csv").open("a", encoding="utf-8") as zones:
        zones.write("more,More,,2\n")
    for more, said in (
        ((), "either --seeds or --case"),
        (("--seeds", SEEDS, "--case", case), "either --seeds or --case"),
        (("--seeds", "nobody-at-all"), "is no asset"),
        (("--seeds", SEEDS, "--alternative", "flee"), "no alternative of this plan"),
        (("--seeds", SEEDS, "--keep", "cut-internet"), "record a derogation"),
        (("--seeds", SEEDS, "--now", "noon"), "is no instant"),
        (("--seeds", SEEDS, "--tlp", "PURPLE"), "PURPLE"),
        (("--case", tmp_path / "none"), "is no case"),
        (("--case", case, "--keep", "backup-1"), "--keep cannot be given with --case"),
    ):
        refused = endigue(*words, *more)
        assert refused.code == 2
        assert said in refused.err
    other = endigue("containment", "export", elsewhere, *words[3:], "--case", case)
    assert other.code == 2 and "another state of the organisation" in other.err
    assert not out.exists()
