import csv
import io

import pytest
from tests.crisis_chronicle import entries, profile

from endigue.communication.facts import EventRecorded
from endigue.desk.case import fold
from endigue.desk.notices import notice_of, register_of_case
from endigue.journal.chain import extend
from endigue.journal.entry import Draft, Head
from endigue.kernel.instant import parse_instant
from endigue.locale.speech import Speech
from endigue.readers.rulebook import load_rulebook
from endigue.writers.notices.documents import notice_documents, register_documents
from endigue.writers.notices.notice_paper import notice_paper

AT = parse_instant("2026-03-10T09:00:00+01:00")
BOOK = load_rulebook()


def ledger(*more: EventRecorded):  # type: ignore[no-untyped-def]
    last = entries()[-1]
    added = extend(Head(last.sequence, last.hash), [Draft(f, AT, "k") for f in more], AT)
    return fold((*entries(), *added))


@pytest.mark.parametrize("sheet", ["gdpr", "complaint", "insurer"])
def test_a_notice_is_printed_the_same_each_time(sheet: str) -> None:
    notice = notice_of(ledger(), profile(), BOOK, sheet, "mutual", AT)
    made = notice_documents(notice, BOOK, "EUR", Speech("fr"))
    assert made == notice_documents(notice, BOOK, "EUR", Speech("fr"))
    assert made[f"notice-{sheet}.pdf"].startswith(b"%PDF-")


def test_a_complaint_has_its_annexes_with_their_hashes() -> None:
    notice = notice_of(ledger(), profile(), BOOK, "complaint", "mutual", AT)
    paper = notice_paper(notice, BOOK, "EUR", Speech("en"))
    (table,) = paper.parts[-1].blocks
    assert table.rows[0] == ("The logbook, head of the chain", notice.head.hash)


def test_amounts_and_estimates_are_told_as_such() -> None:
    insurer = notice_of(ledger(), profile(), BOOK, "insurer", "mutual", AT)
    rows = {
        row[0]: row
        for row in notice_paper(insurer, BOOK, "EUR", Speech("en")).parts[0].blocks[-1].rows
    }
    assert rows["Advice and remediation"][1] == "€231,400"
    assert rows["Revenue forgone"][1] == "€95,000 (estimate)"


def test_the_register_is_inert_for_a_spreadsheet() -> None:
    hostile = ledger(
        EventRecorded("breach-nature", "", '=HYPERLINK("http://x","y")'),
        EventRecorded("breach-measures", "", '\u202eevil, "quoted"\nline'),
    )
    made = register_documents(register_of_case(hostile, profile(), AT), Speech("fr"))
    text = made["register-of-breaches.csv"].decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == 4
    assert rows[0]["nature"].startswith("'=")
    assert "\u202e" not in text
    assert rows[0]["people"] == "~1000000"
    assert made["register-of-breaches.pdf"].startswith(b"%PDF-")
