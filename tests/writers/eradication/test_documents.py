import csv
from io import StringIO
from xml.etree import ElementTree as ET

import pytest

from clean_house import minute, seen, small
from endigue.eradication import facts
from endigue.eradication.board import board
from endigue.eradication.checks import Checks
from endigue.eradication.ground import Ground
from endigue.eradication.line.forecast import LineProblem, line_forecast
from endigue.eradication.line.tally import tally
from endigue.locale.speech import Speech
from endigue.writers.eradication.documents import board_documents, line_documents

SMALL = small()
GROUND = Ground(SMALL)
VIEW = seen(
    (0, facts.LabelsIssued(1, ("pc-1", "pc-2"))),
    (1, facts.AssetsFoundBad(("pc-1",), '=cmd|"x"')),
    (2, facts.StationPassed("in", ("pc-1", "pc-2"), "Bob")),
    (130, facts.StationPassed("scan", ("pc-2",), "Bob")),
)
BOARD = board(VIEW, GROUND, Checks({}), minute(200))


def rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(content.decode("utf-8-sig"))))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_board_is_drawn_with_a_number_for_every_part(language: str) -> None:
    documents = board_documents(SMALL, BOARD, Speech(language))
    picture = ET.fromstring(documents["board.svg"])
    words = [node.text for node in picture.iter() if node.tag.endswith("text")]
    assert "2" in words
    assert Speech(language).say("eradication.state_isolated") in words


def test_what_people_wrote_is_no_formula(language: str = "en") -> None:
    table = rows(board_documents(SMALL, BOARD, Speech(language))["board.csv"])
    assert table[0][0] == "asset"
    assert not any(cell.startswith("=") for row in table for cell in row)
    assert {row[0]: row[1] for row in table[1:]} == {"pc-1": "isolated", "pc-2": "isolated"}


def test_the_line_is_drawn_and_counted() -> None:
    counted = tally(VIEW, BOARD, minute(200))
    forecast = line_forecast(LineProblem(0, 2, 0, 0, 0.0, 1, 5.0, 1, 30.0, 1, 1.0), seed=1)
    documents = line_documents(counted, forecast, Speech("en"))
    assert set(documents) == {
        "line_hours.svg", "line_ending.svg", "line_hours.csv", "line_machines.csv",
    }  # fmt: skip
    for name in ("line_hours.svg", "line_ending.svg"):
        assert ET.fromstring(documents[name]).tag.endswith("svg")
    table = rows(documents["line_hours.csv"])
    assert [sum(int(row[place]) for row in table[1:]) for place in (1, 2)] == [2, 1]
    assert len(table) == 1 + len(counted.hours) == 4


def test_without_a_machine_left_no_end_is_drawn() -> None:
    empty = tally(seen(), board(seen(), GROUND, Checks({}), minute(1)), minute(1))
    assert "line_ending.svg" not in line_documents(empty, None, Speech("fr"))
