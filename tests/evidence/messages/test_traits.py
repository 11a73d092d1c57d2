import pytest

from endigue.evidence.messages.links import Names
from endigue.evidence.messages.message import Attachment, Message
from endigue.evidence.messages.traits import message_signals
from endigue.evidence.messages.web import parse_suffixes

NAMES = Names(parse_suffixes(["example"]), own=("mutuelle.example",))


def codes(message: Message) -> set[str]:
    return {each.code for each in message_signals(message, NAMES)}


@pytest.mark.parametrize(
    ("attachment", "code"),
    [
        (Attachment("avis.js", "0", 1), "runs_when_opened"),
        (Attachment("avis.pdf.exe", "0", 1, "exe"), "double_ending"),
        (Attachment("avis.pdf", "0", 1, "exe"), "type_differs"),
        (Attachment("avis.docx", "0", 1, "zip", ("macros",)), "macros"),
        (Attachment("avis.zip", "0", 1, "zip", ("encrypted",)), "encrypted_archive"),
        (Attachment("avis.zip", "0", 1, "zip", ("holds: a.lnk",)), "risky_inside"),
        (Attachment("avis\u202efdp.exe", "0", 1), "reversed_name"),
    ],
)
def test_an_attachment_is_taken_by_its_real_type_and_content(
    attachment: Attachment, code: str
) -> None:
    assert code in codes(Message("a", attachments=(attachment,)))


def test_an_honest_attachment_has_no_signal() -> None:
    assert codes(Message("a", attachments=(Attachment("avis.docx", "0", 1, "zip"),))) == set()


def test_a_sender_is_taken_by_address_and_not_by_name() -> None:
    sender = Message("a", sender="x@evil.example", sender_name="direction@mutuelle.example")
    assert codes(sender) == {"name_shows_other_address"}
    assert codes(Message("a", sender="x@mutue1le.example")) == {"lookalike_confusable"}
    assert codes(Message("a", sender="x@mutuelle.example", verdicts=("spf=fail",))) == {
        "authentication_failed"
    }
