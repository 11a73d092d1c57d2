"""Tell: legal clocks, what was recorded, the public page, decisions and actions, reports."""

from collections.abc import Callable
from typing import NamedTuple

from starlette.responses import Response

from endigue.communication.bulletin import STATES, State
from endigue.communication.cell_facts import DecisionTaken, Option
from endigue.communication.clocks import Clock
from endigue.communication.page import Page
from endigue.console.entering import Served, instant_typed
from endigue.console.pages.bulletin import Spoken, spoken
from endigue.console.visit import Visit
from endigue.continuity.state import Mode
from endigue.desk.acting import allow_company, allow_recording
from endigue.desk.case import Case
from endigue.desk.cell import (
    ask_decision,
    close_action,
    current_situation,
    note_uncertainty,
    set_action,
    settle_uncertainty,
    take_decision,
)
from endigue.desk.ledger import Ledger
from endigue.desk.publishing import approve_page, current_page, draft_page, review_page
from endigue.desk.recording import event_in, refuse_future
from endigue.desk.refusal import Refusal
from endigue.locale.duties import (
    say_article,
    say_company,
    say_duty,
    say_event,
    say_missing,
    say_state,
)

MOST_OPTIONS = 6

SANDBOX = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"
"""The public page carries its style inside and no script; nothing of it can reach this door."""


AGREES: dict[Mode, frozenset[State]] = {
    "running": frozenset({"working", "slow", "reopening"}),
    "by_hand": frozenset({"slow", "partly"}),
    "stopped": frozenset({"stopped"}),
}
"""What may be said of an operation without saying anything else than how it goes."""


class ClockRow(NamedTuple):
    """One legal clock in words."""

    clock: Clock
    duty: str
    company: str
    state: str
    missing: str
    article: str


def tell(visit: Visit) -> Response:
    """The page."""
    view, book = visit.ledger.communication, visit.room.rulebook
    page = _current(visit)
    events = sorted(
        ((name, say_event(visit.speech, name), kind) for name, kind in book.kinds.event.items()),
        key=lambda one: one[1],
    )
    return visit.show(
        "tell.html.j2",
        page="tell",
        clocks=clocks(visit),
        not_begun=not_begun(visit),
        told_otherwise=told_otherwise(visit),
        events=events,
        companies=visit.profile.companies if visit.profile else (),
        pages=sorted(view.pages.items(), reverse=True),
        told=page,
        cell=view.cell,
        open_actions=[one for one in view.cell.actions.items() if one[1].closed is None],
        open_decisions=[one for one in view.cell.decisions.items() if one[1].taken is None],
        open_uncertainties=[one for one in view.cell.uncertainties.items() if not one[1].settled],
        may={
            one: visit.may(one)
            for one in (
                "write-bulletin",
                "draft-page",
                "review-page",
                "approve-page",
                "publish-page",
                "decide",
            )
        },
        has_plan=visit.ledger.containment.planned is not None,
        situation=_situation_numbers(visit),
        most_options=MOST_OPTIONS,
        spoken=spoken(visit),
        told_states=STATES,
    )


def clocks(visit: Visit) -> list[ClockRow]:
    """Every clock that anything is known of, the next first."""
    profile, speech = visit.profile, visit.speech
    if profile is None:
        return []
    rows = []
    for clock in visit.clocks:
        if clock.state == "not_started":
            continue
        missing = say_missing(speech, clock, profile) if clock.missing else ""
        rows.append(
            ClockRow(
                clock,
                say_duty(speech, clock.regime, clock.name),
                say_company(profile, clock.company),
                say_state(speech, clock),
                missing,
                say_article(speech, clock.article),
            )
        )
    return rows


def not_begun(visit: Visit) -> list[tuple[str, str, str]]:
    """Duties that nothing has begun yet: what, whose, and the event that would begin it."""
    if visit.profile is None:
        return []
    speech, profile = visit.speech, visit.profile
    opens = {
        (pack.regime, rule.name): rule.opens
        for pack in visit.room.rulebook.packs
        for rule in pack.clock
    }
    found: dict[tuple[str, str], list[str]] = {}
    for clock in visit.clocks:
        if clock.state == "not_started" and (event := opens.get((clock.regime, clock.name))):
            what = say_duty(speech, clock.regime, clock.name), say_event(speech, event)
            found.setdefault(what, []).append(say_company(profile, clock.company))
    return [
        (what, speech.listed([*dict.fromkeys(companies)]), begun_by)
        for (what, begun_by), companies in found.items()
    ]


def told_otherwise(visit: Visit) -> list[Spoken]:
    """Operations of which the public was told something else than how they go."""
    return [
        one
        for one in spoken(visit)
        if one.told is not None and one.mode is not None and one.told not in AGREES[one.mode]
    ]


