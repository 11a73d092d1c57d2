"""Fields that no single record fills: worked out from several, from the profile, or both."""

from collections.abc import Callable
from datetime import datetime

from endigue.communication.classification import COSTS
from endigue.communication.profile import Person
from endigue.communication.report_facts import Answer, ReportFacts
from endigue.kernel.money import Cents, format_money

SUBMISSIONS = {
    "initial": "initial_notification",
    "intermediate": "intermediate_report",
    "final": "final_report",
    "reclassified": "major_incident_reclassified_as_non-major",
}
CRITERIA = {
    "clients": "clients_financial_counterparts_and_transactions_affected",
    "reputation": "reputational_impact",
    "duration": "duration_and_service_downtime",
    "geography": "geographical_spread",
    "data": "data_losses",
    "economic": "economic_impact",
}
CRITICAL = "critical_services_affected"

CLIENTS = ("clients-affected", "beneficiaries-affected")
CLIENTS_OF_SERVICE = ("clients-of-service", "beneficiaries-of-service")
COUNTERPARTS = ("counterparts-affected",)
TRANSACTIONS = ("transactions-affected",)

Derivation = Callable[[ReportFacts], Answer]


def _from_profile(key: str, read: Callable[[ReportFacts], str | tuple[str, ...]]) -> Derivation:
    def derive(facts: ReportFacts) -> Answer:
        value = read(facts)
        return Answer(value) if value else Answer(missing=(f"profile:{key}",))

    return derive


def _contact(which: str, part: str) -> Derivation:
    def read(facts: ReportFacts) -> str:
        person: Person = getattr(facts.company.table, which)
        return str(getattr(person, part))

    return _from_profile(f"{which}.{part}", read)


def _criteria(facts: ReportFacts) -> Answer:
    """2.5: the critical services always, and every criterion that is met."""
    found = facts.classification
    if found.major is not True:
        return Answer(missing=found.missing)
    met = tuple(CRITERIA[one.name] for one in found.criteria if one.met is True)
    return Answer((CRITICAL, *met), estimated=found.estimated)


def _other_countries(facts: ReportFacts) -> Answer:
    """2.6: the home country is not listed (operational instructions of the ESAs)."""
    noted = facts.noted("countries-hit")
    if noted is None or not isinstance(noted.value, tuple):
        return Answer(missing=("countries-hit",))
    others = tuple(country for country in noted.value if country != facts.profile.country)
    return Answer(others, estimated=noted.estimated, entries=(noted.entry,))


def _start(facts: ReportFacts) -> Answer:
    """Art. 3(1) of 2024/1772: from the occurrence; from the detection where it is not known."""
    occurred = facts.time_of("occurred")
    return facts.time_of("detected") if occurred.missing else occurred


def _minutes(start: Answer, ends: tuple[Answer, ...], at: datetime) -> Answer:
    """From the start to the last end; to the present while any end has not come."""
    if start.missing:
        return start
    assert isinstance(start.value, datetime)  # noqa: S101 - an instant by construction
    reached = [end.value for end in ends if isinstance(end.value, datetime)]
    over = len(reached) == len(ends)
    end = max(reached) if over else at
    return Answer(
        max(0, int((end - start.value).total_seconds() // 60)),
        estimated=start.estimated or not over or any(one.estimated for one in ends),
        entries=(*start.entries, *(entry for one in ends for entry in one.entries)),
    )


def _duration(facts: ReportFacts) -> Answer:
    """3.15: from occurrence to resolution, in minutes."""
    return _minutes(_start(facts), (facts.time_of("resolved"),), facts.at)


def _downtime(facts: ReportFacts) -> Answer:
    """3.16: until the service is back and what was delayed is delivered, in minutes."""
    ends = (facts.time_of("services-recovered"), facts.time_of("backlog-served"))
    return _minutes(facts.time_of("service-down"), ends, facts.at)


def _times_actual_or_estimates(facts: ReportFacts) -> Answer:
    """3.17."""
    times = [_duration(facts), _downtime(facts)] if facts.noted("service-down") else [
        _duration(facts)
    ]  # fmt: skip
    if any(one.missing for one in times):
        return Answer("no_information_available")
    estimates = [one.estimated for one in times]
    if all(estimates):
        return Answer("estimates")
    return Answer("actual_figures_and_estimates" if any(estimates) else "actual_figures")


_NUMBERS = (
    ("clients", CLIENTS, "no_impact_on_clients"),
    ("financial_counterparts", COUNTERPARTS, "no_impact_on_financial_counterparts"),
    ("transactions", TRANSACTIONS, "no_impact_on_transactions"),
)


def _actual_or_estimates(facts: ReportFacts) -> Answer:
    """3.12: of each of the three kinds of number exactly one of actual, estimate, no impact."""
    chosen: list[str] = []
    missing: list[str] = []
    for name, events, none in _NUMBERS:
        total = facts.total(events)
        if total.missing:
            missing += total.missing
        elif total.value == 0:
            chosen.append(none)
        else:
            chosen.append(
                f"estimates_for_{name}_affected"
                if total.estimated
                else f"actual_figures_for_{name}_affected"
            )
    return Answer(missing=tuple(missing)) if missing else Answer(tuple(chosen))


def _economic_threshold(facts: ReportFacts) -> Answer:
    """4.12: whether the gross costs and losses are above the threshold, with the figure."""
    total = facts.total(COSTS)
    if total.missing:
        return total
    assert isinstance(total.value, int)  # noqa: S101 - a sum
    limit = facts.costs_above_cents
    sign = ">" if total.value > limit else "≤"
    currency = facts.profile.currency
    text = f"{format_money(Cents(total.value))} {currency} {sign} {format_money(Cents(limit))} EUR"
    return Answer(text, estimated=total.estimated, entries=total.entries)


DERIVATIONS: dict[str, Derivation] = {
    "submission": lambda facts: Answer(SUBMISSIONS[facts.stage]),
    "company-name": _from_profile("name", lambda facts: facts.company.name),
    "company-lei": _from_profile("lei", lambda facts: facts.company.table.lei),
    "entity-type": _from_profile("entity_type", lambda facts: facts.company.table.entity_type),
    "primary-name": _contact("primary_contact", "name"),
    "primary-email": _contact("primary_contact", "email"),
    "primary-phone": _contact("primary_contact", "phone"),
    "second-name": _contact("second_contact", "name"),
    "second-email": _contact("second_contact", "email"),
    "second-phone": _contact("second_contact", "phone"),
    "parent-name": _from_profile("parent", lambda facts: facts.profile.parent),
    "parent-lei": _from_profile("parent_lei", lambda facts: facts.profile.parent_lei),
    "currency": _from_profile("currency", lambda facts: facts.profile.currency),
    "criteria": _criteria,
    "other-countries": _other_countries,
    "clients": lambda facts: facts.total(CLIENTS),
    "clients-share": lambda facts: facts.share(CLIENTS, CLIENTS_OF_SERVICE),
    "counterparts": lambda facts: facts.total(COUNTERPARTS),
    "counterparts-share": lambda facts: facts.share(COUNTERPARTS, ("counterparts-of-service",)),
    "transactions": lambda facts: facts.total(TRANSACTIONS),
    "transactions-share": lambda facts: facts.share(TRANSACTIONS, ("transactions-daily-average",)),
    "actual-or-estimates": _actual_or_estimates,
    "duration": _duration,
    "downtime": _downtime,
    "times-actual-or-estimates": _times_actual_or_estimates,
    "economic-threshold": _economic_threshold,
    "costs": lambda facts: facts.total(COSTS),
}
