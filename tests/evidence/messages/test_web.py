import pytest
from hypothesis import given
from hypothesis import strategies as st

from endigue.evidence.messages.web import parse_suffixes, parse_web_address, read_host
from endigue.readers.link_names import load_link_names


@pytest.mark.parametrize(
    ("written", "host"),
    [
        ("https://Bank.Example/x", "bank.example"),
        ("http://good.example@evil.example/", "evil.example"),
        ("http://good.example%40evil.example/", ""),
        ("https:\\\\evil.example\\good.example", "evil.example"),
        ("http://3232235777/", "192.168.1.1"),
        ("http://0xC0.0xA8.1.1/", "192.168.1.1"),
        ("http://0300.0250.01.01/", "192.168.1.1"),
        ("http://192.168.257/", "192.168.1.1"),
        ("http://[2001:db8::1]:8080/", "2001:db8::1"),
        ("ht\ntps://ev\til.example", "evil.example"),
        ("//evil.example/x", "evil.example"),
        ("www.evil.example", "www.evil.example"),
        ("https://evil\u3002example/", "evil.example"),
        ("https://xn--mutuell-eya.example/", "mutuéell.example"),
    ],
)
def test_a_host_is_the_one_that_a_browser_would_ask(written: str, host: str) -> None:
    found = parse_web_address(written)
    assert (found.host if found else "") == host


@pytest.mark.parametrize("written", ["mailto:a@b.example", "javascript:alert(1)", "", "x", "http:"])
def test_what_is_no_web_address_is_none(written: str) -> None:
    assert parse_web_address(written) is None


def test_the_key_of_a_page_has_no_scheme_no_fragment_and_no_usual_port() -> None:
    keys = {
        getattr(parse_web_address(each), "key", "")
        for each in ("http://A.example:80/p?q#f", "https://a.example/p?q", "//a.example:443/p?q")
    }
    assert keys == {"a.example/p?q"}


@given(st.text(max_size=200))
def test_no_text_breaks_the_reading_and_a_host_reads_as_itself(text: str) -> None:
    found = parse_web_address("http://" + text)
    if found is not None:
        assert read_host(found.host) == found.host or ":" in found.host or "--" in found.host


def test_the_registered_name_follows_wild_and_exempt_rules() -> None:
    suffixes = parse_suffixes(["// x", "example", "*.ck", "!www.ck", "co.uk", "uk"])
    assert suffixes.registrable("a.b.example") == "b.example"
    assert suffixes.registrable("a.b.c.ck") == "b.c.ck"
    assert suffixes.registrable("a.www.ck") == "www.ck"
    assert suffixes.registrable("a.b.co.uk") == "b.co.uk"
    assert suffixes.registrable("10.0.0.1") == "10.0.0.1"


def test_the_list_that_ships_knows_states_and_hosters() -> None:
    suffixes = load_link_names().suffixes
    assert suffixes.registrable("a.impots.gouv.fr") == "impots.gouv.fr"
    assert suffixes.registrable("evil.github.io") == "evil.github.io"
