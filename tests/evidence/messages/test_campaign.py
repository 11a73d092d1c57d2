from hypothesis import given
from hypothesis import strategies as st

from endigue.evidence.messages.bad import Bad
from endigue.evidence.messages.campaign import PHRASE, campaign, likeness, signature
from endigue.evidence.messages.message import Attachment, Message, MessageLink

TEXT = (
    "dear {name} your yearly balance of leave must be confirmed before friday evening at the "
    "latest otherwise the days that were not confirmed are lost for good please follow the link "
    "below and sign in with your usual name and password reference {number} human resources"
)


def message(source: str, words: str = "", **fields: object) -> Message:
    return Message(source, words=words, **fields)  # type: ignore[arg-type]


def test_messages_that_share_what_is_bad_are_of_the_campaign_with_the_reason() -> None:
    link = MessageLink("https://evil.example/a", "anchor")
    messages = [
        message("page", links=(link,)),
        message("host", links=(MessageLink("https://x.worse.example/", "anchor"),)),
        message("file", attachments=(Attachment("a", "f", 1),)),
        message("sender", sender="boss@bad.example"),
        message("way", links=(MessageLink("https://short.example/1", "anchor"),)),
        message("clean", links=(MessageLink("https://short.example/2", "anchor"),)),
    ]
    bad = Bad(
        frozenset({"evil.example/a"}), frozenset({"worse.example"}), frozenset({"f"}),
        frozenset({"boss@bad.example"}),
    )  # fmt: skip
    found = campaign(messages, bad, ["short.example/1"])
    assert [(messages[each.position].source, each.why) for each in found] == [
        ("page", "page"), ("host", "host"), ("file", "file"), ("sender", "sender"),
        ("way", "redirect"),
    ]  # fmt: skip


def test_near_copies_belong_and_other_texts_do_not() -> None:
    bad = Bad(senders=frozenset({"boss@bad.example"}))
    messages = [
        message("first", TEXT.format(name="ann", number=17), sender="boss@bad.example"),
        message("copy", TEXT.format(name="bob", number=9023)),
        message("short", "see you"),
        message("other", " ".join(f"word{n} of another text entirely" for n in range(20))),
    ]
    found = campaign(messages, bad)
    assert [(each.position, each.why, each.what) for each in found] == [
        (0, "sender", "boss@bad.example"), (1, "near_copy", "first"),
    ]  # fmt: skip


@given(st.lists(st.sampled_from("abcdefghij"), min_size=40, max_size=120), st.integers(0, 30))
def test_estimated_likeness_is_near_the_true_share_of_phrases(words: list[str], cut: int) -> None:
    one, other = words, words[cut:]
    sets = [
        {tuple(each[at : at + PHRASE]) for at in range(len(each) - PHRASE + 1)}
        for each in (one, other)
    ]
    estimated = [signature(" ".join(each)) for each in (one, other)]
    if None in [None if each is None else 1 for each in estimated]:
        return
    truth = len(sets[0] & sets[1]) / len(sets[0] | sets[1])
    # Six standard errors of 128 draws.
    assert abs(likeness(*estimated) - truth) <= 6 * 0.5 / 128**0.5


def test_nothing_bad_gives_no_campaign() -> None:
    assert campaign([message("a", TEXT)], Bad()) == ()
