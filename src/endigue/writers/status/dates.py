"""When people hear again and when services are expected back, as a calendar (RFC 5545)."""

from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256

from endigue.communication.page import Page
from endigue.writers.status.words import Words

LONGEST = 73
"""Bytes of a line before it is folded; the standard allows 75 with the space."""


def status_dates(page: Page, words: Words) -> bytes:
    """The calendar in the language of the words."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Endigue//status//EN",
        f"X-WR-CALNAME:{_escaped(words.speech.say('status.title'))}",
        *_events(page, words),
        "END:VCALENDAR",
    ]
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line)).encode()


def _events(page: Page, words: Words) -> Iterator[str]:
    if page.next_update is not None:
        title = words.speech.say("status.next_title", organisation=words.organisation)
        yield from _event("next", page.next_update, title, page)
    for service in page.services:
        if service.expected is not None and service.state != "working":
            said = words.speech.say("status.back", service=words.line(service.name))
            yield from _event(service.operation, service.expected, said, page)


def _event(name: str, at: datetime, title: str, page: Page) -> Iterator[str]:
    identifier = sha256(f"{page.organisation}\n{name}".encode()).hexdigest()[:32]
    yield "BEGIN:VEVENT"
    yield f"UID:{identifier}@endigue"
    yield f"DTSTAMP:{_stamp(page.updated)}"
    yield f"DTSTART:{_stamp(at)}"
    yield f"SEQUENCE:{page.version}"
    yield f"SUMMARY:{_escaped(title)}"
    if page.url:
        yield f"URL:{page.url}"
    yield "END:VEVENT"


def _stamp(at: datetime) -> str:
    return at.strftime("%Y%m%dT%H%M%SZ")


def _escaped(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """The line in pieces of at most 75 bytes, never cut inside a character."""
    piece, size = "", 0
    for character in line:
        width = len(character.encode())
        if size + width > LONGEST:
            yield piece
            piece, size = " ", 1
        piece += character
        size += width
    yield piece
