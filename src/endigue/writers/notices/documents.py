"""Notices and the register as documents, by file name."""

from endigue.communication.rulebook import Rulebook
from endigue.desk.notices import Notice, Register
from endigue.locale.speech import Speech
from endigue.writers.notices.notice_paper import notice_paper
from endigue.writers.notices.register import register_csv, register_paper
from endigue.writers.papers.print import paper_print


def notice_documents(
    notice: Notice, rulebook: Rulebook, currency: str, speech: Speech
) -> dict[str, bytes]:
    """The PDF of a notice."""
    paper = notice_paper(notice, rulebook, currency, speech)
    return {f"notice-{notice.sheet}.pdf": paper_print(paper)}


def register_documents(register: Register, speech: Speech) -> dict[str, bytes]:
    """The register as CSV and PDF."""
    return {
        "register-of-breaches.csv": register_csv(register),
        "register-of-breaches.pdf": paper_print(register_paper(register, speech)),
    }
