"""Every fact of every chapter, by name."""

from endigue.communication.cell_facts import CELL_FACTS
from endigue.communication.custody_facts import CUSTODY_FACTS
from endigue.communication.facts import FACTS as COMMUNICATION
from endigue.communication.notice_facts import NOTICE_FACTS
from endigue.containment.facts import ContainmentPlanned, DerogationRecorded, PlanApproved
from endigue.continuity.facts import ContinuityAssessed
from endigue.continuity.handwork.facts import FACTS as HANDWORK
from endigue.damage.facts import FACTS as DAMAGE
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
    ContinuityAssessed,
    *HANDWORK,
    *ERADICATION,
    *COMMUNICATION,
    *CELL_FACTS,
    *NOTICE_FACTS,
    *CUSTODY_FACTS,
    *RESTORATION,
    *DAMAGE,
    BriefingWritten,
    StampAsked,
    HeadStamped,
)

VOCABULARY = Vocabulary(CATALOGUE)
