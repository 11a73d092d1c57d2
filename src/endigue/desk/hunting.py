"""Run Sigma rules over logs: what was read, what it hit, and what enters the journal."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Protocol

import msgspec

from endigue.desk.refusal import Refusal
from endigue.evidence.facts import LogsScanned, RuleCount
from endigue.evidence.findings import LONGEST_DETAIL, Finding
from endigue.evidence.sigma.correlation import Occurrence, correlate
from endigue.evidence.sigma.rules import (
    KIND_OF_LEVEL,
    LEVELS,
    Correlation,
    Logsource,
    Rule,
    RuleSet,
    Unsupported,
)

if TYPE_CHECKING:  # a case knows every chapter's facts; a scan without one needs none of them
    from endigue.desk.case import Case

MOST_HOSTS = 1_000
"""Hosts of one rule that are listed by name; the Parquet file has all."""

MOST_FINDINGS = 2_000
"""Findings that one scan gives the journal: the gravest first, then the earliest."""

MOST_GROUPS = 50 * MOST_FINDINGS
"""Kinds of hit among which the findings are chosen; bounds memory."""

MOST_OCCURRENCES = 1_000_000
"""Hits that are kept for correlations; beyond it later ones are not correlated, and it is said."""

MOST_TROUBLES = 1_000
"""Troubles that are told one by one."""

HITS_MARK = b"endigue.hits"
"""In the metadata of a Parquet file of hits, by which a later scan knows that it is no log."""

PART_NAME = (".endigue-", ".part")
"""How the name of a file in the making begins and ends: no evidence, wherever it is met."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class LogTrouble(msgspec.Struct, frozen=True):
    """Something of the logs that was not read, as a code and its arguments."""

    code: str
    arguments: dict[str, str | int]


class HitRows(msgspec.Struct, frozen=True):
    """Hits of one rule in one file, as columns of equal length."""

    rule: str
    file: str
    records: tuple[int, ...]
    """Record number of EVTX, else the line from 1."""
    times: tuple[datetime | None, ...]
    hosts: tuple[str, ...]
    accounts: tuple[str, ...]


class Scanned(msgspec.Struct, frozen=True):
    """What one piece of a file gave, in the order of the files."""

    file: str
    events: int
    bytes: int
    """Bytes of the file that were read."""
    first: bool
    """Whether this is the first piece of its file."""
    hits: tuple[HitRows, ...] = ()
    occurrences: tuple[Occurrence, ...] = ()
    """Hits of rules that correlations lean on."""
    troubles: tuple[LogTrouble, ...] = ()


class KeptRun(msgspec.Struct, frozen=True):
    """One keeping of events: its name, the files it read, by content, and its parts."""

    run: str
    sources: tuple[str, ...]
    parts: tuple[str, ...]
    events: int


@dataclass(frozen=True, slots=True)
class Kept:
    """What a keeping came to."""

    run: str
    """Empty where nothing was new."""
    files: int
    events: int
    again: int
    """Files that were kept before."""
    troubles: tuple[LogTrouble, ...] = ()


class HitTable(Protocol):
    """Hits on their way into a Parquet file."""

    def add(self, hits: HitRows, title: str, level: str) -> None:
        """Append rows."""
        ...


class Logs(Protocol):
    """Logs and rules on disk."""

    @property
    def processors(self) -> int:
        """How many processes can run at once."""
        ...

    def rules(self, path: str | None) -> RuleSet:
        """The rules of a file, folder or archive, ready to run; the product's own where no
        path is given. Refusal where there are none.
        """
        ...

    def size(self, paths: Sequence[str]) -> int:
        """Bytes of all files below the paths. Refusal where a path is missing."""
        ...

    def scan(
        self,
        paths: Sequence[str],
        rules: RuleSet,
        logsource: Logsource | None,
        workers: int,
        cluster: str = "",
    ) -> Iterator[Scanned]:
        """Read all files, on so many processes here or on a Spark cluster, and match."""
        ...

    def keep(self, paths: Sequence[str], logsource: Logsource | None, store: str) -> Kept:
        """Keep the events of all files as Parquet, by day and host."""
        ...

    def kept(self, store: str) -> tuple[KeptRun, ...]:
        """What a store holds; nothing where there is none."""
        ...

    def parts(
        self, store: str, runs: Sequence[str], days: Sequence[str], hosts: Sequence[str]
    ) -> list[str]:
        """Paths of the parts of these runs, of the days and hosts asked for (none: all)."""
        ...

    def table(self, file: str) -> AbstractContextManager[HitTable]:
        """A Parquet file in the making; it appears whole when the context ends, or not."""
        ...

    def scratch(self) -> AbstractContextManager[str]:
        """The name of a file that is gone when the context ends."""
        ...

    def content(self, file: str) -> bytes:
        """The bytes of a file."""
        ...


