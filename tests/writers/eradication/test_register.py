import csv
from collections.abc import Callable
from io import StringIO

import pytest

from clean_house import minute
from endigue.desk.exhibits import Exhibit, Hand
from endigue.journal.entry import Head
from endigue.locale.speech import Speech
from endigue.writers.eradication.register import register_documents

HEAD = Head(9, "cd" * 32)
ONE = Exhibit(
    "0ff1" * 16, ("pc-1",), "disk *1* #x", 1_234_567, "safe 2", "Police", False,
    (Hand(minute(1), "taken", "=Ana", "safe 2"), Hand(minute(2), "differs", "Bob")),
)  # fmt: skip


def made(language: str, *exhibits: Exhibit) -> dict[str, bytes]:
    return register_documents("Mutual", exhibits, HEAD, minute(5), Speech(language))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_piece_is_printed_with_its_hash_and_its_hands(
    language: str, words: Callable[[bytes], list[str]]
) -> None:
    text = " ".join(words(made(language, ONE)["evidence.pdf"])).replace("\u200b", "")
    assert "disk *1* #x" in text and "Police" in text and "safe 2" in text
    assert "0ff1" * 16 in text.replace(" ", "")
    assert Speech(language).say("eradication.hand_differs") in text
    assert Speech(language).say("eradication.register_broken")[:40] in text


def test_the_table_has_a_row_a_hand_and_no_formula() -> None:
    content = made("en", ONE)["evidence.csv"].decode("utf-8-sig")
    rows = list(csv.reader(StringIO(content)))
    assert len(rows) == 3
    assert rows[1][9] == "'=Ana"


def test_without_evidence_the_paper_says_so(words: Callable[[bytes], list[str]]) -> None:
    assert "No evidence was taken" in words(made("en")["evidence.pdf"])[0]
