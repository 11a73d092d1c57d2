"""A headless Chromium that tests drive over its debugging pipe: no driver, no network."""

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Timer

import pytest

PATIENCE = 60.0
"""Seconds after which a browser that says nothing is stopped, so that a test fails and ends."""


class Browser:
    """One page of one browser."""

    def __init__(self, reading: int, writing: int) -> None:
        self._from = os.fdopen(reading, "rb")
        self._to = os.fdopen(writing, "wb")
        self._number = 0
        self._session, self._context = "", ""
        self.requests: list[str] = []
        """Addresses that the page asked for."""

    def open(self, downloads: Path) -> None:
        """A fresh page that shares nothing with those before it, and has no network."""
        self._session = ""
        self.requests.clear()
        self._context = str(self.call("Target.createBrowserContext")["browserContextId"])
        place = {"browserContextId": self._context}
        self.call("Browser.setDownloadBehavior", behavior="allow",
                  downloadPath=str(downloads), **place)  # fmt: skip
        target = self.call("Target.createTarget", url="about:blank", **place)["targetId"]
        session = self.call("Target.attachToTarget", targetId=target, flatten=True)
        self._session = session["sessionId"]
        self.call("Page.enable")
        self.call("Network.enable")
        self.call("Network.emulateNetworkConditions", offline=True, latency=0,
                  downloadThroughput=0, uploadThroughput=0)  # fmt: skip

    def leave(self) -> None:
        """Close the page and forget all that it kept."""
        self._session = ""
        self.call("Target.disposeBrowserContext", browserContextId=self._context)

    def close(self) -> None:
        self._from.close()
        with suppress(BrokenPipeError):
            self._to.close()

    def call(self, method: str, **params: object) -> dict[str, object]:
        self._number += 1
        message = {"id": self._number, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        self._to.write(json.dumps(message).encode() + b"\0")
        self._to.flush()
        while True:
            answer = self._next()
            if answer.get("id") == self._number:
                assert "error" not in answer, answer
                return answer["result"]

    def go(self, page: Path) -> None:
        """Open a file, or open it again, and wait until it has loaded."""
        self.call("Page.navigate", url=page.as_uri())
        self.wait_for("document.readyState === 'complete' && location.protocol === 'file:'")

    def run(self, script: str) -> object:
        """What the script gives, in the page."""
        said = self.call("Runtime.evaluate", expression=script, returnByValue=True)
        assert "exceptionDetails" not in said, said
        return said["result"].get("value")

    def wait_for(self, condition: str) -> None:
        for _ in range(2000):
            if self.run(condition):
                return
        raise AssertionError(f"it never came true: {condition}")

    def press(self, key: str, code: int, **more: object) -> None:
        """Press a key as a person does."""
        for kind in ("keyDown", "keyUp"):
            given = {"key": key, "code": key, "windowsVirtualKeyCode": code}
            self.call("Input.dispatchKeyEvent", type=kind, **given, **more)
            more = {}

    def type(self, text: str) -> None:
        self.call("Input.insertText", text=text)

    def _next(self) -> dict[str, object]:
        found = bytearray()
        while (letter := self._from.read(1)) != b"\0":
            assert letter, "the browser has ended"
            found += letter
        message = json.loads(found)
        if message.get("method") == "Network.requestWillBeSent":
            self.requests.append(message["params"]["request"]["url"])
        return message


@dataclass(frozen=True)
class Running:
    """A browser and its process."""

    browser: Browser
    process: "subprocess.Popen[bytes]"


@pytest.fixture(scope="session")
def one_browser(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """One browser for all tests of a worker."""
    with browsing(chromium, tmp_path_factory.mktemp("chromium")) as running:
        yield running


@pytest.fixture
def browser(one_browser: Running, tmp_path: Path) -> Iterator[Browser]:
    """A page of a browser without network; what it downloads stands in `tmp_path`."""
    guard = Timer(PATIENCE, one_browser.process.kill)
    guard.start()
    try:
        one_browser.browser.open(tmp_path)
        yield one_browser.browser
        one_browser.browser.leave()
    finally:
        guard.cancel()


@contextmanager
def browsing(chromium: str, folder: Path) -> Iterator[Running]:
    """A browser whose profile stands in a folder of ours."""
    to_browser, from_browser = os.pipe(), os.pipe()
    options = [
        "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
        "--no-first-run", "--disable-background-networking", "--disable-component-update",
        "--host-resolver-rules=MAP * ~NOTFOUND", f"--user-data-dir={folder / 'profile'}",
        "--remote-debugging-pipe",
    ]  # fmt: skip
    wires = f'exec "$0" "$@" 3<&{to_browser[0]} 4>&{from_browser[1]}'
    with subprocess.Popen(
        ["bash", "-c", wires, chromium, *options],
        pass_fds=(to_browser[0], from_browser[1]),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        os.close(to_browser[0])
        os.close(from_browser[1])
        browser = Browser(from_browser[0], to_browser[1])
        try:
            yield Running(browser, process)
        finally:
            process.kill()
            browser.close()
