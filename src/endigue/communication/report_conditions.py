"""When a conditional field is asked for. Each condition is the regulation's, in one line."""

from collections.abc import Callable
from typing import NamedTuple

from endigue.communication.classification import Answer as Met
from endigue.communication.classification import any_of
from endigue.communication.report_facts import ReportFacts

OTHER_CAUSES = (
    "process_failure_other",
    "system_failure_other",
    "human_error_other",
    "external_event_other",
)
PROCESS_CAUSES = (
    "process_failure_insufficient_monitoring_or_failure_of_monitoring_and_control",
    "process_failure_ICT_risk_management_process_failure",
    "process_failure_insufficient_or_failure_of_ict_operations_and_ict_security_operations",
    "process_failure_inadequate_ict_systems_acquisition_development_and_maintenance",
)
"""4.2 2(a), 2(c), 2(d), 2(g): the causes that the description of 4.3 is limited to."""


class Condition(NamedTuple):
    """Whether a field is asked for, and the events that would settle it."""

    met: Met
    undecided: tuple[str, ...] = ()


Test = Callable[[ReportFacts], Condition]


def _question(event: str) -> Test:
    def test(facts: ReportFacts) -> Condition:
        met = facts.yes(event)
        return Condition(met, (event,) if met is None else ())

    return test


def _chosen(event: str, *choices: str) -> Test:
    def test(facts: ReportFacts) -> Condition:
        met = any_of(facts.among(choice, event) for choice in choices)
        return Condition(met, (event,) if met is None else ())

    return test


def _criterion(name: str) -> Test:
    def test(facts: ReportFacts) -> Condition:
        (criterion,) = (one for one in facts.classification.criteria if one.name == name)
        undecided = [event for condition in criterion.conditions for event in condition.missing]
        found = tuple(dict.fromkeys(undecided)) if criterion.met is None else ()
        return Condition(criterion.met, found)

    return test


def _transactions(facts: ReportFacts) -> Condition:
    noted = facts.noted("transactions-affected")
    if noted is None:
        return Condition(None, ("transactions-affected",))
    return Condition(isinstance(noted.value, int) and noted.value > 0)


def _happened(event: str) -> Test:
    return lambda facts: Condition(facts.noted(event) is not None)


def _other_information(facts: ReportFacts) -> Condition:
    return Condition(facts.stage == "reclassified" or facts.noted("other-information") is not None)


def _group(facts: ReportFacts) -> Condition:
    return Condition(bool(facts.profile.parent) or len(facts.profile.companies) > 1)


def _other_entity(_: ReportFacts) -> Condition:
    """Each company submits its own report: the entity affected is the one that submits."""
    return Condition(met=False)


CONDITIONS: dict[str, Test] = {
    "other-entity": _other_entity,
    "group": _group,
    "other-information": _other_information,
    "authority-replied": _happened("initial-submitted"),
    "third-party": _question("from-third-party"),
    "geography": _criterion("geography"),
    "reputation": _criterion("reputation"),
    "duration": _criterion("duration"),
    "data": _criterion("data"),
    "relevance": _question("relevant-client-hit"),
    "transactions": _transactions,
    "downtime": _happened("service-down"),
    "type-other": _chosen("incident-type", "other"),
    "cyber": _chosen("incident-type", "cybersecurity-related"),
    "technique-other": _chosen("techniques", "other"),
    "infrastructure": _chosen("infrastructure-hit", "yes"),
    "authority-other": _chosen("other-authorities", "other"),
    "measures": _question("temporary-measures"),
    "cause-other": _chosen("root-causes-detailed", *OTHER_CAUSES),
    "process-causes": _chosen("root-causes-detailed", *PROCESS_CAUSES),
    "critical-functions": _question("resolvability-critical-functions"),
    "resolvability": _question("resolvability-hit"),
    "recurring": _question("recurring"),
}
