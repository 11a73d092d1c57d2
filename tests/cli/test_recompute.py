import json
import subprocess
import sys
from pathlib import Path

import pytest

WORDS = (sys.executable, "-m", "endigue")


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("recompute") / "case"
    words = ("demo", "--no-open", "--staff", "100", "--case", str(place), "--json")
    subprocess.run([*WORDS, *words], check=True, stdout=subprocess.DEVNULL)
    return place


def recompute(case: Path, *words: str) -> subprocess.Popen[str]:
    command = [*WORDS, "recompute", str(case), "--now", "2026-02-06T22:40:00+01:00", *words]
    return subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def facts(case: Path) -> list[str]:
    ran = subprocess.run(
        [*WORDS, "journal", "show", str(case), "--json"], check=True, capture_output=True, text=True
    )
    return [entry["fact"] for entry in json.loads(ran.stdout)["entries"]]


def test_it_ends_when_whoever_started_it_has_gone_and_writes_nothing_more(case: Path) -> None:
    before = facts(case)
    process = recompute(case, "--keep", "SRV-RDS-07", "--progress")
    assert json.loads(process.stdout.readline())["stage"] == "containment"
    process.stdin.close()
    assert process.wait(30) == 130
    process.stdout.close()
    process.stderr.close()
    assert facts(case) == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--adopt", "0" * 64), "no such answer"),
        (("--keep", "nobody-knows"), "nobody-knows"),
        (("--keep", "SRV-FILE-02", "--cut", "SRV-FILE-02"), ""),
        (("--what-if", "dance"), "nothing that can be supposed"),
    ],
)
def test_orders_that_make_no_sense_are_refused(
    case: Path, words: tuple[str, ...], said: str
) -> None:
    process = recompute(case, *words)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 2
    assert said in err
    assert "Traceback" not in err


def test_a_what_if_is_answered_and_only_the_answer_is_written(case: Path) -> None:
    before = facts(case)
    process = recompute(case, "--what-if", "lend system=1", "--json")
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    assert json.loads(out)["entries"] == len(before) + 1
    assert facts(case) == [*before, "restoration.what_if_answered"]
