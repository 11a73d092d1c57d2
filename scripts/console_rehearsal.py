"""A rehearsal of the console: the fictional mutual on its Friday evening, with people at work.

Used by the pictures and by the benchmark of the console. Everything goes through the command and
through the pages, as people would: nothing reaches into the program.
"""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode, urlsplit

EVENING = "2026-02-06T22:30:00+01:00"

ENDIGUE = (sys.executable, "-m", "endigue")


@dataclass
class Browser:
    """One person's browser, without a picture."""

    url: str
    language: str = "en"
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(self, method: str, path: str, **fields: object) -> tuple[int, str]:
        """Ask for a page or send a form; the status and the text."""
        place = urlsplit(self.url)
        connection = HTTPConnection(place.hostname or "", place.port, timeout=120)
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Sec-Fetch-Site": "same-origin",
            "Accept-Language": self.language,
        }
        body = None
        if method == "POST":
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            body = urlencode(fields, doseq=True)
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                cookie, _, rest = value.partition("=")
                self.cookies[cookie] = rest.partition(";")[0]
        connection.close()
        return answer.status, text

    def send(self, path: str, **fields: object) -> str:
        """Send a form that has to be taken."""
        status, text = self.ask("POST", path, **fields)
        if status >= 400:
            raise RuntimeError(f"{path} {fields}: {status} {re.sub('<[^>]+>', ' ', text)[:400]}")
        return text

    def come_in(self, code: str) -> "Browser":
        """With a code."""
        self.send("/open", code=code)
        return self


@contextmanager
def served(case: Path, *options: str) -> Iterator[dict[str, str]]:
    """The console of a case, while the block lasts."""
    command = [*ENDIGUE, "serve", str(case), "--port", "0", "--no-open", "--json", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        if server.stdout is None:
            raise RuntimeError("the server says nothing")
        try:
            yield json.loads(server.stdout.readline())
        finally:
            server.terminate()


def made(folder: Path, staff: int) -> Path:
    """The case of the fictional mutual, gone through the whole story once."""
    case = folder / "case"
    options = ("--no-open", "--case", str(case), "--staff", str(staff), "--json")
    subprocess.run([*ENDIGUE, "demo", *options], check=True, stdout=subprocess.DEVNULL)
    return case


def new_opening(case: Path) -> str:
    """A code for whoever directs a case that has accounts already."""
    words = (*ENDIGUE, "door", "open", str(case), "Director", "--json")
    said = subprocess.run(words, check=True, stdout=subprocess.PIPE).stdout
    return str(json.loads(said)["code"])


def opened(url: str, code: str, language: str = "en") -> Browser:
    """The first person's browser."""
    return Browser(url, language).come_in(code)


def invited(host: Browser, person: str, *roles: str) -> Browser:
    """A person whom another one lets in."""
    text = host.send("/people/invite", person=person)
    code = re.findall(r"<code>([0-9a-z-]{35})</code>", text)[0]
    for role in roles:
        host.send("/people/role", person=person, role=role)
    return Browser(host.url, host.language).come_in(code)


def furnish(director: Browser) -> None:
    """An hour of work of a crisis cell."""
    keeper = invited(director, "A. Martin", "logbook-keeper")
    legal = invited(director, "L. Petit", "legal")
    technical = invited(director, "T. Moreau", "operational")
    at = "2026-02-06T21:10"
    keeper.send("/tell/record", event="detected", at=at, verified="yes")
    keeper.send("/tell/record", event="aware", at="2026-02-06T21:25", verified="yes")
    keeper.send(
        "/tell/record", event="personal-data-breach", at="2026-02-06T22:05", company="mutual"
    )
    keeper.send(
        "/logbook", text="The night guard reports the file server's screen black", source="guard"
    )
    keeper.send("/logbook", text="Ransom note photographed on SRV-FILE-02", verified="yes")
    technical.send("/logbook", text="VPN concentrator shows three unknown sessions since 20:40")
    keeper.send("/tell/cell", what="unknown", text="Are the backups of Thursday sound?")
    keeper.send("/tell/cell", what="action", text="Call the insurer", owner="L. Petit")
    legal.send(
        "/tell/cell",
        what="question",
        text="Do we tell the members tonight?",
        option=["tonight", "tomorrow at 8:00"],
        why="The member area is down; the press has not called yet.",
    )
    technical.send("/cut/ask", option="plan", reason="It spreads by the backup operators tonight")
