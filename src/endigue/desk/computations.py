"""Long computations as the journal knows them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from endigue.desk.computation_facts import ComputationEnded, ComputationStarted
from endigue.journal.entry import Entry
from endigue.journal.fact import Fact


@dataclass(frozen=True, slots=True)
class Computation:
    """One computation: who asked for it, when, and what became of it."""

    entry: int
    author: str
    at: datetime
    asked: ComputationStarted
    ended: ComputationEnded | None = None
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ComputationsView:
    """Every computation by its name, in the order in which they were asked for."""

    all: Mapping[str, Computation] = field(default_factory=dict)

    @property
    def open(self) -> tuple[Computation, ...]:
        """Those that the journal does not say the end of."""
        return tuple(one for one in self.all.values() if one.ended is None)

    @property
    def last(self) -> Computation | None:
        """The one asked for last."""
        return next(reversed(tuple(self.all.values())), None)


def see_computations(view: ComputationsView, fact: Fact, entry: Entry) -> ComputationsView:
    """The view after one more fact; the end of what never began is passed over."""
    match fact:
        case ComputationStarted():
            begun = Computation(entry.sequence, entry.author, entry.recorded_at, fact)
            return replace(view, all={**view.all, fact.computation: begun})
        case ComputationEnded() if fact.computation in view.all:
            over = replace(view.all[fact.computation], ended=fact, ended_at=entry.recorded_at)
            return replace(view, all={**view.all, fact.computation: over})
        case _:
            return view
