"""The ledger: all views, folded together from the entries of one journal."""

from dataclasses import dataclass, field, replace
from typing import TypeVar

from endigue.communication.view import CommunicationView
from endigue.communication.view import see as see_communication
from endigue.containment.enforcement.view import EnforcementView
from endigue.containment.enforcement.view import see as see_enforcement
from endigue.containment.view import ContainmentView
from endigue.containment.view import see as see_containment
from endigue.continuity.view import ContinuityView
from endigue.continuity.view import see as see_continuity
from endigue.damage.view import DamageView
from endigue.damage.view import see as see_damage
from endigue.desk.catalogue import VOCABULARY
from endigue.desk.computations import ComputationsView, see_computations
from endigue.desk.facts import BriefingWritten, HeadStamped, StampAsked
from endigue.eradication.view import EradicationView
from endigue.eradication.view import see as see_eradication
from endigue.evidence.view import EvidenceView
from endigue.evidence.view import see as see_evidence
from endigue.journal.entry import EMPTY, Entry, Head
from endigue.journal.fact import Fact
from endigue.organisation.facts import LeversDerived, OrganisationAdopted
from endigue.organisation.view import see as see_organisation
from endigue.organisation.view import see_levers
from endigue.restoration.view import RestorationView
from endigue.restoration.view import see as see_restoration
from endigue.spread.view import SpreadView
from endigue.spread.view import see as see_spread

Kind = TypeVar("Kind", bound=Fact)


@dataclass(frozen=True, slots=True)
class Ledger:
    """What is known after an entry. Each view is folded by its own chapter."""

    head: Head = EMPTY
    """The last entry."""
    rests_upon: Head = EMPTY
    """The last entry that is not itself a briefing."""
    organisation: OrganisationAdopted | None = None
    levers: LeversDerived | None = None
    """Standard levers, where the organisation describes none."""
    evidence: EvidenceView = field(default_factory=EvidenceView)
    spread: SpreadView = field(default_factory=SpreadView)
    containment: ContainmentView = field(default_factory=ContainmentView)
    enforcement: EnforcementView = field(default_factory=EnforcementView)
    continuity: ContinuityView = field(default_factory=ContinuityView)
    eradication: EradicationView = field(default_factory=EradicationView)
    damage: DamageView = field(default_factory=DamageView)
    restoration: RestorationView = field(default_factory=RestorationView)
    communication: CommunicationView = field(default_factory=CommunicationView)
    computations: ComputationsView = field(default_factory=ComputationsView)
    briefing: BriefingWritten | None = None
    stamps_asked: tuple[StampAsked, ...] = ()
    stamps: tuple[HeadStamped, ...] = ()


def see(ledger: Ledger, entry: Entry) -> Ledger:
    """The ledger after the entry.

    A fact of a name that this version does not know is passed over: a newer version wrote it.
    """
    head = Head(entry.sequence, entry.hash)
    if entry.fact not in VOCABULARY:
        return replace(ledger, head=head, rests_upon=head)
    fact = VOCABULARY.read(entry.fact, entry.body)
    if isinstance(fact, BriefingWritten):
        return replace(ledger, head=head, briefing=fact)
    return replace(
        ledger,
        head=head,
        rests_upon=head,
        organisation=see_organisation(ledger.organisation, fact),
        levers=see_levers(ledger.levers, fact),
        evidence=see_evidence(ledger.evidence, fact),
        spread=see_spread(ledger.spread, fact),
        containment=see_containment(ledger.containment, fact),
        enforcement=see_enforcement(ledger.enforcement, fact),
        continuity=see_continuity(ledger.continuity, fact),
        eradication=see_eradication(ledger.eradication, fact, entry),
        damage=see_damage(ledger.damage, fact),
        restoration=see_restoration(ledger.restoration, fact),
        communication=see_communication(ledger.communication, fact, entry),
        computations=see_computations(ledger.computations, fact, entry),
        stamps_asked=_with(ledger.stamps_asked, fact, StampAsked),
        stamps=_with(ledger.stamps, fact, HeadStamped),
    )


def _with(known: tuple[Kind, ...], fact: Fact, kind: type[Kind]) -> tuple[Kind, ...]:
    return (*known, fact) if isinstance(fact, kind) else known
