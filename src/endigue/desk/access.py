"""Who can log in to the web door: accounts, sessions and one-time openings, as a port.

Nothing here is a secret in clear: passwords are Argon2id hashes, tokens and codes SHA-256 of at
least 128 random bits. Only the secret of a figure device has to be kept as it is.
"""

from datetime import datetime
from typing import Protocol

import msgspec

from endigue.desk.access_facts import Factor


class Passkey(msgspec.Struct, frozen=True):
    """A key on a device of a person's (WebAuthn): the device signs what this door asks, and only
    for the name that the door was reached by when the key was made.
    """

    id: str
    """The identifier that the device gave it, in base64url."""
    name: str
    """What the person calls it."""
    domain: str
    """The name of this door that it is bound to (the identifier of the relying party)."""
    public: str
    """Identifier and public key as the device gave them (attested credential data, WebAuthn
    6.5.1), in base64url. Nothing secret.
    """
    counter: int
    """How often it has signed, as the device last said; 0 where the device does not count."""
    added_at: datetime
    used_at: datetime | None = None


class Account(msgspec.Struct, frozen=True):
    """A person who can log in; `person` is the name that the journal calls them by."""

    person: str
    password: str = ""
    """Argon2id, as its reference encoding; empty until the person has set one."""
    totp: str = ""
    """Secret of a figure device (RFC 6238) in base 32; empty where there is none."""
    totp_step: int = 0
    """The last time step whose figure was used: no figure is good twice."""
    codes: tuple[str, ...] = ()
    """SHA-256 of the printed one-time codes that are left."""
    companies: tuple[str, ...] = ()
    """Identifiers of the companies that they see; empty for the whole group."""
    closed: bool = False
    seen: int = 0
    """The last entry of the journal that they have looked at."""
    passkeys: tuple[Passkey, ...] = ()

    @property
    def has_factor(self) -> bool:
        """Whether there is a second factor that they can show."""
        return bool(self.totp or self.codes or self.passkeys)


class Session(msgspec.Struct, frozen=True):
    """Somebody's stay on one device."""

    token: str
    """SHA-256 of the token that the browser holds."""
    person: str
    opened_at: datetime
    seen_at: datetime
    factor: Factor
    factor_at: datetime
    """When a second factor, or an opening, was shown last."""
    address: str = ""
    agent: str = ""


class Opening(msgspec.Struct, frozen=True):
    """A code, given out at the machine's own terminal, that lets a person in once."""

    code: str
    """SHA-256 of it."""
    person: str
    expires_at: datetime


class AccessStore(Protocol):
    """Keeps accounts, sessions and openings beside a case; many threads may use it."""

    def account(self, person: str) -> Account | None:
        """The account of that name, closed ones too."""
        ...

    def accounts(self) -> tuple[Account, ...]:
        """All, by name."""
        ...

    def save(self, account: Account) -> None:
        """Make it or change it."""
        ...

    def spend_code(self, person: str, code: str) -> bool:
        """Use up a printed code; False where it is none of theirs. Of two who bring the same
        code at once, one is told True.
        """
        ...

    def spend_step(self, person: str, step: int) -> bool:
        """Use up a time step of a figure device; False where it, or a later one, was used."""
        ...

    def spend_count(self, person: str, key: str, counter: int, at: datetime) -> bool:
        """Write that a passkey has signed; False where it is none of theirs, or where its counter
        did not go on. A device that does not count says 0 for ever.
        """
        ...

    def session(self, token: str) -> Session | None:
        """The session of a hashed token."""
        ...

    def sessions(self, person: str) -> tuple[Session, ...]:
        """All of a person's, the latest first."""
        ...

    def keep(self, session: Session) -> None:
        """Begin it, or write that it was used."""
        ...

    def end(self, token: str) -> None:
        """End one session."""
        ...

    def end_all(self, person: str) -> int:
        """End all sessions of a person; how many there were."""
        ...

    def give_opening(self, opening: Opening) -> None:
        """Keep a code until it is used or expires."""
        ...

    def take_opening(self, code: str) -> Opening | None:
        """The opening of a hashed code, once."""
        ...

    def close(self) -> None:
        """Let go of the file."""
        ...
