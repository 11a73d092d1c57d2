"""The documents of a report, by file name."""

from endigue.communication.profile import Company
from endigue.communication.report import Report
from endigue.communication.report_fields import ReportFields
from endigue.journal.entry import Head
from endigue.locale.speech import Speech
from endigue.writers.dora.report_json import report_json
from endigue.writers.dora.report_paper import report_paper
from endigue.writers.papers.print import paper_print


def report_documents(
    report: Report, fields: ReportFields, company: Company, head: Head, speech: Speech
) -> dict[str, bytes]:
    """JSON and PDF. The same report gives the same bytes."""
    stem = f"dora-{report.stage}-{company.id}".rstrip("-")
    paper = report_paper(report, fields, company.name, head, speech)
    return {
        f"{stem}.json": report_json(report, fields, company),
        f"{stem}.pdf": paper_print(paper),
    }
