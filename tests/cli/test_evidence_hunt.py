"""`endigue evidence keep` and `endigue evidence hunt`: new rules or new events, and no more."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

RULE = """title: Shadow copies deleted
id: 11111111-2222-4333-8444-55555555555{n}
level: high
tags: [attack.t1490]
logsource: {{product: windows, category: process_creation}}
detection:
  one: {{CommandLine|contains: '{word}'}}
  condition: one
"""


def log(folder: Path, name: str, host: str, line: str) -> Path:
    path = folder / name
    event = {"Channel": "Security", "EventID": 4688, "Computer": host, "CommandLine": line,
             "@timestamp": "2026-02-05T18:00:00Z"}  # fmt: skip
    path.write_text(json.dumps(event) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    folder = tmp_path / "rules"
    folder.mkdir()
    (folder / "a.yml").write_text(RULE.format(n=1, word="delete shadows"), encoding="utf-8")
    return folder


def test_only_new_events_and_new_rules_are_hunted_again(
    endigue: Callable, tmp_path: Path, rules: Path
) -> None:
    store, case = tmp_path / "store", tmp_path / "case"
    first = log(tmp_path, "a.json", "PC-1", "vssadmin delete shadows /all")
    assert endigue("evidence", "keep", first, "--into", store, "--json").json["events"] == 1

    def hunt(*more: str) -> dict:
        said = endigue("evidence", "hunt", store, "--rules", rules, "--case", case,
                       "--workers", 1, "--json", *more)  # fmt: skip
        assert said.code == 0, said.err
        return said.json

    one = hunt()
    assert [(hit["count"], hit["hosts"]) for hit in one["hits"]] == [(1, ["PC-1"])]
    assert hunt() == {"runs": [], "before": 1}

    second = log(tmp_path, "b.json", "PC-2", "wmic shadowcopy; delete shadows")
    kept = endigue("evidence", "keep", first, second, "--into", store, "--json").json
    assert (kept["files"], kept["again"]) == (1, 1)
    two = hunt()
    assert [hit["hosts"] for hit in two["hits"]] == [["PC-2"]]
    assert (len(two["runs"]), two["before"]) == (1, 1)

    (rules / "b.yml").write_text(RULE.format(n=2, word="vssadmin"), encoding="utf-8")
    three = hunt()
    assert (three["events"], three["before"]) == (2, 0)
    assert len(three["hits"]) == 2
    assert hunt("--again")["events"] == 2
    assert hunt("--host", "pc-2")["events"] == 1
    assert hunt("--day", "2026-02-04") == {"runs": [], "before": 0}
    facts = [e["fact"] for e in endigue("journal", "show", case, "--json").json["entries"]]
    assert facts.count("evidence.hunt_run") == 4
    shown = endigue("evidence", "hunt", store, "--rules", rules, "--case", case, lang="fr_FR.UTF-8")
    assert "Rien de nouveau" in shown.out


def test_a_store_that_holds_nothing_is_refused(
    endigue: Callable, tmp_path: Path, rules: Path
) -> None:
    said = endigue("evidence", "hunt", tmp_path / "none", "--rules", rules)
    assert said.code == 2
    assert "evidence keep" in said.err
