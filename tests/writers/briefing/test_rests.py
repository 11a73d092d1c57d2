import msgspec

from endigue.desk.briefing import Briefing
from endigue.locale.speech import Speech
from endigue.writers.briefing.blocks import Bullets
from endigue.writers.briefing.rests import rests
from endigue.writers.briefing.words import Words


def lines(briefing: Briefing, language: str) -> list[str]:
    section = rests(Words(Speech(language), briefing))
    return [
        cell.text for block in section.blocks if isinstance(block, Bullets) for cell in block.items
    ]


def test_what_is_assumed_says_so_and_names_what(sample: Briefing) -> None:
    said = lines(sample, "en")
    assumed = [line for line in said if line.startswith("Assumed")]
    assert len(assumed) == 2
    assert "at least 50% likely" in assumed[0]
    assert "15,012 of the 18,344 links" in assumed[1]
    assert "NetworkReach and AdminTo" in assumed[1]
    assert any("3.1" in line and "25 actions" in line for line in said)
    assert any("(Isolate only what is known) does 1.4 times" in line for line in said)


def test_french_says_as_much(sample: Briefing) -> None:
    french = lines(sample, "fr")
    assert len(french) == len(lines(sample, "en"))
    assert sum(line.startswith("Supposé") for line in french) == 2


def test_no_plan_rests_on_nothing(sample: Briefing) -> None:
    section = rests(Words(Speech("en"), msgspec.structs.replace(sample, rests_on=())))
    assert section.blocks == ()
