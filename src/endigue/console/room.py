"""What all visits share: the case, what is known of it, the accounts, what is being computed."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from threading import Lock
from typing import Any

from endigue.communication.clocks import Clock
from endigue.communication.profile import Profile
from endigue.communication.rulebook import Rulebook
from endigue.console.attempts import Attempts
from endigue.console.carrying import Carrying
from endigue.console.challenges import Challenges
from endigue.console.chronicle import Chronicle
from endigue.console.computing import Computing, Running
from endigue.console.picture import CANVAS
from endigue.console.reader import Reader
from endigue.console.terrain import Terrain, terrain
from endigue.desk.access import AccessStore
from endigue.desk.briefing import Briefing
from endigue.desk.case import Case
from endigue.desk.computation_facts import ComputationEnded
from endigue.desk.current import current_briefing, forecast_of, organisation_of, told_by
from endigue.desk.duties import duties_of, profile_of_case
from endigue.desk.hands import Hands
from endigue.desk.ledger import Ledger
from endigue.desk.names import Names
from endigue.desk.settings import Settings
from endigue.journal.fact import Fact
from endigue.journal.store import Moved
from endigue.locale.speech import Speech
from endigue.organisation.model import Organisation
from endigue.organisation.standard_levers import with_levers
from endigue.spread.reach import Forecast
from endigue.spread.view import SpreadView
from endigue.writers.briefing.blocks import Document
from endigue.writers.briefing.document import document

TRIES = 20
"""How often a verb is tried again where the journal has moved meanwhile."""

LARGE = 20_000
"""Assets of an organisation whose reading takes a second and more."""

KEPT = 8
"""Results that are kept of each kind of reading: those of past instants too."""


@dataclass
class Room:
    """One case behind one door. Threads share it."""

    hands: Hands
    case: Case
    """Written in under the name of whoever acts, never under its own author."""
    location: str
    chronicle: Chronicle
    access: AccessStore
    rulebook: Rulebook
    computing: Computing
    carrying: Carrying = field(default_factory=Carrying)
    tls: bool = False
    settle: Callable[[], None] = lambda: None
    """Called when much was read that stays."""
    closing: bool = False
    """The door is being shut: nobody waits for news any more."""
    attempts: Attempts = field(default_factory=Attempts)
    challenges: Challenges = field(default_factory=Challenges)
    _lock: Lock = field(default_factory=Lock)
    _organisations: dict[str, Organisation] = field(default_factory=dict)
    _names: dict[str, Names] = field(default_factory=dict)
    _titles: dict[str, dict[str, dict[str, str]]] = field(default_factory=dict)
    _profiles: dict[str, Profile] = field(default_factory=dict)
    _clocks: list[tuple[object, datetime, tuple[Clock, ...]]] = field(default_factory=list)
    _documents: dict[tuple[int, str], tuple[Briefing, Document]] = field(default_factory=dict)
    _terrains: list[tuple[Organisation, SpreadView, Terrain]] = field(default_factory=list)
    _forecasts: list[tuple[SpreadView, Forecast | None]] = field(default_factory=list)
    _reader: Reader = field(default_factory=Reader)
    _briefings: list[tuple[tuple[object, ...], Briefing | None]] = field(default_factory=list)

    def close(self) -> None:
        """Let every page go that waits for news."""
        self.closing = True
        self.computing.ring()

    def now(self) -> datetime:
        """The instant, in UTC."""
        return self.hands.clock()

    def act(self, person: str, verb: Callable[[Case, Ledger], Ledger]) -> Ledger:
        """Let a person do something; decided anew each time somebody else wrote meanwhile.

        Raises Refusal as the verb does.
        """
        case = replace(self.case, author=person)
        try:
            for left in reversed(range(TRIES)):
                try:
                    verb(case, self.chronicle.catch_up())
                    break
                except Moved:
                    if not left:
                        raise
        finally:
            # A refusal writes too: who tried what.
            ledger = self.chronicle.catch_up()
        return ledger

    def record(self, person: str, fact: Fact) -> Ledger:
        """Write one fact under a person's name."""
        return self.act(person, lambda case, ledger: case.record([fact], ledger))

    def organisation(self, ledger: Ledger) -> Organisation | None:
        """The organisation that was adopted, with its levers; None where there is none."""
        digest = organisation_of(ledger)
        if not digest or ledger.organisation is None:
            return None
        with self._lock:
            if digest not in self._organisations:
                kept = ledger.organisation.files
                files = {name: self.case.blobs.get(blob) for name, blob in kept.items()}
                read = self.hands.organisations.kept(files).organisation
                self._organisations[digest] = with_levers(read, self.hands.lever_figures())
                _forget(self._organisations)
            return self._organisations[digest]

    def names(self, ledger: Ledger) -> Names | None:
        """What things are called; None where no organisation was adopted."""
        organisation = self.organisation(ledger)
        if organisation is None:
            return None
        digest = organisation_of(ledger)
        with self._lock:
            if digest not in self._names:
                self._names[digest] = Names(organisation)
                _forget(self._names)
            return self._names[digest]

    def titles(self, language: str) -> dict[str, dict[str, str]]:
        """What forms and checks that come with the product are called, by `form` and `check`."""
        if language not in self._titles:
            forms = self.hands.handwork.forms(None).values()
            checks = self.hands.checks(None)
            self._titles[language] = {
                "form": {one.id: one.name.get(language, one.id) for one in forms},
                "check": {one.id: one.name.get(language, one.id) for one in checks},
            }
        return self._titles[language]

    def profile(self, ledger: Ledger) -> Profile | None:
        """What the law asks of each company; None where no organisation was adopted."""
        digest = organisation_of(ledger)
        if not digest:
            return None
        with self._lock:
            if digest not in self._profiles:
                self._profiles[digest] = profile_of_case(self.case.blobs, ledger, self.hands)
                _forget(self._profiles)
            return self._profiles[digest]

    def clocks(self, ledger: Ledger, at: datetime) -> tuple[Clock, ...]:
        """Every legal clock, to the minute; none where the law of the country is not known."""
        profile = self.profile(ledger)
        if profile is None or profile.country not in self.rulebook.holidays:
            return ()
        minute = at.replace(second=0, microsecond=0)
        for view, then, clocks in self._clocks:
            if view is ledger.communication and then == minute:
                return clocks
        clocks = duties_of(ledger, profile, self.rulebook, minute).clocks
        self._clocks = [*self._clocks[1 - KEPT :], (ledger.communication, minute, clocks)]
        return clocks

    def briefing(self, ledger: Ledger) -> Briefing | None:
        """What was computed last, in words; None where the story was not gone through yet."""
        organisation = self.organisation(ledger)
        if organisation is None:
            return None
        parts = told_by(ledger)
        with self._lock:
            if (known := self._known_briefing(parts)) is not None:
                return known[1]
            reach = self._forecast(ledger)
            briefing = current_briefing(
                ledger, self.case.blobs, organisation, reach, Settings(), self.hands.link_kinds()
            )
            self._briefings = [*self._briefings[1 - KEPT :], (parts, briefing)]
            self.settle()
            return briefing

    def document(self, ledger: Ledger, language: str) -> Document | None:
        """The same in the words of a language; None where there is none."""
        briefing = self.briefing(ledger)
        if briefing is None:
            return None
        key = (id(briefing), language)
        with self._lock:
            if key not in self._documents:
                speech = Speech(language, briefing.time_zone)
                self._documents[key] = (briefing, document(briefing, speech))
                _forget(self._documents)
            return self._documents[key][1]

    def terrain(self, ledger: Ledger) -> Terrain | None:
        """The map, shaded by the last forecast of doing nothing; None without organisation."""
        organisation = self.organisation(ledger)
        if organisation is None:
            return None
        spread = ledger.spread
        with self._lock:
            if (known := self._known_terrain(organisation, spread)) is not None:
                return known
            found = terrain(organisation, self._forecast(ledger), CANVAS)
            self._terrains = [*self._terrains[1 - KEPT :], (organisation, spread, found)]
            return found

    def reading(self, ledger: Ledger, patience: float = 0.0) -> str:
        """What is being read of a large organisation, so that no page waits for it for long;
        empty where all is there, or within `patience` seconds. Begins to read what is not.
        """
        adopted = ledger.organisation
        if adopted is None or adopted.counts.get("assets", 0) < LARGE or self._has_read(ledger):
            return ""
        return self._reader.read(
            {
                "organisation": lambda: self.organisation(ledger),
                "map": lambda: self.terrain(ledger),
                "briefing": lambda: self.briefing(ledger),
            },
            patience,
        )

    def _has_read(self, ledger: Ledger) -> bool:
        organisation = self._organisations.get(organisation_of(ledger))
        if organisation is None or self._known_briefing(told_by(ledger)) is None:
            return False
        return self._known_terrain(organisation, ledger.spread) is not None

    def _known_terrain(self, organisation: Organisation, spread: SpreadView) -> Terrain | None:
        for known, told, found in self._terrains:
            if known is organisation and told is spread:
                return found
        return None

    def _known_briefing(
        self, parts: tuple[object, ...]
    ) -> tuple[tuple[object, ...], Briefing | None] | None:
        for known in self._briefings:
            if all(one is other for one, other in zip(known[0], parts, strict=True)):
                return known
        return None

    def _forecast(self, ledger: Ledger) -> Forecast | None:
        """The last forecast of doing nothing; the map and the briefing both show it."""
        spread = ledger.spread
        if not self._forecasts or self._forecasts[0][0] is not spread:
            self._forecasts = [(spread, forecast_of(ledger, self.case.blobs))]
        return self._forecasts[0][1]

    def ended(self, running: Running, ended: ComputationEnded) -> None:
        """Write the end of a computation."""
        del running
        self.record("endigue", ended)

    def name_of(self, ledger: Ledger) -> Callable[[str], str]:
        """Gives the name of anything by its identifier."""
        names = self.names(ledger)
        return (lambda identifier: identifier) if names is None else names.of

    def roles_of(self, person: str, ledger: Ledger) -> tuple[str, ...]:
        """The roles that a person holds."""
        return ledger.communication.roles.get(person, ())

    def may(self, person: str, action: str) -> bool:
        """Whether one of a person's roles lets them do something now."""
        held = self.roles_of(person, self.chronicle.ledger)
        return self.rulebook.roles.may(held, action)


def _forget(kept: dict[Any, Any]) -> None:
    while len(kept) > KEPT:
        del kept[next(iter(kept))]
