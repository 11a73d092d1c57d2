import pypdfium2

from endigue.writers.kit.typeset import typeset

DOCUMENT = {
    "language": "en", "title": "T", "organisation": "#panic()", "headings": ["a", "b", "c", "d"],
    "parts": [{"title": "$x$", "blocks": [{"type": "text", "text": '#read("/etc/passwd")'}]}],
}  # fmt: skip


def test_words_are_never_read_as_markup_and_the_bytes_are_the_same() -> None:
    pdf = typeset("kit_sheets.typ", DOCUMENT)
    assert pdf == typeset("kit_sheets.typ", DOCUMENT)
    document = pypdfium2.PdfDocument(pdf)
    text = document[0].get_textpage().get_text_bounded()
    document.close()
    for word in ("#panic()", "$x$", "#read"):
        assert word in text
