"""What several commands do with a case: read what it knew, write documents beside it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import PurePath

import click

from endigue.cli.door import Door
from endigue.communication.profile import Profile
from endigue.desk.case import as_known_at, fold
from endigue.desk.duties import profile_of_case
from endigue.desk.ledger import Ledger


def write_all(door: Door, folder: str, documents: Mapping[str, bytes]) -> None:
    """Write every document into a folder."""
    for name, written in documents.items():
        door.hands.write_file(str(PurePath(folder) / name), written)


viewer_option = click.option(
    "--viewer", metavar="PERSON",
    help="As this person sees it: the companies that they speak for, and what is of the group.",
)  # fmt: skip


def known_at(
    door: Door, case: str, instant: datetime | None, viewer: str | None = None
) -> tuple[Ledger, Profile]:
    """What a case knew, and the profile of its organisation; with a viewer what is theirs."""
    store = door.hands.cases.journal(case)
    try:
        entries = store.read()
        ledger = fold(entries) if instant is None else as_known_at(entries, instant)
    finally:
        store.close()
    profile = profile_of_case(door.hands.cases.blobs(case), ledger, door.hands)
    if viewer is None:
        return ledger, profile
    seen = replace(ledger, communication=ledger.communication.seen_by(viewer))
    return seen, profile.of(ledger.communication.scopes.get(viewer))
