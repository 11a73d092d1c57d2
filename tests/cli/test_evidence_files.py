import random
from collections.abc import Callable
from pathlib import Path


def test_a_tree_gives_folders_verdicts_and_findings_in_a_case(
    endigue: Callable, tmp_path: Path
) -> None:
    tree = tmp_path / "share"
    (tree / "pay").mkdir(parents=True)
    (tree / "pay" / "run.xlsx.locked").write_bytes(random.Random(2).randbytes(9000))
    (tree / "pay" / "README.txt").write_text(
        "All your files are encrypted. To decrypt them pay in bitcoin."
    )
    said = endigue("evidence", "scan", "files", tree, "--jobs", 1, "--case", tmp_path / "case",
                   "--host", "srv-files", "--json").json  # fmt: skip
    assert {name: about["count"] for name, about in said["verdicts"].items()} == {
        "encrypted": 1, "note": 1,
    }  # fmt: skip
    assert [(row["folder"], row["encrypted"]) for row in said["folders"]] == [(".", 1), ("pay", 1)]
    told = endigue("evidence", "origin", tmp_path / "case")
    assert told.code == 0
    shown = endigue("evidence", "scan", "files", tree, "--jobs", 1, lang="fr_FR.UTF-8")
    assert "Chiffrés" in shown.out
    assert endigue("evidence", "scan", "files", tmp_path / "nowhere").code == 2
