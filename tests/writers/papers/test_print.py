from datetime import UTC, datetime

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
