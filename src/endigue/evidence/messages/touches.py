"""Who opened or followed what a campaign sent: its messages joined with the logs."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

import msgspec

from endigue.evidence.messages.bad import Bad
from endigue.evidence.messages.links import targets
from endigue.evidence.messages.message import OPENS_BY_ITSELF, Message, relays_of
from endigue.evidence.messages.ways import Visits
from endigue.evidence.messages.web import parse_web_address
from endigue.evidence.names import parse_name
from endigue.evidence.tracing.identities import Identities
from endigue.evidence.tracing.records import Activity, Lookup, Visit

EARLY = timedelta(minutes=15)
"""How long before a message was received its link may seem to be followed, where clocks
differ; assumed."""

GOES_ON = timedelta(minutes=10)
"""Bad pages that a client asks for within this time after a click belong to it; assumed."""

TouchKind = Literal["clicked", "went_on", "opened", "looked_up", "checked"]
"""What happened: the link was followed; more of what is bad was fetched right after; a picture of
the message was fetched; only the name was looked up (a click where the traffic itself was not
recorded); or one of our relays fetched the page to check it."""


class Touch(msgspec.Struct, frozen=True):
    """One sign that somebody met what the campaign sent."""

    kind: TouchKind
    at: datetime
    address: str
    client: str
    host: str = ""
    account: str = ""
    recipient: str = ""
    """The recipient whose message it was; empty where none can be named."""
    message: str = ""
    """Source of the message."""
    why: str = ""
    """What names the person: `own_link` (nobody else had it), `account`, `machine`, or empty."""
    early: bool = False
    """It stands before the message in the logs, within `EARLY`: clocks differ."""
    source: str = ""
    row: int = 0


@dataclass
class _Sent:
    """What the campaign's messages link, by page and by host."""

    clicked: dict[str, list[Message]] = field(default_factory=lambda: defaultdict(list))
    fetched: dict[str, list[Message]] = field(default_factory=lambda: defaultdict(list))
    people: dict[str, list[Message]] = field(default_factory=lambda: defaultdict(list))
    """By the part of a recipient's address before the @."""
    relays: frozenset[str] = frozenset()


def touches(
    messages: Sequence[Message],
    bad: Bad,
    visits: Visits,
    lookups: Iterable[Lookup],
    activities: Iterable[Activity],
    known: Identities,
    relays: frozenset[str] = frozenset(),
) -> tuple[Touch, ...]:
    """Every visit, and every lookup that no visit explains, of what the campaign links, in
    order of time.

    `messages` are those of the campaign; `relays` are addresses of further relays of ours. What
    comes before the first message by more than `EARLY` is not counted.
    """
    sent = _sent(messages)
    sent.relays |= relays
    seen = [touch for visit in visits() if (touch := _of_visit(visit, sent, bad, known))]
    visited: dict[str, list[datetime]] = defaultdict(list)
    for touch in seen:
        visited[touch.host or touch.client].append(touch.at)
    for client, name, at, source, row in _names_asked(lookups, activities, sent.relays, bad):
        host = known.host_of(client, at)
        near = visited.get(host or client, ())
        if any(abs(at - moment) <= EARLY for moment in near):
            continue
        touch = _touch("looked_up", at, name, client, "", None, sent, known)
        if touch is not None:
            visited[host or client].append(at)
            seen.append(msgspec.structs.replace(touch, source=source, row=row))
    return _gone_on(sorted(seen, key=lambda touch: (touch.at, touch.client, touch.address)))


def _gone_on(ordered: Iterable[Touch]) -> tuple[Touch, ...]:
    """The touches, of which those that come within `GOES_ON` of a click at the same place are
    its continuation and of the same person.
    """
    last: dict[str, Touch] = {}
    found: list[Touch] = []
    for each in ordered:
        place = each.host or each.client
        before = last.get(place)
        if each.kind in ("clicked", "looked_up"):
            if before is not None and each.at - before.at <= GOES_ON:
                each = msgspec.structs.replace(
                    each, kind="went_on", account=each.account or before.account,
                    recipient=each.recipient or before.recipient,
                    message=each.message or before.message, why=each.why or before.why,
                )  # fmt: skip
            last[place] = each
        found.append(each)
    return tuple(found)


