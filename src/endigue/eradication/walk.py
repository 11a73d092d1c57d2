"""Going through the reports in the order in which they happened, one gate at a time."""

from collections.abc import Iterator
from datetime import datetime
from itertools import chain

from endigue.eradication import facts
from endigue.eradication.checks import Check, Checks
from endigue.eradication.custody import Custody
from endigue.eradication.dossier import Dossier, Passed, same_person
from endigue.eradication.gates import (
    Against,
    against_check,
    against_cleaning,
    against_end_of_cleaning,
    against_reconnecting,
    against_verifying,
)
from endigue.eradication.ground import Firm, Ground
from endigue.eradication.states import CLEAN, Objection
from endigue.eradication.view import EradicationView, Report
from endigue.evidence.facts import StatementMade
from endigue.journal.fact import Fact

_BEFORE_EVIDENCE = {"unknown", "suspected", "compromised", "isolated"}


class Walk:
    """One walk through the reports until an instant; what it found stands in its attributes."""

    def __init__(
        self, view: EradicationView, ground: Ground, checks: Checks, until: datetime
    ) -> None:
        self._ground = ground
        self._checks = checks
        self._reports = reports_until(view, until)
        self.custody = Custody()
        self._firm: Firm | None = None
        self._more_is_clean = False
        self._clean: set[str] = set()
        self._scrapped: set[str] = set()
        self.dossiers: dict[str, Dossier] = {}
        self.objections: list[Objection] = []
        self.objected: dict[int, list[Objection]] = {}
        """By the sequence of the entry."""
        self.stopped: set[tuple[int, str]] = set()
        """Entry and asset of every report that a gate did not let pass."""
        self.fallbacks: list[tuple[str, datetime, str, tuple[str, ...]]] = []

    def go(self) -> None:
        """Go through all of them."""
        for report in self._reports:
            self._take(report)

    def firm(self) -> Firm:
        """What can be stood on now."""
        if self._firm is None or self._more_is_clean:
            self._firm = self._ground.firm(frozenset(self._clean), frozenset(self._scrapped))
            self._more_is_clean = False
        return self._firm

    def missing(self, asset: str) -> tuple[str, ...]:
        """What an asset stands on directly that cannot be stood on."""
        if self._firm is not None and not (missing := self._firm.missing(asset)):
            # What could be stood on before more was clean can be stood on still.
            return missing
        return self.firm().missing(asset)

    def lacking(self, asset: str, at: datetime) -> tuple[str, ...]:
        """Checks that an asset needs to be verified and has not passed."""
        dossier = self.dossiers[asset]
        if dossier.state in CLEAN:
            return ()
        return tuple(
            check.id for check in self._needed(asset, at) if check.id not in dossier.passed
        )

    def _take(self, report: Report) -> None:
        fact = report.fact
        match fact:
            case facts.ChecksExtended():
                self._checks = self._checks.extended(fact.checks)
            case facts.CustodyPassed():
                self.custody.passed(fact.sha256, fact.giver, fact.taker)
            case facts.EvidenceCompared():
                self.custody.compared(fact.sha256, fact.found)
            case facts.EvidencePreserved():
                self._one(report, fact.asset)
            case StatementMade():
                self._one(report, fact.asset)
            case _:
                for asset in dict.fromkeys(getattr(fact, "assets", ())):
                    self._one(report, asset)

    def _one(self, report: Report, asset: str) -> None:
        if asset not in self._ground:
            self._object(report, asset, ("eradication.not_of_the_organisation", {}))
            return
        dossier = self.dossiers.setdefault(asset, Dossier())
        was_clean = dossier.state in CLEAN
        against = self._step(report, asset, dossier, report.fact)
        if against is not None:
            self._object(report, asset, against)
        self._mind(report, asset, dossier, was_clean)

    def _step(self, report: Report, asset: str, dossier: Dossier, fact: Fact) -> Against:
        match fact:
            case facts.AssetsSuspected():
                return self._suspect(report, dossier, fact.why)
            case facts.AssetsFoundBad():
                return self._find_bad(report, dossier, fact.why)
            case StatementMade():
                return self._find_bad(report, dossier, fact.reason)
            case facts.AssetsIsolated():
                return self._isolate(report, dossier, fact.how)
            case facts.EvidencePreserved():
                return self._preserve(report, dossier, fact.items)
            case facts.EvidenceWaived():
                dossier.waived = True
                return None
            case facts.CleaningStarted():
                return self._start(report, dossier, fact.way, fact.person)
            case facts.CleaningDone():
                return self._end(report, dossier, fact.person)
            case facts.CheckMade():
                return self._check(report, asset, dossier, fact)
            case facts.AssetsVerified():
                return self._verify(report, asset, dossier, fact.person)
            case facts.AssetsReconnected():
                return self._reconnect(report, asset, dossier)
            case facts.AssetsLost() | facts.AssetsScrapped():
                return self._lose(report, dossier, fact)
            case facts.StationPassed():
                return self._pass_station(report, asset, dossier, fact)
        return None

    def _suspect(self, report: Report, dossier: Dossier, why: str) -> Against:
        if dossier.state == "scrapped":
            return "eradication.is_scrapped", {}
        if dossier.state in {"unknown", "lost", *CLEAN}:
            dossier.doubt()
            dossier.move("suspected", report.at, report.author, why)
        return None

    def _find_bad(self, report: Report, dossier: Dossier, why: str) -> Against:
        if dossier.state == "scrapped":
            return "eradication.is_scrapped", {}
        if dossier.state in {"unknown", "suspected", "lost", "cleaning", *CLEAN}:
            dossier.doubt()
            if dossier.state == "cleaning":
                dossier.evidence, dossier.waived, dossier.cleaned_at = [], False, None
            dossier.move("compromised", report.at, report.author, why)
        dossier.held = True
        dossier.passed = {}
        return None

    def _isolate(self, report: Report, dossier: Dossier, how: str) -> Against:
        if dossier.gone:
            return f"eradication.is_{dossier.state}", {}
        if dossier.state == "reconnected":
            # Cut off again it is no worse: whoever doubts it says so.
            dossier.reconnected_at = None
            dossier.move("verified", report.at, report.author, how)
        elif dossier.state in {"unknown", "suspected", "compromised"}:
            dossier.move("isolated", report.at, report.author, how)
        return None

    def _lose(
        self, report: Report, dossier: Dossier, fact: facts.AssetsLost | facts.AssetsScrapped
    ) -> Against:
        if dossier.state == "scrapped":
            return "eradication.is_scrapped", {}
        lost = isinstance(fact, facts.AssetsLost)
        dossier.doubt()
        dossier.move("lost" if lost else "scrapped", report.at, report.author, fact.why)
        return None

    def _preserve(self, report: Report, dossier: Dossier, items: tuple[facts.Item, ...]) -> Against:
        sound = [item for item in items if self.custody.taken(item.sha256, item.holder)]
        dossier.evidence += [item.sha256 for item in sound]
        dossier.all_evidence += [item.sha256 for item in sound]
        if not sound:
            return "eradication.no_hash", {}
        if dossier.state in _BEFORE_EVIDENCE:
            dossier.move("evidence_preserved", report.at, report.author)
        return None

    def _start(self, report: Report, dossier: Dossier, way: facts.Way, person: str) -> Against:
        sound = any(map(self.custody.is_sound, dossier.evidence))
        if (against := against_cleaning(dossier, sound)) is not None:
            return against
        dossier.way, dossier.cleaned_at, dossier.passed = way, None, {}
        dossier.scanned_clean = False
        if dossier.state != "cleaning":
            dossier.cleaners = set()
        dossier.cleaners.add(same_person(person))
        dossier.move("cleaning", report.at, report.author)
        return None

    def _end(self, report: Report, dossier: Dossier, person: str) -> Against:
        if (against := against_end_of_cleaning(dossier)) is not None:
            return against
        dossier.cleaned_at, dossier.passed = report.at, {}
        dossier.cleaners.add(same_person(person))
        return None

    def _check(
        self, report: Report, asset: str, dossier: Dossier, fact: facts.CheckMade
    ) -> Against:
        check = self._checks.check.get(fact.check)
        if check is not None and check.reveals and fact.hits > 0:
            return self._find_bad(report, dossier, check.id)
        if not fact.passed or fact.hits > 0:
            dossier.passed.pop(fact.check, None)
            return None
        known = [each.id for each in self._needed(asset, report.at)]
        if (against := against_check(dossier, fact.check, fact.person, known)) is not None:
            return against
        dossier.passed[fact.check] = Passed(report.at, fact.person, fact.report)
        return None

    def _verify(self, report: Report, asset: str, dossier: Dossier, person: str) -> Against:
        if dossier.state in CLEAN:
            return None
        needed = self._needed(asset, report.at)
        if (against := against_verifying(dossier, person, needed)) is not None:
            return against
        dossier.verified_by, dossier.verified_at = person, report.at
        dossier.held, dossier.fell_with = False, ""
        dossier.move("verified", report.at, report.author)
        return None

    def _reconnect(self, report: Report, asset: str, dossier: Dossier) -> Against:
        against = against_reconnecting(dossier, self.missing(asset))
        if against is not None:
            return against
        dossier.reconnected_at = report.at
        dossier.move("reconnected", report.at, report.author)
        return None

    def _pass_station(
        self, report: Report, asset: str, dossier: Dossier, fact: facts.StationPassed
    ) -> Against:
        """The stations of the triage line are steps like any other."""
        match fact.station:
            case "in":
                dossier.scanned_clean = False
                return self._isolate(report, dossier, "triage")
            case "scan":
                return self._scan(report, dossier, fact)
            case "clear":
                return self._clear(report, asset, dossier, fact.person)
            case "reimage":
                against = self._start(report, dossier, "rebuild", fact.person)
                return against or self._end(report, dossier, fact.person)
            case "out":
                return self._reconnect(report, asset, dossier)

    def _scan(self, report: Report, dossier: Dossier, fact: facts.StationPassed) -> Against:
        if dossier.gone:
            return f"eradication.is_{dossier.state}", {}
        if dossier.state in CLEAN and not fact.hits:
            return None
        dossier.scanned_clean = not fact.hits
        against = self._find_bad(report, dossier, "scan") if fact.hits else None
        if fact.report and against is None and dossier.state != "cleaning":
            return self._preserve(
                report, dossier, (facts.Item("scan", fact.report, 0, fact.person),)
            )
        return against

    def _clear(self, report: Report, asset: str, dossier: Dossier, person: str) -> Against:
        """Who clears a machine vouches for every check of its kind, after a scan of the line."""
        if dossier.state in CLEAN:
            return None
        if not dossier.scanned_clean and not dossier.gone:
            return "eradication.not_scanned", {}
        needed = self._needed(asset, report.at)
        kept, dossier.passed = (
            dossier.passed,
            {check.id: Passed(report.at, person) for check in needed},
        )
        against = self._verify(report, asset, dossier, person)
        if against is not None:
            dossier.passed = kept
        return against

    def _needed(self, asset: str, at: datetime) -> tuple[Check, ...]:
        whole, dossier = self._ground.asset(asset), self.dossiers[asset]
        cleaned = dossier.held or dossier.cleaned_at is not None
        return self._checks.needed(whole.kind, whole.zone, at.date(), cleaned=cleaned)

    def _mind(self, report: Report, asset: str, dossier: Dossier, was_clean: bool) -> None:
        """Keep what can be stood on, and let fall what stood on what is clean no longer."""
        clean, scrapped = dossier.state in CLEAN, dossier.state == "scrapped"
        if (clean, scrapped) == (asset in self._clean, asset in self._scrapped):
            return
        (self._clean.add if clean else self._clean.discard)(asset)
        if scrapped:
            self._scrapped.add(asset)
        if asset in self._ground.bearing:
            if clean or scrapped:
                self._more_is_clean = True
            else:
                self._firm = None
        if not was_clean or scrapped:
            return
        behind = tuple(self._let_fall(report, asset)) if asset in self._ground.bearing else ()
        self.fallbacks.append((asset, report.at, dossier.changes[-1].why, behind))

    def _let_fall(self, report: Report, cause: str) -> Iterator[str]:
        firm = self.firm()
        connected = [name for name, one in self.dossiers.items() if one.state == "reconnected"]
        falling = [name for name in sorted(connected) if not firm.bears(name)]
        for name in falling:
            dossier = self.dossiers[name]
            dossier.doubt()
            dossier.fell_with = cause
            dossier.move("suspected", report.at, report.author, cause)
            self._clean.discard(name)
        self._firm = None
        yield from falling

    def _object(self, report: Report, asset: str, against: tuple[str, dict[str, str]]) -> None:
        objection = Objection(asset, *against)
        self.objections.append(objection)
        self.stopped.add((report.sequence, asset))
        self.objected.setdefault(report.sequence, []).append(objection)


def walked(view: EradicationView, ground: Ground, checks: Checks, until: datetime) -> Walk:
    """The walk through all that was reported until an instant."""
    walk = Walk(view, ground, checks, until)
    walk.go()
    return walk


def reports_until(view: EradicationView, until: datetime) -> list[Report]:
    """Every report that happened until an instant, each once, in the order of happening."""
    by_sequence: dict[int, Report] = {}
    several = (*view.assets.values(), *view.custody.values(), view.checks)
    for report in chain.from_iterable(several):
        if report.at <= until:
            by_sequence[report.sequence] = report
    return sorted(by_sequence.values(), key=lambda report: (report.at, report.sequence))
