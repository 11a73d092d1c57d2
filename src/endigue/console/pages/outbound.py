"""Tell, what goes out: the public page, situation reports, notices, files for authorities."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from starlette.responses import Response

from endigue.communication.message import AUDIENCES, Audience, Message
from endigue.communication.notice import PublicNotice
from endigue.communication.profile import Profile
from endigue.communication.report_fields import STAGES
from endigue.console.downloads import archive, download
from endigue.console.entering import Served, instant_typed
from endigue.console.visit import Visit
from endigue.desk.acting import allow_recording
from endigue.desk.case import Case
from endigue.desk.cell import current_situation, reported
from endigue.desk.delivery import Access
from endigue.desk.ledger import Ledger
from endigue.desk.notices import notice_of
from endigue.desk.publishing import approved_page, delivered, published
from endigue.desk.refusal import Refusal
from endigue.desk.reporting import dora_company, dora_report
from endigue.desk.telling import (
    approve_notice,
    approved_notice,
    current_notice,
    draft_notice,
    issued,
    review_notice,
    write_message,
)
from endigue.locale.duties import say_state
from endigue.locale.problems import say_refusal
from endigue.locale.reports import say_check, say_lack, say_source
from endigue.locale.speech import Speech

PUBLIC = "public"
"""The folder, inside that of the case, in which the page is left. No other: what a browser says
never leads anywhere on the machine."""

SHEETS = ("gdpr", "complaint", "insurer")


CLOCK_OF = {
    "initial": ("dora", "initial"),
    "intermediate": ("dora", "intermediate"),
    "final": ("dora", "final"),
    "reclassified": ("dora", "reclassification"),
    "gdpr": ("gdpr", "authority"),
    "complaint": ("complaint", "complaint"),
}
"""Regime and name of the legal clock that a paper answers to; the insurer's has none."""


class Paper(NamedTuple):
    """A file for an authority or an insurer, and what it still lacks."""

    name: str
    company: str
    missing: tuple[str, ...]
    refused: str = ""
    """Why it cannot be filled, as a sentence."""
    state: str = ""
    """How the legal clock that it answers to stands; empty where there is none."""
    due: datetime | None = None
    """By when, once that clock has started."""
    later: bool = False
    """Whether it follows one that comes first."""


def publish(visit: Visit) -> Response:
    """Leave an approved version of the public page in the folder of the case."""
    profile, room = _profile(visit), visit.room
    version = visit.number(visit.text("version", 10))
    folder = str(Path(room.location) / PUBLIC)

    def verb(case: Case, ledger: Ledger) -> Ledger:
        page = approved_page(case, ledger, profile, room.rulebook, version)
        files = room.hands.documents.status_site(page, draft=False)
        delivery = room.hands.publish(folder, Access(), files)
        return delivered(case, published(case, ledger, page, files), page, delivery)

    room.act(visit.person, verb)
    return visit.go("/tell#page")


def situation(visit: Visit) -> Response:
    """The next situation report, numbered and written, as PDF. Who speaks for some companies
    alone is given theirs, which is not written.
    """
    room, summary = visit.room, visit.text("summary", 4000).strip()
    if not summary:
        raise Refusal("communication.empty_note")
    following = visit.text("next", 40).strip()
    after = instant_typed(following, visit.speech.time_zone) if following else None
    made: dict[str, bytes] = {}

    def verb(case: Case, ledger: Ledger) -> Ledger:
        allow_recording(case, ledger, room.rulebook.roles, "situation report")
        shown, profile = _seen(visit, ledger)
        found = current_situation(shown, profile, room.rulebook, case.clock(), summary, after)
        files = room.hands.documents.situation(
            found, profile, ledger.head, visit.preferences.language
        )
        made.clear()
        made.update(files)
        return ledger if _scope(visit, ledger) else reported(case, ledger, found, files)

    room.act(visit.person, verb)
    name = next(one for one in sorted(made) if one.endswith(".pdf"))
    return download(made[name], name, "application/pdf")


def message(visit: Visit) -> Response:
    """Write the words for one audience, in both languages."""
    audience = _audience(visit)
    if audience == "people":
        raise Refusal("notices.people_are_merged")
    title, text = visit.both("title"), visit.both("text")
    if not (title or text):
        raise Refusal("communication.empty_note")
    words, book = Message(audience, title, text), visit.room.rulebook
    visit.room.act(visit.person, lambda case, ledger: write_message(case, ledger, book, words))
    return visit.go("/tell/notices")


def notices(visit: Visit) -> Response:
    """What was written for each audience, and how far each notice came."""
    view = visit.ledger.communication.notices
    return visit.show(
        "notices.html.j2",
        page="tell",
        audiences=[one for one in AUDIENCES if one != "people"],
        written={one: view.message(one) for one in AUDIENCES if one != "people"},
        notices=[
            (to, number, state)
            for (to, number), state in sorted(view.notices.items(), reverse=True)
            if to != "people"
        ],
        may={
            one: visit.may(f"{one}-notice")
            for one in ("write", "draft", "review", "approve", "issue")
        },
    )


def preview(visit: Visit) -> Response:
    """The next notice to an audience as the journal tells it now, marked as a draft."""
    audience = _audience(visit)
    profile = _profile(visit)
    content = current_notice(visit.ledger, profile, visit.room.rulebook, audience, visit.instant)
    if not isinstance(content, PublicNotice):
        raise Refusal("notices.people_are_merged")
    files = visit.room.hands.documents.audience(content, draft=True)
    return archive(files, f"{audience}-draft.zip")


