import msgspec
import pytest

from endigue.desk.briefing import Briefing
from endigue.locale.speech import Speech
from endigue.writers.briefing.duties import duties
from endigue.writers.briefing.words import Words


@pytest.mark.parametrize("language", ["fr", "en"])
def test_clocks_that_run_stand_before_what_waits(sample: Briefing, language: str) -> None:
    section = duties(Words(Speech(language), sample))
    assert ("3" in section.lead) or ("trois" in section.lead)
    aware, running, waiting, _ = section.blocks
    assert "2" in aware.text
    assert len(running.rows) == 3 and len(waiting.rows) == 1
    initial, complaint, management = running.rows
    assert initial[1].text.startswith("Mutuelle fictive")
    assert initial[3].text == "–" and "DORA" in initial[4].text
    assert complaint[3].notes != ()
    at_once = "sans délai" if language == "fr" else "at once"
    assert management[2].text == management[3].text == at_once


def test_a_briefing_without_duties_says_how_to_have_them(sample: Briefing) -> None:
    section = duties(Words(Speech("en"), msgspec.structs.replace(sample, duties=())))
    assert section.blocks == () and "[legal]" in section.lead
