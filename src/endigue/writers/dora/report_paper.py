"""The report as people read it: what is missing first, then every field that is asked for."""

from datetime import datetime
from decimal import Decimal
from itertools import groupby

from endigue.communication.report import FieldAnswer, Report
from endigue.communication.report_facts import FieldValue
from endigue.communication.report_fields import ReportField, ReportFields
from endigue.journal.entry import Head
from endigue.locale.reports import say_check, say_field, say_lack, say_part, say_stage
from endigue.locale.speech import Speech
from endigue.writers.dora.report_json import duration_text, instant_text, thousands
from endigue.writers.papers.paper import Bullets, Paper, Paragraph, Part, Table

WEIGHTS = (0.6, 3.0, 4.6, 1.1)


def report_paper(
    report: Report, fields: ReportFields, company: str, head: Head, speech: Speech
) -> Paper:
    """The paper of a report."""
    return Paper(
        language=speech.language,
        title=say_stage(speech, report.stage),
        organisation=company,
        moment=speech.moment(report.at),
        at=report.at,
        marks=("TLP:AMBER",),
        parts=(_state(report, fields, speech), *_fields(report, fields, speech)),
        foot=speech.say("communication.foot", entry=head.sequence, hash=head.hash[:16]),
    )


def _state(report: Report, fields: ReportFields, speech: Speech) -> Part:
    lacks = [say_lack(speech, fields[one.id], one) for one in report.lacking]
    checks = [say_check(speech, one) for one in report.checks]
    if not lacks and not checks:
        whole = Paragraph(speech.say("communication.report_whole"))
        return Part(speech.say("communication.report_state"), (whole,))
    blocks = (
        Paragraph(speech.say("communication.report_lacks", count=len(lacks)), notice=True),
        Bullets((*checks, *lacks)),
    )
    return Part(speech.say("communication.report_state"), blocks)


def _fields(report: Report, fields: ReportFields, speech: Speech) -> tuple[Part, ...]:
    shown = [field for field in fields.field if report[field.id].state != "not_required"]
    return tuple(
        Part(say_part(speech, part), (_table(list(group), report, speech),))
        for part, group in groupby(shown, key=lambda field: field.id.split(".")[0])
    )


def _table(fields: list[ReportField], report: Report, speech: Speech) -> Table:
    headings = ("report_field", "report_question", "report_answer", "report_entries")
    return Table(
        caption="",
        headings=tuple(speech.say(f"communication.{one}") for one in headings),
        rows=tuple(_row(field, report[field.id], speech) for field in fields),
        weights=WEIGHTS,
    )


def _row(field: ReportField, answer: FieldAnswer, speech: Speech) -> tuple[str, ...]:
    entries = ", ".join(map(str, answer.entries))
    return (field.id, say_field(speech, field), _said(field, answer, speech), entries)


def _said(field: ReportField, answer: FieldAnswer, speech: Speech) -> str:
    if answer.state != "filled":
        return speech.say("communication.report_missing")
    said = _value(answer.value, field, speech)
    return speech.say("communication.estimate", value=said) if answer.estimated else said


def _value(value: FieldValue, field: ReportField, speech: Speech) -> str:
    if isinstance(value, bool):
        return speech.say("communication.yes" if value else "communication.no")
    if isinstance(value, datetime):
        return f"{instant_text(value)} ({speech.moment(value)})"
    if isinstance(value, Decimal):
        return speech.percent(float(value) / 100, 1)
    if isinstance(value, int):
        return _number(value, field, speech)
    if isinstance(value, tuple):
        return "\n".join(one.replace("_", " ") for one in value)
    return value.replace("_", " ") if value and field.kind == "choice" else str(value)


def _number(value: int, field: ReportField, speech: Speech) -> str:
    if field.kind == "duration":
        return duration_text(value)
    if field.kind == "money":
        amount = thousands(value).normalize()
        return speech.say("communication.in_thousands", amount=f"{amount:f}")
    return speech.number(value)
