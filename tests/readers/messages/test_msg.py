import random
from collections.abc import Callable

import pytest

from endigue.readers.messages._msg import read_msg

Outlook = Callable[..., bytes]


@pytest.fixture
def content(outlook: Outlook) -> bytes:
    return outlook(
        {0x0037: "Facture", 0x1000: "Voir https://evil.example/x pour la facture.",
         0x0C1F: "Boss@Evil.example", 0x001A: "IPM.Note"},
        ["ann@ours.example", "bob@ours.example"], {"facture.js": b"WScript.Echo(1)"},
    )  # fmt: skip


def test_an_outlook_message_gives_links_recipients_and_attachments(content: bytes) -> None:
    message = read_msg(content, "a.msg")
    assert message.subject.startswith("Facture")
    assert [link.address for link in message.links] == ["https://evil.example/x"]
    assert message.recipients == ("ann@ours.example", "bob@ours.example")
    assert [each.name.rstrip() for each in message.attachments] == ["facture.js"]


def test_damaged_ones_are_refused_with_a_value_error_and_nothing_else(content: bytes) -> None:
    chance = random.Random(3)
    for _ in range(60):
        broken = bytearray(content)
        for _ in range(40):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        try:
            read_msg(bytes(broken[: chance.randrange(600, len(broken))]), "a.msg")
        except ValueError:
            continue
