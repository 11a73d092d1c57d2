import msgspec
import pytest

from endigue.desk.briefing import Briefing
from endigue.locale.speech import Speech
from endigue.writers.briefing.blocks import SYMBOLS, Table
from endigue.writers.briefing.companies import companies
from endigue.writers.briefing.words import Words


def table(briefing: Briefing, language: str) -> Table | None:
    blocks = companies(Words(Speech(language), briefing))
    return next((block for block in blocks if isinstance(block, Table)), None)


@pytest.mark.parametrize(
    ("language", "infected", "untouched"),
    [("en", "infected", "untouched"), ("fr", "compromise", "épargnée")],
)
def test_a_state_is_a_sign_and_a_word(
    sample: Briefing, language: str, infected: str, untouched: str
) -> None:
    found = table(sample, language)
    assert found is not None
    cells = {row[0].text: row[1:] for row in found.rows}
    mutual, care = cells["Mutuelle des Rives"], cells["Rives Centres de soins"]
    assert [(cell.text, SYMBOLS[cell.tone]) for cell in mutual] == [(infected, "✗")] * 3
    assert [SYMBOLS[cell.tone] for cell in care] == ["▲", "✓", "✓"]
    assert care[1].text == untouched


def test_what_it_is_reached_through_is_named(sample: Briefing) -> None:
    found = table(sample, "en")
    assert found is not None
    care = next(row for row in found.rows if row[0].text == "Rives Centres de soins")
    assert care[1].notes[0] == "from Mutuelle des Rives, by SRV-DC1 → trust-care (is trusted by)"


def test_one_company_alone_needs_no_table(sample: Briefing) -> None:
    assert table(msgspec.structs.replace(sample, companies=sample.companies[:1]), "en") is None


def test_an_option_that_does_the_same_is_one_column(sample: Briefing) -> None:
    plan = msgspec.structs.replace(sample.options[3], also=("do_nothing",))
    briefing = msgspec.structs.replace(sample, options=(plan, sample.options[5]))
    found = table(briefing, "en")
    assert found is not None
    headings = [column.heading for column in found.columns]
    assert headings == ["Company", "The balanced plan", "Pull the plug"]
