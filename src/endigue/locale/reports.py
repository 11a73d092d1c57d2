"""Reports to authorities as people read them."""

from collections.abc import Sequence

from endigue.communication.report import FieldAnswer
from endigue.communication.report_checks import Check
from endigue.communication.report_fields import ReportField, Stage
from endigue.locale.duties import say_event
from endigue.locale.speech import Speech

PROFILE = "profile:"


def say_stage(speech: Speech, stage: Stage) -> str:
    """The name of the report."""
    return speech.say(f"communication.stage_{stage}")


def say_part(speech: Speech, part: str) -> str:
    """The name of a part of the template, by the first figure of its fields."""
    return speech.say(f"communication.part_{part}")


def say_field(speech: Speech, field: ReportField) -> str:
    """The name of a field."""
    return speech.say(f"communication.field_{field.id.replace('.', '_')}")


def say_source(speech: Speech, source: str) -> str:
    """What has to be recorded or filled in."""
    if source.startswith(PROFILE):
        return speech.say("communication.profile_key", key=source.removeprefix(PROFILE))
    return f"{source} ({say_event(speech, source)})"


def say_sources(speech: Speech, sources: Sequence[str]) -> str:
    """Several of them."""
    return speech.listed([say_source(speech, source) for source in sources])


def say_lack(speech: Speech, field: ReportField, answer: FieldAnswer) -> str:
    """What a field lacks, in plain words."""
    code = "field_undecided" if answer.state == "undecided" else "field_missing"
    return speech.say(
        f"communication.{code}",
        id=field.id,
        name=say_field(speech, field),
        sources=say_sources(speech, answer.missing),
    )


def say_check(speech: Speech, check: Check) -> str:
    """What contradicts itself."""
    return speech.say(check.code, fields=", ".join(check.fields), **check.arguments)
