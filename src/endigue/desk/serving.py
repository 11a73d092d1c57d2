"""What the web door is asked to do, by whoever starts it."""

from collections.abc import Callable
from dataclasses import dataclass

LOOPBACK = "127.0.0.1"


@dataclass(frozen=True)
class Serving:
    """One run of the web door on one case."""

    case: str
    host: str = LOOPBACK
    port: int = 8443
    """0: any that is free."""
    tls: bool = False
    """Also on the machine itself; elsewhere it always is."""
    language: str = "en"
    """In which the terminal is spoken to."""
    names: tuple[str, ...] = ()
    """Domain names that people reach it by, beside those that the machine knows of itself."""
    certificate: str = ""
    """File of a certificate chain that browsers trust already; empty for one of our own."""
    key: str = ""
    """File of its key."""
    ready: Callable[["Address"], None] = lambda _address: None
    """Told once the door is open."""


@dataclass(frozen=True)
class Address:
    """Where the door stands."""

    url: str
    fingerprint: str
    """SHA-256 of the certificate; empty without TLS."""
    opening: str
    """A code that lets the first person in; empty where there are accounts."""
