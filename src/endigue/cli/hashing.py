"""The hash of a file that somebody gives, with its progress: evidence may be a whole disk."""

from endigue.cli.door import Door
from endigue.desk.custody import Hashed


def hashed(door: Door, file: str) -> Hashed:
    """SHA-256 and bytes of a file; Refusal where it cannot be read."""
    with door.working("Hashing") as progress:
        return door.hands.hash_file(file, lambda size: progress(f"{size >> 20} MiB"))
