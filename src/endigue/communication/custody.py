"""The evidence register: each exhibit with its chain of custody, as known so far."""

from dataclasses import dataclass, replace

from endigue.communication.cell import Mark
from endigue.communication.custody_facts import ExhibitChecked, ExhibitHandedOver, ExhibitTaken
from endigue.journal.entry import Entry
from endigue.journal.fact import Fact


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One piece of evidence."""

    taken: Mark
    fact: ExhibitTaken
    transfers: tuple[tuple[Mark, ExhibitHandedOver], ...] = ()
    checks: tuple[tuple[Mark, ExhibitChecked], ...] = ()

    @property
    def holder(self) -> str:
        """Who has it now."""
        return self.transfers[-1][1].receiver if self.transfers else self.fact.taken_by

    @property
    def storage(self) -> str:
        """Where it is kept now."""
        return next((t.storage for _, t in reversed(self.transfers) if t.storage), None) or (
            self.fact.storage
        )

    @property
    def seal(self) -> str:
        """Of now."""
        return next((t.seal for _, t in reversed(self.transfers) if t.seal), None) or self.fact.seal

    @property
    def altered(self) -> bool:
        """Whether any check found other bytes than were taken."""
        return any(not check.same for _, check in self.checks)


CustodyView = dict[int, Exhibit]
"""By number."""


def see_custody(view: CustodyView, fact: Fact, entry: Entry) -> CustodyView:
    """The register after one more fact; what nobody took is passed over."""
    mark = Mark(entry.sequence, entry.author, entry.occurred_at)
    match fact:
        case ExhibitTaken() if fact.number not in view:
            return {**view, fact.number: Exhibit(mark, fact)}
        case ExhibitHandedOver() if fact.number in view:
            before = view[fact.number]
            after = replace(before, transfers=(*before.transfers, (mark, fact)))
            return {**view, fact.number: after}
        case ExhibitChecked() if fact.number in view:
            before = view[fact.number]
            return {**view, fact.number: replace(before, checks=(*before.checks, (mark, fact)))}
        case _:
            return view
