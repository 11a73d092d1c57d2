from string import Formatter

import pytest

from endigue.communication.facts import EventRecorded
from endigue.communication.note_facts import NoteWritten
from endigue.console.story import UNKNOWN, say_line, told, word
from endigue.desk.catalogue import CATALOGUE
from endigue.journal.fact import fact_name
from endigue.locale.sentences import sentences
from endigue.locale.speech import LANGUAGES, Speech


@pytest.mark.parametrize("kind", CATALOGUE, ids=fact_name)
def test_every_fact_has_a_line_whose_fields_it_has(kind: type) -> None:
    code = f"console.fact.{fact_name(kind)}"
    assert code in sentences(), "give it a line in locale/sentences/console_story.py"
    wanted = {name for _, name, _, _ in Formatter().parse(sentences()[code]) if name}
    extra = {
        "evidence.compromise_assessed": {"suspects", "likely"},
        "continuity.assessed": {"running", "by_hand", "stopped"},
        "restoration.planned": {"assets", "hours"},
        "restoration.presence_changed": {"crew", "people"},
    }
    assert wanted <= set(kind.__struct_fields__) | extra.get(fact_name(kind), set())


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_event_is_said_by_its_meaning_with_its_value(language: str) -> None:
    speech = Speech(language)
    fact = EventRecorded("clients-affected", value=1200, note="first count")
    said = say_line(told(fact), speech, str)
    assert "1200" in said
    assert "first count" in said
    assert speech.say("communication.event_clients_affected") in said


def test_braces_that_somebody_typed_are_just_text() -> None:
    line = told(NoteWritten("{text} {0.__class__} %s"))
    assert say_line(line, Speech("en"), str) == "{text} {0.__class__} %s"
    assert line.verified is False


def test_a_fact_of_a_newer_version_is_said_to_be_there() -> None:
    assert told(None).code == UNKNOWN
    assert say_line(told(None), Speech("fr"), str)


def test_a_word_that_is_not_known_is_left_as_it_is() -> None:
    assert word(Speech("en"), "role", "logbook-keeper") == "logbook keeper"
    assert word(Speech("en"), "role", "cook_of_the_house") == "cook of the house"
