"""Work on components: one errand at a time, on a thread, with its progress and a way to stop it.

A computation can be killed; a component that is being commanded cannot be left in the middle. So
an errand stops between two levers, and whatever a machine that goes down leaves behind is open in
the journal, for `settle`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from threading import Event, Lock, Thread
from typing import Literal

from endigue.desk.enforcing import Tell
from endigue.desk.refusal import Refusal
from endigue.desk.rehearsing import Rehearsal
from endigue.journal.store import Moved

Doing = Literal["rehearse", "apply", "verify", "settle", "undo"]
Outcome = Literal["done", "stopped", "refused", "failed"]
Work = Callable[[Tell], Rehearsal | None]

SOON = 1.0
"""Seconds that whoever asks waits before they are sent to look at the progress."""


@dataclass
class Errand:
    """Something that a person has components asked."""

    name: str
    doing: Doing
    person: str
    begun: datetime
    levers: int = 0
    """How many it is about; 0 where that is not known before."""
    number: int = 0
    lever: str = ""
    """The one that is being worked on, and its place."""
    stopping: bool = False
    outcome: Outcome | None = None
    refusal: Refusal | None = None
    over: Event = field(default_factory=Event)


class StoppedBetween(Exception):
    """Somebody asked to stop, and it is between two levers."""


class Carrying:
    """Runs one errand after the other, and keeps the last rehearsal. Threads may share it."""

    def __init__(self) -> None:
        self.ring: Callable[[], None] = lambda: None
        self.rehearsal: Rehearsal | None = None
        """What was rehearsed last; forgotten as soon as anything else is begun."""
        self._lock = Lock()
        self._current: Errand | None = None
        self._last: Errand | None = None

    @property
    def current(self) -> Errand | None:
        """What is being done now."""
        return self._current

    @property
    def last(self) -> Errand | None:
        """What was done last by this door."""
        return self._last

    def begin(self, errand: Errand, work: Work) -> bool:
        """Begin it; False where another one runs. Waits a moment, so that what is short is over
        when the answer is read.
        """
        with self._lock:
            if self._current is not None:
                return False
            self._current = errand
            self.rehearsal = None
        Thread(target=self._run, args=(errand, work), name="errand", daemon=True).start()
        errand.over.wait(SOON)
        return True

    def stop(self, name: str) -> bool:
        """Stop before the next lever; False where no errand of that name runs."""
        errand = self._current
        if errand is None or errand.name != name:
            return False
        errand.stopping = True
        return True

    def close(self) -> None:
        """Stop what runs, and wait until it has."""
        errand = self._current
        if errand is not None:
            self.stop(errand.name)
            errand.over.wait()

    def _run(self, errand: Errand, work: Work) -> None:
        def tell(lever: str) -> None:
            if errand.stopping:
                raise StoppedBetween
            errand.number, errand.lever = errand.number + 1, lever
            self.ring()

        outcome: Outcome = "failed"
        rehearsal: Rehearsal | None = None
        try:
            rehearsal = work(tell)
            outcome = "done"
        except StoppedBetween:
            outcome = "stopped"
        except Refusal as refusal:
            outcome, errand.refusal = "refused", refusal
        except Moved:
            outcome, errand.refusal = "refused", Refusal("enforcement.changed_since")
        finally:
            errand.outcome = outcome
            with self._lock:
                self._last, self._current = errand, None
                self.rehearsal = rehearsal
            errand.over.set()
            self.ring()
