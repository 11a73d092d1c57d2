"""Long computations: each in a process of its own, so that a page never waits for one.

A computation is asked for in the journal before it begins, and its end is written there; what it
found it writes itself. The process reads its standard input: where that ends, because this door
was killed, it ends too. So after a restart whatever the journal says is open is lost.
"""

import asyncio
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

import msgspec

from endigue.desk.computation_facts import ComputationEnded, ComputationStarted, Outcome

LONGEST_LINE = 64 * 1024
"""Bytes of a line of progress."""

GRACE = 5.0
"""Seconds that a computation has to stop by itself."""


class Progress(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How far a computation has come; what is not said is as before."""

    stage: str = ""
    """As in `desk.respond.STAGES`."""
    number: int = 0
    stages: int = 0
    harm: int | None = None
    """Cents, of the best plan so far."""
    bound: int | None = None
    refused: str = ""
    """Why it was refused, as a sentence."""


@dataclass
class Running:
    """A computation of this door."""

    name: str
    asked: ComputationStarted
    person: str
    begun: datetime
    progress: Progress = field(default_factory=Progress)
    stopping: bool = False
    process: asyncio.subprocess.Process | None = None


class Computing:
    """Runs one computation after the other. Everything but `current` belongs to the event loop."""

    def __init__(self, arguments: Callable[[ComputationStarted, str], Sequence[str]]) -> None:
        self._arguments = arguments
        self.ring: Callable[[], None] = lambda: None
        self._current: Running | None = None
        self._task: asyncio.Task[None] | None = None

    @property
    def current(self) -> Running | None:
        """What is being computed now."""
        return self._current

    def begin(self, running: Running, over: Callable[[Running, ComputationEnded], None]) -> bool:
        """Begin it; False where another one runs. `over` is called once with its end, on a thread
        of its own.
        """
        if self._current is not None:
            return False
        self._current = running
        self._task = asyncio.create_task(self._run(running, over))
        return True

    def stop(self, name: str) -> bool:
        """Ask the computation of that name to stop; False where it does not run."""
        running = self._current
        if running is None or running.name != name:
            return False
        running.stopping = True
        if running.process is not None and running.process.stdin is not None:
            with suppress(OSError):
                running.process.stdin.close()
        return True

    async def close(self) -> None:
        """Stop what runs, and wait until it has."""
        if self._current is not None:
            self.stop(self._current.name)
        if self._task is not None:
            await self._task

    async def _run(
        self, running: Running, over: Callable[[Running, ComputationEnded], None]
    ) -> None:
        outcome: Outcome = "failed"
        try:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "endigue",
                *self._arguments(running.asked, running.person),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
                limit=LONGEST_LINE,
            )
            running.process = process
            watched = asyncio.create_task(self._watch(running, process))
            code = await self._ended(running, process)
            await watched
            outcome = _outcome(code, stopping=running.stopping)
        except OSError as trouble:
            running.progress = msgspec.structs.replace(running.progress, refused=str(trouble))
        finally:
            why = running.progress.refused if outcome in {"refused", "failed"} else ""
            ended = ComputationEnded(running.name, outcome, why)
            await asyncio.to_thread(over, running, ended)
            self._current = None
            self.ring()

    async def _ended(self, running: Running, process: asyncio.subprocess.Process) -> int:
        while True:
            try:
                return await asyncio.wait_for(asyncio.shield(process.wait()), GRACE)
            except TimeoutError:
                if running.stopping:
                    process.kill()

    async def _watch(self, running: Running, process: asyncio.subprocess.Process) -> None:
        if process.stdout is None:
            return
        async for line in process.stdout:
            try:
                heard = msgspec.json.decode(line, type=Progress)
            except msgspec.DecodeError:
                continue
            before = running.progress
            running.progress = Progress(
                heard.stage or before.stage,
                heard.number or before.number,
                heard.stages or before.stages,
                before.harm if heard.harm is None else heard.harm,
                before.bound if heard.bound is None else heard.bound,
                heard.refused or before.refused,
            )
            self.ring()


def _outcome(code: int, *, stopping: bool) -> Outcome:
    if code == 0:
        return "done"
    if stopping:
        return "stopped"
    return "refused" if code in (2, 3) else "failed"