def step(visit: Visit) -> Response:
    """Draw up, review, approve or issue a notice; what is issued is what was approved."""
    room, book, audience = visit.room, visit.room.rulebook, _audience(visit)
    profile, what = _profile(visit), visit.text("step", 20)
    number = 0 if what == "draft" else visit.number(visit.text("number", 10))
    made: dict[str, bytes] = {}

    def verb(case: Case, ledger: Ledger) -> Ledger:
        match what:
            case "draft":
                return draft_notice(case, ledger, profile, book, audience)
            case "review":
                return review_notice(case, ledger, book, audience, number)
            case "approve":
                return approve_notice(case, ledger, book, audience, number)
            case "issue":
                content = approved_notice(case, ledger, profile, book, audience, number)
                if not isinstance(content, PublicNotice):
                    raise Refusal("notices.people_are_merged")
                made.clear()
                made.update(room.hands.documents.audience(content, draft=False))
                return issued(case, ledger, content, made)
        raise Refusal("console.no_such_report")

    room.act(visit.person, verb)
    if made:
        return archive(made, f"{audience}-{number}.zip")
    return visit.go("/tell/notices")


def regulators(visit: Visit) -> Response:
    """The files for authorities and insurers, and what is missing in each."""
    _, profile = _seen(visit, visit.ledger)
    owed = [
        (
            company,
            [
                _timed(visit, _paper(visit, name, company.id))
                for name in (*(STAGES if "dora" in company.regimes else ()), *SHEETS)
                if name in STAGES or visit.room.rulebook.sheets[name].scope in company.regimes
            ],
        )
        for company in profile.companies
    ]
    return visit.show(
        "regulators.html.j2",
        page="tell",
        owed=[
            (
                company,
                [one for one in papers if not one.later],
                [one for one in papers if one.later],
            )
            for company, papers in owed
            if papers
        ],
    )


def regulator_file(visit: Visit) -> Response:
    """One of them, with its list of what is missing, as an archive."""
    name, company = visit.asked("what"), visit.asked("company")
    files, _ = _filled(visit, name, company)
    return archive(files, f"{name}.zip")


def _timed(visit: Visit, paper: Paper) -> Paper:
    """The paper with the legal clock of its company that it answers to."""
    regime, name = CLOCK_OF.get(paper.name, ("", ""))
    clock = next(
        (
            one
            for one in visit.clocks
            if (one.regime.lower(), one.name, one.company) == (regime, name, paper.company)
        ),
        None,
    )
    later = paper.name in STAGES and paper.name != STAGES[0]
    if clock is None:
        return paper._replace(later=later)
    state = say_state(visit.speech, clock)
    due = None if clock.state == "not_started" else clock.safe or clock.legal
    return paper._replace(state=state, due=due, later=later)


def _paper(visit: Visit, name: str, company: str) -> Paper:
    try:
        _, missing = _filled(visit, name, company, lacking_alone=True)
    except Refusal as refusal:
        return Paper(name, company, (), say_refusal(visit.speech, refusal))
    return Paper(name, company, missing)


def _filled(
    visit: Visit, name: str, company: str, *, lacking_alone: bool = False
) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """The files of a paper, and what it lacks in words."""
    ledger, profile = _seen(visit, visit.ledger)
    book, documents = visit.room.rulebook, visit.room.hands.documents
    language = visit.preferences.language
    voice = Speech(language, profile.time_zone)
    for stage in STAGES:
        if stage == name:
            reporter = dora_company(profile, company)
            report = dora_report(ledger, profile, reporter, book, stage, visit.instant)
            fields = book.report_fields
            lacks = (
                *(say_lack(voice, fields[one.id], one) for one in report.lacking),
                *(say_check(voice, one) for one in report.checks),
            )
            if lacking_alone:
                return {}, lacks
            return documents.dora_report(report, reporter, ledger.head, profile, language), lacks
    if name not in SHEETS:
        raise Refusal("console.absent_paper", text=name[:80])
    notice = notice_of(ledger, profile, book, name, company, visit.instant)
    lacks = tuple(say_source(voice, one.event) for one in notice.answers if one.missing)
    if lacking_alone:
        return {}, lacks
    return documents.notice(notice, profile, language), lacks


def _scope(visit: Visit, ledger: Ledger) -> tuple[str, ...] | None:
    """The companies that the person speaks for; None: all of them."""
    return ledger.communication.scopes.get(visit.person)


def _seen(visit: Visit, ledger: Ledger) -> tuple[Ledger, Profile]:
    """What of a ledger and of the group is for the person."""
    profile, scope = _profile(visit), _scope(visit, ledger)
    if scope is None:
        return ledger, profile
    view = ledger.communication.seen_by(visit.person)
    return replace(ledger, communication=view), profile.of(scope)


def _profile(visit: Visit) -> Profile:
    if visit.profile is None:
        raise Refusal("desk.nothing_adopted")
    return visit.profile


def _audience(visit: Visit) -> Audience:
    asked = visit.text("audience", 20) or visit.asked("audience")
    found = next((one for one in AUDIENCES if one == asked), None)
    if found is None:
        raise Refusal("console.no_such_report")
    return found


PAGES = (
    Served("/tell/publish", publish, "POST"),
    Served("/tell/situation", situation, "POST"),
    Served("/tell/message", message, "POST"),
    Served("/tell/notices", notices),
    Served("/tell/notices", step, "POST"),
    Served("/tell/notices/preview", preview),
    Served("/tell/regulators", regulators),
    Served("/tell/regulators/file", regulator_file),
)
