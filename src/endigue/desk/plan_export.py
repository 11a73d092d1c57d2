"""What leaves of a plan, for the machines and the teams that will carry it out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from endigue.containment.facts import ContainmentPlanned
from endigue.containment.plan import Alternative, Alternatives
from endigue.desk.case import fold
from endigue.desk.inputs import input_name
from endigue.desk.marking import Marking
from endigue.desk.refusal import Refusal
from endigue.journal.entry import Entry
from endigue.journal.fact import fact_name
from endigue.kernel.instant import format_instant
from endigue.organisation.loaded import Loaded
from endigue.organisation.model import Organisation

NOTHING = "do_nothing"


@dataclass(frozen=True)
class PlanExport:
    """One alternative of a computed plan, at the instant at which it was computed."""

    organisation: Organisation
    alternatives: Alternatives
    name: str
    """Of the alternative."""
    at: datetime
    marking: Marking

    @property
    def alternative(self) -> Alternative:
        """The alternative that is exported."""
        return self.alternatives.named(self.name)

    @property
    def fingerprint(self) -> str:
        """A name for everything that is exported: equal input has equal identifiers."""
        return input_name(
            self.organisation.name, self.alternative, format_instant(self.at), self.marking
        )

    @property
    def saved(self) -> frozenset[str]:
        """Assets that fall if nothing is done and do not fall here."""
        return frozenset(self.alternatives.named(NOTHING).fallen) - set(self.alternative.fallen)


def checked(export: PlanExport) -> PlanExport:
    """The export itself. Raises Refusal where there is no alternative of that name."""
    names = [one.name for one in export.alternatives.alternatives]
    also = [name for one in export.alternatives.alternatives for name in one.also]
    if export.name not in (*names, *also):
        raise Refusal(
            "containment.no_alternative", name=export.name, names=", ".join((*names, *also))
        )
    return export


@dataclass(frozen=True, slots=True)
class Recorded:
    """The last plan that a case holds."""

    alternatives: Alternatives
    at: datetime
    approved: str
    """The alternative of it that was approved; empty where none was."""


def recorded_plan(entries: Iterable[Entry], loaded: Loaded, case: str) -> Recorded:
    """The last plan of a case.

    Raises Refusal where the case holds none, or computed it on another organisation.
    """
    kept = list(entries)
    ledger = fold(kept)
    planned = ledger.containment.planned
    if planned is None:
        raise Refusal("containment.no_plan_in_case", case=case)
    if ledger.organisation is None or ledger.organisation.digest != loaded.digest:
        raise Refusal("containment.plan_of_another", case=case)
    name = fact_name(ContainmentPlanned)
    at = next(entry.recorded_at for entry in reversed(kept) if entry.fact == name)
    approved = ledger.containment.approved
    in_force = approved is not None and ledger.containment.approval_is_of_the_last_plan
    return Recorded(planned.alternatives, at, approved.alternative if approved and in_force else "")
