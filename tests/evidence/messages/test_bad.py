import pytest

from endigue.evidence.messages.bad import Bad, from_message, read_bad, read_feed
from endigue.evidence.messages.message import Attachment, Message, MessageLink

HASH = "ab" * 32


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("hxxps://evil[.]example/a?b", Bad(pages=frozenset({"evil.example/a?b"}))),
        ("https://evil.example/", Bad(hosts=frozenset({"evil.example"}))),
        ("evil.example", Bad(hosts=frozenset({"evil.example"}))),
        ("evil.example/a", Bad(pages=frozenset({"evil.example/a"}))),
        ("Boss@Evil.example", Bad(senders=frozenset({"boss@evil.example"}))),
        (HASH.upper(), Bad(files=frozenset({HASH}), messages=frozenset({HASH}))),
        ("nothing", None),
        ("", None),
    ],
)
def test_what_is_bad_is_read_by_its_form(written: str, expected: Bad | None) -> None:
    assert read_bad(written) == expected


def test_a_bad_name_stands_for_those_below_and_not_beside() -> None:
    bad = Bad(hosts=frozenset({"evil.example"}))
    assert bad.has_page("https://a.b.evil.example/x")
    assert not bad.has_page("https://notevil.example/x")


def test_a_feed_is_read_in_its_usual_forms_and_the_rest_is_counted() -> None:
    lines = ["# remark", "0.0.0.0 bad.example", '"https://x.example/y",malware', HASH, "??", ""]
    found, strange = read_feed(lines)
    assert (found.hosts, found.pages, found.files) == (
        {"bad.example"}, {"x.example/y"}, {HASH},
    )  # fmt: skip
    assert strange == 1


def test_a_bad_message_makes_its_own_pages_bad_and_not_common_ones() -> None:
    message = Message(
        "a", message_id="1@x", raw_sha256=HASH, attachments=(Attachment("a", "cd" * 32, 1),),
        links=(MessageLink("https://evil.example/a", "anchor"),
               MessageLink("https://all.example/b", "anchor")),
    )  # fmt: skip
    bad = from_message(message, frozenset({"all.example"}))
    assert bad == Bad(
        pages=frozenset({"evil.example/a"}), files=frozenset({"cd" * 32}),
        messages=frozenset({"1@x", HASH}),
    )  # fmt: skip
