"""A rehearsal of the console: the fictional mutual on its Friday evening, with people at work.

Used by the pictures and by the benchmark of the console. Everything goes through the command and
through the pages, as people would: nothing reaches into the program.
"""

import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode, urlsplit

EVENING = "2026-02-06T22:30:00+01:00"

PATIENCE = 120
"""Seconds that what runs on a thread is waited for."""

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
        text = answer.read().decode(errors="replace")
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


def codes_of(person: Browser, figure: str = "") -> list[str]:
    """Printed codes for somebody; `figure` is one of those before, which are void then."""
    return re.findall(r"<code>([0-9a-z-]{35})</code>", person.send("/account/codes", figure=figure))


def furnish(director: Browser) -> list[str]:
    """A night of work of a crisis cell; printed codes of the director that are left."""
    keeper = invited(director, "A. Martin", "logbook-keeper")
    legal = invited(director, "L. Petit", "legal")
    press = invited(director, "P. Rey", "communication")
    technical = invited(director, "T. Moreau", "operational")
    _write(keeper, legal, technical)
    codes = codes_of(director)
    technical.send("/cut/ask", option="plan", reason="It spreads by the backup operators tonight")
    plan = _hidden(director, "/cut", "plan")
    director.send("/cut/approve", option="plan", plan=plan, figure=codes.pop())
    _carry_out(technical, keeper)
    _tell(director, legal, press)
    _clean(keeper, technical)
    keeper.send("/going/forms", form=_option(keeper, "/going", "form"), desk="telephone", count=12)
    keeper.send("/back/safe-date", before="2026-01-30T00:00", why="before the first trace")
    return codes


def _write(keeper: Browser, legal: Browser, technical: Browser) -> None:
    """What people saw, and what they ask."""
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


def _carry_out(technical: Browser, keeper: Browser) -> None:
    """On paper, for nothing is configured; two results are typed in, and one rehearsal is seen."""
    technical.send("/cut/rehearse")
    name = _hidden(technical, "/cut", "rehearsal")
    technical.send("/cut/carry", rehearsal=name, figure=codes_of(technical).pop())
    _wait_for(keeper, "/cut", 'id="work-2"')
    keeper.send("/cut/work", number=1, outcome="done", by="N. Roux")
    keeper.send("/cut/work", number=2, outcome="failed", by="N. Roux", note="the door is locked")
    _wait_for(technical, "/cut", "/cut/rehearse")
    technical.send("/cut/rehearse")
    _hidden(technical, "/cut", "rehearsal")


def _tell(director: Browser, legal: Browser, press: Browser) -> None:
    """A first version of the page that is out, a second that is drawn up, and a notice."""
    said = {"update_en": "We are under attack. Some services stand still.",
            "update_fr": "Nous subissons une attaque. Certains services sont arrêtés."}  # fmt: skip
    press.send("/tell/bulletin", **said, **{"state_e-mail": "stopped", "state_telephone": "partly"})
    press.send("/tell/draft")
    legal.send("/tell/step", step="review", version=1)
    director.send("/tell/step", step="approve", version=1)
    press.send("/tell/publish", version=1)
    press.send("/tell/draft")
    words = {"title_en": "Do not log on", "title_fr": "Ne vous connectez pas",
             "text_en": "Leave what is off switched off.",
             "text_fr": "Laissez éteint ce qui est éteint."}  # fmt: skip
    press.send("/tell/message", audience="staff", **words)
    press.send("/tell/notices", audience="staff", step="draft")
    legal.send("/tell/notices", audience="staff", step="review", number=1)


def _clean(keeper: Browser, technical: Browser) -> None:
    """Machines at several gates."""
    keeper.send("/clean/begin")
    page = keeper.ask("GET", "/clean")[1]
    bad = re.findall(r'data-asset="[^"]*">(PC-[A-Z]+-[0-9]+)<', page)[:3]
    each = ", ".join(bad)
    keeper.send("/clean/state", assets=each, state="isolated", why="cable pulled")
    keeper.send("/clean/evidence", what="waive", assets=", ".join(bad[:2]), why="no time",
                decided_by="Director")  # fmt: skip
    keeper.send("/clean/work", what="start", way="rebuild", assets=", ".join(bad[:2]))
    keeper.send("/clean/work", what="done", assets=bad[0])
    for check in ("scan", "hunt", "persistence", "patches", "secrets", "media"):
        technical.send("/clean/check", assets=bad[0], check=check, passed="yes", hits=0)
    technical.send("/clean/verify", assets=bad[0])
    keeper.send("/clean/labels")


def _hidden(person: Browser, path: str, name: str) -> str:
    """The value of a hidden field of a page, as soon as it has one."""
    for _ in range(PATIENCE):
        if found := re.findall(rf'name="{name}" value="([^"]+)"', person.ask("GET", path)[1]):
            return str(found[0])
        time.sleep(1)
    raise RuntimeError(f"{path} has no {name}")


def _wait_for(person: Browser, path: str, words: str) -> None:
    """Wait until a page says something."""
    for _ in range(PATIENCE):
        if words in person.ask("GET", path)[1]:
            return
        time.sleep(1)
    raise RuntimeError(f"{path} does not say {words}")


def _option(person: Browser, path: str, name: str) -> str:
    """The first choice of a page."""
    text = person.ask("GET", path)[1]
    return re.findall(rf'<select id="[^"]*" name="{name}"><option value="([^"]+)"', text)[0]
