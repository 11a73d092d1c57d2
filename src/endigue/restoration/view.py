"""What is known of the restoration: the last plan, and the one before."""

import msgspec

from endigue.journal.fact import Fact
from endigue.restoration.facts import RestorationPlanned


class RestorationView(msgspec.Struct, frozen=True):
    """The plan in force and the plan that it replaced; None where there is none."""

    plan: RestorationPlanned | None = None
    before: RestorationPlanned | None = None


def see(view: RestorationView, fact: Fact) -> RestorationView:
    """The view after the fact; a fact of another chapter changes nothing."""
    match fact:
        case RestorationPlanned():
            return RestorationView(plan=fact, before=view.plan)
        case _:
            return view
