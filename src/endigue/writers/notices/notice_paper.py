"""A notice on paper: every question with its article, its answer or what is missing."""

from endigue.communication.profile import Person
from endigue.communication.rulebook import Rulebook
from endigue.communication.sheets import SheetAnswer
from endigue.desk.notices import Notice
from endigue.kernel.money import Cents
from endigue.locale.reports import say_source
from endigue.locale.speech import Speech
from endigue.writers.papers.paper import Block, Paper, Paragraph, Part, Table

WEIGHTS = (2.6, 4.6, 1.8, 0.8)


def notice_paper(notice: Notice, rulebook: Rulebook, currency: str, speech: Speech) -> Paper:
    """The paper of a notice."""
    say = speech.say
    headings = ("report_question", "report_answer", "notice_article", "report_entries")
    table = Table(
        caption="",
        headings=tuple(say(f"communication.{one}") for one in headings),
        rows=tuple(_row(one, rulebook, currency, speech) for one in notice.answers),
        weights=WEIGHTS,
    )
    parts = [Part(say("communication.notice_answers"), (*_warning(notice, speech), table))]
    if notice.sheet == "complaint":
        parts.append(_annexes(notice, speech))
    return Paper(
        language=speech.language,
        title=say(f"communication.sheet_{notice.sheet}"),
        organisation=notice.company,
        moment=speech.moment(notice.at),
        at=notice.at,
        marks=("TLP:AMBER",),
        parts=tuple(parts),
        foot=say("communication.foot", entry=notice.head.sequence, hash=notice.head.hash[:16]),
    )


def _warning(notice: Notice, speech: Speech) -> tuple[Block, ...]:
    lacking = [one.event for one in notice.answers if one.missing]
    if not lacking:
        return ()
    said = speech.listed([say_source(speech, one) for one in lacking])
    return (Paragraph(speech.say("communication.notice_lacks", events=said), notice=True),)


def _annexes(notice: Notice, speech: Speech) -> Part:
    head = (speech.say("communication.annex_journal"), notice.head.hash)
    rows = (head, *((annex.name, annex.sha256) for annex in notice.annexes))
    headings = (speech.say("communication.annex"), "SHA-256")
    table = Table("", headings, rows, (1.0, 1.6))
    return Part(speech.say("communication.annexes"), (table,))


def _row(answer: SheetAnswer, rulebook: Rulebook, currency: str, speech: Speech) -> tuple[str, ...]:
    question = speech.say(f"communication.question_{answer.question.replace('-', '_')}")
    entry = str(answer.entry) if answer.entry else ""
    return (question, _said(answer, rulebook, currency, speech), answer.article, entry)


def _said(answer: SheetAnswer, rulebook: Rulebook, currency: str, speech: Speech) -> str:
    if answer.missing:
        return speech.say("communication.report_missing")
    if answer.instant is not None:
        return speech.moment(answer.instant)
    if isinstance(answer.person, Person):
        return "\n".join((answer.person.name, answer.person.email, answer.person.phone))
    said = _value(answer, rulebook, currency, speech)
    return speech.say("communication.estimate", value=said) if answer.estimated else said


def _value(answer: SheetAnswer, rulebook: Rulebook, currency: str, speech: Speech) -> str:
    value = answer.value
    if isinstance(value, bool):
        return speech.say("communication.yes" if value else "communication.no")
    if isinstance(value, tuple):
        return "\n".join(one.replace("_", " ") for one in value)
    if isinstance(value, int):
        if rulebook.kinds[answer.event].value == "money":
            return speech.money(Cents(value), currency)
        return speech.number(value)
    return str(value)
