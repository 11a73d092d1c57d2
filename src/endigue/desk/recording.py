"""Write down what happened: events of the crisis, each a fact with its time and its author."""

from datetime import datetime, timedelta

from endigue.communication.events import EventKinds, Wrong, parse_value
from endigue.communication.facts import EventRecorded, EventWithdrawn
from endigue.communication.profile import Profile
from endigue.desk.acting import allow_company
from endigue.desk.case import Case
from endigue.desk.ledger import Ledger
from endigue.desk.refusal import Refusal
from endigue.kernel.instant import format_instant
from endigue.organisation.validation.names import nearest_word

SKEW = timedelta(minutes=5)
"""How far ahead of ours the clock of whoever saw an event may go; assumed."""


def event_in(
    text: str,
    kinds: EventKinds,
    profile: Profile,
    company: str = "",
    *,
    verified: bool = False,
    estimated: bool = False,
    note: str = "",
) -> EventRecorded:
    """The fact from `event` or `event=value`.

    Raises Refusal where the event, its value or the company is none.
    """
    name, joined, value = text.partition("=")
    if name not in kinds:
        raise Refusal(
            "communication.unknown_event", event=name, nearest=nearest_word(name, kinds.event)
        )
    known = {one.id for one in profile.companies}
    if company and company not in known:
        raise Refusal(
            "communication.unknown_company", company=company, companies=", ".join(sorted(known))
        )
    try:
        parsed = parse_value(value if joined else None, kinds[name])
    except Wrong as wrong:
        raise Refusal(wrong.code, event=name, **wrong.arguments) from None
    return EventRecorded(name, company, parsed, verified, estimated, note)


def refuse_future(occurred_at: datetime, now: datetime) -> None:
    """Raises Refusal where an event is said to happen later than now."""
    if occurred_at > now + SKEW:
        raise Refusal(
            "communication.in_the_future",
            instant=format_instant(occurred_at),
            now=format_instant(now),
        )


def withdraw_event(case: Case, ledger: Ledger, entry: int, reason: str) -> Ledger:
    """Write that an earlier record was wrong. Raises Refusal where the entry is no record that
    counts.
    """
    counting = {noted.entry: noted for noted in ledger.communication.events}
    if entry not in counting:
        raise Refusal("communication.no_such_record", entry=entry)
    allow_company(case, ledger, counting[entry].company, f"withdraw {entry}")
    return case.record([EventWithdrawn(entry, reason)], ledger)
