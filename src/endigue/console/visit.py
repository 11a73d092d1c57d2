"""One request of one person: who asks, in which language, and as known when."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import cast
from urllib.parse import urlencode

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from endigue.communication.bulletin import LONGEST, Text
from endigue.communication.clocks import Clock
from endigue.communication.profile import Profile
from endigue.console.called import called_in
from endigue.console.chronicle import Line
from endigue.console.frame import frame
from endigue.console.freshness import Cause, outdated, reckoned
from endigue.console.passkeys import RelyingParty, relying_party, usable
from endigue.console.rendering import render
from endigue.console.room import Room
from endigue.desk.access import Account, Passkey, Session
from endigue.desk.briefing import Briefing
from endigue.desk.ledger import Ledger
from endigue.desk.refusal import Refusal
from endigue.desk.sight import companies_seen, ledger_seen, refuse_sight
from endigue.kernel.instant import format_instant
from endigue.locale.speech import LANGUAGES, Speech
from endigue.organisation.model import Organisation
from endigue.writers.briefing.blocks import Section

THEMES = ("auto", "light", "dark")

FRESH = timedelta(minutes=5)
"""How long a second factor counts as shown just now."""


@dataclass(frozen=True)
class Preferences:
    """What a browser remembers; nothing of it is secret or trusted."""

    language: str
    theme: str
    shortcuts: bool


@dataclass(frozen=True)
class Visit:
    """What a page is made from. `session` and `account` are None before the login."""

    room: Room
    request: Request
    preferences: Preferences
    now: datetime
    form: FormData
    session: Session | None = None
    account: Account | None = None
    upto: int | None = None
    """The last entry that is looked at; None: as known now."""
    at: datetime | None = None
    """The past instant that is looked at."""

    @property
    def person(self) -> str:
        """Who asks. Raises ValueError before the login."""
        if self.session is None:
            raise ValueError("nobody has logged in")
        return self.session.person

    @property
    def instant(self) -> datetime:
        """The past instant that is looked at, or now."""
        return self.at or self.now

    @cached_property
    def party(self) -> RelyingParty | None:
        """The door as passkeys know it; None where they cannot be used."""
        return relying_party(self.request.headers.get("host", ""), tls=self.room.tls)

    @cached_property
    def passkeys(self) -> tuple[Passkey, ...]:
        """The person's keys that can be used here."""
        return usable(self.account.passkeys if self.account else (), self.party)

    @cached_property
    def ledger(self) -> Ledger:
        """What was known then, as far as the person sees it."""
        return ledger_seen(self.known, self.companies)

    @cached_property
    def known(self) -> Ledger:
        """What was known then, of all companies."""
        chronicle = self.room.chronicle
        return chronicle.ledger if self.upto is None else chronicle.ledger_upto(self.upto)

    @cached_property
    def companies(self) -> frozenset[str] | None:
        """The companies that the person sees, as the journal says now; None for the group."""
        return companies_seen(self.room.chronicle.ledger.communication, self.account)

    def sees(self, line: Line) -> bool:
        """Whether an entry concerns the group or a company that the person sees."""
        return self.companies is None or not line.company or line.company in self.companies

    def refuse_sight(self, subject: str) -> None:
        """Write that the person asked for what they do not see, and raise the Refusal."""
        own = self.companies or frozenset()
        self.room.act(self.person, lambda case, ledger: refuse_sight(case, ledger, own, subject))

    def line(self, sequence: int) -> Line:
        """An entry that there was by then. Raises Refusal where there was none, or, written as an
        attempt, where it concerns a company that the person does not see.
        """
        found = self.room.chronicle.line(sequence)
        if found is None or sequence > self.head:
            raise Refusal("console.absent_entry", entry=sequence)
        if not self.sees(found):
            self.refuse_sight(f"entry {sequence}")
        return found

    @property
    def head(self) -> int:
        """The last entry that is looked at."""
        return self.ledger.head.sequence

    @cached_property
    def speech(self) -> Speech:
        """The reader's voice, in the organisation's time zone."""
        try:
            organisation = self.organisation
        except Refusal:
            # The page that says that a case is damaged has to be said too.
            organisation = None
        zone = "Europe/Paris" if organisation is None else organisation.time_zone
        return Speech(self.preferences.language, zone)

    @cached_property
    def organisation(self) -> Organisation | None:
        """The organisation as adopted then."""
        return self.room.organisation(self.ledger)

    @cached_property
    def outdated(self) -> Cause:
        """What changed since what is shown was computed."""
        return outdated(self.room.chronicle, self.ledger)

    @cached_property
    def reckoned(self) -> Ledger:
        """What was known when the last results were computed."""
        return reckoned(self.room.chronicle, self.ledger)

    @property
    def organisation_reckoned(self) -> Organisation | None:
        """The organisation that the last results are of."""
        return self.room.organisation(self.reckoned)

    @cached_property
    def called(self) -> Callable[[str], str]:
        """Gives what the reader calls a thing, by its identifier."""
        return called_in(self.speech, self.organisation, self.room.name_of(self.ledger))

    @cached_property
    def titles(self) -> Mapping[str, Mapping[str, str]]:
        """What the reader calls a form or a check, by `form` and `check`, then its identifier."""
        return self.room.titles(self.preferences.language)

    @cached_property
    def profile(self) -> Profile | None:
        """What the law asks of it, of the companies that the person sees."""
        profile = self.room.profile(self.known)
        return None if profile is None else profile.of(self.companies)

    @cached_property
    def clocks(self) -> tuple[Clock, ...]:
        """The legal clocks of the companies that the person sees."""
        clocks = self.room.clocks(self.known, self.instant)
        if self.companies is None:
            return clocks
        return tuple(clock for clock in clocks if clock.company in self.companies)

    @cached_property
    def briefing(self) -> Briefing | None:
        """What was computed last, then."""
        return self.room.briefing(self.reckoned)

    def sections(self, *names: str) -> tuple[Section, ...]:
        """Sections of the briefing as computed last, by their names; none where there is none."""
        document = self.room.document(self.reckoned, self.preferences.language)
        found = {} if document is None else {one.id: one for one in document.sections}
        return tuple(found[name] for name in names if name in found)

    def may(self, action: str) -> bool:
        """Whether the person may do something now; nothing can be done in the past."""
        return self.at is None and self.room.may(self.person, action)

    def may_record(self) -> bool:
        """Whether the person may write in the logbook: whoever holds a role that does, and
        whoever holds none.
        """
        held = self.room.roles_of(self.person, self.room.chronicle.ledger)
        return self.at is None and (not held or self.may("record"))

    def source(self, fact: str, **arguments: object) -> Line | None:
        """The last entry of a kind of fact, with these arguments: what a figure comes from."""

        def wanted(line: Line) -> bool:
            told = line.told.arguments
            return (
                line.fact == fact
                and self.sees(line)
                and all(told.get(name) == value for name, value in arguments.items())
            )

        found = self.room.chronicle.latest(self.head, 1, wanted)
        return found[0] if found else None

    def link(self, path: str, **query: object) -> str:
        """A path of this door that keeps the instant that is looked at."""
        kept = {} if self.at is None else {"at": format_instant(self.at)}
        asked = {**kept, **{key: value for key, value in query.items() if value not in (None, "")}}
        return f"{path}?{urlencode(asked)}" if asked else path

    def text(self, name: str, most: int = 40_000) -> str:
        """A field of the form; empty where it is absent."""
        value = self.form.get(name, "")
        return value[:most] if isinstance(value, str) else ""

    def both(self, name: str) -> Text:
        """A text in both languages. Refusal where it is longer than what the journal takes."""
        en, fr = (self.text(f"{name}_{one}", LONGEST + 1).strip() for one in ("en", "fr"))
        if max(len(en), len(fr)) > LONGEST:
            raise Refusal("console.too_long", most=LONGEST)
        return Text(en=en, fr=fr)

    def texts(self, name: str) -> tuple[str, ...]:
        """Every value of a field that was not left empty."""
        return tuple(one for one in self.form.getlist(name) if isinstance(one, str) and one.strip())

    def files(self, name: str) -> Sequence[UploadFile]:
        """The files of a field."""
        found = [one for one in self.form.getlist(name) if isinstance(one, UploadFile)]
        return [one for one in found if one.filename]

    def asked(self, name: str) -> str:
        """A word of the query; empty where it is absent."""
        return self.request.query_params.get(name, "")[:500]

    def number(self, text: str, code: str = "console.no_number") -> int:
        """A whole number that somebody typed or a path holds; Refusal where it is none."""
        if not (text.isascii() and text.isdigit() and len(text) <= 15):
            raise Refusal(code, text=text[:80])
        return int(text)

    def show(
        self, template: str, status: int = 200, *, framed: bool = True, **context: object
    ) -> Response:
        """A page, in its frame where somebody has logged in."""
        framed = framed and self.session is not None
        around = frame(self) if framed else {}
        filled = {"page": "", **around, **context, "framed": framed}
        return HTMLResponse(render(self, template, filled), status)

    def go(self, path: str, **query: object) -> Response:
        """Send the browser to another page, after something was done."""
        return RedirectResponse(self.link(path, **query), 303)


def preferences_of(cookies: Mapping[str, str], accepted: str) -> Preferences:
    """From the cookies of a browser, and the languages that it accepts."""
    language = cookies.get("language", "")
    if language not in LANGUAGES:
        wanted = [part.split(";")[0].strip()[:2].casefold() for part in accepted.split(",")]
        language = next((word for word in wanted if word in LANGUAGES), "en")
    theme = cookies.get("theme", "auto")
    return Preferences(
        language, theme if theme in THEMES else "auto", cookies.get("shortcuts", "on") != "off"
    )


def room_of(request: Request) -> Room:
    """The room that the application was made for."""
    return cast("Room", request.app.state.room)
