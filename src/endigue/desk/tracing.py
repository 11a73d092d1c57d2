"""From raw evidence and one known-bad thing to those whom it touched, and where it began."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import chain

import msgspec

from endigue.desk.records import Log
from endigue.evidence.findings import Finding
from endigue.evidence.messages.bad import Bad
from endigue.evidence.messages.campaign import Belonging, campaign
from endigue.evidence.messages.landing import common_hosts, landing
from endigue.evidence.messages.links import Names, targets
from endigue.evidence.messages.message import Message, relays_of
from endigue.evidence.messages.touches import Touch, touches
from endigue.evidence.messages.ways import names_before, ways_to
from endigue.evidence.messages.web import parse_web_address
from endigue.evidence.origin.graph import Seen, trace
from endigue.evidence.origin.roots import Origin, origin
from endigue.evidence.origin.steps import Trace
from endigue.evidence.origin.wrong import Brought, Wrong, wrongs
from endigue.evidence.tracing.clocks import LogClock, common_clock
from endigue.evidence.tracing.coverage import Coverage, Minutes, coverage_of
from endigue.evidence.tracing.identities import Identities
from endigue.evidence.tracing.records import Activity, Lookup, Visit
from endigue.evidence.tracing.skew import Sighting

MOST_SIGHTINGS = 2_000_000
"""Sightings that are kept of each log to compare clocks; assumed: a day of a large proxy."""

MOST_ACTIVITIES = 1_000_000
"""Records of machines that are kept; assumed: about 1 GB of memory."""

HOSTS_CLOCK = "hosts"
"""The records of machines count as one log: their clocks follow one directory."""


@dataclass(frozen=True)
class Material:
    """What was given."""

    messages: tuple[Message, ...] = ()
    traffic: tuple[Log, ...] = ()
    activities: tuple[Log, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Tracing:
    """What it came to."""

    belonging: tuple[Belonging, ...]
    campaign: tuple[Message, ...]
    """In the order of `belonging`."""
    touches: tuple[Touch, ...]
    wrong: tuple[Wrong, ...]
    trace: Trace
    origin: Origin
    clocks: tuple[LogClock, ...]
    coverage: tuple[Coverage, ...]
    bad: Bad
    """What is bad once redirects and landing pages were followed."""
    activities_left_out: int = 0


@dataclass
class _Logs:
    """The logs with their clocks put right."""

    traffic: tuple[Log, ...]
    activities: tuple[Log, ...]
    ahead: dict[str, float] = field(default_factory=dict)

    def visits(self) -> Iterator[Visit]:
        return (each for each in self._of_traffic() if isinstance(each, Visit))

    def lookups(self) -> Iterator[Lookup]:
        return (each for each in self._of_traffic() if isinstance(each, Lookup))

    def machines(self) -> Iterator[Activity]:
        apart = timedelta(seconds=self.ahead.get(HOSTS_CLOCK, 0.0))
        for each in chain.from_iterable(log.records() for log in self.activities):
            if isinstance(each, Activity):
                yield msgspec.structs.replace(each, at=each.at - apart) if apart else each

    def _of_traffic(self) -> Iterator[Visit | Lookup]:
        for log in self.traffic:
            apart = timedelta(seconds=self.ahead.get(log.name, 0.0))
            for each in log.records():
                if not isinstance(each, Activity):
                    yield msgspec.structs.replace(each, at=each.at - apart) if apart else each


def trace_back(material: Material, bad: Bad, names: Names) -> Tracing:
    """Scope the campaign, join the logs, and rank the roots.

    The logs are read several times rather than kept: memory follows what is found, not what
    is given.
    """
    logs = _Logs(material.traffic, material.activities)
    known = Identities()
    clocks, coverage = _first_reading(logs, known)
    logs.ahead = {clock.log: clock.ahead_seconds for clock in clocks}
    ways = ways_to(logs.visits, bad)
    belonging = campaign(material.messages, bad, ways)
    if not belonging:
        led = Bad(hosts=names_before(logs.lookups, bad))
        belonging = campaign(material.messages, bad | led, ways)
    mails = tuple(material.messages[each.position] for each in belonging)
    wider = bad | _of_campaign(mails, material.messages, names)
    relays = relays_of(material.messages)
    seen = touches(mails, wider, logs.visits, logs.lookups(), (), known, relays)
    beyond = landing(logs.visits, seen)
    safe = common_hosts(material.messages, names.suffixes) | names.shorteners
    wider |= Bad(hosts=frozenset(h for h in beyond.hosts if h not in safe and not _own(h, names)))
    activities, left_out = _relevant(logs.machines(), wider)
    seen = touches(mails, wider, logs.visits, logs.lookups(), activities, known, relays)
    files = {each.name.lower() for mail in mails for each in mail.attachments}
    wrong = wrongs(activities, Brought(frozenset(files) | beyond.files, wider))
    woven = trace(Seen(mails, seen, activities, wrong, material.findings, known))
    moments = [message.moment for message in material.messages if message.moment]
    spans = (coverage_of("messages", moments), *coverage) if material.messages else coverage
    return Tracing(
        belonging=belonging, campaign=mails, touches=seen, wrong=wrong, trace=woven,
        origin=origin(woven, spans), clocks=clocks, coverage=spans, bad=wider,
        activities_left_out=left_out,
    )  # fmt: skip


def _first_reading(
    logs: _Logs, known: Identities
) -> tuple[tuple[LogClock, ...], tuple[Coverage, ...]]:
    """Who is who, when each kind of log has records, and how far the clocks stand apart."""
    minutes: dict[str, Minutes] = defaultdict(Minutes)
    for each in logs.machines():
        known.see(each)
        minutes["hosts"].add(each.at)
        minutes[f"host:{known.host_key(each.host)}"].add(each.at)
    for lookup in logs.lookups():
        known.see_lookup(lookup)
    known.settle()
    sightings: dict[str, list[Sighting]] = {}
    for log in logs.traffic:
        kept = sightings[log.name] = []
        for record in log.records():
            minutes["proxy" if isinstance(record, Visit) else "dns"].add(record.at)
            if not isinstance(record, Activity) and len(kept) < MOST_SIGHTINGS:
                kept.append(_sighting(record, known))
    kept = [
        (f"{known.host_key(each.host)}|{each.target}", each.at)
        for each in logs.machines()
        if each.kind in ("lookup", "connection") and each.target
    ][:MOST_SIGHTINGS]
    if kept:
        sightings[HOSTS_CLOCK] = kept
    found = tuple(gathered.coverage(kind) for kind, gathered in sorted(minutes.items()))
    return common_clock(sightings), found


def _sighting(record: Visit | Lookup, known: Identities) -> Sighting:
    host = known.host_of(record.client, record.at) or record.client
    if isinstance(record, Lookup):
        return f"{host}|{record.name}", record.at
    page = parse_web_address(record.address)
    return f"{host}|{page.host if page else ''}", record.at


def _of_campaign(mails: Sequence[Message], every: Sequence[Message], names: Names) -> Bad:
    """What the messages of a campaign make bad: their attachments, and hosts that they link
    and other messages, our own services, shorteners and redirectors do not.
    """
    taken = {id(mail) for mail in mails}
    others = {
        page.host
        for mail in every
        if id(mail) not in taken
        for link in mail.links
        if (page := parse_web_address(link.address)) is not None
    }
    hosts: set[str] = set()
    pages: set[str] = set()
    for link in (link for mail in mails for link in mail.links):
        address = parse_web_address(link.address)
        for each in targets(address) if address else ():
            registered = names.suffixes.registrable(each.host)
            shared = each.host in names.shorteners or registered in names.redirectors
            if each.host in others or shared or _own(each.host, names):
                continue
            if link.place != "image":
                hosts.add(each.host)
                pages.add(each.key)
    return Bad(
        hosts=frozenset(hosts),
        pages=frozenset(pages),
        files=frozenset(each.sha256 for mail in mails for each in mail.attachments),
    )


def _own(host: str, names: Names) -> bool:
    return names.suffixes.registrable(host) in names.own


def _relevant(records: Iterator[Activity], bad: Bad) -> tuple[list[Activity], int]:
    """Processes and log-ons, and calls of bad hosts; the rest has served its purpose."""
    kept: list[Activity] = []
    left_out = 0
    for each in records:
        calls = each.kind in ("lookup", "connection") and bad.has_host(each.target or each.peer)
        if each.kind not in ("process", "logon") and not calls:
            continue
        if len(kept) < MOST_ACTIVITIES:
            kept.append(each)
        else:
            left_out += 1
    return kept, left_out


def with_own(names: Names, domains: Sequence[str], brands: Sequence[str]) -> Names:
    """The names with our own domains, and more brands."""
    own = tuple(dict.fromkeys(names.suffixes.registrable(each.lower()) for each in domains))
    more = tuple(names.suffixes.registrable(each.lower()) for each in brands)
    kept = tuple(each for each in (*more, *names.brands) if each not in own)
    return replace(names, own=own, brands=tuple(dict.fromkeys(kept)))
