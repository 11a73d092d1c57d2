"""The cut as carried out: every change with its last answer and sight, every work order."""

from dataclasses import dataclass, field, replace
from typing import Literal

from endigue.containment.enforcement.change import Answer, Change, Doing, State
from endigue.containment.enforcement.facts import (
    ChangeAnswered,
    ChangeRequested,
    ChangeSeen,
    EmergencyDecided,
    WorkOrdered,
    WorkReported,
)
from endigue.journal.fact import Fact

Status = Literal[
    "planned", "open", "in_force", "undone", "failed", "half", "lied", "asked", "done_by_hand"
]
"""Of a lever or a part of it: nothing was begun; begun and not known how it ended; seen in force;
undone; not done; done in part; said to be done and not there; a work order out; reported done."""


@dataclass(frozen=True, slots=True)
class Carried:
    """One change as far as it is known."""

    change: Change
    doing: Doing
    answer: Answer | None = None
    """None until the component has answered."""
    state: State | None = None
    """None until somebody looked since the last request."""
    said: str = ""
    """By the component, where it did not do it."""
    seen: str = ""
    """What there is to say of the last sight."""

    @property
    def is_open(self) -> bool:
        """Whether it must be looked at before anything else: we stopped between the request and
        the answer, or there was none in time.
        """
        unknown = self.answer in (None, "late")
        return self.state in (None, "unknown") and unknown

    @property
    def status(self) -> Status:
        """In one word. What was seen counts more than what was said."""
        if self.is_open:
            return "open"
        undoing = self.doing == "undo"
        match self.state:
            case "in_force":
                return "lied" if undoing and self.answer == "done" else "in_force"
            case "absent":
                if undoing:
                    return "undone"
                return "lied" if self.answer == "done" else "failed"
            case "half":
                return "half"
        if self.answer == "done":
            return "open"
        return "in_force" if undoing else "failed"


@dataclass(frozen=True, slots=True)
class Work:
    """One work order."""

    order: WorkOrdered
    report: WorkReported | None = None

    @property
    def status(self) -> Status:
        """In one word."""
        if self.report is None:
            return "asked"
        if self.report.outcome == "failed":
            return "failed"
        return "undone" if self.order.doing == "undo" else "done_by_hand"


@dataclass(frozen=True, slots=True)
class EnforcementView:
    """Folded from the facts by `see`."""

    emergencies: dict[str, str] = field(default_factory=dict)
    """Reason by lever."""
    changes: dict[str, Carried] = field(default_factory=dict)
    """By key, in the order in which they were first asked for."""
    works: dict[int, Work] = field(default_factory=dict)
    """By number."""

    @property
    def open(self) -> tuple[Carried, ...]:
        """Changes of which it is not known how they ended."""
        return tuple(one for one in self.changes.values() if one.is_open)

    def changes_of(self, lever: str) -> tuple[Carried, ...]:
        """Every change for a lever."""
        return tuple(one for one in self.changes.values() if one.change.lever == lever)

    def work_of(self, lever: str) -> Work | None:
        """The last work order for a lever."""
        found = [one for one in self.works.values() if one.order.lever == lever]
        return found[-1] if found else None

    def statuses(self, lever: str) -> tuple[Status, ...]:
        """Of all parts of a lever: of the components, and of the hands where these were asked."""
        work = self.work_of(lever)
        parts = tuple(one.status for one in self.changes_of(lever))
        return parts if work is None else (*parts, work.status)

    def status_of(self, lever: str) -> Status:
        """The word for the whole lever: the one that needs people first."""
        statuses = self.statuses(lever)
        for word in _URGENT:
            if word in statuses:
                return word
        return "planned"


_URGENT: tuple[Status, ...] = (
    "lied", "half", "open", "failed", "asked", "in_force", "done_by_hand", "undone",
)  # fmt: skip


def see(view: EnforcementView, fact: Fact) -> EnforcementView:
    """The view after the fact; facts of other chapters change nothing."""
    match fact:
        case EmergencyDecided(levers=levers, reason=reason):
            return replace(view, emergencies={**view.emergencies, **dict.fromkeys(levers, reason)})
        case ChangeRequested(change=change, doing=doing):
            return _with(view, Carried(change, doing))
        case ChangeAnswered(key=key, answer=answer, detail=detail):
            return _with(view, replace(view.changes[key], answer=answer, said=detail))
        case ChangeSeen(key=key, state=state, detail=detail):
            return _with(view, replace(view.changes[key], state=state, seen=detail))
        case WorkOrdered(number=number):
            return replace(view, works={**view.works, number: Work(fact)})
        case WorkReported(number=number):
            work = replace(view.works[number], report=fact)
            return replace(view, works={**view.works, number: work})
    return view


def _with(view: EnforcementView, carried: Carried) -> EnforcementView:
    return replace(view, changes={**view.changes, carried.change.key: carried})
