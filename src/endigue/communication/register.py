"""The register of breaches of personal data that every controller keeps: GDPR Art. 33(5)."""

from datetime import datetime

import msgspec

from endigue.communication.profile import Profile
from endigue.communication.view import CommunicationView, Noted


class RegisterRow(msgspec.Struct, frozen=True):
    """One breach of one company: the facts, the effects, what was done."""

    company: str
    name: str
    known: datetime
    entry: int
    nature: str
    people: str
    people_estimated: bool
    effects: str
    measures: str
    notified: datetime | None
    risk: str
    """`high`, `unlikely`, `likely` or empty where nobody has said."""
    reasons: str
    """Why it was not notified, or late."""
    people_informed: datetime | None


def register_of(view: CommunicationView, profile: Profile, at: datetime) -> tuple[RegisterRow, ...]:
    """A row for every company in the scope of the GDPR that has a breach."""
    known = view.happened_by(at)
    rows: list[RegisterRow] = []
    for company in profile.companies:
        breach = known.latest("personal-data-breach", company.id)
        if breach is not None and "gdpr" in company.regimes:
            rows.append(_row(known, company.id, company.name, breach))
    return tuple(rows)


def _row(view: CommunicationView, company: str, name: str, breach: Noted) -> RegisterRow:
    def text(event: str) -> str:
        value = view.value(event, company)
        return "" if value is None else str(value)

    def when(event: str) -> datetime | None:
        noted = view.latest(event, company)
        return None if noted is None else noted.occurred_at

    people = view.latest("breach-people", company)
    reasons = (text("risk-reasons"), text("breach-delay-reasons"))
    return RegisterRow(
        company=company,
        name=name,
        known=breach.occurred_at,
        entry=breach.entry,
        nature=text("breach-nature"),
        people=text("breach-people"),
        people_estimated=people is not None and people.estimated,
        effects=text("breach-consequences"),
        measures=text("breach-measures"),
        notified=when("gdpr-notified"),
        risk=_risk(view, company),
        reasons="\n".join(reason for reason in reasons if reason),
        people_informed=when("people-informed"),
    )


def _risk(view: CommunicationView, company: str) -> str:
    if view.value("risk-unlikely", company) is True:
        return "unlikely"
    high = view.value("high-risk", company)
    return "" if high is None else "high" if high is True else "likely"
