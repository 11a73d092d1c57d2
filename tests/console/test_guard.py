import re

import pytest

from endigue.console.guard import MOST_BYTES


def test_every_answer_forbids_what_no_page_needs(door) -> None:
    client = door.enter("Ann")
    for path in ("/", "/logbook", "/login", "/static/console.css", "/nothing", "/events"):
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert headers["referrer-policy"] == "no-referrer"
        assert "server" not in headers


def test_each_answer_has_a_nonce_of_its_own_and_its_scripts_bear_it(door) -> None:
    client = door.enter("Ann")
    seen = set()
    for _ in range(3):
        answer = client.get("/")
        (nonce,) = re.findall(
            r"script-src 'nonce-([^']+)'", answer.headers["content-security-policy"]
        )
        scripts = re.findall(r"<script[^>]*>", answer.text)
        assert scripts and all(f'nonce="{nonce}"' in script for script in scripts)
        seen.add(nonce)
    assert len(seen) == 3


def test_pages_are_never_kept_and_static_files_always(door) -> None:
    client = door.enter("Ann")
    assert client.get("/").headers["cache-control"] == "no-store"
    assert "immutable" in client.get("/static/console.css").headers["cache-control"]


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1:1", "", "testserver.evil.example"])
def test_a_name_that_is_not_ours_is_not_answered(door, host: str) -> None:
    assert door.enter("Ann").get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
        {"sec-fetch-site": "cross-site", "origin": "http://testserver"},
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {},
    ],
)
def test_a_change_asked_for_by_another_page_is_refused(door, headers: dict[str, str]) -> None:
    client = door.enter("Ann", "strategic")
    del client.headers["sec-fetch-site"]
    before = door.room.chronicle.ledger.head
    answer = client.post("/logbook", data={"text": "forged"}, headers=headers)
    assert answer.status_code == 403
    assert door.room.chronicle.catch_up().head == before


def test_a_browser_without_fetch_metadata_is_known_by_its_origin(door) -> None:
    client = door.enter("Ann")
    del client.headers["sec-fetch-site"]
    headers = {"origin": "http://testserver"}
    assert client.post("/logbook", data={"text": "ours"}, headers=headers).status_code == 303


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"])
def test_other_methods_are_not_known(door, method: str) -> None:
    assert door.enter("Ann").request(method, "/").status_code == 405


def test_a_body_is_bounded_announced_or_not(door) -> None:
    client = door.enter("Ann")
    large = b"text=" + b"x" * MOST_BYTES
    form = {"content-type": "application/x-www-form-urlencoded"}
    assert client.post("/logbook", content=large, headers=form).status_code == 413

    def pieces():
        for at in range(0, len(large), 65536):
            yield large[at : at + 65536]

    assert client.post("/logbook", content=pieces(), headers=form).status_code == 413
    lie = {**form, "content-length": "-5"}
    assert client.post("/logbook", content=b"text=x", headers=lie).status_code == 413
