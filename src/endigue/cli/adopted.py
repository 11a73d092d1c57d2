"""A case that is there, with the organisation that it adopted."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from endigue.cli.door import Door
from endigue.desk.case import Case
from endigue.desk.ledger import Ledger
from endigue.desk.refusal import Refusal
from endigue.organisation.model import Organisation
from endigue.organisation.standard_levers import with_levers


class Adopted(NamedTuple):
    """What a verb on a case reads first."""

    case: Case
    ledger: Ledger
    organisation: Organisation
    """With its levers, the standard ones where it describes none."""


@contextmanager
def adopted(door: Door, location: str, author: str, without: str) -> Iterator[Adopted]:
    """A case that exists, closed in the end; the Refusal `without` where it adopted nothing."""
    door.hands.cases.journal(location).close()
    case = door.hands.cases.open(location, author)
    try:
        ledger = case.ledger()
        if ledger.organisation is None:
            raise Refusal(without, case=location)
        files = {name: case.blobs.get(kept) for name, kept in ledger.organisation.files.items()}
        described = door.hands.organisations.kept(files).organisation
        yield Adopted(case, ledger, with_levers(described, door.hands.lever_figures()))
    finally:
        case.store.close()
