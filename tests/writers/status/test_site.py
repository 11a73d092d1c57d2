import json
from html.parser import HTMLParser
from pathlib import PurePosixPath

import msgspec
import pytest
from tests.crisis_chronicle import page

from endigue.communication.bulletin import Text
from endigue.communication.page import Page
from endigue.desk.refusal import Refusal
from endigue.writers.status.site import status_site

FRIDAY, TUESDAY, AFTER = (
    "2026-02-06T23:30:00+01:00", "2026-02-10T12:00:00+01:00", "2026-03-03T19:00:00+01:00",
)  # fmt: skip
MANY = 60


class Links(HTMLParser):
    """Every address of a page, and every element that could fetch or run something."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            self.attributes.add(name)
            if name in {"href", "src", "action", "srcset", "poster", "data"}:
                self.addresses.append(value or "")


def links(content: bytes) -> Links:
    found = Links()
    found.feed(content.decode())
    return found


def long_page() -> Page:
    """A page as large as a crisis makes it: many services, many news."""
    short = page(TUESDAY)
    services = tuple(
        msgspec.structs.replace(short.services[0], operation=f"s{n}") for n in range(MANY)
    )
    return msgspec.structs.replace(short, services=services, updates=short.updates * MANY)


def test_the_same_page_gives_the_same_bytes() -> None:
    assert status_site(page(TUESDAY), draft=False) == status_site(page(TUESDAY), draft=False)


@pytest.mark.parametrize("at", [FRIDAY, TUESDAY, AFTER])
@pytest.mark.parametrize("name", ["index.html", "en/index.html"])
def test_a_page_asks_nothing_of_anybody_and_runs_nothing(at: str, name: str) -> None:
    site = status_site(page(at), draft=False)
    found = links(site[name])
    assert not found.tags & {"script", "img", "iframe", "form", "object", "embed", "video", "base"}
    assert not {one for one in found.attributes if one.startswith("on")}
    text = site[name].decode()
    assert "default-src 'none'" in text
    assert "url(" not in text and "@import" not in text
    for address in found.addresses:
        assert not address.startswith(("http", "//", "data:", "javascript:"))
        if not address.startswith("#"):
            there = PurePosixPath(name).parent / address
            parts: list[str] = []
            for part in there.parts:
                parts = parts[:-1] if part == ".." else [*parts, part]
            assert "/".join(parts) in site


def test_even_a_long_page_is_light() -> None:
    site = status_site(long_page(), draft=False)
    assert max(len(site["index.html"]), len(site["en/index.html"])) < 100_000
    assert "Les nouvelles plus anciennes" in site["index.html"].decode()
    assert site["feed.atom"].count(b"<entry>") == len(long_page().updates)


def test_a_page_that_is_too_heavy_is_refused() -> None:
    usual = page(TUESDAY)
    long = Text("mot " * 900, "word " * 800)
    heavy = tuple(msgspec.structs.replace(usual.services[0], works=long) for _ in range(40))
    with pytest.raises(Refusal, match="page_too_heavy"):
        status_site(msgspec.structs.replace(usual, services=heavy), draft=False)


def test_each_language_is_said_in_its_own_page() -> None:
    site = status_site(page(TUESDAY), draft=False)
    french, english = site["index.html"].decode(), site["en/index.html"].decode()
    assert '<html lang="fr">' in french and '<html lang="en">' in english
    assert "Espace adhérent" in french and "Member area" in english
    assert "1\u202f000\u202f000 (estimation)" in french
    assert "1,000,000 (estimate)" in english


def test_a_draft_says_so_and_what_is_approved_does_not() -> None:
    assert b"BROUILLON" in status_site(page(TUESDAY), draft=True)["index.html"]
    assert b"BROUILLON" not in status_site(page(TUESDAY), draft=False)["index.html"]


def test_a_correction_says_what_it_corrects() -> None:
    corrected = msgspec.structs.replace(
        page(TUESDAY), version=3, corrects=2, correction=Text("la date était fausse", "wrong date")
    )
    text = status_site(corrected, draft=False)["index.html"].decode()
    assert "corrige la version 2" in text and "la date était fausse" in text


def test_the_states_of_the_crisis_are_told_as_they_were() -> None:
    def states(at: str) -> dict[str, str]:
        summary = json.loads(status_site(page(at), draft=False)["en/summary.json"])
        return {one["name"]: one["status"] for one in summary["components"]}

    assert states(FRIDAY) == {
        "Telephone platform": "partial_outage",
        "Member area": "major_outage",
        "Third-party payment": "degraded_performance",
        "Payment of benefits": "major_outage",
        "Hospital cover agreements": "partial_outage",
    }
    assert states(TUESDAY)["Payment of benefits"] == "partial_outage"
    assert set(states(AFTER).values()) == {"operational"}


HOSTILE = [
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "\u202egnp.exe",
    "{{ 7*7 }}", "</style><b>", "&lt;b&gt;", "=1+1", "\x1b[31m", "]]>", "\r\nX-Header: 1",
]  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_come_out_inert_in_every_file(words: str) -> None:
    text = Text(words, words)
    usual = page(TUESDAY)
    hostile = msgspec.structs.replace(
        usual,
        organisation=words,
        happened=text, data=text, fraud=text, contact=text, signed=text, accessibility=text,
        services=tuple(
            msgspec.structs.replace(one, name=text, works=text, meanwhile=text, expected=one.since)
            for one in usual.services
        ),
        updates=tuple(msgspec.structs.replace(one, text=text) for one in usual.updates),
    )  # fmt: skip
    site = status_site(hostile, draft=False)
    for name, content in site.items():
        said = content.decode()
        assert not set(said) & {"\u202e", "\x1b"}
        if name.endswith(".html"):
            tags = links(content).tags
            assert tags == links(status_site(usual, draft=False)[name]).tags
        if name.endswith(".ics"):
            assert all(len(line.encode()) <= 75 for line in said.split("\r\n"))
            assert not any(line.startswith("X-Header") for line in said.splitlines())
        if name.endswith(".json"):
            json.loads(content)


def test_text_that_looks_like_our_templates_is_only_text() -> None:
    text = Text("{{ 7*7 }}", "{{ 7*7 }}")
    hostile = msgspec.structs.replace(page(TUESDAY), happened=text)
    assert "{{ 7*7 }}" in status_site(hostile, draft=False)["index.html"].decode()
