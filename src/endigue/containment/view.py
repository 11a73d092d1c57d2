"""The containment as known: the last computed alternatives, what was approved, derogations."""

from dataclasses import dataclass, field, replace

from endigue.containment.facts import (
    ApprovalAsked,
    ContainmentPlanned,
    DerogationRecorded,
    OrdersAnswered,
    PlanApproved,
)
from endigue.journal.fact import Fact


@dataclass(frozen=True, slots=True)
class ContainmentView:
    """Folded from the facts by `see`."""

    planned: ContainmentPlanned | None = None
    """The last one."""
    approved: PlanApproved | None = None
    """The last one; it stays in force until another is approved."""
    derogations: dict[str, str] = field(default_factory=dict)
    """Reason by lever."""
    asked: ApprovalAsked | None = None
    """The last one that nobody has answered."""
    answers: dict[str, OrdersAnswered] = field(default_factory=dict)
    """By the name of their input."""

    @property
    def approval_is_of_the_last_plan(self) -> bool:
        """False where the plan was computed anew from other input after the approval."""
        if self.planned is None or self.approved is None:
            return False
        return self.approved.input_hash == self.planned.input_hash


def see(view: ContainmentView, fact: Fact) -> ContainmentView:
    """The view after the fact; facts of other chapters change nothing."""
    match fact:
        case ContainmentPlanned():
            return replace(view, planned=fact, asked=None)
        case PlanApproved():
            return replace(view, approved=fact, asked=None)
        case ApprovalAsked():
            return replace(view, asked=fact)
        case OrdersAnswered():
            return replace(view, answers={**view.answers, fact.input_hash: fact})
        case DerogationRecorded(lever=lever, reason=reason):
            return replace(view, derogations={**view.derogations, lever: reason})
    return view
