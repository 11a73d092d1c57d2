"""The committed logbook is what the script writes, and a stranger can verify it."""

import subprocess
import sys
from pathlib import Path

from tests.crisis_chronicle import entries

from endigue.journal.export import export_lines, verify_export

ROOT = Path(__file__).parents[2]
LOGBOOK = ROOT / "examples" / "crisis" / "logbook.jsonl"


def test_the_committed_logbook_is_what_the_script_writes() -> None:
    assert LOGBOOK.read_bytes() == b"".join(export_lines(entries())), (
        "run: uv run python scripts/example_crisis.py"
    )


def test_the_committed_logbook_verifies() -> None:
    with LOGBOOK.open("rb") as lines:
        assert verify_export(lines).ok
    verifier = ROOT / "src" / "endigue" / "journal" / "standalone" / "verify_journal.py"
    run = subprocess.run([sys.executable, verifier, LOGBOOK], capture_output=True, check=False)
    assert run.returncode == 0


def test_the_crisis_lasts_twenty_five_days() -> None:
    times = [entry.occurred_at for entry in entries()]
    assert (max(times) - min(times)).days == 25
