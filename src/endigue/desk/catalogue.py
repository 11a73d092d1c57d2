"""Every fact of every chapter, by name."""

from endigue.communication.cell_facts import CELL_FACTS
from endigue.communication.custody_facts import CUSTODY_FACTS
from endigue.communication.facts import FACTS as COMMUNICATION
from endigue.communication.note_facts import NOTE_FACTS
from endigue.communication.notice_facts import NOTICE_FACTS
from endigue.containment.enforcement.facts import FACTS as ENFORCEMENT
from endigue.containment.facts import (
    ApprovalAsked,
    ContainmentPlanned,
    DerogationRecorded,
    OrdersAnswered,
    PlanApproved,
)
from endigue.continuity.facts import ContinuityAssessed
from endigue.continuity.handwork.facts import FACTS as HANDWORK
from endigue.damage.facts import FACTS as DAMAGE
from endigue.desk.access_facts import ACCESS_FACTS
from endigue.desk.computation_facts import COMPUTATION_FACTS
from endigue.desk.facts import BriefingWritten, HeadStamped, StampAsked
from endigue.eradication.facts import FACTS as ERADICATION
from endigue.evidence.facts import FACTS as EVIDENCE
from endigue.journal.fact import Fact, Vocabulary
from endigue.organisation.facts import FACTS as ORGANISATION
from endigue.restoration.facts import FACTS as RESTORATION
from endigue.spread.facts import SpreadForecast

CATALOGUE: tuple[type[Fact], ...] = (
    *ORGANISATION,
    *EVIDENCE,
    SpreadForecast,
    ContainmentPlanned,
    PlanApproved,
    DerogationRecorded,
    *ENFORCEMENT,
    ApprovalAsked,
    OrdersAnswered,
    ContinuityAssessed,
    *HANDWORK,
    *ERADICATION,
    *COMMUNICATION,
    *CELL_FACTS,
    *NOTE_FACTS,
    *NOTICE_FACTS,
    *CUSTODY_FACTS,
    *RESTORATION,
    *DAMAGE,
    *ACCESS_FACTS,
    *COMPUTATION_FACTS,
    BriefingWritten,
    StampAsked,
    HeadStamped,
)

VOCABULARY = Vocabulary(CATALOGUE)
