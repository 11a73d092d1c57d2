"""The main job: from an organisation and its evidence to the first briefing, once through."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

import msgspec

from endigue.communication.profile import Profile
from endigue.communication.rulebook import Rulebook
from endigue.desk.adopting import adopt
from endigue.desk.assembling import assemble
from endigue.desk.briefing import Briefing
from endigue.desk.case import Case
from endigue.desk.containing import plan_containment
from endigue.desk.continuing import assess_continuity
from endigue.desk.equipping import equip
from endigue.desk.examining import examine, take_in
from endigue.desk.forecasting import Question, ask
from endigue.desk.ledger import Ledger
from endigue.desk.restoring import plan_restoration
from endigue.desk.settings import Settings
from endigue.desk.starting import AWARE, duty_lines, start_clocks
from endigue.evidence.facts import FindingsRecorded
from endigue.evidence.likelihood import Table
from endigue.organisation.lever_figures import LeverFigures
from endigue.organisation.loaded import Loaded
from endigue.spread.link_kinds import LinkKinds
from endigue.spread.reach import Forecast

Stage = Literal[
    "adopt",
    "evidence",
    "spread",
    "containment",
    "residual",
    "continuity",
    "restoration",
    "duties",
    "briefing",
]
STAGES: tuple[Stage, ...] = get_args(Stage)


@dataclass(frozen=True, slots=True)
class Given:
    """What the user gave, read and checked, and the tables that ship."""

    loaded: Loaded
    files: Mapping[str, bytes]
    """Of the organisation's folder."""
    findings: Sequence[Sequence[FindingsRecorded]]
    """For each file of evidence the facts that record it."""
    likelihoods: Table
    link_kinds: LinkKinds
    lever_figures: LeverFigures
    profile: Profile | None = None
    """What the law asks of the group; None where it is not asked."""
    rulebook: Rulebook | None = None
    aware: datetime | None = None
    """When the organisation became aware; None for the instant of the briefing."""


def respond(
    case: Case,
    given: Given,
    settings: Settings,
    begin: Callable[[Stage], None],
) -> tuple[Ledger, Briefing]:
    """Go through the whole story. What the journal already holds for the same input is taken
    from it, so the same call again writes nothing and says the same. `begin` is told each
    stage as it begins.
    """
    ledger = case.ledger()
    begin("adopt")
    ledger = adopt(case, ledger, given.loaded, given.files)
    ledger, organisation = equip(case, ledger, given.loaded.organisation, given.lever_figures)
    begin("evidence")
    ledger = take_in(case, ledger, given.findings)
    ledger = examine(case, ledger, organisation, given.likelihoods)
    begin("spread")
    question = Question(organisation, given.link_kinds)
    ledger, reach = ask(case, ledger, question, settings)
    begin("containment")
    ledger, alternatives = plan_containment(case, ledger, organisation, given.link_kinds, settings)
    begin("residual")
    residual: dict[str, Forecast] = {}
    for alternative in alternatives.alternatives:
        pulled = tuple(action.lever for action in alternative.actions)
        question = Question(organisation, given.link_kinds, pulled)
        ledger, residual[alternative.name] = ask(case, ledger, question, settings)
    recommended = alternatives.recommended
    begin("continuity")
    ledger = assess_continuity(case, ledger, organisation, recommended)
    begin("restoration")
    ledger = plan_restoration(case, ledger, organisation, recommended, case.clock(), settings)
    begin("duties")
    if given.profile is not None:
        ledger = start_clocks(case, ledger, given.profile, settings.cautions[1], given.aware)
    begin("briefing")
    briefing = assemble(
        organisation, ledger, reach, residual, settings, case.clock(), given.link_kinds
    )
    return ledger, _with_duties(briefing, ledger, given)


def _with_duties(briefing: Briefing, ledger: Ledger, given: Given) -> Briefing:
    if given.profile is None or given.rulebook is None:
        return briefing
    aware = next((one for one in reversed(ledger.communication.events) if one.event == AWARE), None)
    return msgspec.structs.replace(
        briefing,
        duties=duty_lines(ledger, given.profile, given.rulebook, briefing.at),
        aware=aware.occurred_at if aware else None,
        aware_entry=aware.entry if aware else 0,
    )