def _sent(messages: Sequence[Message]) -> _Sent:
    sent = _Sent(relays=relays_of(messages))
    for message in messages:
        for recipient in message.recipients:
            _once(sent.people[recipient.partition("@")[0]], message)
        for link in message.links:
            address = parse_web_address(link.address)
            for each in targets(address) if address else ():
                pages = sent.fetched if link.place in OPENS_BY_ITSELF else sent.clicked
                _once(pages[each.key], message)
    return sent


def _once(messages: list[Message], message: Message) -> None:
    if not messages or messages[-1] is not message:
        messages.append(message)


def _of_visit(visit: Visit, sent: _Sent, bad: Bad, known: Identities) -> Touch | None:
    page = parse_web_address(visit.address)
    if page is None:
        return None
    clicked, fetched = sent.clicked.get(page.key), sent.fetched.get(page.key)
    linking = clicked or fetched
    if linking is None and not (bad.has_host(page.host) or page.key in bad.pages):
        return None
    kind: TouchKind = "opened" if fetched and not clicked else "clicked"
    if visit.client in sent.relays and not visit.account:
        kind = "checked"
    touch = _touch(kind, visit.at, visit.address, visit.client, visit.account, linking, sent, known)
    return touch and msgspec.structs.replace(touch, source=visit.source, row=visit.row)


def _names_asked(
    lookups: Iterable[Lookup], activities: Iterable[Activity], relays: frozenset[str], bad: Bad
) -> Iterator[tuple[str, str, datetime, str, int]]:
    """Lookups of names that are bad themselves: good pages stand on names that campaigns link too,
    and of those a bare lookup says nothing.
    """
    for lookup in lookups:
        if lookup.client not in relays and bad.has_host(lookup.name):
            yield lookup.client, lookup.name, lookup.at, lookup.source, lookup.row
    for activity in activities:
        if activity.kind == "lookup" and bad.has_host(activity.target):
            yield activity.host, activity.target, activity.at, activity.source, activity.row


def _touch(
    kind: TouchKind,
    at: datetime,
    address: str,
    client: str,
    account: str,
    linking: Sequence[Message] | None,
    sent: _Sent,
    known: Identities,
) -> Touch | None:
    """A touch; `linking` are the messages that link the very page, None where none does."""
    host = known.host_of(client, at)
    person = parse_name(account, "account")
    name = person.bare if person else known.account_on(host, at) if host else ""
    concerned = sent.people.get(name, ()) if linking is None else linking
    message, recipient, why = _whose(at, concerned, name, bool(person))
    first = min((m.moment for m in concerned if m.moment), default=None)
    start = message.moment if message is not None else first
    if start is not None and at < start - EARLY:
        return None
    return Touch(
        kind=kind,
        at=at,
        address=address,
        client=client,
        host=host,
        account=name,
        recipient=recipient,
        message=message.source if message else "",
        why=why,
        early=start is not None and at < start,
    )


def _whose(
    at: datetime, linking: Sequence[Message], name: str, by_account: bool
) -> tuple[Message | None, str, str]:
    """The message and the recipient that a touch belongs to, and what tells."""
    for message in sorted(linking, key=lambda m: m.moment or at, reverse=True):
        for recipient in message.recipients:
            in_time = message.moment is None or message.moment <= at + EARLY
            if name and recipient.partition("@")[0] == name and in_time:
                return message, recipient, "account" if by_account else "machine"
    if len(linking) == 1 and len(linking[0].recipients) == 1 and not name:
        return linking[0], linking[0].recipients[0], "own_link"
    return None, "", ""
