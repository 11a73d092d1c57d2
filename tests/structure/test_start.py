"""A command waits for what it needs alone: help needs no solver and no typesetter."""

import subprocess
import sys

import pytest

HEAVY = (
    "evtx",
    "highspy",
    "hyperscan",
    "jinja2",
    "llvmlite",
    "numba",
    "numpy",
    "openpyxl",
    "ortools",
    "PIL",
    "psycopg",
    "pyarrow",
    "sigma",
    "typst",
    "yara_x",
    "zxingcpp",
)

PROGRAM = """
import sys
from endigue.wiring import main

try:
    main()
except SystemExit:
    pass
print(*sys.modules, file=sys.stderr)
"""


def imported_by(*words: str) -> set[str]:
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM, *words], capture_output=True, text=True, check=True
    )
    return {name.partition(".")[0] for name in ran.stderr.splitlines()[-1].split()}


@pytest.mark.parametrize(
    "words",
    [(), ("--help",), ("--version",), ("no-such-command",), ("journal", "--help")],
    ids=" ".join,
)
def test_help_imports_nothing_heavy(words: tuple[str, ...]) -> None:
    assert imported_by(*words) & set(HEAVY) == set()


def test_a_logbook_is_verified_without_anything_heavy(endigue, examples, tmp_path) -> None:
    case = tmp_path / "case"
    said = endigue(
        "communication", "record", case, "aware", "personal-data-breach",
        "--organisation", examples / "mutual", "--author", "A",
    )  # fmt: skip
    assert said.code == 0, said.err
    modules = imported_by("journal", "verify", str(case))
    assert "sqlite3" in modules
    assert modules & set(HEAVY) == set()


def test_a_scan_of_logs_loads_no_compiler_and_no_parser_of_rules_once_both_have_been_used(
    tmp_path, monkeypatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "log.json").write_text('{"EventID": 1, "Channel": "none"}\n')
    words = ("evidence", "scan", "logs", str(tmp_path / "log.json"), "--json", "--workers", "1")
    assert "sigma" in imported_by(*words)
    modules = imported_by(*words)
    assert {"hyperscan", "llvmlite", "numpy"} <= modules
    assert modules & {"numba", "sigma", "yaml", "rich", "sqlite3", "rapidfuzz"} == set()
