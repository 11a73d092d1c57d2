"""What led to something bad, as the logs show it: redirects, and names asked for before."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta

from endigue.evidence.messages.bad import Bad
from endigue.evidence.messages.web import parse_web_address
from endigue.evidence.tracing.records import Lookup, Visit

FOLLOWS = timedelta(seconds=30)
"""Within this time a browser follows a redirect; assumed."""

FEWEST_CLIENTS = 2
"""Clients that must ask for a name before a bad one for it to count as a way; assumed."""

Visits = Callable[[], Iterator[Visit]]
"""The visits of all logs, as often as they are asked for."""


def ways_to(visits: Visits, bad: Bad) -> frozenset[str]:
    """Pages (`WebAddress.key`) that sent a browser on to something bad: a redirect that names
    it, or that the same client followed within `FOLLOWS`, through any number of steps.
    """
    sent: dict[str, list[tuple[datetime, str, str]]] = defaultdict(list)
    reached: list[Visit] = []
    for visit in visits():
        if bad.has_page(visit.address):
            reached.append(visit)
        elif 300 <= visit.status < 400 or visit.location:
            page = parse_web_address(visit.address)
            if page is not None:
                sent[visit.client].append((visit.at, page.key, visit.location))
    found: set[str] = set()
    for visit in reached:
        found |= _steps_before(visit, sent.get(visit.client, ()), bad)
    return frozenset(found)


def _steps_before(visit: Visit, sent: Iterable[tuple[datetime, str, str]], bad: Bad) -> set[str]:
    at = visit.at
    target = parse_web_address(visit.address)
    wanted = {target.key} if target else set()
    steps: set[str] = set()
    for moment, key, location in sorted(sent, reverse=True):
        if not timedelta(0) <= at - moment <= FOLLOWS:
            continue
        onward = parse_web_address(location) if location else None
        if onward is not None and onward.key not in wanted and not bad.has_host(onward.host):
            continue
        steps.add(key)
        wanted.add(key)
        at = moment
    return steps


def names_before(lookups: Callable[[], Iterator[Lookup]], bad: Bad) -> frozenset[str]:
    """Names that were looked up within `FOLLOWS` before a bad one, by at least
    `FEWEST_CLIENTS` clients, and by nobody who did not then ask for the bad one: what
    redirects look like where only the name server kept a log.
    """
    asked: dict[str, list[datetime]] = defaultdict(list)
    for lookup in lookups():
        if bad.has_host(lookup.name):
            asked[lookup.client].append(lookup.at)
    before: dict[str, set[str]] = defaultdict(set)
    others: set[str] = set()
    for lookup in lookups():
        if bad.has_host(lookup.name):
            continue
        ends = asked.get(lookup.client, ())
        if any(timedelta(0) <= end - lookup.at <= FOLLOWS for end in ends):
            before[lookup.name].add(lookup.client)
        else:
            others.add(lookup.name)
    return frozenset(
        name
        for name, clients in before.items()
        if len(clients) >= FEWEST_CLIENTS and name not in others
    )
