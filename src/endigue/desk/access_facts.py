"""Facts of the doors: who was let in, how, and who was not."""

from typing import Literal

from endigue.journal.fact import Fact

Factor = Literal["password", "totp", "code", "passkey", "opening"]
"""What somebody showed last to be let in: a password alone, the figure of a device, a printed
one-time code, a passkey, or a code given at the machine itself."""


class AccountMade(Fact, frozen=True, tag="access.account_made"):
    """A person can log in."""

    person: str
    companies: tuple[str, ...] = ()
    """Identifiers of the companies that they see; empty for the whole group."""


class AccountClosed(Fact, frozen=True, tag="access.account_closed"):
    """A person can log in no more; their sessions have ended."""

    person: str
    reason: str = ""


class LoggedIn(Fact, frozen=True, tag="access.logged_in"):
    """The author of the entry was let in."""

    factor: Factor


class LoggedOut(Fact, frozen=True, tag="access.logged_out"):
    """Sessions of a person were ended, by themselves or by somebody else, the author."""

    person: str
    sessions: int


class LoginBarred(Fact, frozen=True, tag="access.login_barred"):
    """Too many wrong passwords or figures were given for a name."""

    person: str
    failures: int


class DoorOpened(Fact, frozen=True, tag="access.door_opened"):
    """A code that lets a person in once was made: at the machine's own terminal, or by whoever
    gives roles.
    """

    person: str
    minutes: int


class PasskeyAdded(Fact, frozen=True, tag="access.passkey_added"):
    """A key on a device of a person's is a second factor of theirs from now on."""

    person: str
    name: str
    """What the person calls it."""
    domain: str
    """The name of this door that it is bound to."""


class PasskeyRevoked(Fact, frozen=True, tag="access.passkey_revoked"):
    """A key of a person's is good for nothing any more."""

    person: str
    name: str


class PasskeyDoubted(Fact, frozen=True, tag="access.passkey_doubted"):
    """A key signed rightly, but its counter did not go on: a copy of it may be about. It was not
    accepted.
    """

    person: str
    name: str


ACCESS_FACTS: tuple[type[Fact], ...] = (
    AccountMade,
    AccountClosed,
    LoggedIn,
    LoggedOut,
    LoginBarred,
    DoorOpened,
    PasskeyAdded,
    PasskeyRevoked,
    PasskeyDoubted,
)
