"""What several commands do with a case: read what it knew, write documents beside it."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import PurePath

from endigue.cli.door import Door
from endigue.communication.profile import Profile
from endigue.desk.case import as_known_at, fold
from endigue.desk.duties import profile_of_case
from endigue.desk.ledger import Ledger


def write_all(door: Door, folder: str, documents: Mapping[str, bytes]) -> None:
    """Write every document into a folder."""
    for name, written in documents.items():
        door.hands.write_file(str(PurePath(folder) / name), written)


def known_at(door: Door, case: str, instant: datetime | None) -> tuple[Ledger, Profile]:
    """What a case knew, and the profile of its organisation."""
    store = door.hands.cases.journal(case)
    try:
        entries = store.read()
        ledger = fold(entries) if instant is None else as_known_at(entries, instant)
    finally:
        store.close()
    return ledger, profile_of_case(door.hands.cases.blobs(case), ledger, door.hands)
