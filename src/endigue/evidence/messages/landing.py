"""Where those who followed a link were sent on to, and which of those places are bad."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from endigue.evidence.messages.message import Message
from endigue.evidence.messages.touches import GOES_ON, Touch
from endigue.evidence.messages.ways import FOLLOWS, Visits
from endigue.evidence.messages.web import Suffixes, parse_web_address

FROM_SENDERS = 3
"""Domains of senders whose messages link a host from which on everybody links it; assumed."""


class Landing(NamedTuple):
    """What lies behind the links of a campaign."""

    hosts: frozenset[str]
    """Hosts that only those visited who followed a link."""
    files: frozenset[str]
    """Names of files that were fetched there, in lower case."""


def common_hosts(messages: Iterable[Message], suffixes: Suffixes) -> frozenset[str]:
    """Hosts that messages of at least `FROM_SENDERS` senders' domains link."""
    senders: dict[str, set[str]] = defaultdict(set)
    for message in messages:
        domain = suffixes.registrable(message.sender.rpartition("@")[2])
        for link in message.links:
            address = parse_web_address(link.address)
            if address is not None:
                senders[address.host].add(domain)
    return frozenset(host for host, known in senders.items() if len(known) >= FROM_SENDERS)


def landing(visits: Visits, touches: Iterable[Touch]) -> Landing:
    """Follow every click on: pages that the same client asked for within `FOLLOWS`, whose
    referrer is a page of the chain or that come right after a redirect of it.
    """
    clicks: dict[str, list[tuple[datetime, str]]] = defaultdict(list)
    checkers: set[str] = set()
    for touch in touches:
        if touch.kind == "checked":
            checkers.add(touch.client)
        page = parse_web_address(touch.address)
        if touch.kind in ("clicked", "went_on") and page is not None:
            clicks[touch.client].append((touch.at, page.key))
    reached: dict[str, set[str]] = defaultdict(set)
    for key in _reached(visits, clicks):
        page = parse_web_address(f"http://{key}")
        if page is not None:
            reached[page.host].add(key)
    ours = clicks.keys() | checkers
    clients: dict[str, set[str]] = defaultdict(set)
    for visit in visits():
        page = parse_web_address(visit.address)
        if page is not None and page.host in reached and visit.client not in ours:
            clients[page.host].add(visit.client)
    hosts = frozenset(host for host in reached if not clients.get(host))
    names = {
        key.partition("?")[0].rpartition("/")[2].lower() for host in hosts for key in reached[host]
    }
    return Landing(hosts, frozenset(name for name in names if "." in name))


def _reached(visits: Visits, clicks: dict[str, list[tuple[datetime, str]]]) -> set[str]:
    """Keys of every page that a click led to, the click's own page too."""
    found = {key for starts in clicks.values() for _, key in starts}
    chains: dict[str, dict[str, tuple[datetime, bool]]] = defaultdict(dict)
    ordered = sorted((v for v in visits() if v.client in clicks), key=lambda v: (v.client, v.at))
    for visit in ordered:
        page = parse_web_address(visit.address)
        if page is None:
            continue
        chain = chains[visit.client]
        if (visit.at, page.key) in clicks[visit.client] or _follows(
            visit.referrer, visit.at, chain
        ):
            chain[page.key] = (visit.at, 300 <= visit.status < 400)
            found.add(page.key)
    return found


def _follows(referrer: str, at: datetime, chain: dict[str, tuple[datetime, bool]]) -> bool:
    named = parse_web_address(referrer) if referrer else None
    if named is not None and named.key in chain:
        return at - chain[named.key][0] <= GOES_ON
    return any(sent_on and at - moment <= FOLLOWS for moment, sent_on in chain.values())
