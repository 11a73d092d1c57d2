"""What is installed holds everything that is needed at run time."""

import os
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src"


def test_the_wheel_holds_every_file_of_the_package(tmp_path: Path) -> None:
    uv = os.environ.get("UV") or shutil.which("uv")
    if uv is None:
        pytest.skip("UV ABSENT: the wheel was not built, so this test proved nothing")
    command = [uv, "build", "--wheel", "--offline", "--quiet", "--out-dir", str(tmp_path)]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert built.returncode == 0, built.stderr
    (wheel,) = tmp_path.glob("*.whl")
    held = set(zipfile.ZipFile(wheel).namelist())
    for path in SOURCE.rglob("*"):
        compiled = "__pycache__" in path.parts
        if path.is_file() and not compiled:
            assert str(path.relative_to(SOURCE)) in held
    assert any(name.endswith("licenses/LICENSE") for name in held)
