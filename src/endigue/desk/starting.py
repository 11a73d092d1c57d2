"""The legal clocks in the main job: begun by the first briefing, and shown in it."""

from collections.abc import Callable, Sequence
from datetime import datetime

from endigue.communication.clocks import Clock, clocks_of
from endigue.communication.facts import EventRecorded
from endigue.communication.profile import Profile
from endigue.communication.rulebook import Rulebook
from endigue.desk.briefing import DutyLine
from endigue.desk.case import Case
from endigue.desk.ledger import Ledger
from endigue.desk.recording import refuse_future

AWARE = "aware"

OPEN = frozenset({"running", "past_safe", "overdue"})

FOLLOWS = "-submitted"
"""A duty that begins when another report is sent is not spoken of before."""


def start_clocks(
    case: Case, ledger: Ledger, profile: Profile, caution: float, aware: datetime | None
) -> Ledger:
    """Write that the organisation is aware of the incident, unless somebody has written it: at
    `aware`, else now, for who commands this has just been shown what is compromised.

    Nothing is written while no asset is likely to be, except where `aware` is given. It counts as
    not verified, and can be withdrawn. Raises Refusal where `aware` lies in the future.
    """
    if aware is not None:
        refuse_future(aware, case.clock())
    assessment = ledger.evidence.assessment
    likely = assessment is not None and any(
        one.probability >= caution for one in assessment.suspicions
    )
    known = any(noted.event == AWARE for noted in ledger.communication.records)
    owed = any(company.regimes for company in profile.companies)
    if known or not owed or (aware is None and not likely):
        return ledger
    return case.record([EventRecorded(AWARE)], ledger, aware or case.clock())


def duty_lines(
    ledger: Ledger, profile: Profile, rulebook: Rulebook, at: datetime
) -> tuple[DutyLine, ...]:
    """What is owed and to come, companies together that owe the same by the same time; what runs
    first. Empty where the bank holidays of the country are not known.
    """
    if profile.country not in rulebook.holidays:
        return ()
    clocks = clocks_of(ledger.communication, profile, rulebook, at)
    shown = [clock for clock in clocks if clock.state in OPEN or _may_begin(clock)]
    names = {company.id: company.name for company in profile.companies}
    grouped: dict[object, list[Clock]] = {}
    for clock in shown:
        grouped.setdefault(_same(clock), []).append(clock)
    lines = [_line(together, lambda one: names[one]) for together in grouped.values()]
    return tuple(sorted(lines, key=lambda line: not line.runs))


def _may_begin(clock: Clock) -> bool:
    return clock.state == "not_started" and not any(
        event.endswith(FOLLOWS) for event in clock.missing
    )


def _same(clock: Clock) -> object:
    return (
        clock.regime, clock.name, clock.state, clock.safe, clock.legal, clock.missing, clock.relief
    )  # fmt: skip


def _line(clocks: Sequence[Clock], name: Callable[[str], str]) -> DutyLine:
    first = clocks[0]
    return DutyLine(
        regime=first.regime,
        name=first.name,
        companies=tuple(name(clock.company) for clock in clocks),
        state=first.state,
        starts=first.starts,
        safe=first.safe,
        legal=first.legal,
        without_delay=first.without_delay,
        article=first.article,
        missing=first.missing,
        relief=tuple(dict.fromkeys(first.relief)),
    )
