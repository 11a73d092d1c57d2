"""What the crisis cell does and decides, as known so far."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from endigue.communication.cell_facts import (
    ActionClosed,
    ActionSet,
    DecisionAsked,
    DecisionTaken,
    SituationReported,
    UncertaintyNoted,
    UncertaintySettled,
)
from endigue.journal.entry import Entry
from endigue.journal.fact import Fact


@dataclass(frozen=True, slots=True)
class Mark:
    """Who wrote something, and when."""

    entry: int
    author: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Action:
    """Something to be done, and what became of it."""

    mark: Mark
    fact: ActionSet
    closed: Mark | None = None
    closing: ActionClosed | None = None

    def late(self, at: datetime) -> bool:
        """Whether it is still open after it was due."""
        return self.closed is None and self.fact.due is not None and self.fact.due < at


@dataclass(frozen=True, slots=True)
class Decision:
    """A question, and what was decided."""

    mark: Mark
    fact: DecisionAsked
    taken: Mark | None = None
    taking: DecisionTaken | None = None


@dataclass(frozen=True, slots=True)
class Uncertainty:
    """Something that is not known, until it is."""

    mark: Mark
    text: str
    settled: Mark | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class CellView:
    """Each by the entry that opened it."""

    actions: dict[int, Action] = field(default_factory=dict)
    decisions: dict[int, Decision] = field(default_factory=dict)
    uncertainties: dict[int, Uncertainty] = field(default_factory=dict)
    reports: tuple[tuple[Mark, SituationReported], ...] = ()


def see_cell(view: CellView, fact: Fact, entry: Entry) -> CellView:
    """The view after one more fact; what closes something that was never opened is passed over."""
    mark = Mark(entry.sequence, entry.author, entry.occurred_at)
    match fact:
        case ActionSet():
            return replace(view, actions={**view.actions, mark.entry: Action(mark, fact)})
        case ActionClosed() if fact.entry in view.actions:
            done = replace(view.actions[fact.entry], closed=mark, closing=fact)
            return replace(view, actions={**view.actions, fact.entry: done})
        case DecisionAsked():
            return replace(view, decisions={**view.decisions, mark.entry: Decision(mark, fact)})
        case DecisionTaken() if fact.entry in view.decisions:
            decided = replace(view.decisions[fact.entry], taken=mark, taking=fact)
            return replace(view, decisions={**view.decisions, fact.entry: decided})
        case UncertaintyNoted():
            open_one = Uncertainty(mark, fact.text)
            return replace(view, uncertainties={**view.uncertainties, mark.entry: open_one})
        case UncertaintySettled() if fact.entry in view.uncertainties:
            known = replace(view.uncertainties[fact.entry], settled=mark, note=fact.note)
            return replace(view, uncertainties={**view.uncertainties, fact.entry: known})
        case SituationReported():
            return replace(view, reports=(*view.reports, (mark, fact)))
        case _:
            return view
