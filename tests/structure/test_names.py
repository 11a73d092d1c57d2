"""The tree says what is where."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "endigue"
MODULES = sorted(SOURCE.rglob("*.py"))
HOLDALLS = {"utils.py", "util.py", "helpers.py", "common.py", "misc.py", "manager.py", "base.py"}


def committed() -> list[Path]:
    listing = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False
    ).stdout
    return [ROOT / name for name in listing.decode().split("\0") if name]


def test_no_file_is_a_holdall() -> None:
    assert [path for path in MODULES if path.name in HOLDALLS] == []


@pytest.mark.parametrize("path", sorted((ROOT / "tests").rglob("test_*.py")), ids=lambda p: p.stem)
def test_a_test_stands_where_its_subject_stands(path: Path) -> None:
    room = path.parent.relative_to(ROOT / "tests")
    if room.parts[0] in {"structure", "journeys", "contracts", "scripts", "lab"}:
        return
    subject = path.stem.removeprefix("test_").removesuffix("_browser")
    places = [SOURCE / room / f"{subject}.py", SOURCE / room / f"_{subject}.py"]
    assert any(place.exists() for place in places), f"{room}/{subject}.py is not in the source"


def test_nothing_committed_names_a_place_of_one_machine() -> None:
    pattern = re.compile(rb"/work/main|/work/shared|/root/|pythonhosted|pypi\.org/simple")
    own = Path(__file__).resolve()
    found = [
        str(path.relative_to(ROOT))
        for path in committed()
        if path.is_file() and path.resolve() != own and pattern.search(path.read_bytes())
    ]
    assert found == []
