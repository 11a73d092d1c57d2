"""The post-incident review as paper, and its timeline as a table for spreadsheets."""

import csv
import io
from collections.abc import Mapping
from datetime import timedelta

from endigue.communication.profile import Profile
from endigue.communication.rulebook import Rulebook
from endigue.communication.view import Noted
from endigue.desk.review import Moment, Review, Span
from endigue.kernel.instant import format_instant
from endigue.locale.duties import say_clock, say_company, say_event
from endigue.locale.speech import Speech
from endigue.writers.inert import inert_cell
from endigue.writers.papers.paper import Block, Bullets, Paper, Paragraph, Part, Table
from endigue.writers.papers.print import paper_print
from endigue.writers.papers.values import say_value

COLUMNS = ("at", "entry", "kind", "subject", "text", "company", "number", "author")
BLANK_ROWS = 8
"""For lessons that people write."""


def review_documents(
    review: Review, names: Mapping[str, str], profile: Profile, book: Rulebook, speech: Speech
) -> dict[str, bytes]:
    """The PDF, and the timeline as CSV; `names` are those of the operations."""
    return {
        "review.pdf": paper_print(review_paper(review, names, profile, book, speech)),
        "timeline.csv": timeline_csv(review),
    }


def timeline_csv(review: Review) -> bytes:
    """UTF-8 with a mark for spreadsheets; text of others is never a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for one in review.moments:
        row = (
            format_instant(one.at), one.entry, one.kind, one.subject, one.text, one.company,
            one.number or "", one.author,
        )  # fmt: skip
        writer.writerow([inert_cell(str(cell)) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def review_paper(
    review: Review, names: Mapping[str, str], profile: Profile, book: Rulebook, speech: Speech
) -> Paper:
    """The review: what the logbook says, and room for what people say."""
    say = speech.say
    parts = (
        Part(say("review.spans"), _spans(review, speech)),
        Part(say("review.timeline"), _timeline(review, profile, speech)),
        Part(
            say("review.causes"), _values(review.causes, profile, book, speech, "review.no_cause")
        ),
        Part(say("review.foretold"), _foretold(review, names, speech)),
        Part(say("review.limits"), _limits(review, profile, speech)),
        Part(say("review.decisions"), _decisions(review, speech)),
        Part(say("review.unknown"), _unknown(review, speech)),
        Part(say("review.wrong"), _wrong(review, speech)),
        Part(say("review.costs"), _values(review.costs, profile, book, speech, "review.no_cost")),
        Part(say("review.lessons"), _lessons(speech)),
    )
    return Paper(
        language=speech.language,
        title=say("review.title"),
        organisation=review.organisation,
        moment=speech.moment(review.at),
        at=review.at,
        marks=("TLP:AMBER", "PAP:AMBER"),
        parts=parts,
        foot=say("communication.foot", entry=review.head.sequence, hash=review.head.hash[:16]),
    )


def _spans(review: Review, speech: Speech) -> tuple[Block, ...]:
    rows = tuple(
        (
            _said_point(speech, one.start),
            _said_point(speech, one.end),
            _length(one, speech),
        )
        for one in review.spans
    )
    headings = tuple(speech.say(f"review.{key}") for key in ("from", "to", "length"))
    return (Table("", headings, rows, (3.0, 3.0, 1.4)),)


def _said_point(speech: Speech, point: str) -> str:
    if point.startswith("first-"):
        return speech.say(f"review.{point.replace('-', '_')}")
    return say_event(speech, point)


def _length(span: Span, speech: Speech) -> str:
    return speech.say("review.not_recorded") if span.length is None else _said(span.length, speech)


def _said(length: timedelta, speech: Speech) -> str:
    sign = "\u2212" if length < timedelta(0) else ""
    return sign + speech.duration(abs(length).total_seconds() / 3600)


def _timeline(review: Review, profile: Profile, speech: Speech) -> tuple[Block, ...]:
    headings = tuple(speech.say(f"review.{key}") for key in ("when", "what", "company", "entry"))
    rows = tuple(
        (
            speech.short_moment(one.at), _what(one, speech),
            say_company(profile, one.company) if one.company else "–", str(one.entry),
        )
        for one in review.moments
    )  # fmt: skip
    return (Table("", headings, rows, (1.5, 5.0, 1.6, 0.7)),)


def _what(one: Moment, speech: Speech) -> str:
    say = speech.say
    match one.kind:
        case "event":
            return say_event(speech, one.subject)
        case "decision":
            return say("review.decided", question=one.subject, option=one.text, author=one.author)
        case "notice":
            return say(f"notices.title_{one.subject}", number=one.number)
        case "page":
            return say("review.page", version=one.number)
        case "situation":
            return say("review.situation", number=one.number, summary=one.text)
        case _:
            return say("custody.sheet", number=one.number, what=one.subject)


def _values(
    noted: tuple[Noted, ...], profile: Profile, book: Rulebook, speech: Speech, none: str
) -> tuple[Block, ...]:
    """Recorded answers, each with whom it concerns and its entry."""
    if not noted:
        return (Paragraph(speech.say(none)),)
    rows = tuple(
        (
            say_event(speech, one.event),
            say_value(one, book.kinds[one.event], profile.currency, speech)
            or speech.moment(one.occurred_at),
            say_company(profile, one.company) if one.company else "–",
            str(one.entry),
        )
        for one in noted
    )
    headings = tuple(speech.say(f"review.{key}") for key in ("fact", "value", "company", "entry"))
    return (Table("", headings, rows, (2.4, 3.4, 1.6, 0.7)),)


def _foretold(review: Review, names: Mapping[str, str], speech: Speech) -> tuple[Block, ...]:
    say = speech.say
    blocks: list[Block] = []
    if review.foretold:
        keys = ("operation", "first", "first_late", "last", "came", "verdict")
        rows = tuple(
            (
                names.get(one.operation, one.operation),
                *(
                    speech.short_moment(when) if when else "–"
                    for when in (one.first, one.first_late, one.last, one.came)
                ),
                say(f"review.verdict_{one.verdict}"),
            )
            for one in review.foretold
        )
        headings = tuple(say(f"review.{key}") for key in keys)
        blocks.append(Table("", headings, rows, (2.2, 1.4, 1.4, 1.4, 1.4, 1.6)))
        judged = [one.verdict for one in review.foretold if one.verdict in _JUDGED]
        if judged:
            kept = sum(1 for verdict in judged if verdict != "later")
            blocks.append(Paragraph(say("review.kept", kept=kept, count=len(judged))))
    else:
        blocks.append(Paragraph(say("review.no_plan")))
    steps, foreseen, actual = review.work
    if steps:
        said = say(
            "review.work", steps=steps, foreseen=speech.number(foreseen, 1),
            actual=speech.number(actual, 1),
        )  # fmt: skip
        blocks.append(Paragraph(said))
    if review.spread is not None:
        said = say(
            "review.spread", hours=speech.number(review.spread.hour),
            expected=speech.number(review.spread.expected, 1), confirmed=review.spread.confirmed,
        )  # fmt: skip
        blocks.append(Paragraph(said))
    return tuple(blocks)


_JUDGED = frozenset({"sooner", "within", "later"})


def _limits(review: Review, profile: Profile, speech: Speech) -> tuple[Block, ...]:
    if not review.clocks:
        return (Paragraph(speech.say("review.no_limit")),)
    _ = speech.text
    headings = (_("Company"), _("Duty"), _("State"), _("Safe"), _("Legal"), _("Article"))
    rows = tuple(say_clock(speech, clock, profile) for clock in review.clocks)
    return (Table("", headings, rows, (1.5, 2.2, 2.0, 1.3, 1.3, 1.4)),)


def _decisions(review: Review, speech: Speech) -> tuple[Block, ...]:
    say = speech.say
    items = []
    for one in review.decisions:
        if one.taken is None or one.taking is None:
            items.append(say("review.undecided", question=one.fact.question))
            continue
        waited = _said(one.taken.at - one.mark.at, speech)
        items.append(
            say("review.decision", question=one.fact.question, option=one.taking.option,
                waited=waited, dissent=one.taking.dissent or "–")
        )  # fmt: skip
    count, closed, late = review.actions
    told = say("review.actions", count=count, closed=closed, late=late)
    return (*((Bullets(tuple(items)),) if items else ()), Paragraph(told))


def _unknown(review: Review, speech: Speech) -> tuple[Block, ...]:
    say = speech.say
    items = tuple(
        say("review.settled", text=one.text, after=_said(one.settled.at - one.mark.at, speech),
            note=one.note or "–")
        if one.settled is not None
        else say("review.still_unknown", text=one.text)
        for one in review.uncertainties
    )  # fmt: skip
    return (Bullets(items),) if items else (Paragraph(say("review.no_unknown")),)


def _wrong(review: Review, speech: Speech) -> tuple[Block, ...]:
    """What was believed or done and should not have been."""
    say = speech.say
    items = [
        say("review.withdrawn", event=say_event(speech, noted.event), entry=noted.entry,
            reason=withdrawal.reason)
        for noted, withdrawal in review.withdrawn
    ]  # fmt: skip
    items += [say("review.corrected", version=version) for version in review.corrected]
    if review.refusals:
        items.append(say("review.refusals", count=review.refusals))
    return (Bullets(tuple(items)),) if items else (Paragraph(say("review.nothing_wrong")),)


def _lessons(speech: Speech) -> tuple[Block, ...]:
    headings = tuple(speech.say(f"review.{key}") for key in ("lesson", "action", "owner", "until"))
    blank = ((" \n ", "", "", ""),) * BLANK_ROWS
    return (
        Paragraph(speech.say("review.lessons_told")),
        Table("", headings, blank, (3.0, 3.0, 1.4, 1.2)),
    )
