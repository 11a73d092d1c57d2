"""Reports to the financial authority, from the journal."""

from datetime import date, datetime

from endigue.communication.profile import Company, Profile
from endigue.communication.report import Report, report_of
from endigue.communication.report_fields import Stage
from endigue.communication.rulebook import Rulebook
from endigue.desk.ledger import Ledger
from endigue.desk.refusal import Refusal


def dora_company(profile: Profile, wanted: str | None) -> Company:
    """The company that reports; where none is named, the only one in the scope of DORA.

    Raises Refusal where it is not in the scope, or several are.
    """
    in_scope = [company for company in profile.companies if "dora" in company.regimes]
    found = [company for company in in_scope if wanted in {None, company.id}]
    if len(found) != 1:
        names = ", ".join(company.id for company in in_scope) or "-"
        raise Refusal("communication.which_company", company=wanted or "", companies=names)
    return found[0]


def dora_report(
    ledger: Ledger,
    profile: Profile,
    company: Company,
    rulebook: Rulebook,
    stage: Stage,
    at: datetime,
    law: date | None = None,
) -> Report:
    """The report at a stage. Raises Refusal where DORA's thresholds were not law yet."""
    thresholds = rulebook.thresholds_on(law or at.date())
    if thresholds is None:
        raise Refusal("communication.not_law_yet", day=(law or at.date()).isoformat())
    return report_of(
        ledger.communication, profile, company, rulebook.report_fields, thresholds, stage, at
    )
