import csv
import io
from dataclasses import replace

import msgspec
import pypdfium2
import pytest
from tests.crisis_chronicle import entries, profile

from endigue.desk.review import Foretold, Moment, review_of
from endigue.kernel.instant import parse_instant
from endigue.locale.speech import Speech
from endigue.readers.rulebook import load_rulebook
from endigue.writers.papers.review import COLUMNS, review_documents, review_paper, timeline_csv

AT = parse_instant("2026-03-10T09:00:00+01:00")
BOOK = load_rulebook()
NAMES = {"telephone": "Plateforme téléphonique"}
REVIEW = review_of(entries(), profile(), BOOK, AT, NAMES)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_print_carries_the_facts(language: str) -> None:
    speech = Speech(language)
    files = review_documents(REVIEW, NAMES, profile(), BOOK, speech)
    document = pypdfium2.PdfDocument(files["review.pdf"])
    text = " ".join(page.get_textpage().get_text_range() for page in document)
    text = " ".join(text.split())
    for said in ("messagerie sert aux prises en charge", "Plateforme téléphonique",
                 REVIEW.head.hash[:16], speech.say("review.lessons_told")[:30]):  # fmt: skip
        assert said in text
    assert files == review_documents(REVIEW, NAMES, profile(), BOOK, speech)


def test_each_question_has_its_part_and_an_empty_one_says_so() -> None:
    paper = review_paper(REVIEW, NAMES, profile(), BOOK, Speech("en"))
    assert [part.title for part in paper.parts] == [
        "How long it took", "Timeline", "Causes", "Forecast and actual",
        "Limits of the law, kept and not kept", "Decisions and actions",
        "What was not known, and for how long", "What was believed or attempted wrongly",
        "Costs and losses by head", "Lessons",
    ]  # fmt: skip
    bare = replace(
        REVIEW, moments=(), causes=(), foretold=(), clocks=(), costs=(), decisions=(),
        uncertainties=(), withdrawn=(), corrected=(), refusals=0,
    )  # fmt: skip
    assert all(part.blocks for part in review_paper(bare, {}, profile(), BOOK, Speech("fr")).parts)


def test_how_many_kept_the_promise_is_counted() -> None:
    kept = Foretold("telephone", AT, AT, AT, AT)
    late = Foretold("other", AT, AT, None, parse_instant("2026-03-11T09:00:00+01:00"))
    paper = review_paper(
        replace(REVIEW, foretold=(kept, late)), NAMES, profile(), BOOK, Speech("en")
    )
    said = msgspec.json.encode(paper.parts[3]).decode()
    assert "1 of 2 operations" in said and "LATER" in said


def test_a_timeline_with_hostile_words_is_inert_for_a_spreadsheet() -> None:
    words = "=1+1\u202e"
    moment = Moment(AT, 3, "decision", words, words, words, words)
    text = timeline_csv(replace(REVIEW, moments=(moment,))).decode("utf-8-sig")
    header, row = csv.reader(io.StringIO(text))
    assert tuple(header) == COLUMNS
    assert not any(cell.startswith("=") for cell in row) and "\u202e" not in text
