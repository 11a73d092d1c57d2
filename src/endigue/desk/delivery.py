"""Where a page is brought, as a port: a folder, a host that speaks SFTP, an object store."""

from collections.abc import Mapping
from typing import Protocol

import msgspec


class Delivery(msgspec.Struct, frozen=True):
    """What was done at one place; every file was read back and is what was approved."""

    place: str
    """Where, without any secret."""
    sent: int
    already: int
    """Files that were there as they should be, such as after an interruption."""


class Access(msgspec.Struct, frozen=True):
    """How a place is reached, beside its address. Secrets come from the environment."""

    identity: str | None = None
    """File of the private key, for SFTP; by default what the user's own settings say."""
    known_hosts: str | None = None
    endpoint: str | None = None
    """Address of the object store."""
    region: str = "us-east-1"


class Publisher(Protocol):
    """Brings files to places."""

    def __call__(self, place: str, access: Access, files: Mapping[str, bytes]) -> Delivery:
        """Bring every file there, each whole or not at all, pages after what they lead to, and
        read each back. Files of others that lie there stay.

        Raises Refusal where the place or a key is none, Unreachable where it cannot be reached or
        gives back something else. The same call again goes on where the last one stopped.
        """
        ...
