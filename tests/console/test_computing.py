import asyncio
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from endigue.console.computing import Computing, Running
from endigue.desk.computation_facts import ComputationEnded, ComputationStarted

NOW = datetime(2026, 2, 6, 21, 30, tzinfo=UTC)

REFUSED = '{"refused": "nothing to compute"}'


def run(program: str, monkeypatch, *, stop: bool = False) -> tuple[Running, list[ComputationEnded]]:
    """Run a program in the place of a computation."""
    computing = Computing(lambda _asked, _person: ["-c", program])
    asked = ComputationStarted("c1", "story")
    running, ends = Running("c1", asked, "Ann", NOW), []
    original = asyncio.create_subprocess_exec

    async def python_itself(*words, **options):
        return await original(sys.executable, *words[3:], **options)

    monkeypatch.setattr(asyncio, "create_subprocess_exec", python_itself)

    async def whole() -> None:
        assert computing.begin(running, lambda _running, ended: ends.append(ended))
        assert not computing.begin(running, lambda _running, ended: ends.append(ended))
        if stop:
            while not running.progress.stage:
                await asyncio.sleep(0.01)
            assert not computing.stop("another")
            assert computing.stop("c1")
        while computing.current is not None:
            await asyncio.sleep(0.01)

    # A loop of its own: a browser of other tests may have one running on this thread.
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, asyncio.wait_for(whole(), 60)).result()
    return running, ends


@pytest.mark.parametrize(
    ("program", "outcome"),
    [
        ("pass", "done"),
        ("raise SystemExit(2)", "refused"),
        ("raise SystemExit(3)", "refused"),
        ("raise SystemExit(1)", "failed"),
        ("import os; os.abort()", "failed"),
    ],
)
def test_how_a_computation_ended_is_told_once(program: str, outcome: str, monkeypatch) -> None:
    _, ends = run(program, monkeypatch)
    assert [one.outcome for one in ends] == [outcome]


def test_progress_is_heard_line_by_line_and_nonsense_is_passed_over(monkeypatch) -> None:
    lines = [
        '{"stage": "spread", "number": 2, "stages": 6}', "not json", '{"strange": 1}',
        '{"harm": 500, "bound": 400}', '{"harm": 450}',
    ]  # fmt: skip
    running, _ = run("\n".join(f"print({line!r})" for line in lines), monkeypatch)
    told = running.progress
    assert (told.stage, told.number, told.stages) == ("spread", 2, 6)
    assert (told.harm, told.bound) == (450, 400)


def test_why_it_was_refused_is_told(monkeypatch) -> None:
    _, ends = run(f"print({REFUSED!r}); raise SystemExit(2)", monkeypatch)
    assert (ends[0].outcome, ends[0].why) == ("refused", "nothing to compute")


def test_what_is_stopped_ends_when_its_input_ends(monkeypatch) -> None:
    told = '{"stage": "spread"}'
    program = f"import sys; print({told!r}, flush=True); sys.stdin.read(); raise SystemExit(130)"
    _, ends = run(program, monkeypatch, stop=True)
    assert [one.outcome for one in ends] == ["stopped"]
