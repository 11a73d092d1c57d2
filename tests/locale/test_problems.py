"""Problems as people read them."""

import pytest

from endigue.desk.refusal import Refusal
from endigue.locale.problems import say_problem, say_refusal, whole_sentence
from endigue.locale.sentences.organisation import SENTENCES
from endigue.locale.speech import Speech
from endigue.organisation.problems import Problem

ZONE = Problem(
    "assets.csv", 12, "zone", "organisation.unknown_zone", {"found": "dmzz", "nearest": "dmz"}, 4
)


def test_a_problem_is_said_after_its_place_with_what_was_meant() -> None:
    assert say_problem(Speech("en"), ZONE) == (
        "assets.csv, line 12, column zone: 'dmzz' is no zone. Did you mean 'dmz'?"
    )


def test_french_says_it_in_french() -> None:
    assert say_problem(Speech("fr"), ZONE) == (
        "assets.csv, ligne 12, colonne zone\u00a0: «\u00a0dmzz\u00a0» n’est pas une zone. "
        "Vouliez-vous dire «\u00a0dmz\u00a0»\u202f?"
    )


@pytest.mark.parametrize(
    ("file", "line", "column", "place"),
    [
        ("zones.csv", 0, "", "zones.csv: "),
        ("zones.csv", 3, "", "zones.csv, line 3: "),
        ("zones.parquet", 3, "", "zones.parquet, row 3: "),
        ("zones.parquet", 3, "tier", "zones.parquet, row 3, column tier: "),
        ("zones.parquet", 0, "tier", "zones.parquet, column tier: "),
        ("operations.toml", 3, "needs.all", "operations.toml, line 3, key needs.all: "),
    ],
)
def test_the_place_has_what_is_known_of_it(file: str, line: int, column: str, place: str) -> None:
    problem = Problem(file, line, column, "organisation.file_empty")
    assert say_problem(Speech("en"), problem) == (place + SENTENCES["organisation.file_empty"])


def test_a_refusal_with_a_place_is_said_as_its_problem() -> None:
    refusal = Refusal(ZONE.code, **ZONE.flat())
    assert say_refusal(Speech("en"), refusal) == say_problem(Speech("en"), ZONE)


def test_a_refusal_without_a_place_is_its_sentence() -> None:
    refusal = Refusal("organisation.folder_missing", folder="here")
    assert say_refusal(Speech("en"), refusal).startswith("There is no folder here")


def test_a_refusal_says_a_kind_of_link_in_words() -> None:
    names = {"levers": "isolate-srv-1", "source": "pc-1", "target": "srv-1", "count": 2}
    refusal = Refusal("eradication.lift_opens", link="AdminTo", **names)
    assert "pc-1 administers srv-1" in say_refusal(Speech("en"), refusal)
    assert "pc-1 administre srv-1" in say_refusal(Speech("fr"), refusal)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("you have no such passkey", "You have no such passkey."),
        ("l’entrée est vide : écrivez", "L’entrée est vide : écrivez."),
        ("/tmp/x cannot be read.", "/tmp/x cannot be read."),
        ("srv-app1 is no asset", "srv-app1 is no asset."),
        ("PC-1 ?", "PC-1 ?"),
    ],
)
def test_a_refusal_that_stands_alone_is_a_whole_sentence(said: str, sentence: str) -> None:
    assert whole_sentence(said) == sentence