@dataclass(frozen=True, slots=True)
class RuleHits:
    """All hits of one rule."""

    rule: str
    title: str
    level: str
    count: int
    hosts: tuple[str, ...]
    techniques: tuple[str, ...]
    first: datetime | None
    last: datetime | None


@dataclass(frozen=True, slots=True)
class RuleCounts:
    """How many rules run, and which do not."""

    compiled: int
    unsupported: tuple[Unsupported, ...]


@dataclass(frozen=True, slots=True)
class Hunt:
    """What a scan came to."""

    files: int
    events: int
    bytes: int
    rules: RuleCounts
    hits: tuple[RuleHits, ...]
    unread: tuple[LogTrouble, ...]
    unread_count: int
    """All troubles; `unread` lists the first `MOST_TROUBLES`."""
    fact: LogsScanned


@dataclass
class _Tally:
    count: int = 0
    hosts: dict[str, None] = field(default_factory=dict)
    first: datetime | None = None
    last: datetime | None = None


_Group = tuple[str, str, str, datetime | None]
"""Rule, host, account, and the hour."""


@dataclass
class _First:
    """The first hit of a group, and how many there are."""

    time: datetime | None
    file: str
    record: int
    count: int = 0


class _Sum:
    """Everything of a scan that is kept while it runs."""

    def __init__(self, rules: RuleSet) -> None:
        self._about: dict[str, Rule | Correlation] = {rule.id: rule for rule in rules.rules}
        self._silent = {rule.id for rule in rules.rules if rule.silent}
        self._correlations = {one.id: one for one in rules.correlations}
        self.tallies: dict[str, _Tally] = defaultdict(_Tally)
        self.groups: dict[_Group, _First] = {}
        self.occurrences: dict[str, list[Occurrence]] = defaultdict(list)
        self.kept = 0
        self.passed_over = 0
        self.troubles: list[LogTrouble] = []
        self.trouble_count = 0

    def about(self, rule: str) -> Rule | Correlation:
        return self._correlations.get(rule) or self._about[rule]

    def tells(self, hits: HitRows) -> bool:
        """Whether hits of the rule itself are told, not only what correlations make of them."""
        return hits.rule not in self._silent

    def trouble(self, troubles: Iterable[LogTrouble]) -> None:
        for one in troubles:
            self.trouble_count += 1
            if len(self.troubles) < MOST_TROUBLES:
                self.troubles.append(one)

    def keep(self, occurrences: Iterable[Occurrence]) -> None:
        for one in occurrences:
            if self.kept < MOST_OCCURRENCES:
                self.occurrences[one.rule].append(one)
                self.kept += 1
            else:
                self.passed_over += 1

    def count(self, hits: HitRows) -> None:
        tally = self.tallies[hits.rule]
        tally.count += len(hits.records)
        graver = self.about(hits.rule).level in KIND_OF_LEVEL
        for record, time, host, account in zip(
            hits.records, hits.times, hits.hosts, hits.accounts, strict=True
        ):
            if host and len(tally.hosts) < MOST_HOSTS:
                tally.hosts.setdefault(host)
            if time is not None:
                tally.first = time if tally.first is None else min(tally.first, time)
                tally.last = time if tally.last is None else max(tally.last, time)
            if graver and (host or account):
                self._group(hits, record, time, host, account)

    def _group(
        self, hits: HitRows, record: int, time: datetime | None, host: str, account: str
    ) -> None:
        hour = None if time is None else time.replace(minute=0, second=0, microsecond=0)
        key = (hits.rule, host, account, hour)
        if key not in self.groups and len(self.groups) < MOST_GROUPS:
            self.groups[key] = _First(time, hits.file, record)
        if key in self.groups:
            self.groups[key].count += 1


