"""What the crisis cell writes down: actions, decisions, uncertainties, situation reports."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from endigue.communication.cell_facts import (
    ActionClosed,
    ActionSet,
    DecisionAsked,
    DecisionTaken,
    Option,
    ShiftHandedOver,
    SituationReported,
    UncertaintyNoted,
    UncertaintySettled,
)
from endigue.communication.clocks import clocks_of
from endigue.communication.page import Frame, Unrecorded, page_of
from endigue.communication.profile import Profile
from endigue.communication.rulebook import Rulebook
from endigue.communication.situation import AHEAD, Situation, situation_of
from endigue.desk.acting import allow, allow_recording
from endigue.desk.case import Case
from endigue.desk.inputs import bytes_name
from endigue.desk.ledger import Ledger
from endigue.desk.refusal import Refusal

DECIDE = "decide"


def set_action(
    case: Case, ledger: Ledger, book: Rulebook, text: str, owner: str, due: datetime | None
) -> Ledger:
    """Write what is to be done, by whom, until when."""
    allow_recording(case, ledger, book.roles, text)
    return case.record([ActionSet(text, owner, due)], ledger)


def close_action(
    case: Case, ledger: Ledger, book: Rulebook, entry: int, *, dropped: bool, note: str
) -> Ledger:
    """Write that an action is done or given up. Refusal where it is no open action."""
    allow_recording(case, ledger, book.roles, f"action {entry}")
    action = ledger.communication.cell.actions.get(entry)
    if action is None or action.closed is not None:
        raise Refusal("communication.no_open_action", entry=entry)
    return case.record([ActionClosed(entry, "dropped" if dropped else "done", note)], ledger)


def ask_decision(
    case: Case,
    ledger: Ledger,
    book: Rulebook,
    question: str,
    options: Sequence[Option],
    elements: str,
    *,
    with_plan: bool,
) -> Ledger:
    """Put a question to those who decide; `with_plan` takes the options from the containment,
    with their computed consequences.

    Raises Refusal where there are fewer than two options or two have one name, or no plan was
    computed.
    """
    allow_recording(case, ledger, book.roles, question)
    offered = (*options, *(_planned(ledger) if with_plan else ()))
    if len({option.name for option in offered}) != len(offered) or len(offered) < 2:
        raise Refusal("communication.two_options")
    return case.record([DecisionAsked(question, tuple(offered), elements)], ledger)


def take_decision(case: Case, ledger: Ledger, book: Rulebook, decision: DecisionTaken) -> Ledger:
    """Write what was decided. Raises Refusal where the author may not decide, the question is no
    open one, or the option is none of those that were put.
    """
    allow(case, ledger, book.roles, DECIDE, f"decision {decision.entry}: {decision.option}")
    asked = ledger.communication.cell.decisions.get(decision.entry)
    if asked is None or asked.taken is not None:
        raise Refusal("communication.no_open_decision", entry=decision.entry)
    names = [option.name for option in asked.fact.options]
    if decision.option not in names:
        raise Refusal(
            "communication.no_such_option", option=decision.option, options=", ".join(names)
        )
    return case.record([decision], ledger)


def note_uncertainty(case: Case, ledger: Ledger, book: Rulebook, text: str) -> Ledger:
    """Write what is not known."""
    allow_recording(case, ledger, book.roles, text)
    return case.record([UncertaintyNoted(text)], ledger)


def settle_uncertainty(case: Case, ledger: Ledger, book: Rulebook, entry: int, note: str) -> Ledger:
    """Write that it is known now. Refusal where it is no open uncertainty."""
    allow_recording(case, ledger, book.roles, f"uncertainty {entry}")
    open_one = ledger.communication.cell.uncertainties.get(entry)
    if open_one is None or open_one.settled is not None:
        raise Refusal("communication.no_open_uncertainty", entry=entry)
    return case.record([UncertaintySettled(entry, note)], ledger)


def current_situation(
    ledger: Ledger,
    profile: Profile,
    book: Rulebook,
    at: datetime,
    summary: str,
    next_point: datetime | None,
    ahead: timedelta = AHEAD,
) -> Situation:
    """The next situation report as the journal tells it, with the clocks due within `ahead`."""
    view = ledger.communication
    frame = Frame(profile.name, profile.time_zone, profile.currency, profile.language)
    try:
        services = page_of(view, book.kinds, frame).services if view.bulletins else ()
    except Unrecorded as unknown:
        raise Refusal("communication.figure_not_recorded", event=unknown.event) from None
    clocks = clocks_of(view, profile, book, at)
    return situation_of(
        view, view.cell, clocks, services, profile.name, at, summary, next_point, ahead
    )


def reported(
    case: Case, ledger: Ledger, situation: Situation, files: Mapping[str, bytes]
) -> Ledger:
    """Write down that a situation report was made, from the head that it carries."""
    names = {name: bytes_name(content) for name, content in sorted(files.items())}
    fact = SituationReported(
        situation.number,
        ledger.head.sequence,
        ledger.head.hash,
        situation.summary,
        situation.next_point,
        names,
    )
    return case.record([fact], ledger)


def hand_over(case: Case, ledger: Ledger, book: Rulebook, to: str, post: str, note: str) -> Ledger:
    """Write that the author leaves a post to somebody. Refusal where it is the same person."""
    allow_recording(case, ledger, book.roles, f"{post}: {to}")
    if to == case.author:
        raise Refusal("communication.hand_over_to_oneself", person=to)
    return case.record([ShiftHandedOver(post, to, ledger.head.sequence, note)], ledger)


def _planned(ledger: Ledger) -> tuple[Option, ...]:
    planned = ledger.containment.planned
    if planned is None:
        raise Refusal("communication.no_plan")
    return tuple(
        Option(one.name, "", one.harm, len(one.operations_down))
        for one in planned.alternatives.alternatives
    )
