"""What the user knows to be bad, read by its form."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from endigue.evidence.messages.message import Message
from endigue.evidence.messages.web import parse_web_address, read_host

_SHA256 = re.compile(r"[0-9a-f]{64}")
_SENDER = re.compile(r"[^@\s<>/]+@[^@\s<>/]+\.[^@\s<>/]+")
_HOST = re.compile(r"[^\s/@]+\.[^\s/@.]+")
_DEFANGED = (
    ("hxxp", "http"),
    ("[.]", "."),
    ("(.)", "."),
    ("[:]", ":"),
    ("[@]", "@"),
    ("[at]", "@"),
)


@dataclass(frozen=True, slots=True)
class Bad:
    """Known-bad things by kind, each in the form in which it is compared."""

    pages: frozenset[str] = frozenset()
    """`WebAddress.key` of addresses."""
    hosts: frozenset[str] = frozenset()
    """Names; each stands for the names below it too."""
    files: frozenset[str] = frozenset()
    """SHA-256."""
    senders: frozenset[str] = frozenset()
    messages: frozenset[str] = frozenset()
    """SHA-256 of raw messages, or their Message-ID."""

    def __bool__(self) -> bool:
        return any((self.pages, self.hosts, self.files, self.senders, self.messages))

    def __or__(self, other: "Bad") -> "Bad":
        return Bad(
            self.pages | other.pages,
            self.hosts | other.hosts,
            self.files | other.files,
            self.senders | other.senders,
            self.messages | other.messages,
        )

    def has_host(self, host: str) -> bool:
        """Whether the host, or a name above it, is bad."""
        while host:
            if host in self.hosts:
                return True
            host = host.partition(".")[2]
        return False

    def has_page(self, written: str) -> bool:
        """Whether an address leads to something bad."""
        address = parse_web_address(written)
        return address is not None and (address.key in self.pages or self.has_host(address.host))


def read_bad(written: str) -> Bad | None:
    """An address, a SHA-256, a sender or a domain, also in the harmless form in which analysts
    write it (hxxp://evil[.]example); None where it has none of these forms.
    """
    text = written.strip().strip("<>")
    for harmless, real in _DEFANGED:
        text = text.replace(harmless, real).replace(harmless.upper(), real)
    if _SHA256.fullmatch(text.lower()):
        return Bad(files=frozenset({text.lower()}), messages=frozenset({text.lower()}))
    address = parse_web_address(text) or (
        parse_web_address(f"http://{text}") if "/" in text else None
    )
    if address is not None:
        if address.path == "/" and not address.query:
            return Bad(hosts=frozenset({address.host}))
        return Bad(pages=frozenset({address.key}))
    if _SENDER.fullmatch(text):
        return Bad(senders=frozenset({text.lower()}))
    host = read_host(text) if _HOST.fullmatch(text) else ""
    return Bad(hosts=frozenset({host})) if host else None


def read_feed(lines: Iterable[str]) -> tuple[Bad, int]:
    """Bad things one a line: plain, in the form of a hosts file, or first column of a CSV;
    # and ! begin remarks. Returns them and how many lines were of no known form.
    """
    found, strange = Bad(), 0
    pages: set[str] = set()
    hosts: set[str] = set()
    rest: list[Bad] = []
    for line in lines:
        text = line.partition(" #")[0].strip()
        if not text or text[0] in "#!;":
            continue
        words = text.replace("\t", " ").split(" ")
        if len(words) > 1 and words[0] in ("0.0.0.0", "127.0.0.1", "::"):  # noqa: S104 - no binding
            text = words[1]
        bad = read_bad(text.split(",")[0].strip("\"' "))
        if bad is None:
            strange += 1
            continue
        pages |= bad.pages
        hosts |= bad.hosts
        if bad.files or bad.senders:
            rest.append(bad)
    for bad in rest:
        found |= bad
    return found | Bad(pages=frozenset(pages), hosts=frozenset(hosts)), strange


def from_message(message: Message, common: frozenset[str]) -> Bad:
    """What a known-bad message makes bad: itself, its attachments and the pages that it links,
    but for those on `common` hosts, which good messages link too.
    """
    pages = [parse_web_address(link.address) for link in message.links]
    own = {message.raw_sha256, message.message_id} - {""}
    return Bad(
        pages=frozenset(page.key for page in pages if page and page.host not in common),
        files=frozenset(each.sha256 for each in message.attachments),
        messages=frozenset(own),
    )