def hunt(
    logs: Logs,
    paths: Sequence[str],
    rules: RuleSet,
    out: str,
    *,
    logsource: Logsource | None = None,
    workers: int = 1,
    cluster: str = "",
    progress: Callable[[int], None] = lambda _done: None,
) -> Hunt:
    """Run the rules over the logs and write the hits to the Parquet file `out`.

    `progress` is told the bytes read so far. Memory does not grow with the logs, but with the
    number of rules that hit, of hosts, and of hits that correlations lean on.
    """
    total = _Sum(rules)
    files = events = size = 0
    with logs.table(out) as table:
        for scanned in logs.scan(paths, rules, logsource, workers, cluster):
            files += scanned.first
            events += scanned.events
            size += scanned.bytes
            total.trouble(scanned.troubles)
            total.keep(scanned.occurrences)
            for hits in filter(total.tells, scanned.hits):
                _take(hits, total, table)
            progress(size)
        for held in _correlated(rules, total):
            _take(held, total, table)
    if not files and not total.trouble_count:
        raise Refusal("logs.no_files", path=paths[0])
    told = _told(total)
    findings, left_out = _findings(total)
    fact = LogsScanned(
        hits="",
        rules=rules.digest,
        files=files,
        events=events,
        bytes=size,
        counts=tuple(RuleCount(one.rule, one.title, one.level, one.count) for one in told),
        findings=findings,
        left_out=left_out,
        not_understood=total.trouble_count,
    )
    return Hunt(
        files=files,
        events=events,
        bytes=size,
        rules=RuleCounts(len(rules.rules) + _alone(rules), rules.unsupported),
        hits=told,
        unread=tuple(total.troubles),
        unread_count=total.trouble_count,
        fact=fact,
    )


def keep(case: "Case", found: Hunt, content: bytes) -> LogsScanned:
    """Record a scan: the Parquet file of its hits as bulk data, all else as one fact. A scan
    that the journal holds already is not written again.
    """
    fact = msgspec.structs.replace(found.fact, hits=case.blobs.put(content))
    ledger = case.ledger()
    if ledger.evidence.scans.get(fact.hits) != fact:
        case.record([fact], ledger)
    return fact


def _alone(rules: RuleSet) -> int:
    """Correlations that are rules of their own, and not the aggregation of one."""
    known = {rule.id for rule in rules.rules}
    return sum(one.id not in known for one in rules.correlations)


def _take(hits: HitRows, total: _Sum, table: HitTable) -> None:
    about = total.about(hits.rule)
    total.count(hits)
    table.add(hits, about.title, about.level)


def _correlated(rules: RuleSet, total: _Sum) -> Iterator[HitRows]:
    if total.passed_over:
        told: dict[str, str | int] = {"count": total.passed_over, "most": MOST_OCCURRENCES}
        total.trouble([LogTrouble("logs.not_correlated", told)])
    for held in correlate(rules.correlations, total.occurrences):
        last = held.last
        yield HitRows(
            rule=held.correlation.id,
            file=last.file,
            records=(last.record,),
            times=(_EPOCH + timedelta(seconds=last.time),),
            hosts=(last.host,),
            accounts=(last.account,),
        )


def _told(total: _Sum) -> tuple[RuleHits, ...]:
    """Gravest first, then the most frequent."""
    told = [
        RuleHits(
            rule=rule,
            title=total.about(rule).title,
            level=total.about(rule).level,
            count=tally.count,
            hosts=tuple(sorted(tally.hosts)),
            techniques=total.about(rule).techniques,
            first=tally.first,
            last=tally.last,
        )
        for rule, tally in total.tallies.items()
    ]
    return tuple(sorted(told, key=lambda one: (-_rank(one.level), -one.count, one.title, one.rule)))


def _rank(level: str) -> int:
    return next(place for place, one in enumerate(LEVELS) if one == level)


def _findings(total: _Sum) -> tuple[tuple[Finding, ...], int]:
    """One finding for each rule, host, account and hour; how many did not find room."""
    latest = datetime.max.replace(tzinfo=UTC)
    ordered = sorted(
        total.groups.items(),
        key=lambda item: (
            -_rank(total.about(item[0][0]).level),
            item[1].time or latest,
            item[0][:3],
        ),
    )
    findings = []
    for (rule, host, account, _), first in ordered[:MOST_FINDINGS]:
        about = total.about(rule)
        detail = f"{about.title} ({first.count})" if first.count > 1 else about.title
        findings.append(
            Finding(
                kind=KIND_OF_LEVEL[about.level],
                host=host,
                account=account,
                observed_at=first.time,
                source=first.file,
                row=first.record,
                detail=detail[:LONGEST_DETAIL],
                techniques=about.techniques,
            )
        )
    return tuple(findings), max(0, len(ordered) - MOST_FINDINGS)
