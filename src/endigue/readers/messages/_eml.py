"""One message after RFC 5322, of any damage, within bounds."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes
from email.header import decode_header
from email.message import Message as Mime
from email.utils import parsedate_to_datetime
from hashlib import sha256

from endigue.evidence.files.types import HEAD, type_of
from endigue.evidence.messages.message import Attachment, Message, MessageLink
from endigue.evidence.messages.web import read_host
from endigue.readers.json_fields import printable
from endigue.readers.messages._documents import look_inside
from endigue.readers.messages._html import html_links, text_links

LARGEST_MESSAGE = 64 << 20
"""Bytes of one message; assumed: most servers refuse more than 50 MB."""

MOST_PARTS = 500
"""Parts of a message that are looked at; assumed: mails of people have fewer than 50."""

MOST_RECIPIENTS = 5_000
MOST_INSIDE = 3
"""Messages inside messages that are looked into."""

_RECIPIENT_FIELDS = (
    "Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "To", "Cc", "Bcc",
)  # fmt: skip
_IP = re.compile(r"\[?\(?\b((?:\d{1,3}\.){3}\d{1,3})\b")
_VERDICT = re.compile(r"\b(spf|dkim|dmarc)\s*=\s*([a-z]+)", re.IGNORECASE)
_PERSON = re.compile(r'(?:"[^"]{0,1000}"|[^,;"])+')
_BRACKETED = re.compile(r"([^<>]*)<([^<>]*)>")
_MAIL = re.compile(r"[^\s\x00-\x1f@<>\"',;]{1,128}@[^\s\x00-\x1f@<>\"',;]{1,255}")


def read_eml(content: bytes, source: str) -> Message:
    """The message; what it holds beyond the bounds is named in `not_read`."""
    try:
        mime = message_from_bytes(content[:LARGEST_MESSAGE])
        gathered = _gather(mime)
    except RecursionError:
        # Parts inside parts without end: the headers stand before them.
        mime = message_from_bytes(content[: content.find(b"\n\n") + 1 or HEAD])
        gathered = _Gathered()
        gathered.not_read.append("message.too_deep")
    received = _fields(mime, "Received")
    senders = people(_fields(mime, "From"))
    return Message(
        source=source,
        message_id=printable(_field(mime, "Message-ID").strip().strip("<>")),
        sender=senders[0][1] if senders else "",
        sender_name=printable(senders[0][0]) if senders else "",
        reply_to=next((address for _, address in people(_fields(mime, "Reply-To"))), ""),
        return_path=next((address for _, address in people(_fields(mime, "Return-Path"))), ""),
        recipients=_recipients(mime),
        subject=printable(_field(mime, "Subject")),
        sent_at=read_date(_field(mime, "Date")),
        received_at=next((at for each in received if (at := _received_at(each))), None),
        relays=tuple(dict.fromkeys(_IP.findall(received[0]))) if received else (),
        verdicts=_verdicts(mime),
        links=tuple(dict.fromkeys(gathered.links)),
        attachments=tuple(gathered.attachments),
        words=" ".join(gathered.words)[:20_000],
        raw_sha256=sha256(content).hexdigest(),
        not_read=tuple(dict.fromkeys(gathered.not_read)),
    )


class _Gathered:
    def __init__(self) -> None:
        self.links: list[MessageLink] = []
        self.attachments: list[Attachment] = []
        self.words: list[str] = []
        self.plain: list[str] = []
        self.not_read: list[str] = []


def _gather(mime: Mime) -> _Gathered:
    gathered = _Gathered()
    for count, part in enumerate(_parts(mime)):
        if count >= MOST_PARTS:
            gathered.not_read.append("message.too_many_parts")
            break
        _take(part, gathered)
    if not gathered.words:
        gathered.words = gathered.plain
    return gathered


def _parts(mime: Mime) -> Iterator[Mime]:
    """Leaves, without recursion; a message that is attached is looked into."""
    waiting: list[tuple[Mime, int]] = [(mime, 0)]
    while waiting:
        part, inside = waiting.pop()
        payload = part.get_payload()
        if isinstance(payload, list):
            deeper = inside + (part.get_content_type() == "message/rfc822")
            if deeper <= MOST_INSIDE:
                waiting.extend(
                    (each, deeper) for each in reversed(payload) if isinstance(each, Mime)
                )
        else:
            yield part


def _take(part: Mime, gathered: _Gathered) -> None:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return
    name = printable(decoded(part.get_filename() or ""))
    sort = part.get_content_type()
    if sort == "text/html" and not name:
        links, words = html_links(_text(part, content))
        gathered.links += links
        gathered.words.append(words)
    elif sort.startswith("text/") and not name:
        text = _text(part, content)
        gathered.links += text_links(text)
        gathered.plain.append(" ".join(text.split())[:20_000].lower())
    else:
        take_file(name or sort, content, gathered.links, gathered.attachments, gathered.not_read)


def take_file(
    name: str,
    content: bytes,
    links: list[MessageLink],
    attachments: list[Attachment],
    not_read: list[str],
) -> None:
    """Look at one file that a message carries, and add what it shows."""
    real = type_of(content[:HEAD])
    found, traits, trouble = look_inside(content, real)
    links += found
    not_read += trouble
    attachments.append(
        Attachment(name, sha256(content).hexdigest(), len(content), real, tuple(traits))
    )


def _text(part: Mime, content: bytes) -> str:
    try:
        return content.decode(part.get_content_charset("utf-8"), "replace")
    except (LookupError, ValueError):
        return content.decode("utf-8", "replace")


def _fields(mime: Mime, name: str) -> list[str]:
    return [str(value)[:65_536] for value in mime.get_all(name, [])]


def _field(mime: Mime, name: str) -> str:
    return decoded(next(iter(_fields(mime, name)), ""))


def decoded(text: str) -> str:
    """A header without its encoded words."""
    try:
        pieces = decode_header(text)
    except (ValueError, LookupError):
        return text
    return "".join(_piece(piece, charset) for piece, charset in pieces)


def _piece(piece: bytes | str, charset: str | None) -> str:
    if isinstance(piece, str):
        return piece
    try:
        return piece.decode(charset or "utf-8", "replace")
    except LookupError:
        return piece.decode("utf-8", "replace")


def people(fields: list[str]) -> list[tuple[str, str]]:
    """Names and addresses of people, the addresses in lower case with a readable domain.

    An address in angle brackets is the one that counts: a name may look like an address.
    """
    found: list[tuple[str, str]] = []
    for text in (" ".join(field.split()) for field in fields):
        for each in _PERSON.findall(text):
            bracketed = _BRACKETED.search(each)
            name, mail = bracketed.groups() if bracketed else ("", each)
            plain = _MAIL.search(mail)
            if plain:
                local, _, domain = plain[0].rpartition("@")
                address = f"{local.lower()}@{read_host(domain) or domain.lower()}"
                found.append((decoded(name.strip().replace('"', "")), address))
    return found


def _recipients(mime: Mime) -> tuple[str, ...]:
    each = (address for field in _RECIPIENT_FIELDS for _, address in people(_fields(mime, field)))
    return tuple(dict.fromkeys(each))[:MOST_RECIPIENTS]


def _received_at(field: str) -> datetime | None:
    return read_date(field.rpartition(";")[2])


def read_date(text: str) -> datetime | None:
    """An instant of RFC 5322 in UTC; None where there is none."""
    try:
        moment = parsedate_to_datetime(text.strip())
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def _verdicts(mime: Mime) -> tuple[str, ...]:
    """What the relay nearest to us found: the first field only, others may be the sender's."""
    fields = _fields(mime, "Authentication-Results")[:1]
    found = (f"{kind.lower()}={result.lower()}" for each in fields for kind, result in
             _VERDICT.findall(each))  # fmt: skip
    return tuple(dict.fromkeys(found))[:10]
