"""The call tree and the directory on paper: to tick off with a pencil."""

from datetime import datetime

from endigue.communication.calls import MINUTES, Call
from endigue.locale.speech import Speech
from endigue.writers.papers.paper import Paper, Paragraph, Part, Table
from endigue.writers.papers.print import paper_print

BOX = "☐"
DEEPEST = 12
"""Steps that are shown by their indent."""


def call_documents(
    calls: tuple[Call, ...], organisation: str, at: datetime, speech: Speech
) -> dict[str, bytes]:
    """The PDF of the call tree."""
    return {"calls.pdf": paper_print(calls_paper(calls, organisation, at, speech))}


def calls_paper(calls: tuple[Call, ...], organisation: str, at: datetime, speech: Speech) -> Paper:
    """Everybody after who calls them, each with their telephone and a box to tick."""
    say = speech.say
    last = max((call.reached for call in calls), default=0.0)
    tree = Table(
        caption="",
        headings=tuple(say(f"calls.{key}") for key in ("who", "telephone", "role", "calls",
                                                       "reached", "done")),
        rows=tuple(_row(call, speech) for call in calls),
        weights=(3.0, 1.8, 2.0, 2.6, 1.0, 1.2),
    )  # fmt: skip
    directory = Table(
        caption="",
        headings=tuple(say(f"calls.{key}") for key in ("who", "telephone", "role")),
        rows=tuple(
            (one.name, one.telephone, one.role or "–")
            for one in sorted((call.contact for call in calls), key=lambda c: c.name.casefold())
        ),
        weights=(2.0, 2.0, 2.0),
    )
    told = say(
        "calls.told", count=len(calls), minutes=speech.number(last), each=speech.number(MINUTES)
    )
    return Paper(
        language=speech.language,
        title=say("calls.title"),
        organisation=organisation,
        moment=speech.moment(at),
        at=at,
        marks=("TLP:AMBER",),
        parts=(
            Part(say("calls.tree"), (Paragraph(told), Paragraph(say("calls.rule")), tree)),
            Part(say("calls.directory"), (directory,)),
        ),
        foot=say("calls.foot"),
    )


def _row(call: Call, speech: Speech) -> tuple[str, ...]:
    deep = min(call.depth, DEEPEST)
    indent = "\u00a0\u00a0\u00a0" * (deep - 1) + "└ " if deep else ""
    return (
        indent + call.contact.name,
        call.contact.telephone,
        call.contact.role or "–",
        ", ".join(call.calls) or "–",
        speech.say("calls.minutes", minutes=speech.number(call.reached)),
        f"{BOX} ....",
    )
