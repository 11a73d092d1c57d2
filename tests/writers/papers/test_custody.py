import csv
import io
from datetime import UTC, datetime

import pypdfium2

from endigue.communication.cell import Mark
from endigue.communication.custody import Exhibit
from endigue.communication.custody_facts import ExhibitChecked, ExhibitHandedOver, ExhibitTaken
from endigue.desk.custody import EvidenceRegister
from endigue.journal.entry import Head
from endigue.locale.speech import Speech
from endigue.writers.papers.custody import COLUMNS, custody_csv, custody_documents, custody_paper

AT = datetime(2026, 2, 7, 9, tzinfo=UTC)
HEAD = Head(9, "c" * 64)
MARK = Mark(3, "Keeper", AT)
DISK = Exhibit(
    MARK,
    ExhibitTaken(1, "image of srv-1", "disk", "Expert", "server room", "SN-9", "a" * 64, 512),
    ((Mark(4, "Keeper", AT), ExhibitHandedOver(1, "Expert", "Police", "complaint")),),
    ((Mark(5, "Keeper", AT), ExhibitChecked(1, "b" * 64, False)),),
)


def test_every_hand_stands_in_the_table_and_on_paper() -> None:
    register = EvidenceRegister("G", AT, HEAD, (DISK,))
    rows = list(csv.DictReader(io.StringIO(custody_csv(register).decode("utf-8-sig"))))
    assert tuple(rows[0]) == COLUMNS
    assert [(row["step"], row["giver"], row["receiver"]) for row in rows] == [
        ("taken", "", "Expert"),
        ("handed over", "Expert", "Police"),
        ("ALTERED", "", ""),
    ]
    files = custody_documents(register, Speech("fr"))
    document = pypdfium2.PdfDocument(files["evidence-register.pdf"])
    text = " ".join(page.get_textpage().get_text_range() for page in document)
    for said in ("ALTÉRÉE", "Police", "SN-9", "a" * 20, "server room"):
        assert said in text.replace("\r\n", "")
    assert files == custody_documents(register, Speech("fr"))


def test_an_empty_register_says_so() -> None:
    paper = custody_paper(EvidenceRegister("G", AT, HEAD, ()), Speech("en"))
    assert paper.parts[0].blocks[0].text == "Nothing has been taken as evidence."


def test_hostile_words_are_inert_for_a_spreadsheet() -> None:
    words = "=cmd|'/c calc'!A1\u202e"
    hostile = Exhibit(
        Mark(1, words, AT), ExhibitTaken(1, words, "file", words, words, words, "", None, words),
        ((Mark(2, words, AT), ExhibitHandedOver(1, words, words, words, words, words)),),
    )  # fmt: skip
    text = custody_csv(EvidenceRegister("G", AT, HEAD, (hostile,))).decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert not any(cell.startswith("=") for cell in cells)
    assert "\u202e" not in text
