"""A way in: one link by which an intruder could move."""

import msgspec


class Way(msgspec.Struct, frozen=True):
    """One link, by the identifiers of its ends."""

    source: str
    target: str
    kind: str
