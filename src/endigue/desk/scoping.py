"""What the user says is bad, read by its form or out of a message."""

from collections.abc import Sequence

from endigue.desk.records import Log, Records
from endigue.desk.refusal import Refusal
from endigue.evidence.messages.bad import Bad, from_message, read_bad, read_feed
from endigue.evidence.messages.landing import common_hosts
from endigue.evidence.messages.links import Names
from endigue.evidence.messages.message import Message

_ENDINGS = (".eml", ".msg", ".mbox")


def bad_from(
    texts: Sequence[str], records: Records, messages: Sequence[Message], names: Names
) -> Bad:
    """Each text as an address, domain, hash, sender or Message-ID, or as the file of a message.

    A message makes its attachments, its own pages and itself bad; hosts that many senders link
    are not. Raises Refusal for what is none of these.
    """
    known = Bad()
    identifiers = {message.message_id for message in messages if message.message_id}
    for text in texts:
        if text.strip("<>") in identifiers:
            known |= Bad(messages=frozenset({text.strip("<>")}))
        elif text.lower().endswith(_ENDINGS):
            safe = common_hosts(messages, names.suffixes) | names.shorteners
            for message in records.messages([text]).messages:
                known |= from_message(message, safe)
        elif (found := read_bad(text)) is not None:
            known |= found
        else:
            raise Refusal("evidence.nothing_known_as_bad", text=text)
    return known


def feed_from(file: str, text: str) -> tuple[Bad, int]:
    """The known-bad things of a feed and how many lines were none; Refusal where all were."""
    found, strange = read_feed(text.splitlines())
    if not found:
        raise Refusal("evidence.feed_holds_nothing", file=file)
    return found, strange


def sources_of(logs: Sequence[Log]) -> tuple[str, ...]:
    """Names of the logs, each once."""
    return tuple(dict.fromkeys(log.name for log in logs))
