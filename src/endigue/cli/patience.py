"""How long somebody at a terminal waits: so many seconds, or until Ctrl-C, which keeps the best."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from rich.console import Console
from rich.status import Status

from endigue.cli.door import Door
from endigue.kernel.money import Cents

EVERY = 0.5
"""Seconds between two lines of progress."""


class Seconds:
    """Patience by the clock. The first Ctrl-C ends it and the plan is the best so far; the
    second one ends the program.
    """

    def __init__(
        self, stopwatch: Callable[[], float], seconds: float, told: Callable[[int, float], None]
    ) -> None:
        self._stopwatch = stopwatch
        self._seconds = seconds
        self._told = told
        self._began: float | None = None
        self._next = 0.0
        self._stopped = False

    def __call__(self, tried: int, score: float) -> float:
        """The share of the seconds that is spent."""
        now = self._stopwatch()
        if self._began is None:
            self._began = now
        spent = now - self._began
        if spent >= self._next:
            self._next = spent + EVERY
            self._told(tried, score)
        return 1.0 if self._stopped or self._seconds <= 0 else spent / self._seconds

    def stop(self) -> bool:
        """End it; False where it had ended already."""
        again, self._stopped = self._stopped, True
        return not again


@contextmanager
def waiting(door: Door, seconds: float, currency: str) -> Iterator[Seconds]:
    """Wait with progress on a terminal, silently in a pipe."""
    console = Console(stderr=True)
    status = Status(door.speech.text("Planning the restoration"), console=console)

    def told(tried: int, score: float) -> None:
        status.update(
            door.speech.text(
                "Planning the restoration: {tried} orders, {cost} (Ctrl-C keeps the best)",
                tried=door.speech.number(tried),
                cost=door.speech.money(Cents(round(score)), currency),
            )
        )

    patience = Seconds(door.hands.stopwatch, seconds, told)

    def interrupted(number: int, frame: FrameType | None) -> None:  # noqa: ARG001
        if not patience.stop():
            raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, interrupted)
    try:
        if console.is_terminal:
            with status:
                yield patience
        else:
            yield patience
    finally:
        signal.signal(signal.SIGINT, before)
