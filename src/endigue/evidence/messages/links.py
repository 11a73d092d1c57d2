"""What the form of a link says of it: each trait as a signal with its strength."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from endigue.evidence.messages.lookalike import resemblance
from endigue.evidence.messages.message import MessageLink
from endigue.evidence.messages.web import (
    Suffixes,
    WebAddress,
    is_ip,
    parse_web_address,
    unquoted,
)

SignalStrength = Literal["weak", "medium", "strong"]

MOST_WRAPPINGS = 5
"""Redirectors inside redirectors that are unwrapped; assumed."""

_ADDRESS_INSIDE = re.compile(r"(?:^|[?&=/])(https?(?::|%3a)(?:/|%2f){2}[^&\s]+)", re.IGNORECASE)
_SHOWN_HOST = re.compile(r"^(?:https?://)?((?:[\w-]+\.)+[a-z]{2,})(?:[/:?#]|$)", re.IGNORECASE)
_MAIL_ADDRESS = re.compile(r"[\w.+-]+(?:@|%40)[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
_SCRIPTS = (
    ("LATIN", re.compile(r"[a-zà-ɏ]")),
    ("GREEK", re.compile(r"[\u0370-\u03ff]")),
    ("CYRILLIC", re.compile(r"[\u0400-\u052f]")),
    ("ARMENIAN", re.compile(r"[\u0530-\u058f]")),
)


class Signal(NamedTuple):
    """A trait by its code, for what it stands, and how strongly it speaks. Strengths are
    assumed; they follow what was measured on public collections: no signal is a verdict.
    """

    code: str
    strength: SignalStrength
    about: str


@dataclass(frozen=True, slots=True)
class Names:
    """Names that the signals know."""

    suffixes: Suffixes
    own: tuple[str, ...] = ()
    """Registered domains of the organisation."""
    brands: tuple[str, ...] = ()
    shorteners: frozenset[str] = frozenset()
    """Hosts that forward short addresses."""
    redirectors: frozenset[str] = frozenset()
    """Hosts of which a page forwards to an address that its own address holds."""


def targets(address: WebAddress) -> tuple[WebAddress, ...]:
    """The address, and those that it holds inside as a redirector does, outermost first."""
    chain = [address]
    while len(chain) <= MOST_WRAPPINGS:
        last = chain[-1]
        inside = _ADDRESS_INSIDE.search(f"{last.path}?{last.query}")
        found = parse_web_address(unquoted(inside[1])) if inside else None
        if found is None or found in chain:
            break
        chain.append(found)
    return tuple(chain)


def signals(link: MessageLink, names: Names) -> tuple[Signal, ...]:
    """The signals of one link, strongest first; a link into our own domains has none of those
    about its host. Empty for what is no web address.
    """
    address = parse_web_address(link.address)
    if address is None:
        return ()
    found = dict.fromkeys((*_of_text(link, address, names), *_of_form(link, address, names)))
    rank = {"strong": 0, "medium": 1, "weak": 2}
    return tuple(sorted(found, key=lambda signal: (rank[signal.strength], signal.code)))


def _of_text(link: MessageLink, address: WebAddress, names: Names) -> Iterator[Signal]:
    shown = _SHOWN_HOST.match(link.shown.strip().lower())
    if shown and link.place in ("anchor", "form"):
        said = names.suffixes.registrable(shown[1])
        meant = {names.suffixes.registrable(each.host) for each in targets(address)}
        if said not in meant:
            yield Signal("display_differs", "strong", f"{shown[1]} ≠ {address.host}")


def _of_form(link: MessageLink, address: WebAddress, names: Names) -> Iterator[Signal]:
    if address.user:
        yield Signal("user_information", "strong", f"{address.user}@{address.host}")
    if link.place == "form":
        yield Signal("open_form", "strong", address.host)
    if link.place == "qr":
        yield Signal("qr_code", "medium", address.host)
    if link.place in ("pdf", "office"):
        yield Signal("inside_document", "weak", address.host)
    for each in targets(address):
        yield from _of_host(each, names)
    if len(targets(address)) > 1:
        last = targets(address)[-1].host
        known = names.suffixes.registrable(address.host) in names.redirectors
        yield Signal("redirector" if known else "address_inside", "medium", last)
    if _MAIL_ADDRESS.search(f"{address.path}?{address.query}"):
        yield Signal("person_in_address", "medium", address.host)


def _of_host(address: WebAddress, names: Names) -> Iterator[Signal]:
    host = address.host
    if names.suffixes.registrable(host) in names.own:
        return
    if is_ip(host):
        yield Signal("ip_address", "strong", host)
        return
    if host in names.shorteners:
        yield Signal("shortener", "medium", host)
    if not host.isascii():
        mixed = any(_is_mixed(label) for label in host.split("."))
        yield Signal("mixed_scripts" if mixed else "international", _idn_strength(mixed), host)
    if address.port not in (80, 443):
        yield Signal("unusual_port", "weak", f"{host}:{address.port}")
    for protected, strength in ((names.own, "strong"), (names.brands, "medium")):
        like = resemblance(host, protected, names.suffixes)
        if like is not None:
            firm: SignalStrength = "strong" if strength == "strong" else "medium"
            yield Signal(f"lookalike_{like.way}", firm, f"{host} ~ {like.like}")
            break


def _is_mixed(label: str) -> bool:
    """Whether letters of several scripts stand in one label, as no language writes."""
    return sum(bool(pattern.search(label)) for _, pattern in _SCRIPTS) > 1


def _idn_strength(mixed: bool) -> SignalStrength:
    return "strong" if mixed else "weak"
