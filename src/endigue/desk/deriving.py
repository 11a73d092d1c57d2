"""Answers that the other chapters already give: proposed as records, for a person to take over.

Reports rest on recorded events alone. What is proposed here is recorded only on a person's word, as
an estimate that names where it comes from, and never against what a person recorded.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from endigue.communication.events import Value
from endigue.communication.facts import EventRecorded
from endigue.communication.profile import Profile
from endigue.communication.rulebook import Rulebook
from endigue.containment.facts import PlanApproved
from endigue.continuity.handwork.facts import FormsIssued, Reconciled
from endigue.desk.acting import allow_company, allow_recording
from endigue.desk.case import Case, fold
from endigue.desk.catalogue import VOCABULARY
from endigue.desk.ledger import Ledger
from endigue.desk.returns import returns_of
from endigue.journal.entry import Entry
from endigue.journal.fact import Fact

NOTE = "derived"
"""How the note of a derived record begins; what it was derived from follows."""

CERTAIN, LIKELY = 0.95, 0.5
"""Probabilities from which on an asset counts as compromised, and as suspected; assumed."""

MOST_NAMED = 40
"""Names and indicators in one answer; the rest is counted."""

OTHER = "other"

INDICATORS = frozenset({"ioc_match", "confirmed_implant", "payload_ran", "ransom_note"})
"""Kinds of finding whose detail helps others to look for the same."""

Standing = Literal["new", "same", "newer", "recorded"]
"""Nobody recorded it; recorded just so; derived before and different now; a person recorded
another value, which stands."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """One event that the logbook already answers."""

    event: str
    value: Value
    at: datetime | None
    """When it happened; None for an answer that has no time of its own."""
    basis: str
    """Which chapter gives it, a code of `derive.from_…`."""
    entries: tuple[int, ...]
    """Of the journal, that it rests upon; empty where they are many."""
    standing: Standing


def proposals_of(
    entries: Iterable[Entry], profile: Profile, book: Rulebook
) -> tuple[Proposal, ...]:
    """What can be recorded of the case as it is known now."""
    known = list(entries)
    ledger = fold(known)
    found = {
        one.event: one
        for one in (
            *_of_evidence(ledger, book),
            *_of_work(known, ledger, profile, book),
            # What was lost until now stands above what the plan of restoration foretold.
            *_of_damage(ledger),
        )
    }
    return tuple(_standing(ledger, one) for one in found.values())


def record_proposals(
    case: Case, ledger: Ledger, book: Rulebook, proposals: Iterable[Proposal]
) -> tuple[Ledger, tuple[Proposal, ...]]:
    """Record what is new or newer, as estimates of whoever commands it. Raises Refusal where the
    author may not record.
    """
    wanted = tuple(one for one in proposals if one.standing in {"new", "newer"})
    if wanted:
        allow_recording(case, ledger, book.roles, "derived")
        allow_company(case, ledger, "", "derived")
    for one in wanted:
        where = ",".join(map(str, one.entries))
        note = f"{NOTE}: {one.basis}" + (f" {where}" if where else "")
        fact = EventRecorded(one.event, "", one.value, False, True, note)
        ledger = case.record([fact], ledger, one.at or case.clock())
    return ledger, wanted


def _standing(ledger: Ledger, one: Proposal) -> Proposal:
    noted = ledger.communication.latest(one.event, "")
    others = [n for n in ledger.communication.events if n.event == one.event and n.company]
    if noted is None:
        standing: Standing = "recorded" if others else "new"
    elif noted.value == one.value and (one.at is None or noted.occurred_at == one.at):
        standing = "same"
    else:
        standing = "newer" if noted.note.startswith(NOTE) else "recorded"
    return Proposal(one.event, one.value, one.at, one.basis, one.entries, standing)


def _proposal(
    event: str,
    basis: str,
    value: Value = None,
    at: datetime | None = None,
    entries: tuple[int, ...] = (),
) -> Proposal:
    return Proposal(event, value, at, basis, entries, "new")


def _of_evidence(ledger: Ledger, book: Rulebook) -> Iterator[Proposal]:
    """What the findings say: since when, by what means, on what."""
    suspicions = ledger.evidence.assessment.suspicions if ledger.evidence.assessment else ()
    likely = [one for one in suspicions if one.probability >= LIKELY]
    traced = ledger.evidence.traced
    times = [step.at for step in traced.trace.steps] if traced else []
    seen = [
        sign.observed_at
        for one in likely
        for sign in one.contributions
        if sign.observed_at is not None and sign.counted and sign.log_odds > 0
    ]
    if likely and (times or seen):
        basis = "trace" if times else "findings"
        yield _proposal("occurred", basis, at=min(times or seen))
    if any(one.probability >= CERTAIN for one in suspicions):
        yield _proposal("malicious-access", "findings", True)
        yield _proposal("incident-type", "findings", ("cybersecurity-related",))
    if likely and (choices := _choices(findings_techniques(ledger), book.techniques)):
        yield _proposal("techniques", "findings", choices)
    if indicators := _indicators(ledger):
        yield _proposal("indicators", "findings", indicators)
    if likely:
        names = [one.asset for one in likely]
        yield _proposal("infrastructure-hit", "findings", "yes")
        yield _proposal("infrastructure", "findings", _cut(names, ", "))


def _of_damage(ledger: Ledger) -> Iterator[Proposal]:
    """What was assessed of the damage: which losses of data, how many people, what it costs."""
    if ledger.damage.assessed is None:
        return
    damage = ledger.damage.assessed.damage
    hurt = {
        aspect
        for data in damage.data
        for aspect in ("availability", "confidentiality", "integrity")
        if getattr(data, aspect).state == "confirmed"
    }
    if hurt:
        yield _proposal("data-losses", "damage", tuple(sorted(hurt)))
    people = max(damage.people_without.likely, damage.people_read.likely)
    if hurt and people:
        yield _proposal("breach-people", "damage", people)
    if damage.money.assets_least:
        yield _proposal("cost-replacement", "damage", int(damage.money.assets_least))
    if damage.money.operations:
        yield _proposal("cost-revenue", "damage", int(damage.money.operations))


def findings_techniques(ledger: Ledger) -> tuple[str, ...]:
    """The techniques of all findings, sub-techniques with those that they belong to."""
    named = (name for one in ledger.evidence.findings for name in one.techniques)
    return tuple(dict.fromkeys(named))


def _choices(techniques: Iterable[str], table: Mapping[str, str]) -> tuple[str, ...]:
    found = {table.get(name.partition(".")[0], OTHER) for name in techniques}
    # What is not in the table is no means of attack that the field asks for.
    return tuple(sorted(found - {OTHER}))


def _indicators(ledger: Ledger) -> str:
    details = [
        f"{one.host or one.account}: {one.detail}".removeprefix(": ")
        for one in ledger.evidence.findings
        if one.kind in INDICATORS and one.detail
    ]
    return _cut(list(dict.fromkeys(details)), "\n")


def _cut(names: list[str], joint: str) -> str:
    rest = len(names) - MOST_NAMED
    shown = joint.join(names[:MOST_NAMED])
    return f"{shown}{joint}+ {rest}" if rest > 0 else shown


def _of_work(
    entries: list[Entry], ledger: Ledger, profile: Profile, book: Rulebook
) -> Iterator[Proposal]:
    """What the cut, the work by hand, the restoration and the notices say."""
    facts = [(one, VOCABULARY.read(one.fact, one.body)) for one in entries
             if one.fact in VOCABULARY]  # fmt: skip
    yield from _of_the_cut(facts, ledger)
    issued = [entry for entry, fact in facts if isinstance(fact, FormsIssued)]
    if issued:
        yield _proposal("continuity-plan-activated", "handwork", True, None,
                        (issued[0].sequence,))  # fmt: skip
    told = {one.operation for bulletin in ledger.communication.bulletins
            for one in bulletin.bulletin.service}  # fmt: skip
    since = [
        one.since or bulletin.at
        for bulletin in ledger.communication.bulletins
        for one in bulletin.bulletin.service
        if one.state in {"stopped", "partly"}
    ]
    if since:
        yield _proposal("service-down", "page", at=min(since))
    back = returns_of(entries, ledger, profile, book)
    if told and told <= back.keys():
        yield _proposal("services-recovered", "returns", at=max(back[name] for name in told))
        yield from _backlog(facts, max(back[name] for name in told))
    if ledger.restoration.plan is not None and ledger.restoration.plan.schedule.cost:
        cost = int(ledger.restoration.plan.schedule.cost)
        yield _proposal("cost-revenue", "restoration", cost)
    yield from _authorities(ledger)


def _of_the_cut(facts: list[tuple[Entry, Fact]], ledger: Ledger) -> Iterator[Proposal]:
    approved = [(entry, fact) for entry, fact in facts if isinstance(fact, PlanApproved)]
    planned = ledger.containment.planned
    if not approved or planned is None:
        return
    entry, fact = approved[-1]
    pulled = set(fact.levers)
    kinds = Counter(
        action.kind
        for action in {
            action.lever: action
            for alternative in planned.alternatives.alternatives
            for action in alternative.actions
            if action.lever in pulled
        }.values()
    )
    if not kinds:
        return
    said = "; ".join(f"{kind.replace('_', ' ')}: {count}" for kind, count in sorted(kinds.items()))
    yield _proposal("temporary-measures", "containment", True, None, (entry.sequence,))
    yield _proposal("temporary-measures-description", "containment", said, None,
                    (entry.sequence,))  # fmt: skip


def _backlog(facts: list[tuple[Entry, Fact]], recovered: datetime) -> Iterator[Proposal]:
    """Art. 3(2) of 2024/1772: when the last target balanced; not while one does not."""
    last: dict[str, tuple[Entry, Reconciled]] = {}
    for entry, fact in facts:
        if isinstance(fact, Reconciled):
            last[fact.target] = (entry, fact)
    if last and all(fact.balanced for _, fact in last.values()):
        served = max(entry.occurred_at for entry, _ in last.values())
        entries = tuple(sorted(entry.sequence for entry, _ in last.values()))
        yield _proposal("backlog-served", "reconciliation", None, max(served, recovered), entries)


TOLD = {
    "complaint-filed": "police_law_enforcement",
    "gdpr-notified": "data_protection_authority",
}
"""Field 3.31 by what was recorded as sent."""


def _authorities(ledger: Ledger) -> Iterator[Proposal]:
    sent = {
        TOLD[noted.event]: noted.entry
        for noted in ledger.communication.events
        if noted.event in TOLD
    }
    if sent:
        named = tuple(sorted(sent))
        yield _proposal("other-authorities", "notices", named, None, tuple(sorted(sent.values())))
