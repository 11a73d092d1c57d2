"""Passwords, figures, one-time codes and tokens: what somebody has to show to be let in."""

import secrets
from datetime import datetime
from hashlib import sha256
from hmac import compare_digest
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from pyotp import TOTP, random_base32

LEAST_PASSWORD: Final = 12
"""Characters (NIST SP 800-63B-4 asks for 15 where a password stands alone, and 8 beside a second
factor; every account here has one)."""

LONGEST_PASSWORD: Final = 256

CODES: Final = 10
"""Printed one-time codes of an account."""

_ALPHABET: Final = "23456789abcdefghjkmnpqrstuvwxyz"
"""Without 0, 1, i, l and o, which people confuse on paper."""

_GROUPS, _GROUP = 6, 5
"""30 characters of 31: 148 bits, so that a plain hash of a code cannot be searched."""

_HASHER: Final = PasswordHasher()
"""Argon2id with the parameters of RFC 9106 for little memory: 64 MiB, 3 passes, 4 lanes."""

_DECOY: Final = _HASHER.hash(secrets.token_urlsafe(16))

_STEP: Final = 30
"""Seconds for which a figure holds (RFC 6238)."""


def hash_password(password: str) -> str:
    """Argon2id of a password."""
    return _HASHER.hash(password)


def is_password(password: str, kept: str) -> bool:
    """Whether it is the password. Takes as long where there is none to compare with."""
    try:
        matches = _HASHER.verify(kept or _DECOY, password[:LONGEST_PASSWORD])
    except (VerificationError, InvalidHashError):
        return False
    return bool(kept) and matches


def new_token() -> str:
    """256 random bits for a browser to hold."""
    return secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """SHA-256 of a token or code: what is kept of it."""
    return sha256(secret.encode()).hexdigest()


def new_code() -> str:
    """A code that people can read aloud and copy from paper."""
    letters = "".join(secrets.choice(_ALPHABET) for _ in range(_GROUPS * _GROUP))
    return "-".join(letters[at : at + _GROUP] for at in range(0, len(letters), _GROUP))


def plain_code(typed: str) -> str:
    """A code as it was made, from how somebody typed it."""
    letters = "".join(c for c in typed.casefold() if c.isalnum())[: _GROUPS * _GROUP]
    return "-".join(letters[at : at + _GROUP] for at in range(0, len(letters), _GROUP))


def new_figure_secret() -> str:
    """A secret for a figure device, in base 32."""
    return random_base32()


def figure_address(secret: str, person: str, organisation: str) -> str:
    """The address that a figure device takes up from a QR code."""
    return TOTP(secret).provisioning_uri(name=person, issuer_name=f"Endigue {organisation}".strip())


def figure_step(secret: str, typed: str, now: datetime) -> int | None:
    """The time step of a figure: this one, or one before or after for clocks that go wrong;
    None where it is none of these.
    """
    figure = "".join(typed.split())
    if not (secret and len(figure) == 6 and figure.isascii() and figure.isdigit()):
        return None
    here = int(now.timestamp()) // _STEP
    device = TOTP(secret)
    for step in (here, here - 1, here + 1):
        if compare_digest(device.at(step * _STEP), figure):
            return step
    return None
