import os
import random
from hashlib import sha256
from pathlib import Path

import pytest

from endigue.desk.refusal import Refusal
from endigue.readers.files_tree import scan_tree

NOISE = random.Random(1).randbytes(20_000)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    tree = tmp_path / "tree"
    (tree / "sub").mkdir(parents=True)
    (tree / "letter.txt").write_text("good day\n" * 100)
    (tree / "sub" / "plan.docx").write_bytes(NOISE)
    (tree / "sub" / "odd\nname.txt").write_bytes(NOISE)
    return tree


def state(tree: Path) -> dict[str, tuple[int, int, bytes]]:
    return {
        str(path): (path.stat().st_mtime_ns, path.stat().st_mode, path.read_bytes())
        for path in tree.rglob("*") if path.is_file()
    }  # fmt: skip


def test_a_tree_is_judged_and_left_as_it_was(tree: Path) -> None:
    before = state(tree)
    found = scan_tree(str(tree), [], "", "", 1)
    assert {each.path: each.verdict for each in found.results} == {
        "letter.txt": "intact", "sub/plan.docx": "encrypted", "sub/odd\nname.txt": "encrypted",
    }  # fmt: skip
    assert state(tree) == before


def test_links_out_of_the_tree_pipes_and_unreadable_files_are_counted(
    tree: Path, tmp_path: Path
) -> None:
    (tmp_path / "secret.docx").write_bytes(NOISE)
    (tree / "link.docx").symlink_to(tmp_path / "secret.docx")
    (tree / "out").symlink_to(tmp_path)
    os.mkfifo(tree / "pipe")
    found = scan_tree(str(tree), [], "", "", 1)
    assert len(found.results) == 3
    assert found.left_out == {"message.link_not_followed": 2}


def test_rules_match_and_those_that_do_not_compile_are_counted(tree: Path, tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    rules.mkdir()
    (rules / "good.yar").write_text('rule polite { strings: $a = "good day" condition: $a }')
    (rules / "bad.yar").write_text("rule x { condition: nonsense }")
    found = scan_tree(str(tree), [str(rules)], "", "", 1)
    assert {each.path: each.rules for each in found.results if each.rules} == {
        "letter.txt": ("polite",)
    }
    assert (found.rules, found.left_out) == (1, {"files.rules_not_compiled": 1})
    with pytest.raises(Refusal, match="no_yara_rules"):
        scan_tree(str(tree), [str(rules / "bad.yar")], "", "", 1)


def test_a_manifest_tells_what_changed_came_and_went(tree: Path, tmp_path: Path) -> None:
    manifest = tmp_path / "manifest"
    digest = sha256((tree / "letter.txt").read_bytes()).hexdigest()
    manifest.write_text(
        f"{digest}  ./letter.txt\n{'0' * 64}  sub/plan.docx\n{'1' * 64} *gone.txt\n"
    )
    found = scan_tree(str(tree), [], str(manifest), "", 1)
    assert {each.path: each.change for each in found.results} == {
        "letter.txt": "", "sub/plan.docx": "changed", "sub/odd\nname.txt": "added",
        "gone.txt": "missing",
    }  # fmt: skip


def test_an_interrupted_scan_goes_on_where_it_stopped(tree: Path, tmp_path: Path) -> None:
    progress = tmp_path / "progress"
    whole = scan_tree(str(tree), [], "", str(progress), 1)
    kept = progress.read_bytes().splitlines(keepends=True)
    progress.write_bytes(kept[0].replace(b'"verdict":"', b'"verdict":"') + kept[1][:20])
    again = scan_tree(str(tree), [], "", str(progress), 1)
    assert again.results == whole.results
    (tree / "letter.txt").write_bytes(NOISE)
    changed = scan_tree(str(tree), [], "", str(progress), 1)
    assert {each.path: each.verdict for each in changed.results}["letter.txt"] == "encrypted"


def test_two_processes_say_what_one_says(tmp_path: Path) -> None:
    tree = tmp_path / "many"
    tree.mkdir()
    for number in range(2_100):
        (tree / f"{number}.txt").write_bytes(NOISE[:300] if number % 7 == 0 else b"text " * 60)
    assert scan_tree(str(tree), [], "", "", 2) == scan_tree(str(tree), [], "", "", 1)
