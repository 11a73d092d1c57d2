import pytest

from endigue.communication.report import FieldAnswer
from endigue.communication.report_checks import Check
from endigue.communication.report_fields import STAGES
from endigue.locale.reports import (
    say_check,
    say_field,
    say_lack,
    say_part,
    say_source,
    say_stage,
)
from endigue.locale.speech import Speech
from endigue.readers.rulebook import load_rulebook

BOOK = load_rulebook()
BOTH = [Speech("fr"), Speech("en")]


@pytest.mark.parametrize("speech", BOTH, ids=["fr", "en"])
def test_every_stage_part_field_and_question_is_said(speech: Speech) -> None:
    assert len({say_stage(speech, stage) for stage in STAGES}) == len(STAGES)
    for field in BOOK.report_fields.field:
        assert say_field(speech, field)
        assert say_part(speech, field.id.split(".")[0])
    for sheet in BOOK.sheets.sheet:
        assert speech.say(f"communication.sheet_{sheet.name}")
        for question in sheet.question:
            assert speech.say(f"communication.question_{question.id.replace('-', '_')}")


def test_a_field_is_named_in_english_as_the_regulation_names_it() -> None:
    for field in BOOK.report_fields.field:
        assert say_field(Speech("en"), field) == field.name


def test_what_a_field_lacks_names_the_events_to_record() -> None:
    field = BOOK.report_fields["2.2"]
    missing = FieldAnswer("2.2", "missing", missing=("detected",))
    assert "record detected (the incident was detected)" in say_lack(Speech("en"), field, missing)
    undecided = FieldAnswer("2.2", "undecided", missing=("profile:lei",))
    assert "lei in [legal]" in say_lack(Speech("en"), field, undecided)


def test_a_source_is_an_event_or_a_key_of_the_profile() -> None:
    assert say_source(Speech("fr"), "profile:lei").startswith("lei dans [legal]")
    assert say_source(Speech("fr"), "aware").startswith("aware (")


@pytest.mark.parametrize("speech", BOTH, ids=["fr", "en"])
def test_every_check_is_said(speech: Speech) -> None:
    arguments = {
        "check_order": {"before": "a", "after": "b"}, "check_part": {"part": "a", "whole": "b"},
        "check_none": {"event": "a"}, "check_cause": {"cause": "a"}, "check_reference": {},
    }  # fmt: skip
    for code, more in arguments.items():
        assert "4.1" in say_check(speech, Check(f"communication.{code}", ("4.1",), more))
