"""When each operation came back, as far as people have said."""

from collections.abc import Iterable
from datetime import datetime

from endigue.communication.page import Frame, Unrecorded, page_of
from endigue.communication.profile import Profile
from endigue.communication.rulebook import Rulebook
from endigue.desk.catalogue import VOCABULARY
from endigue.desk.ledger import Ledger
from endigue.journal.entry import Entry
from endigue.journal.fact import fact_name
from endigue.restoration.facts import GateDecided


def returns_of(
    entries: Iterable[Entry], ledger: Ledger, profile: Profile, book: Rulebook
) -> dict[str, datetime]:
    """When each operation came back: as the gate was opened; else as the public was told."""
    view = ledger.communication
    told: dict[str, datetime] = {}
    if view.bulletins:
        frame = Frame(profile.name, profile.time_zone, profile.currency, profile.language)
        try:
            services = page_of(view, book.kinds, frame).services
        except Unrecorded:
            services = ()
        told = {one.operation: one.since for one in services if one.state == "working"}
    gates: dict[str, datetime] = {}
    for entry in entries:
        if entry.fact != fact_name(GateDecided):
            continue
        fact = VOCABULARY.read(entry.fact, entry.body)
        assert isinstance(fact, GateDecided)  # noqa: S101 - by its name
        if fact.go:
            gates[fact.operation] = fact.occurred_at
        else:
            gates.pop(fact.operation, None)
    return {**told, **gates}
