"""One message in Outlook's .msg format."""

from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO

from oxmsg import Message as Outlook

from endigue.evidence.messages.message import Attachment, Message, MessageLink
from endigue.readers.json_fields import printable
from endigue.readers.messages._eml import MOST_PARTS, MOST_RECIPIENTS, people, read_eml, take_file
from endigue.readers.messages._html import html_links, text_links


def read_msg(content: bytes, source: str) -> Message:
    """The message: its transport headers where Outlook kept them, and its own properties.

    Raises ValueError where the file is no such message.
    """
    try:
        outlook = Outlook.load(BytesIO(content))
        return _read(outlook, content, source)
    except Exception as trouble:  # noqa: BLE001 - the library meets hostile files unguarded
        raise ValueError(type(trouble).__name__) from None


def _read(outlook: Outlook, content: bytes, source: str) -> Message:
    fields = "".join(f"{name}: {value}\r\n" for name, value in outlook.message_headers.items())
    heads = read_eml(fields.encode("utf-8", "replace") + b"\r\n", source)
    links: list[MessageLink] = []
    words = ""
    if outlook.html_body:
        links, words = html_links(outlook.html_body)
    elif outlook.body:
        links, words = text_links(outlook.body), " ".join(outlook.body.split())[:20_000].lower()
    attachments: list[Attachment] = []
    not_read: list[str] = []
    for count, each in enumerate(outlook.attachments):
        if count >= MOST_PARTS:
            not_read.append("message.too_many_parts")
            break
        take_file(
            printable(each.file_name or ""), each.file_bytes or b"", links, attachments, not_read
        )
    named = people([each.email_address or each.name for each in outlook.recipients])
    recipients = dict.fromkeys([*heads.recipients, *(address for _, address in named)])
    sender = people([outlook.sender or ""])
    return Message(
        source=source,
        message_id=heads.message_id,
        sender=heads.sender or (sender[0][1] if sender else ""),
        sender_name=heads.sender_name or (printable(sender[0][0]) if sender else ""),
        reply_to=heads.reply_to,
        return_path=heads.return_path,
        recipients=tuple(recipients)[:MOST_RECIPIENTS],
        subject=printable(outlook.subject or heads.subject),
        sent_at=_utc(outlook.sent_date) or heads.sent_at,
        received_at=heads.received_at,
        relays=heads.relays,
        verdicts=heads.verdicts,
        links=tuple(dict.fromkeys(links)),
        attachments=tuple(attachments),
        words=words,
        raw_sha256=sha256(content).hexdigest(),
        not_read=tuple(dict.fromkeys(not_read)),
    )


def _utc(moment: datetime | None) -> datetime | None:
    if moment is None:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
