"""Passkeys as people use them: a real server and browser, a simulated device."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, CDPSession, Page, expect, sync_playwright

from console_browser import violations

PASSWORD = "correct horse battery"
PATIENCE = 60_000
"""Milliseconds: a slow machine is waited for, nothing is timed."""

expect.set_options(timeout=PATIENCE)


@pytest.fixture
def address(case: Path) -> Iterator[tuple[str, str]]:
    """The door by its name on this machine, and the code that lets the first person in."""
    words = ("serve", str(case), "--port", "0", "--no-open", "--json")
    with subprocess.Popen(
        [sys.executable, "-m", "endigue", *words], stdout=subprocess.PIPE, text=True
    ) as process:
        said = json.loads(process.stdout.readline())
        yield said["url"].replace("127.0.0.1", "localhost"), said["opening"]
        process.send_signal(signal.SIGINT)
        process.wait(20)


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as play:
        found = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="en")
    context.set_default_timeout(PATIENCE)
    strange: list[str] = []
    found = context.new_page()
    found.on("pageerror", lambda error: strange.append(str(error)))
    found.on(
        "console",
        lambda said: strange.append(said.text) if "Content Security" in said.text else None,
    )
    yield found
    context.close()
    failed = [one for one in strange if "status of 401" not in one]
    assert failed == [], "a script failed, or was not let run"


def authenticator(page: Page) -> tuple[CDPSession, str]:
    """A device in this browser that is touched whenever it is asked."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
        "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return session, made["authenticatorId"]


def begin(page: Page, url: str, code: str) -> str:
    """Come in, choose a password, print codes; the first of them."""
    page.goto(f"{url}/open?code={code}")
    page.locator("button.main").click()
    page.fill("#new", PASSWORD)
    page.fill("#again", PASSWORD)
    page.locator("button.main").click()
    page.wait_for_url("**/account/start")
    page.locator("button.main").click()
    return page.locator(".codes code").first.inner_text()


def pressed(page: Page, selector: str) -> None:
    """The button is shown by a script: what is not shown yet takes no focus."""
    button = page.locator(selector)
    expect(button).to_be_visible()
    button.focus()
    page.keyboard.press("Enter")


def test_from_the_first_key_to_logging_in_with_it_by_keyboard_alone(page: Page, address) -> None:
    url, code = address
    device, number = authenticator(page)
    printed = begin(page, url, code)

    page.goto(f"{url}/account")
    page.fill("#passkey-name", "telephone")
    page.fill("#figure-c", printed)
    page.locator("#figure-c").press("Enter")
    expect(page.locator("[data-options]")).to_be_visible()
    assert violations(page, "where a key is made") == []
    pressed(page, "[data-options]")
    page.wait_for_url("**/account")
    expect(page.locator("th", has_text="telephone")).to_be_visible()
    assert violations(page, "the account with a key") == []
    kept = device.send("WebAuthn.getCredentials", {"authenticatorId": number})["credentials"]
    assert [(one["rpId"], one["isResidentCredential"]) for one in kept] == [("localhost", True)]

    name = page.locator("details.me summary").inner_text()
    page.locator("details.me summary").click()
    page.locator("form[action='/logout'] button").click()
    page.wait_for_url("**/login**")
    page.fill("#person", name)
    page.fill("#password", PASSWORD)
    page.locator("#password").press("Enter")
    expect(page.locator("[role=alert]")).to_be_visible()
    page.fill("#person", name)
    page.fill("#password", PASSWORD)
    pressed(page, "[data-passkey]")
    page.wait_for_url(f"{url}/")

    # The same key as the fresh second factor, and another device that does not know it.
    page.goto(f"{url}/account")
    page.locator("form[action='/account/codes'] [data-passkey]").click()
    expect(page.locator(".codes code")).to_have_count(10)
    device.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": number})
    authenticator(page)
    page.goto(f"{url}/account")
    page.locator("form[action='/account/codes'] [data-passkey]").click()
    expect(page.locator("form[action='/account/codes'] [data-passkey-said]")).to_contain_text(
        "No key was shown"
    )
    assert page.evaluate("document.querySelector('#figure-b').required"), "a figure is wanted again"


def test_a_browser_that_cannot_says_so_and_a_printed_code_does_as_well(page: Page, address) -> None:
    url, code = address
    authenticator(page)
    printed = begin(page, url, code)
    page.goto(f"{url}/account")
    page.fill("#passkey-name", "telephone")
    page.fill("#figure-c", printed)
    page.locator("#figure-c").press("Enter")
    page.locator("[data-options]").click()
    page.wait_for_url("**/account")
    page.add_init_script("delete window.PublicKeyCredential")
    page.goto(f"{url}/account")
    form = page.locator("form[action='/account/codes']")
    expect(form.locator(".no-passkey")).to_be_visible()
    expect(form.locator("[data-passkey]")).to_be_hidden()
