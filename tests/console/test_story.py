from pathlib import Path
from string import Formatter

import pytest

from endigue.communication.facts import EventRecorded, PageDelivered
from endigue.communication.note_facts import NoteWritten
from endigue.communication.notice_facts import NoticeReviewed
from endigue.console.story import UNKNOWN, say_line, told, word
from endigue.continuity.handwork.facts import FormsIssued
from endigue.desk.catalogue import CATALOGUE
from endigue.eradication.core.eviction import eviction
from endigue.eradication.facts import AssetsFoundBad, CheckMade, EvictionStepDone, StationPassed
from endigue.eradication.ground import Ground
from endigue.journal.fact import Fact, fact_name
from endigue.kernel.money import Cents
from endigue.locale.sentences import sentences
from endigue.locale.speech import LANGUAGES, Speech
from endigue.readers.organisation_folder import read_organisation
from endigue.restoration.facts import WhatIfAnswered

EXAMPLE = Path(__file__).parents[2] / "examples" / "mutual"


@pytest.mark.parametrize("kind", CATALOGUE, ids=fact_name)
def test_every_fact_has_a_line_whose_fields_it_has(kind: type[Fact]) -> None:
    code = f"console.fact.{fact_name(kind)}"
    assert code in sentences(), "give it a line in locale/sentences/console_story.py"
    wanted = {name for _, name, _, _ in Formatter().parse(sentences()[code]) if name}
    extra = {
        "evidence.compromise_assessed": {"suspects", "likely"},
        "continuity.assessed": {"running", "by_hand", "stopped"},
        "restoration.planned": {"assets", "hours"},
        "restoration.presence_changed": {"crew", "people"},
        "containment.change_requested": {"lever", "component"},
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


def said(fact: Fact, language: str = "fr") -> str:
    titles = {"form": {"call-sheet": "Fiche d’appel"}, "check": {"hunt": "Recherche de traces"}}
    names = {"telephone": "Téléphone"}
    return say_line(told(fact), Speech(language), lambda one: names.get(one, one), titles)


def test_a_form_a_check_and_a_desk_are_called_by_their_names() -> None:
    issued = said(FormsIssued("call-sheet", 1, "telephone", 1, 40))
    assert ("Fiche d’appel" in issued, "Téléphone" in issued) == (True, True)
    made = said(CheckMade(("a", "b"), "hunt", passed=True, person="Ana"))
    assert made.startswith("Contrôle réussi\u00a0: Recherche de traces")


@pytest.mark.parametrize(
    ("fact", "code", "words"),
    [
        (AssetsFoundBad(("a",), "containment"), "containment", "d’après le plan d’endiguement"),
        (AssetsFoundBad(("a",), "vu par l’équipe"), "(containment)", "vu par l’équipe"),
        (StationPassed("in", ("a",), "Ana"), "station", "apporté"),
        (NoticeReviewed("staff", 1, ""), "staff", "Personnel"),
        (
            EvictionStepDone("krbtgt-1:telephone", "Ana"),
            "krbtgt-1",
            "krbtgt dans Téléphone",
        ),
        (PageDelivered(1, "", "/srv/cases/night/public", 3, 0), "/srv", "public"),
    ],
)
def test_no_code_stands_where_a_word_is_known(fact: Fact, code: str, words: str) -> None:
    assert words in said(fact)
    assert code not in said(fact)


def test_what_was_supposed_of_the_rebuild_is_said_as_the_page_says_it() -> None:
    answer = WhatIfAnswered("", "lend system 2", 1, Cents(0), Cents(0), Cents(0), Cents(0), {})
    assert said(answer, "en").endswith("If 2 more were lent for systems")


def test_every_step_of_an_eviction_is_said_in_words() -> None:
    organisation = read_organisation(str(EXAMPLE)).organisation
    steps = eviction(organisation, Ground(organisation))
    assert len({step.kind for step in steps}) > 8
    for step in steps:
        assert step.id not in said(EvictionStepDone(step.id, "Ana"), "en")
