"""The situation report as a paper."""

from io import BytesIO

import segno

from endigue.communication.cell import Action
from endigue.communication.page import Service
from endigue.communication.profile import Profile
from endigue.communication.rulebook import Rulebook
from endigue.communication.situation import Outgoing, Situation
from endigue.communication.view import Noted
from endigue.journal.entry import Head
from endigue.locale.duties import say_clock, say_company, say_event
from endigue.locale.speech import Speech
from endigue.writers.papers.paper import Block, Bullets, Paper, Paragraph, Part, Table
from endigue.writers.papers.values import say_value


def situation_paper(
    situation: Situation, profile: Profile, book: Rulebook, head: Head, speech: Speech
) -> Paper:
    """The paper, with the head of the journal that it rests upon in words and as a QR code."""
    say = speech.say
    parts = (
        Part(say("papers.summary"), (Paragraph(situation.summary, notice=True),)),
        Part(say("papers.facts"), _facts(situation, profile, book, speech)),
        Part(say("papers.impacts"), services_of(situation, speech)),
        Part(say("papers.actions"), actions_of(situation, speech)),
        Part(say("papers.decisions"), decisions_of(situation, speech)),
        Part(say("papers.clocks"), clocks_of(situation, profile, speech)),
        Part(say("papers.outgoing"), _outgoing(situation, speech)),
        Part(say("papers.uncertainties"), uncertainties_of(situation, speech)),
        Part(say("papers.next"), (Paragraph(_next(situation, speech)),)),
        Part(say("papers.proof"), (Paragraph(say("papers.proof_says", entry=head.sequence)),)),
    )
    return Paper(
        language=speech.language,
        title=say("papers.situation", number=situation.number),
        organisation=situation.organisation,
        moment=speech.moment(situation.at),
        at=situation.at,
        marks=("TLP:AMBER", "PAP:AMBER"),
        parts=parts,
        foot=say("communication.foot", entry=head.sequence, hash=head.hash[:16]),
        code=_code(head),
        code_says=f"{head.sequence}\n{head.hash}",
    )


def _facts(
    situation: Situation, profile: Profile, book: Rulebook, speech: Speech
) -> tuple[Block, ...]:
    say = speech.say

    def row(noted: Noted, standing: str) -> tuple[str, ...]:
        said = say_event(speech, noted.event)
        value = say_value(noted, book.kinds[noted.event], profile.currency, speech)
        what = f"{said}{speech.colon} {value}"
        company = say_company(profile, noted.company)
        return (
            speech.short_moment(noted.occurred_at), what if value else said, company, standing,
            str(noted.entry),
        )  # fmt: skip

    rows = (
        *(row(noted, say("papers.new")) for noted in situation.new),
        *(row(noted, say("papers.confirmed")) for noted in situation.confirmed),
        *(row(n, say("papers.refuted", reason=w.reason)) for n, w in situation.refuted),
    )
    if not rows:
        return (Paragraph(say("papers.no_fact")),)
    headings = (
        say("papers.when"), say("papers.fact"), say("communication.register_name"),
        say("papers.standing"), say("papers.entry"),
    )  # fmt: skip
    since = Paragraph(say("papers.facts_since", entry=situation.since))
    return (since, Table("", headings, rows, (1.5, 4.2, 1.8, 1.6, 0.7)))


def services_of(situation: Situation, speech: Speech) -> tuple[Block, ...]:
    """Services with their states, and how people get by."""
    say = speech.say
    if not situation.services:
        return (Paragraph(say("papers.no_service")),)

    def row(one: Service) -> tuple[str, ...]:
        texts = [text.said(speech.language) for text in (one.works, one.meanwhile) if text]
        return (
            one.name.said(speech.language), say(f"status.state_{one.state}"),
            speech.short_moment(one.since), "\n".join(texts),
        )  # fmt: skip

    headings = tuple(say(f"papers.{key}") for key in ("service", "state", "since", "meanwhile"))
    rows = tuple(row(one) for one in situation.services)
    return (Table("", headings, rows, (1.8, 1.8, 1.5, 4.0)),)


