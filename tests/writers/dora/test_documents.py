import shutil
import subprocess

import pytest
from tests.crisis_chronicle import profile, report

from endigue.journal.entry import Head
from endigue.locale.speech import Speech
from endigue.readers.rulebook import load_rulebook
from endigue.writers.dora.documents import report_documents
from endigue.writers.dora.report_paper import report_paper

FIELDS = load_rulebook().report_fields
HEAD = Head(85, "ab" * 32)


def documents(language: str) -> dict[str, bytes]:
    company = profile().company("mutual")
    return report_documents(report("final"), FIELDS, company, HEAD, Speech(language))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_json_and_print_are_made_and_are_the_same_each_time(language: str) -> None:
    made = documents(language)
    assert set(made) == {"dora-final-mutual.json", "dora-final-mutual.pdf"}
    assert made == documents(language)
    assert made["dora-final-mutual.pdf"].startswith(b"%PDF-1.7")
    assert b"pdfaid:part>2<" in made["dora-final-mutual.pdf"]
    assert b"pdfuaid:part>1<" in made["dora-final-mutual.pdf"]


def test_text_extracted_from_the_print_carries_the_facts() -> None:
    if shutil.which("pdftotext") is None:
        pytest.skip("PDFTOTEXT ABSENT: the print was not read back, so this test proved nothing")
    run = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=documents("fr")["dora-final-mutual.pdf"],
        capture_output=True, check=True,
    )  # fmt: skip
    text = " ".join(run.stdout.decode().replace("\u200b", "").split())
    for fact in ("RIV-2026-001", "998 214", "2026-02-06T18:05:00Z", "25:00:20", "705.4005",
                 "(estimation)", "entrée 85, abababababababab",
                 "969500FICTIVERIVAG01"):  # fmt: skip
        assert fact in text.replace("\u202f", " ").replace("\xa0", " ")


def test_the_paper_says_first_what_is_missing() -> None:
    early = report("intermediate", at="2026-02-09T17:30:00+01:00")
    paper = report_paper(early, FIELDS, "M", HEAD, Speech("en"))
    _, bullets = paper.parts[0].blocks
    assert "3.3" in bullets.items[0] and "services-recovered" in bullets.items[0]
