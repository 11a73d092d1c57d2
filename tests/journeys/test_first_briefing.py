"""The main job, once through: from a real directory and real findings to a first briefing."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

NOW = "2026-02-06T22:30:00+01:00"
ENOUGH = ("--seconds", "600")
"""For a proof on any machine, however much else it does: a search that time cuts short depends
on the machine.
"""


def out_of(case: Path) -> dict[str, str]:
    """The hash of each document: where they differ, a comparison of the bytes takes hours."""
    return {
        path.name: sha256(path.read_bytes()).hexdigest()
        for path in sorted((case / "out").iterdir())
    }


def respond_to_mutual(endigue: Callable, examples: Path, case: Path, *more: str):
    evidence = sorted((examples / "mutual" / "evidence").iterdir())
    return endigue(
        "respond", examples / "mutual", *evidence, "--case", case, "--now", NOW, "--json",
        *ENOUGH, *more,
    )  # fmt: skip


def test_the_mutual_ends_with_a_briefing_and_says_the_same_again(
    endigue: Callable, examples: Path, tmp_path: Path
) -> None:
    first = respond_to_mutual(endigue, examples, tmp_path / "one")
    assert (first.code, first.err) == (0, "")
    assert set(out_of(tmp_path / "one")) == {
        "briefing.html",
        "briefing.json",
        "briefing.pdf",
        "briefing.txt",
    }
    second = respond_to_mutual(endigue, examples, tmp_path / "two")
    assert out_of(tmp_path / "one") == out_of(tmp_path / "two")

    written = out_of(tmp_path / "one")
    verified = endigue("journal", "verify", tmp_path / "one", "--json").json
    again = respond_to_mutual(endigue, examples, tmp_path / "one")
    told_again = {**second.json, "case": again.json["case"], "out": again.json["out"]}
    assert again.json.keys() == told_again.keys()
    assert [key for key in told_again if again.json[key] != told_again[key]] == []
    assert out_of(tmp_path / "one") == written
    assert endigue("journal", "verify", tmp_path / "one", "--json").json == verified

    briefing = first.json["briefing"]
    options = {option["name"]: option for option in briefing["options"]}
    plan = options[briefing["recommended"]]
    assert plan["proven"]
    assert plan["harm"] < options["isolate_known"]["harm"]
    assert plan["harm"] < options["pull_the_plug"]["harm"] < options["do_nothing"]["harm"]
    telephone = next(line for line in briefing["operations"] if line["id"] == "telephone")
    assert telephone["state"] == "running"
    codes = {doubt["code"] for doubt in briefing["unknown"]}
    assert {"desk.unmatched_names", "desk.ambiguous_names"} <= codes


def test_a_directory_and_a_workbook_lead_to_a_briefing(
    endigue: Callable, examples: Path, shared_data: Path, tmp_path: Path
) -> None:
    org = tmp_path / "org"
    archive = shared_data / "bloodhound_sample" / "ad_sampledata.zip"
    imported = endigue("organisation", "import", "bloodhound", archive, "--into", org, "--json")
    assert imported.code == 0
    assert {"assets", "links", "left_out"} <= imported.json.keys()
    workbook = examples / "directory" / "operations.xlsx"
    assert endigue("organisation", "import", "workbook", workbook, "--into", org).code == 0
    checked = endigue("organisation", "check", org, "--json").json
    assert checked["errors"] == []

    findings = examples / "directory" / "findings.csv"
    words = ("respond", org, findings, "--now", NOW, *ENOUGH, "--json", "--case")
    for case in ("one", "two"):
        said = endigue(*words, tmp_path / case)
        assert (said.code, said.err) == (0, "")
    assert out_of(tmp_path / "one") == out_of(tmp_path / "two")
    briefing = said.json["briefing"]
    assert briefing["infected"] > 0
    assert briefing["operations"]
    assert all(option["harm"] >= 0 for option in briefing["options"])


def test_a_statement_changes_the_next_briefing_and_the_past_stays_known(
    endigue: Callable, examples: Path, tmp_path: Path
) -> None:
    case = tmp_path / "case"
    before = respond_to_mutual(endigue, examples, case).json["briefing"]
    suspect = before["suspects"][-1]["id"]
    said = endigue(
        "evidence", "state", case, suspect, "confirmed", "--organisation", examples / "mutual",
        "--reason", "note on the screen", "--author", "Logbook keeper", "--json",
    )  # fmt: skip
    assert said.code == 0
    after = respond_to_mutual(endigue, examples, case).json["briefing"]
    stated = next(one for one in after["suspects"] if one["id"] == suspect)
    assert (stated["statement"], stated["probability"]) == ("confirmed", 1.0)
    listed = endigue("journal", "show", case, "--json", "--at", "2021-02-05T21:00:00Z").json
    assert listed["entries"] == []


def test_the_demo_writes_a_briefing_in_french(
    endigue: Callable, tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said = endigue("demo", "--no-open", lang="fr_FR.UTF-8")
    assert (said.code, said.err) == (0, "")
    page = (tmp_path / "endigue-demo" / "out" / "briefing.html").read_text(encoding="utf-8")
    assert 'lang="fr"' in page
