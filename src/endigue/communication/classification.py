"""Whether an incident is major under DORA: Delegated Regulation (EU) 2024/1772.

Every condition is met, not met or not known; a figure that is missing makes unknown only what
it could change. All thresholds are strict: exactly 10 % is not above 10 %.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from fractions import Fraction
from typing import Literal

import msgspec

from endigue.communication.thresholds import Threshold, ThresholdPack
from endigue.communication.view import CommunicationView, Noted

Answer = bool | None
"""Met, not met, or not known."""

CriterionName = Literal["clients", "reputation", "duration", "geography", "data", "economic"]

NONE = "none"
"""The choice that says there is nothing of the kind."""

COSTS = (
    "cost-stolen",
    "cost-replacement",
    "cost-staff",
    "cost-contract-fees",
    "cost-redress",
    "cost-revenue",
    "cost-communication",
    "cost-advice",
)
"""The heads of Art. 7(1)(a) to (h), gross: recoveries are not taken off."""


class Condition(msgspec.Struct, frozen=True):
    """One condition of the text."""

    name: str
    article: str
    met: Answer
    missing: tuple[str, ...] = ()
    """Events whose record would settle it; empty where it is settled."""
    estimated: bool = False
    """It rests on an estimate."""


class Criterion(msgspec.Struct, frozen=True):
    """One criterion: met where any of its conditions is."""

    name: str
    met: Answer
    conditions: tuple[Condition, ...]


class Classification(msgspec.Struct, frozen=True):
    """What the recorded facts come to for one company."""

    major: Answer
    critical: Criterion
    """Critical services affected, Art. 6: needed in any case."""
    criteria: tuple[Criterion, ...]
    """The six of Art. 9(1) to (6)."""
    access: Condition
    """Art. 9(5)(b): with the critical services enough by itself."""
    missing: tuple[str, ...]
    """Events that could still change the answer."""
    estimated: bool

    def met(self, name: CriterionName) -> Answer:
        """Whether a criterion is met."""
        return next(one.met for one in self.criteria if one.name == name)


def any_of(answers: Iterable[Answer]) -> Answer:
    """Met where one is met; not met where all are not."""
    found = list(answers)
    if any(answer is True for answer in found):
        return True
    return None if None in found else False


def all_of(answers: Iterable[Answer]) -> Answer:
    """Met where all are met; not met where one is not."""
    found = list(answers)
    if any(answer is False for answer in found):
        return False
    return None if None in found else True


def at_least(needed: int, answers: Sequence[Answer]) -> Answer:
    """Whether at least so many are met."""
    met = sum(answer is True for answer in answers)
    if met >= needed:
        return True
    return None if met + sum(answer is None for answer in answers) >= needed else False


def classify(
    view: CommunicationView, company: str, pack: ThresholdPack, at: datetime
) -> Classification:
    """The classification of the incident for a company, by what had happened at an instant."""
    facts = _Figures(view.happened_by(at), company, at)
    above = pack.above
    critical = _criterion(
        "critical",
        facts.question("critical-function-hit", "2024/1772 Art. 6(a)"),
        facts.question("supervised-service-hit", "2024/1772 Art. 6(b)"),
        facts.question("malicious-access", "2024/1772 Art. 6(c)"),
    )
    access = _access(facts)
    criteria = (
        _criterion("clients", *_clients(facts, pack)),
        _criterion("reputation", facts.listed("reputation", "2024/1772 Art. 9(2), 2(1)")),
        _criterion(
            "duration",
            facts.longer("duration", ("occurred", "detected"), ("resolved",), above.duration),
            facts.downtime("downtime", above.downtime),
        ),
        _criterion("geography", facts.countries("countries-hit", above.countries)),
        _criterion("data", facts.data("data-loss-hurts", "2024/1772 Art. 9(5)(a)"), access),
        _criterion("economic", facts.costs("costs", above.costs)),
    )
    counted = at_least(pack.criteria_needed, [one.met for one in criteria])
    major = all_of((critical.met, any_of((access.met, counted))))
    conditions = [c for one in (critical, *criteria) for c in one.conditions]
    return Classification(
        major=major,
        critical=critical,
        criteria=criteria,
        access=access,
        missing=() if major is not None else _unsettled((critical, *criteria)),
        estimated=any(condition.estimated for condition in conditions if condition.met),
    )


def _criterion(name: str, *conditions: Condition) -> Criterion:
    return Criterion(name, any_of(condition.met for condition in conditions), conditions)


def _unsettled(criteria: Iterable[Criterion]) -> tuple[str, ...]:
    events = [
        event
        for one in criteria
        if one.met is None
        for condition in one.conditions
        for event in condition.missing
    ]
    return tuple(dict.fromkeys(events))


def _access(facts: "_Figures") -> Condition:
    """Art. 9(5)(b): a successful malicious access, and it may lose data."""
    article = "2024/1772 Art. 9(5)(b)"
    accessed = facts.question("malicious-access", article)
    may_lose = facts.question("access-may-lose-data", article)
    met = all_of((accessed.met, may_lose.met))
    missing = (*accessed.missing, *may_lose.missing) if met is None else ()
    return Condition("access-may-lose-data", article, met, missing)


def _clients(facts: "_Figures", pack: ThresholdPack) -> tuple[Condition, ...]:
    above = pack.above
    affected = ("clients-affected", "beneficiaries-affected")
    served = ("clients-of-service", "beneficiaries-of-service")
    return (
        facts.share("clients-share", affected, served, above.clients_share),
        facts.sum_above("clients-count", affected, above.clients_count),
        facts.share(
            "counterparts-share",
            ("counterparts-affected",),
            ("counterparts-of-service",),
            above.counterparts_share,
        ),
        facts.share(
            "transactions-count-share",
            ("transactions-affected",),
            ("transactions-daily-average",),
            above.transactions_count_share,
        ),
        facts.share(
            "transactions-value-share",
            ("transactions-value-affected",),
            ("transactions-value-daily-average",),
            above.transactions_value_share,
        ),
        facts.question("relevant-client-hit", "2024/1772 Art. 9(1)(f)"),
    )


class _Figures:
    """The recorded figures of one company, turned into conditions."""

    def __init__(self, view: CommunicationView, company: str, at: datetime) -> None:
        self._view = view
        self._company = company
        self._at = at

    def _noted(self, event: str) -> Noted | None:
        return self._view.latest(event, self._company)

    def _numbers(self, events: Sequence[str]) -> tuple[int, tuple[str, ...], bool]:
        """Sum of what is known, the events that are not, and whether any is an estimate."""
        noted = {event: self._noted(event) for event in events}
        known = [n for n in noted.values() if n is not None]
        total = sum(n.value for n in known if isinstance(n.value, int))
        missing = tuple(event for event, n in noted.items() if n is None)
        return total, missing, any(n.estimated for n in known)

    def question(self, event: str, article: str) -> Condition:
        """A yes-or-no event."""
        noted = self._noted(event)
        if noted is None:
            return Condition(event, article, None, (event,))
        return Condition(event, article, noted.value is True, estimated=noted.estimated)

    def listed(self, event: str, article: str) -> Condition:
        """A list that is met by any member but the word none."""
        noted = self._noted(event)
        met = None if noted is None else noted.value not in {(), (NONE,)}
        return Condition(event, article, met, () if noted else (event,))

    def share(
        self, name: str, part: Sequence[str], whole: Sequence[str], threshold: Threshold
    ) -> Condition:
        """Part of the whole strictly above a percentage.

        A part that is known in part only is a lower bound: it can pass the threshold, not
        miss it. Without the whole nothing is known, unless nobody is affected at all.
        """
        affected, part_missing, part_estimated = self._numbers(part)
        base, whole_missing, whole_estimated = self._numbers(whole)
        missing = (*part_missing, *whole_missing)
        if whole_missing or base == 0:
            met: Answer = False if not part_missing and affected == 0 else None
        else:
            passed = Fraction(affected, base) > Fraction(threshold.percent or 0, 100)
            met = True if passed else (None if part_missing else False)
        estimated = part_estimated or whole_estimated
        settled = met is not None
        return Condition(name, threshold.article, met, () if settled else missing, estimated)

    def sum_above(self, name: str, events: Sequence[str], threshold: Threshold) -> Condition:
        """A sum strictly above a number; what is not known could only add to it."""
        total, missing, estimated = self._numbers(events)
        limit = threshold.number if threshold.number is not None else threshold.cents
        met: Answer = True if total > (limit or 0) else (None if missing else False)
        return Condition(
            name, threshold.article, met, () if met is not None else missing, estimated
        )

    def costs(self, name: str, threshold: Threshold) -> Condition:
        """Gross costs and losses of Art. 7(1), incurred or likely. A head that nobody gave could
        only add to the sum; a head of which there is nothing is recorded as 0.
        """
        return self.sum_above(name, COSTS, threshold)

    def longer(
        self, name: str, starts: Sequence[str], ends: Sequence[str], threshold: Threshold
    ) -> Condition:
        """A time strictly longer than so many hours, from the first of `starts` that is known
        to the last of `ends`; to the present where one of these has not come.
        """
        start = next((n for n in map(self._noted, starts) if n is not None), None)
        if start is None:
            return Condition(name, threshold.article, None, (starts[-1],))
        reached = [self._noted(event) for event in ends]
        over = all(n is not None for n in reached)
        end = max((n.occurred_at for n in reached if n is not None), default=self._at)
        end = end if over else self._at
        seconds = (end - start.occurred_at).total_seconds()
        passed = seconds > (threshold.hours or 0) * 3600
        met: Answer = True if passed else (False if over else None)
        return Condition(name, threshold.article, met, () if met is not None else tuple(ends))

    def downtime(self, name: str, threshold: Threshold) -> Condition:
        """Downtime of services that support critical functions: until they are back, and what
        was delayed is delivered (Art. 3(2)). Nothing went down while nobody recorded it.
        """
        return self.longer(
            name, ("service-down",), ("services-recovered", "backlog-served"), threshold
        )

    def countries(self, event: str, threshold: Threshold) -> Condition:
        """More Member States than so many."""
        noted = self._noted(event)
        if noted is None:
            return Condition(event, threshold.article, None, (event,))
        count = len(noted.value) if isinstance(noted.value, tuple) else 0
        return Condition(event, threshold.article, count > (threshold.number or 0))

    def data(self, event: str, article: str) -> Condition:
        """Art. 9(5)(a): availability, authenticity, integrity or confidentiality was lost, and
        it hurts business objectives or compliance.
        """
        hurts, lost = self._noted(event), self._noted("data-losses")
        met = all_of(
            (
                None if lost is None else lost.value not in {(), (NONE,)},
                None if hurts is None else hurts.value is True,
            )
        )
        missing = [n for n, one in (("data-losses", lost), (event, hurts)) if one is None]
        return Condition(event, article, met, () if met is not None else tuple(missing))