def actions_of(situation: Situation, speech: Speech) -> tuple[Block, ...]:
    """Actions that are late, coming, closed."""
    say = speech.say

    def row(action: Action, standing: str) -> tuple[str, ...]:
        due = speech.short_moment(action.fact.due) if action.fact.due else "–"
        return (action.fact.text, action.fact.owner or "–", due, standing, str(action.mark.entry))

    rows = (
        *(row(one, say("papers.late")) for one in situation.late),
        *(row(one, say("papers.coming")) for one in situation.coming),
        *(
            row(one, say(f"papers.{one.closing.outcome}"))
            for one in situation.done
            if one.closing is not None
        ),
    )
    if not rows:
        return (Paragraph(say("papers.no_action")),)
    headings = tuple(
        say(f"papers.{key}") for key in ("action", "owner", "due", "standing", "entry")
    )
    return (Table("", headings, rows, (4.2, 1.6, 1.6, 1.2, 0.7)),)


def decisions_of(situation: Situation, speech: Speech) -> tuple[Block, ...]:
    """Decisions that are asked for, and those that were taken."""
    say = speech.say
    asked = [
        say(
            "papers.asked",
            entry=one.mark.entry,
            question=one.fact.question,
            options=speech.listed([option.name for option in one.fact.options]),
        )
        for one in situation.asked
    ]
    decided = [
        say(
            "papers.decided",
            entry=one.taken.entry,
            author=one.taken.author,
            question=one.fact.question,
            option=one.taking.option,
        )
        for one in situation.decided
        if one.taken is not None and one.taking is not None
    ]
    if not asked and not decided:
        return (Paragraph(say("papers.no_decision")),)
    return (Bullets((*asked, *decided)),)


def clocks_of(situation: Situation, profile: Profile, speech: Speech) -> tuple[Block, ...]:
    """Legal clocks that fall due."""
    _ = speech.text
    if not situation.clocks:
        return (Paragraph(speech.say("papers.no_clock")),)
    headings = (_("Company"), _("Duty"), _("State"), _("Safe"), _("Legal"), _("Article"))
    rows = tuple(say_clock(speech, clock, profile) for clock in situation.clocks)
    return (Table("", headings, rows, (1.5, 2.2, 2.0, 1.3, 1.3, 1.4)),)


def _outgoing(situation: Situation, speech: Speech) -> tuple[Block, ...]:
    """What was told to whom since, and what waits for a step."""
    say = speech.say

    def item(one: Outgoing) -> str:
        title = (
            say(f"notices.title_{one.audience}", number=one.number)
            if one.audience
            else say("review.page", version=one.number)
        )
        moment = speech.short_moment(one.at)
        return say(f"papers.outgoing_{one.step}", title=title, moment=moment)

    items = tuple(item(one) for one in situation.outgoing)
    return (Bullets(items),) if items else (Paragraph(say("papers.nothing_outgoing")),)


def uncertainties_of(situation: Situation, speech: Speech) -> tuple[Block, ...]:
    """What is not known."""
    if not situation.uncertainties:
        return (Paragraph(speech.say("papers.no_uncertainty"), notice=True),)
    return (Bullets(tuple(f"{one.text} ({one.mark.entry})" for one in situation.uncertainties)),)


def _next(situation: Situation, speech: Speech) -> str:
    if situation.next_point is None:
        return speech.say("papers.next_unknown")
    return speech.say("papers.next_at", moment=speech.moment(situation.next_point))


def _code(head: Head) -> str:
    """The head as a QR code that a telephone reads without a network."""
    drawn = BytesIO()
    segno.make(f"endigue {head.sequence} {head.hash}", error="m", micro=False).save(
        drawn, kind="svg", xmldecl=False, border=2
    )
    return drawn.getvalue().decode()
