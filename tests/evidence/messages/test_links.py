import pytest

from endigue.evidence.messages.links import Names, signals, targets
from endigue.evidence.messages.message import MessageLink
from endigue.evidence.messages.web import parse_suffixes, parse_web_address

NAMES = Names(
    suffixes=parse_suffixes(["example", "test"]),
    own=("mutuelle.example",),
    brands=("banque.example",),
    shorteners=frozenset({"court.example"}),
    redirectors=frozenset({"chercheur.example"}),
)


def codes(link: MessageLink) -> dict[str, str]:
    return {each.code: each.strength for each in signals(link, NAMES)}


@pytest.mark.parametrize(
    ("link", "code", "strength"),
    [
        (MessageLink("https://evil.test/", "anchor", "https://banque.example/compte"),
         "display_differs", "strong"),
        (MessageLink("https://banque.example@evil.test/", "anchor"), "user_information", "strong"),
        (MessageLink("http://203.0.113.9/x", "anchor"), "ip_address", "strong"),
        (MessageLink("https://evil.test/login", "form"), "open_form", "strong"),
        (MessageLink("https://evil.test/", "qr"), "qr_code", "medium"),
        (MessageLink("https://evil.test/", "pdf"), "inside_document", "weak"),
        (MessageLink("https://court.example/a", "anchor"), "shortener", "medium"),
        (MessageLink("https://b\u0430nque.test/", "anchor"), "mixed_scripts", "strong"),
        (MessageLink("https://mutue1le.example/", "anchor"), "lookalike_confusable", "strong"),
        (MessageLink("https://www.chercheur.example/url?q=https%3A%2F%2Fevil.test%2Fx", "anchor"),
         "redirector", "medium"),
        (MessageLink("https://evil.test/?e=a.b%40mutuelle.example", "anchor"),
         "person_in_address", "medium"),
        (MessageLink("https://evil.test:8443/", "anchor"), "unusual_port", "weak"),
    ],
)  # fmt: skip
def test_each_trait_is_a_signal_with_its_strength(
    link: MessageLink, code: str, strength: str
) -> None:
    assert codes(link).get(code) == strength


def test_an_ordinary_link_of_ours_has_no_signal() -> None:
    shown = "https://intranet.mutuelle.example"
    assert codes(MessageLink("https://intranet.mutuelle.example/a", "anchor", shown)) == {}


def test_a_redirector_to_what_is_shown_is_no_difference() -> None:
    link = MessageLink(
        "https://www.chercheur.example/url?q=https%3A%2F%2Fbanque.example%2F", "anchor",
        "banque.example",
    )  # fmt: skip
    assert "display_differs" not in codes(link)


def test_redirectors_inside_redirectors_are_unwrapped_and_end() -> None:
    inner = "https%253A%252F%252Fevil.test%252Fx"
    address = parse_web_address(f"https://a.test/?u=https%3A%2F%2Fb.test%2F%3Fu%3D{inner}")
    assert address is not None
    assert [each.host for each in targets(address)] == ["a.test", "b.test", "evil.test"]
    loop = parse_web_address("https://a.test/?u=https://a.test/?u=https://a.test/" + "x" * 3000)
    assert loop is not None
    assert len(targets(loop)) < 8
