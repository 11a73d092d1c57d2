from datetime import UTC, datetime

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from endigue.writers.papers.paper import Bullets, Paper, Paragraph, Part, Table
from endigue.writers.papers.print import paper_print

HOSTILE = [
    '#import "x"', "#panic()", "$x^2$", "*bold* _it_ `raw`", "\u202ertl", "<script>", "= heading",
    "[link](x)", "\x1b[0m", '#read("/etc/passwd")', "x" * 500,
]  # fmt: skip


def paper(words: str) -> Paper:
    table = Table(words, (words, "b"), ((words, words),), (1.0, 1.0))
    parts = (Part(words, (table, Paragraph(words, notice=True), Bullets((words,)))),)
    at = datetime(2026, 2, 6, 21, tzinfo=UTC)
    return Paper("fr", words, words, words, at, (words,), parts, words)


@pytest.mark.parametrize("words", HOSTILE)
def test_words_of_others_are_data_and_never_markup(words: str) -> None:
    printed = paper_print(paper(words))
    assert printed.startswith(b"%PDF-")
    assert printed == paper_print(paper(words))


def embedded(pdf: bytes) -> set[bool]:
    """Whether the font of each piece of text is inside the file."""
    found: set[bool] = set()
    for page in pypdfium2.PdfDocument(pdf):
        for piece in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
            font = pdfium.FPDFTextObj_GetFont(piece.raw)
            found.add(pdfium.FPDFFont_GetIsEmbedded(font) == 1)
    return found


def test_every_font_is_inside_and_the_paper_is_for_archives_and_to_be_read_aloud() -> None:
    printed = paper_print(paper("Décidé : « oui » ☐ ◐ ✗ ?"))
    assert embedded(printed) == {True}
    for mark in (b"pdfaid:part>2<", b"pdfaid:conformance>A<", b"pdfuaid:part>1<"):
        assert mark in printed


def test_french_keeps_its_signs_with_their_words() -> None:
    text = pypdfium2.PdfDocument(paper_print(paper("Décidé : oui")))[0].get_textpage()
    assert "Décidé\u00a0: oui" in text.get_text_range()
