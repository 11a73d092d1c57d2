from datetime import UTC, datetime

import pypdfium2

from endigue.communication.calls import call_tree
from endigue.continuity.degraded import Contact
from endigue.locale.speech import Speech
from endigue.writers.papers.calls import call_documents, calls_paper

AT = datetime(2026, 2, 7, 9, tzinfo=UTC)
TREE = call_tree(
    [
        Contact("Head", "01 00", "director"),
        Contact("Press", "01 01", "communication", "", "Head"),
        Contact("=x\u202e#panic()", "01 02", "", "", "Press"),
    ]
)


def test_everybody_stands_below_who_calls_them_with_a_box_to_tick() -> None:
    paper = calls_paper(TREE, "G", AT, Speech("en"))
    table = paper.parts[0].blocks[-1]
    assert [row[0].strip("\u00a0└ ") for row in table.rows] == [c.contact.name for c in TREE]
    assert [row[0].count("\u00a0") for row in table.rows] == [0, 0, 3]
    assert all("☐" in row[-1] for row in table.rows)
    assert "6 minutes at best" in paper.parts[0].blocks[0].text


def test_the_print_carries_every_number_and_hostile_names_do_nothing() -> None:
    files = call_documents(TREE, "G", AT, Speech("fr"))
    document = pypdfium2.PdfDocument(files["calls.pdf"])
    text = " ".join(page.get_textpage().get_text_range() for page in document)
    assert all(number in text for number in ("01 00", "01 01", "01 02"))
    assert "#panic()" in text and "\u202e" not in text
