from datetime import timedelta

import pytest
from tests.crisis_chronicle import entries, profile

from endigue.desk.case import as_known_at
from endigue.desk.cell import current_situation
from endigue.kernel.instant import parse_instant
from endigue.locale.speech import Speech
from endigue.readers.rulebook import load_rulebook
from endigue.writers.papers.documents import handover_documents, wall_documents
from endigue.writers.papers.shift import handover_paper, wall_paper

AT = parse_instant("2026-02-07T10:08:00+01:00")
LEDGER = as_known_at(entries(), AT)
SITUATION = current_situation(LEDGER, profile(), load_rulebook(), AT, "", None, timedelta(days=366))
PEOPLE = ("historien", "Historien", "Second historien", "rien à signaler")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_papers_of_a_shift_are_printed_the_same_each_time(language: str) -> None:
    speech, roles = Speech(language), LEDGER.communication.roles
    for _ in range(2):
        wall = wall_documents(SITUATION, profile(), LEDGER.head, speech)
        handover = handover_documents(SITUATION, profile(), roles, PEOPLE, LEDGER.head, speech)
        assert wall["wall.pdf"][:5] == handover["handover.pdf"][:5] == b"%PDF-"
    assert wall == wall_documents(SITUATION, profile(), LEDGER.head, speech)


def test_the_wall_shows_every_clock_that_runs() -> None:
    paper = wall_paper(SITUATION, profile(), LEDGER.head, Speech("en"))
    assert (paper.sheet, paper.landscape) == ("a3", True)
    (table,) = paper.parts[1].blocks
    duties = {(row[0], row[1]) for row in table.rows}
    assert ("Mutuelle des Rivages", "DORA intermediate report") in duties
    assert ("Rivages Prévoyance", "DORA intermediate report") in duties


def test_a_handover_says_who_comes_and_who_holds_which_role() -> None:
    roles = LEDGER.communication.roles
    paper = handover_paper(SITUATION, profile(), roles, PEOPLE, LEDGER.head, Speech("fr"))
    (said,) = paper.parts[0].blocks
    assert "Second historien" in said.text and "rien à signaler" in said.text
    (who,) = paper.parts[-1].blocks
    assert ("Directrice générale", "strategic") in who.rows
