"""The committed example is what the script writes."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def script() -> ModuleType:
    path = ROOT / "scripts" / "example_message.py"
    spec = importlib.util.spec_from_file_location("example_message", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_the_committed_files_are_those_that_the_script_writes(
    script: ModuleType, tmp_path: Path
) -> None:
    script.write(tmp_path)
    committed = ROOT / "examples" / "message"
    there = {path.relative_to(committed): path.read_bytes() for path in committed.rglob("*")
             if path.is_file() and path.name != "README.md"}  # fmt: skip
    assert there == {
        path.relative_to(tmp_path): path.read_bytes()
        for path in tmp_path.rglob("*") if path.is_file()
    }  # fmt: skip
