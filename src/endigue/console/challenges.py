"""What a passkey is asked to sign: random, good once, for a while, and for one purpose.

A challenge carries its own time and seal, so asking for one leaves nothing behind: memory holds
only those that were answered rightly, until their time is over.
"""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256
from hmac import compare_digest, digest
from threading import Lock
from typing import Final

LASTS: Final = timedelta(minutes=5)
"""For which a challenge is good: the least that WebAuthn recommends where a person has to act
(15.1, "Recommended Range and Default for a WebAuthn Ceremony Timeout": 5 to 10 minutes).
"""

_RANDOM, _INSTANT = 32, 8
"""Bytes of chance (WebAuthn 13.4.3 asks for 16 at least) and of the instant."""


class Challenges:
    """Gives challenges out and takes them back. Threads may share it."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)
        self._lock = Lock()
        self._spent: dict[bytes, datetime] = {}

    def new(self, purpose: str, now: datetime) -> bytes:
        """One that is good for this purpose alone. Whoever was not told it cannot make it up, so
        a purpose may also tell what somebody has shown before.
        """
        instant = int(now.timestamp() * 1000).to_bytes(_INSTANT, "big")
        head = secrets.token_bytes(_RANDOM) + instant
        return head + self._seal(head, purpose)

    def holds(self, challenge: bytes, purpose: str, now: datetime) -> bool:
        """Whether it is one of ours for this purpose, in its time and not spent."""
        head, seal = challenge[: _RANDOM + _INSTANT], challenge[_RANDOM + _INSTANT :]
        if not compare_digest(seal, self._seal(head, purpose)):
            return False
        milliseconds = int.from_bytes(head[_RANDOM:], "big")
        age = timedelta(milliseconds=now.timestamp() * 1000 - milliseconds)
        return (
            timedelta(0) <= age + timedelta(seconds=1) and age <= LASTS and head not in self._spent
        )

    def spend(self, challenge: bytes, purpose: str, now: datetime) -> bool:
        """Use it up; False where it does not hold. Of two who bring it at once one is told True."""
        with self._lock:
            if not self.holds(challenge, purpose, now):
                return False
            self._spent = {head: then for head, then in self._spent.items() if now - then <= LASTS}
            self._spent[challenge[: _RANDOM + _INSTANT]] = now
            return True

    def _seal(self, head: bytes, purpose: str) -> bytes:
        return digest(self._key, head + purpose.encode(), sha256)
