"""Move assets from suspect to reconnected, through the gates."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from endigue.containment.pricer import Pricer
from endigue.desk.case import Case
from endigue.desk.enforcing import in_force
from endigue.desk.ledger import Ledger
from endigue.desk.refusal import Refusal, Refusals
from endigue.eradication import facts
from endigue.eradication.board import Board, board_of
from endigue.eradication.checks import Check, Checks
from endigue.eradication.ground import Ground
from endigue.eradication.states import Objection
from endigue.eradication.view import EradicationView, Report, with_report
from endigue.eradication.walk import Walk, walked
from endigue.journal.entry import is_hash
from endigue.journal.fact import Fact
from endigue.organisation.model import Organisation


class Site(NamedTuple):
    """What the gates are asked with, at one instant."""

    view: EradicationView
    ground: Ground
    checks: Checks
    at: datetime

    def board(self) -> Board:
        """The state of every asset."""
        return board_of(self.walked(), self.ground, self.at)

    def walked(self) -> Walk:
        """The walk through all that was reported."""
        return walked(self.view, self.ground, self.checks, self.at)

    def checks_now(self) -> Checks:
        """The checks with those that the organisation added until then."""
        checks = self.checks
        for report in sorted(self.view.checks, key=lambda one: (one.at, one.sequence)):
            if isinstance(report.fact, facts.ChecksExtended) and report.at <= self.at:
                checks = checks.extended(report.fact.checks)
        return checks

    def after(self, ledger: Ledger) -> "Site":
        """The same site with what was written since."""
        return self._replace(view=ledger.eradication)

    def objections(self, ledger: Ledger, new: Sequence[Fact], author: str) -> list[Objection]:
        """What would stand against facts if they were written now, one after the other."""
        return [one for each in self.objections_to_each(ledger, new, author) for one in each]

    def objections_to_each(
        self, ledger: Ledger, new: Sequence[Fact], author: str
    ) -> list[list[Objection]]:
        """The same for each of the facts, in one go."""
        view, first = self.view, ledger.head.sequence + 1
        for place, fact in enumerate(new):
            view = with_report(view, Report(self.at, first + place, author, fact))
        walk = walked(view, self.ground, self.checks, self.at)
        numbers = range(first, first + len(new))
        return [list(walk.objected.get(number, ())) for number in numbers]


def site(ledger: Ledger, organisation: Organisation, checks: Checks, at: datetime) -> Site:
    """The site of a case at an instant."""
    return Site(ledger.eradication, Ground(organisation), checks, at)


def write(case: Case, ledger: Ledger, here: Site, new: Sequence[Fact]) -> Ledger:
    """Write facts that happened at the instant of the site, all of them or none.

    Raises Refusals with what stands against each asset, or a Refusal where the instant is still
    to come.
    """
    if here.at > case.clock():
        raise Refusal("eradication.still_to_come", at=here.at.isoformat())
    if found := here.objections(ledger, new, case.author):
        each = tuple(refusal_of(one) for one in found)
        raise each[0] if len(each) == 1 else Refusals("eradication.nothing_written", each)
    return case.record(new, ledger, here.at)


def refusal_of(objection: Objection) -> Refusal:
    """An objection as a refusal."""
    return Refusal(objection.code, asset=objection.asset, **objection.arguments)


def begin(case: Case, ledger: Ledger, here: Site, organisation: Organisation) -> Ledger:
    """Take over what the containment treats as infected, what it says may have fallen, and which
    of these are cut off by levers in force.

    Raises Refusal where no containment was planned.
    """
    if ledger.containment.planned is None:
        raise Refusal("eradication.nothing_planned")
    alternatives = ledger.containment.planned.alternatives
    # The balanced plan: all that the cautious one takes for infected would have to be verified
    # before any cut is lifted.
    infected, plan = alternatives.evaluated_on, alternatives.named("plan")
    known = here.board()
    bad = tuple(sorted(name for name in infected if known.of(name).state == "unknown"))
    near = sorted({*plan.fallen} - {*infected})
    suspected = tuple(name for name in near if known.of(name).state == "unknown")
    new: list[Fact] = []
    if bad:
        new.append(facts.AssetsFoundBad(bad, "containment"))
    if suspected:
        new.append(facts.AssetsSuspected(suspected, "containment"))
    levers = organisation.lever_by_id
    cut = {levers[one].target for one in in_force(ledger) if one in levers}
    if isolated := tuple(sorted(cut & {*bad, *suspected})):
        new.append(facts.AssetsIsolated(isolated, "lever"))
    return write(case, ledger, here, new) if new else ledger


def suspect(case: Case, ledger: Ledger, here: Site, assets: Sequence[str], why: str) -> Ledger:
    """Write that assets may be compromised."""
    return write(case, ledger, here, [facts.AssetsSuspected(tuple(assets), _reason(why))])


def find_bad(case: Case, ledger: Ledger, here: Site, assets: Sequence[str], why: str) -> Ledger:
    """Write that the intruder was seen on assets: they fall back, with what stood on them."""
    return write(case, ledger, here, [facts.AssetsFoundBad(tuple(assets), _reason(why))])


def isolate(case: Case, ledger: Ledger, here: Site, assets: Sequence[str], how: str) -> Ledger:
    """Write that assets were cut off."""
    return write(case, ledger, here, [facts.AssetsIsolated(tuple(assets), how)])


def lose(case: Case, ledger: Ledger, here: Site, assets: Sequence[str], why: str) -> Ledger:
    """Write that nobody knows where assets are."""
    return write(case, ledger, here, [facts.AssetsLost(tuple(assets), _reason(why))])


def scrap(case: Case, ledger: Ledger, here: Site, assets: Sequence[str], why: str) -> Ledger:
    """Write that assets were taken out of service for ever."""
    return write(case, ledger, here, [facts.AssetsScrapped(tuple(assets), _reason(why))])


def preserve(
    case: Case, ledger: Ledger, here: Site, asset: str, items: Sequence[facts.Item]
) -> Ledger:
    """Write that evidence was taken. Raises Refusal where a piece has no hash or no holder."""
    for item in items:
        if not is_hash(item.sha256):
            raise Refusal("eradication.bad_hash", hash=item.sha256)
        _named(item.holder)
    return write(case, ledger, here, [facts.EvidencePreserved(asset, tuple(items))])


def waive(
    case: Case, ledger: Ledger, here: Site, assets: Sequence[str], why: str, decided_by: str
) -> Ledger:
    """Write that somebody decided to clean without taking evidence."""
    fact = facts.EvidenceWaived(tuple(assets), _reason(why), _named(decided_by))
    return write(case, ledger, here, [fact])


def hand_over(
    case: Case, ledger: Ledger, here: Site, sha256: str, giver: str, taker: str, why: str
) -> Ledger:
    """Write that a piece of evidence went into other hands.

    Raises Refusal where nobody took it, or the giver does not hold it.
    """
    walk = here.walked()
    holder = walk.custody.holder.get(sha256)
    if holder is None:
        raise Refusal("eradication.no_such_evidence", hash=sha256)
    if holder != giver:
        raise Refusal("eradication.not_the_holder", giver=giver, holder=holder)
    return write(case, ledger, here, [facts.CustodyPassed(sha256, giver, _named(taker), why)])


def compare(case: Case, ledger: Ledger, here: Site, sha256: str, found: str) -> Ledger:
    """Write that a piece of evidence was hashed again."""
    if sha256 not in here.view.custody:
        raise Refusal("eradication.no_such_evidence", hash=sha256)
    return write(case, ledger, here, [facts.EvidenceCompared(sha256, found)])


class Chain(NamedTuple):
    """Where a piece of evidence is."""

    holder: str
    sound: bool
    """Whether it is whole and its chain unbroken."""


def chain_of(here: Site, sha256: str) -> Chain:
    """The chain of custody of a piece of evidence that was taken."""
    walk = here.walked()
    return Chain(walk.custody.holder.get(sha256, ""), walk.custody.is_sound(sha256))


def within_reach(
    here: Site, organisation: Organisation, pulled: Sequence[str], assets: Sequence[str]
) -> tuple[str, ...]:
    """What is reconnected and could be reached from assets while these levers are pulled."""
    fallen = Pricer(organisation).price(assets, pulled).fallen
    board = here.board()
    return tuple(
        asset.id
        for asset, fell in zip(organisation.assets, fallen, strict=True)
        if fell and asset.id not in assets and board.of(asset.id).state == "reconnected"
    )


def start_cleaning(
    case: Case, ledger: Ledger, here: Site, assets: Sequence[str], way: facts.Way, person: str
) -> Ledger:
    """Write that somebody began to clean or rebuild assets."""
    fact = facts.CleaningStarted(tuple(assets), way, _named(person))
    return write(case, ledger, here, [fact])


def end_cleaning(
    case: Case, ledger: Ledger, here: Site, assets: Sequence[str], person: str
) -> Ledger:
    """Write that assets are cleaned or rebuilt."""
    return write(case, ledger, here, [facts.CleaningDone(tuple(assets), _named(person))])


def check(case: Case, ledger: Ledger, here: Site, made: facts.CheckMade) -> Ledger:
    """Write that a check was made. Raises Refusal where it makes no sense."""
    if made.report and not is_hash(made.report):
        raise Refusal("eradication.bad_hash", hash=made.report)
    if made.hits < 0 or (made.passed and made.hits):
        raise Refusal("eradication.passed_with_hits", hits=made.hits)
    known = here.checks_now().check
    if made.check not in known:
        raise Refusal(
            "eradication.unknown_check", check=made.check, checks=", ".join(sorted(known))
        )
    _named(made.person)
    return write(case, ledger, here, [made])


def verify(case: Case, ledger: Ledger, here: Site, assets: Sequence[str], person: str) -> Ledger:
    """Write that assets are verified, by a person who did not rebuild them."""
    return write(case, ledger, here, [facts.AssetsVerified(tuple(assets), _named(person))])


def reconnect(case: Case, ledger: Ledger, here: Site, assets: Sequence[str], person: str) -> Ledger:
    """Write that assets are back."""
    return write(case, ledger, here, [facts.AssetsReconnected(tuple(assets), _named(person))])


def extend_checks(
    case: Case, ledger: Ledger, here: Site, more: Sequence[Check], source: str
) -> Ledger:
    """Write that the organisation asks for more checks from now on."""
    return write(case, ledger, here, [facts.ChecksExtended(tuple(more), source)])


def _reason(why: str) -> str:
    if not why.strip():
        raise Refusal("eradication.no_reason")
    return why.strip()


def _named(person: str) -> str:
    if not person.strip():
        raise Refusal("eradication.nobody")
    return person.strip()
