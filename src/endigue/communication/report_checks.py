"""What a report says that cannot be so: found before the authority finds it."""

import re
from collections.abc import Iterator
from itertools import pairwise

import msgspec

from endigue.communication.classification import NONE
from endigue.communication.report_derivations import CLIENTS, CLIENTS_OF_SERVICE
from endigue.communication.report_facts import ReportFacts

_REFERENCE = re.compile(r"[A-Za-z0-9-]+")

ORDER = ("occurred", "detected", "classified-major")

CLASS_OF_CAUSE = {
    "malicious_actions": "malicious_actions",
    "process_failure": "process_failure",
    "system_failure": "system_failure_malfunction",
    "human_error": "human_error",
    "external_event": "external_event",
}
"""The beginning of a detailed root cause, and the broad class that it belongs to."""


class Check(msgspec.Struct, frozen=True):
    """One contradiction, as a code and its arguments."""

    code: str
    fields: tuple[str, ...]
    """Where it shows."""
    arguments: dict[str, str] = {}


def checks_of(facts: ReportFacts) -> tuple[Check, ...]:
    """Every contradiction."""
    return (
        *_order(facts),
        *_parts(facts),
        *_nothing_and_something(facts),
        *_causes(facts),
        *_codes(facts),
    )


def _order(facts: ReportFacts) -> Iterator[Check]:
    """An incident occurs, then is detected, then classified."""
    known = [noted for event in ORDER if (noted := facts.noted(event)) is not None]
    for before, after in pairwise(known):
        if after.occurred_at < before.occurred_at:
            yield Check(
                "communication.check_order",
                ("2.2", "2.3", "3.2"),
                {"before": before.event, "after": after.event},
            )


def _parts(facts: ReportFacts) -> Iterator[Check]:
    """More cannot be affected than there are."""
    pairs = (
        (CLIENTS, CLIENTS_OF_SERVICE, ("3.4", "3.5")),
        (("counterparts-affected",), ("counterparts-of-service",), ("3.6", "3.7")),
    )
    for part, whole, fields in pairs:
        affected, base = facts.total(part).value, facts.total(whole).value
        if isinstance(affected, int) and isinstance(base, int) and affected > base:
            yield Check("communication.check_part", fields, {"part": part[0], "whole": whole[0]})


def _nothing_and_something(facts: ReportFacts) -> Iterator[Check]:
    """The choice "none" stands alone."""
    for event, field in (("other-authorities", "3.31"), ("data-losses", "3.20"),
                         ("reputation", "3.13")):  # fmt: skip
        noted = facts.noted(event)
        chosen = noted.value if noted and isinstance(noted.value, tuple) else ()
        if NONE in chosen and len(chosen) > 1:
            yield Check("communication.check_none", (field,), {"event": event})


def _causes(facts: ReportFacts) -> Iterator[Check]:
    """Every detailed root cause belongs to a broad class that is ticked."""
    broad, detailed = facts.noted("root-causes"), facts.noted("root-causes-detailed")
    if broad is None or detailed is None or not isinstance(detailed.value, tuple):
        return
    ticked = broad.value if isinstance(broad.value, tuple) else ()
    for cause in detailed.value:
        (owner,) = (c for start, c in CLASS_OF_CAUSE.items() if cause.startswith(start))
        if owner not in ticked:
            yield Check("communication.check_cause", ("4.1", "4.2"), {"cause": cause})


def _codes(facts: ReportFacts) -> Iterator[Check]:
    """The reference has letters, digits and hyphens only (guide of the French authority)."""
    noted = facts.noted("incident-reference")
    if noted is not None and _REFERENCE.fullmatch(str(noted.value)) is None:
        yield Check("communication.check_reference", ("2.1",))
