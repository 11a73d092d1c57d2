"""The door as people use it: a real server, a real browser, two people at once."""

import hashlib
import json
import re
import signal
import socket
import ssl
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Route
from playwright.sync_api import TimeoutError as TooLate

from console_browser import EVENING, come_in, entries
from endigue.communication.note_facts import NoteWritten
from endigue.kernel.instant import parse_instant
from endigue.wiring import hands


@pytest.fixture
def server(serving):
    return serving()


@pytest.mark.browser
def test_a_server_that_is_killed_in_the_middle_loses_no_fact_and_says_what_it_lost(
    server, person
) -> None:
    director = person()
    come_in(director, server.url, server.opening)
    watching = director.context.new_page()
    watching.goto(f"{server.url}/logbook")
    first = entries(watching)

    director.goto(f"{server.url}/cut")
    with director.expect_navigation():
        director.locator("form[action='/computation'] button").click()
    director.locator("#progress .progress").wait_for()
    server.kill()

    # Others go on writing meanwhile.
    other = hands(lambda: parse_instant(EVENING)).cases.open(str(server.case), "elsewhere")
    for number in range(5):
        other.record([NoteWritten(f"written while the door was shut: {number}")], other.ledger())
    other.store.close()

    server.begin()
    watching.locator(".line", has_text="door was shut: 4").wait_for()
    watching.locator(".line", has_text="lost, for the console was stopped").wait_for()
    after = entries(watching)
    assert len(after) == len(set(after))
    assert sorted(after) == list(range(min(after), max(after) + 1)), "no fact is missed"
    assert set(first) <= set(after)

    director.goto(f"{server.url}/cut")
    assert "lost" in director.locator("#computation .notice").inner_text()
    with director.expect_navigation():
        director.locator("form[action='/computation/again'] button").click()
    director.locator("#computation .notice", has_text="finished").wait_for(timeout=180_000)


@pytest.mark.browser
def test_a_page_is_live_however_late_a_part_of_its_script_comes(server, person) -> None:
    page = person()
    come_in(page, server.url, server.opening)

    def late(route: Route) -> None:
        page.wait_for_timeout(500)
        route.continue_()

    page.route("**/vendor/hx-sse*", late)
    with page.expect_request("**/events?after=*"):
        page.goto(f"{server.url}/logbook")


@pytest.mark.browser
def test_a_computation_can_be_stopped(server, person) -> None:
    director = person()
    come_in(director, server.url, server.opening)
    said = director.locator("#computation .notice", has_text=re.compile("stopped|refused"))
    # On a busy machine a question may be answered before the page that shows it is there.
    for server_of_files in ("SRV-FILE-01", "SRV-FILE-02", "SRV-DC-01", "SRV-DC-02"):
        director.goto(f"{server.url}/cut")
        director.locator("input[name=operation]").first.check()
        director.fill("#cut", server_of_files)
        with director.expect_navigation():
            director.locator("form[action='/cut/orders'] button").click()
        try:
            director.locator("#progress button").click(timeout=20_000)
            said.wait_for()
            break
        except TooLate:
            continue
    assert said.count()


@pytest.mark.browser
def test_keys_can_be_turned_off(server, person) -> None:
    page = person()
    come_in(page, server.url, server.opening)
    page.goto(f"{server.url}/")
    page.locator("details.me summary").click()
    with page.expect_navigation():
        page.locator("button[name=shortcuts]").click()
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.id") != "quick-text"


def test_a_door_to_the_network_is_under_tls_and_not_known_by_other_names(case: Path) -> None:
    words = ("serve", str(case), "--port", "0", "--no-open", "--json", "--tls")
    with subprocess.Popen(
        [sys.executable, "-m", "endigue", *words], stdout=subprocess.PIPE, text=True
    ) as process:
        said = json.loads(process.stdout.readline())
        assert said["url"].startswith("https://127.0.0.1:")
        assert said["fingerprint"].count(":") == 31
        port = int(said["url"].rpartition(":")[2])
        shown = ssl.get_server_certificate(("127.0.0.1", port))
        digest = hashlib.sha256(ssl.PEM_cert_to_DER_cert(shown)).hexdigest().upper()
        assert digest == said["fingerprint"].replace(":", "")
        process.send_signal(signal.SIGINT)
        process.wait(20)


def test_an_address_that_is_taken_is_one_sentence(case: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        words = ("serve", str(case), "--port", str(taken.getsockname()[1]), "--no-open")
        ran = subprocess.run(
            [sys.executable, "-m", "endigue", *words],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert ran.returncode == 2
    assert "choose another with --port" in ran.stderr
    assert ran.stderr.count("\n") == 1
