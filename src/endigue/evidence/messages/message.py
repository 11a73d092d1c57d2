"""A message, as a reader took it apart."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Literal

import msgspec

LinkPlace = Literal["anchor", "image", "form", "text", "qr", "pdf", "office"]
"""Where a link stands: in a text that is clicked, a picture that opens with the message, the
target of a form, the plain text, a QR code, or a document attached."""

OPENS_BY_ITSELF: frozenset[LinkPlace] = frozenset({"image"})
"""Links that are fetched when the message is opened: they prove no click."""


class MessageLink(msgspec.Struct, frozen=True):
    """One address in a message."""

    address: str
    place: LinkPlace
    shown: str = ""
    """The text that is shown for it."""


class Attachment(msgspec.Struct, frozen=True):
    """One file that a message carries."""

    name: str
    sha256: str
    size: int
    real_type: str = ""
    """By its first bytes: `pdf`, `zip`, `exe`...; empty where they are those of no known type."""
    traits: tuple[str, ...] = ()
    """What its content shows: `macros`, `encrypted`, or names of risky files in an archive."""


class Message(msgspec.Struct, frozen=True):
    """What is known of one message. Addresses of people are in lower case."""

    source: str
    """The file, and the place in it."""
    message_id: str = ""
    sender: str = ""
    """The address of `From`."""
    sender_name: str = ""
    reply_to: str = ""
    return_path: str = ""
    recipients: tuple[str, ...] = ()
    """Everyone it was sent or delivered to, each once."""
    subject: str = ""
    sent_at: datetime | None = None
    received_at: datetime | None = None
    """When the last relay, ours, took it; what our clocks say."""
    relays: tuple[str, ...] = ()
    """IP addresses of the relays that took it: what they fetch is no click."""
    verdicts: tuple[str, ...] = ()
    """What our relay found of SPF, DKIM and DMARC, such as `spf=fail`."""
    links: tuple[MessageLink, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    words: str = ""
    """The text that is read, in lower case, clipped; for near copies."""
    raw_sha256: str = ""
    not_read: tuple[str, ...] = ()
    """Codes of what was left unread in it."""

    @property
    def moment(self) -> datetime | None:
        """When it was received, or else sent."""
        return self.received_at or self.sent_at


def relays_of(messages: Sequence[Message]) -> frozenset[str]:
    """Addresses of relays through which at least half of the messages came: ours. A single
    message cannot make a machine look like one.
    """
    counted = Counter(relay for message in messages for relay in message.relays)
    in_all = sum(1 for message in messages if message.relays)
    return frozenset(relay for relay, count in counted.items() if 2 * count >= in_all > 1)
