"""The register of decisions as a table for spreadsheets and as paper."""

import csv
import io
from collections.abc import Iterable
from datetime import datetime

from endigue.communication.cell import Decision
from endigue.communication.cell_facts import Option
from endigue.communication.profile import Profile
from endigue.journal.entry import Head
from endigue.kernel.instant import format_instant
from endigue.kernel.money import Cents, format_money
from endigue.locale.speech import Speech
from endigue.writers.inert import inert_cell
from endigue.writers.papers.paper import Paper, Part, Table

COLUMNS = (
    "entry", "asked_at", "asked_by", "question", "elements", "options", "option", "decided_by",
    "decided_at", "reason", "dissent", "review_at",
)  # fmt: skip
WEIGHTS = (0.6, 2.6, 3.2, 1.8, 1.8, 1.6, 1.2)


def decisions_csv(decisions: Iterable[Decision]) -> bytes:
    """UTF-8 with a mark for spreadsheets; text of others is never a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for one in decisions:
        writer.writerow([inert_cell(cell) for cell in _plain(one)])
    return out.getvalue().encode("utf-8-sig")


def _plain(one: Decision) -> tuple[str, ...]:
    options = "; ".join(_option_plain(option) for option in one.fact.options)
    asked = (
        str(one.mark.entry), format_instant(one.mark.at), one.mark.author, one.fact.question,
        one.fact.elements, options,
    )  # fmt: skip
    if one.taken is None or one.taking is None:
        return (*asked, "", "", "", "", "", "")
    review = one.taking.review_at
    return (
        *asked, one.taking.option, one.taken.author, format_instant(one.taken.at),
        one.taking.reason, one.taking.dissent, format_instant(review) if review else "",
    )  # fmt: skip


def _option_plain(option: Option) -> str:
    if option.harm is None:
        return f"{option.name}: {option.said}".rstrip(": ")
    return f"{option.name}: {format_money(Cents(option.harm))}, {option.operations_down}"


def decisions_paper(
    decisions: tuple[Decision, ...], profile: Profile, head: Head, at: datetime, speech: Speech
) -> Paper:
    """The register in print, landscape."""
    say = speech.say
    keys = ("entry", "question", "options", "decision", "who", "dissent", "review")
    table = Table(
        caption="",
        headings=tuple(say(f"papers.{key}") for key in keys),
        rows=tuple(_row(one, profile.currency, speech) for one in decisions),
        weights=WEIGHTS,
    )
    return Paper(
        language=speech.language,
        title=say("papers.register"),
        organisation=profile.name,
        moment=speech.moment(at),
        at=at,
        marks=("TLP:AMBER",),
        parts=(Part(say("papers.register_count", count=len(decisions)), (table,)),),
        foot=say("communication.foot", entry=head.sequence, hash=head.hash[:16]),
        landscape=True,
    )


def _row(one: Decision, currency: str, speech: Speech) -> tuple[str, ...]:
    options = "\n".join(_option(option, currency, speech) for option in one.fact.options)
    question = "\n".join(text for text in (one.fact.question, one.fact.elements) if text)
    if one.taken is None or one.taking is None:
        return (str(one.mark.entry), question, options, speech.say("papers.open"), "–", "–", "–")
    taking = one.taking
    return (
        str(one.mark.entry),
        question,
        options,
        "\n".join(text for text in (taking.option, taking.reason) if text),
        f"{one.taken.author}\n{speech.short_moment(one.taken.at)}",
        taking.dissent or "–",
        speech.short_moment(taking.review_at) if taking.review_at else "–",
    )


def _option(option: Option, currency: str, speech: Speech) -> str:
    if option.harm is not None:
        return speech.say(
            "papers.option_harm",
            name=option.name,
            harm=speech.money(Cents(option.harm), currency),
            down=option.operations_down,
        )
    if option.said:
        return speech.say("papers.option_said", name=option.name, said=option.said)
    return option.name