def record(visit: Visit) -> Response:
    """Record an event: a milestone, a figure or an answer."""
    profile = visit.profile
    if profile is None:
        raise Refusal("desk.nothing_adopted")
    book = visit.room.rulebook
    value = visit.text("value", 4000).strip()
    name = visit.text("event", 100)
    fact = event_in(
        f"{name}={value}" if value else name,
        book.kinds,
        profile,
        visit.text("company", 200),
        verified=visit.text("verified") == "yes",
        estimated=visit.text("estimated") == "yes",
        note=visit.text("note", 4000).strip(),
    )
    happened = visit.text("at", 40).strip()
    occurred = instant_typed(happened, visit.speech.time_zone) if happened else None
    if occurred is not None:
        refuse_future(occurred, visit.now)

    def verb(case: Case, ledger: Ledger) -> Ledger:
        allow_recording(case, ledger, book.roles, name)
        allow_company(case, ledger, fact.company, name)
        return case.record([fact], ledger, occurred)

    visit.room.act(visit.person, verb)
    return visit.go("/tell#clocks")


def draft(visit: Visit) -> Response:
    """Draw up the next version of the public page."""
    profile = visit.profile
    if profile is None:
        raise Refusal("desk.nothing_adopted")
    book = visit.room.rulebook
    visit.room.act(visit.person, lambda case, ledger: draft_page(case, ledger, profile, book))
    return visit.go("/tell#page")


def step(visit: Visit) -> Response:
    """Review or approve a version of the public page."""
    verbs: dict[str, Callable[..., Ledger]] = {"review": review_page, "approve": approve_page}
    verb, version = verbs.get(visit.text("step", 20)), visit.number(visit.text("version", 10))
    if verb is None:
        raise Refusal("console.no_such_report")
    book = visit.room.rulebook
    visit.room.act(visit.person, lambda case, ledger: verb(case, ledger, book, version))
    return visit.go("/tell#page")


def preview(visit: Visit) -> Response:
    """The public page as it would go out, marked as a draft, without script."""
    page = _current(visit)
    if page is None:
        raise Refusal("communication.nothing_told")
    files = visit.room.hands.documents.status_site(page, draft=True)
    return Response(
        files["index.html"],
        media_type="text/html; charset=utf-8",
        headers={"Content-Security-Policy": SANDBOX},
    )


def act(visit: Visit) -> Response:
    """Actions, decisions and open questions of the crisis cell."""
    book = visit.room.rulebook
    text, why = visit.text("text", 4000).strip(), visit.text("why", 4000).strip()
    entry = visit.number(visit.text("entry", 15)) if visit.text("entry", 15) else 0
    due = visit.text("due", 40).strip()
    until = instant_typed(due, visit.speech.time_zone) if due else None
    what = visit.text("what", 20)
    if what in {"action", "question", "unknown"} and not text:
        raise Refusal("communication.empty_note")

    def verb(case: Case, ledger: Ledger) -> Ledger:
        match what:
            case "action":
                return set_action(case, ledger, book, text, visit.text("owner", 200), until)
            case "close":
                dropped = visit.text("dropped") == "yes"
                return close_action(case, ledger, book, entry, dropped=dropped, note=why)
            case "question":
                options = [Option(one.strip()) for one in visit.texts("option")[:MOST_OPTIONS]]
                with_plan = visit.text("with_plan") == "yes"
                return ask_decision(case, ledger, book, text, options, why, with_plan=with_plan)
            case "decide":
                taken = DecisionTaken(
                    entry, visit.text("option", 400), why, visit.text("dissent", 4000), until
                )
                return take_decision(case, ledger, book, taken)
            case "unknown":
                return note_uncertainty(case, ledger, book, text)
            case "settle":
                return settle_uncertainty(case, ledger, book, entry, why)
        raise Refusal("console.no_such_report")

    visit.room.act(visit.person, verb)
    return visit.go("/tell#cell")


def _current(visit: Visit) -> Page | None:
    if visit.profile is None or not visit.ledger.communication.bulletins:
        return None
    try:
        return current_page(visit.ledger, visit.profile, visit.room.rulebook)
    except Refusal:
        # A text names a figure that nobody has recorded: the list of versions says nothing of it.
        return None


def _situation_numbers(visit: Visit) -> dict[str, int]:
    """What the next situation report would say, counted."""
    if visit.profile is None or visit.profile.country not in visit.room.rulebook.holidays:
        return {}
    try:
        found = current_situation(
            visit.ledger, visit.profile, visit.room.rulebook, visit.instant, "", None
        )
    except Refusal:
        return {}
    return {
        "number": found.number,
        "confirmed": len(found.confirmed),
        "new": len(found.new),
        "late": len(found.late),
        "asked": len(found.asked),
        "clocks": len(found.clocks),
    }


PAGES = (
    Served("/tell", tell),
    Served("/tell/record", record, "POST"),
    Served("/tell/draft", draft, "POST"),
    Served("/tell/step", step, "POST"),
    Served("/tell/preview", preview),
    Served("/tell/cell", act, "POST"),
)
