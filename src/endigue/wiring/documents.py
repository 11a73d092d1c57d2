"""Documents that go out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from io import BytesIO, StringIO
from typing import TYPE_CHECKING

from endigue.locale.speech import Speech
from endigue.wiring.disk import read_text

if TYPE_CHECKING:
    from endigue.communication.calls import Call
    from endigue.communication.cell import Decision
    from endigue.communication.message import Addressee
    from endigue.communication.notice import PeopleNotice, PublicNotice
    from endigue.communication.page import Page
    from endigue.communication.profile import Company, Profile
    from endigue.communication.report import Report
    from endigue.communication.situation import Situation
    from endigue.desk.briefing import Briefing
    from endigue.desk.custody import EvidenceRegister
    from endigue.desk.notices import Notice, Register
    from endigue.desk.plan_export import PlanExport
    from endigue.desk.review import Review
    from endigue.eradication.board import Board
    from endigue.eradication.core.checklist import Tick
    from endigue.eradication.line.forecast import LineForecast
    from endigue.eradication.line.labels import Labels
    from endigue.eradication.line.tally import Tally
    from endigue.journal.entry import Head
    from endigue.organisation.model import Organisation
    from endigue.restoration.review import Review as ReturnsReview
    from endigue.restoration.schedule import Outlook, Schedule


class Documents:
    def briefing(self, briefing: Briefing, language: str) -> dict[str, bytes]:
        from endigue.writers.briefing.documents import documents

        return documents(briefing, language)

    def briefing_text(
        self, briefing: Briefing, language: str, width: int, *, coloured: bool
    ) -> str:
        from rich.console import Console

        from endigue.writers.briefing.text import briefing_text

        out = StringIO()
        console = Console(file=out, width=width, force_terminal=coloured, highlight=False)
        briefing_text(briefing, Speech(language, briefing.time_zone), console)
        return out.getvalue()

    def dora_report(
        self, report: Report, company: Company, head: Head, profile: Profile, language: str
    ) -> dict[str, bytes]:
        from endigue.readers.rulebook import load_rulebook
        from endigue.writers.dora.documents import report_documents

        speech = Speech(language, profile.time_zone)
        return report_documents(report, load_rulebook().report_fields, company, head, speech)

    def notice(self, notice: Notice, profile: Profile, language: str) -> dict[str, bytes]:
        from endigue.readers.rulebook import load_rulebook
        from endigue.writers.notices.documents import notice_documents

        speech = Speech(language, profile.time_zone)
        return notice_documents(notice, load_rulebook(), profile.currency, speech)

    def register(self, register: Register, profile: Profile, language: str) -> dict[str, bytes]:
        from endigue.writers.notices.documents import register_documents

        return register_documents(register, Speech(language, profile.time_zone))

    def audience(self, notice: PublicNotice, *, draft: bool) -> dict[str, bytes]:
        from endigue.writers.notices.audience import audience_documents

        return audience_documents(notice, draft=draft)

    def letters(
        self, notice: PeopleNotice, people: Sequence[Addressee], *, each: bool
    ) -> Iterator[tuple[str, bytes, tuple[Addressee, ...]]]:
        from endigue.writers.notices.letters import letter_files

        return letter_files(notice, people, each=each)

    def letter_count(self, made: Sequence[tuple[str, tuple[Addressee, ...]]]) -> bytes:
        from endigue.writers.notices.letters import letter_count

        return letter_count(made)

    def situation(
        self, situation: Situation, profile: Profile, head: Head, language: str
    ) -> dict[str, bytes]:
        from endigue.readers.rulebook import load_rulebook
        from endigue.writers.papers.documents import situation_documents

        speech = Speech(language, profile.time_zone)
        return situation_documents(situation, profile, load_rulebook(), head, speech)

    def wall(
        self, situation: Situation, profile: Profile, head: Head, language: str
    ) -> dict[str, bytes]:
        from endigue.writers.papers.documents import wall_documents

        return wall_documents(situation, profile, head, Speech(language, profile.time_zone))

    def handover(
        self,
        situation: Situation,
        profile: Profile,
        roles: dict[str, tuple[str, ...]],
        people: tuple[str, str, str, str],
        head: Head,
        language: str,
    ) -> dict[str, bytes]:
        from endigue.writers.papers.documents import handover_documents

        speech = Speech(language, profile.time_zone)
        return handover_documents(situation, profile, roles, people, head, speech)

    def decisions(
        self,
        decisions: tuple[Decision, ...],
        profile: Profile,
        head: Head,
        at: datetime,
        language: str,
    ) -> dict[str, bytes]:
        from endigue.writers.papers.documents import decision_documents

        speech = Speech(language, profile.time_zone)
        return decision_documents(decisions, profile, head, at, speech)

    def custody(
        self, register: EvidenceRegister, profile: Profile, language: str
    ) -> dict[str, bytes]:
        from endigue.writers.papers.custody import custody_documents

        return custody_documents(register, Speech(language, profile.time_zone))

    def calls(
        self, calls: tuple[Call, ...], profile: Profile, at: datetime, language: str
    ) -> dict[str, bytes]:
        from endigue.writers.papers.calls import call_documents

        return call_documents(calls, profile.name, at, Speech(language, profile.time_zone))

    def review(
        self, review: Review, names: Mapping[str, str], profile: Profile, language: str
    ) -> dict[str, bytes]:
        from endigue.readers.rulebook import load_rulebook
        from endigue.writers.papers.review import review_documents

        speech = Speech(language, profile.time_zone)
        return review_documents(review, names, profile, load_rulebook(), speech)

    def status_site(self, page: Page, *, draft: bool) -> dict[str, bytes]:
        from endigue.writers.status.site import status_site

        return status_site(page, draft=draft)

    def objections(self, document: bytes, schema: str | None) -> tuple[str, ...]:
        from endigue.writers.dora.schema import complaints, our_schema

        text = our_schema() if schema is None else read_text(schema)
        return complaints(document, text, schema or "dora_report.schema.json")

    def restoration(
        self,
        organisation: Organisation,
        start: datetime,
        schedule: Schedule,
        outlook: Outlook,
        language: str,
    ) -> dict[str, bytes]:
        from endigue.writers.restoration import restoration_documents

        speech = Speech(language, organisation.time_zone)
        return restoration_documents(organisation, start, schedule, outlook, speech)

    def restoration_review(
        self, organisation: Organisation, start: datetime, found: ReturnsReview, language: str
    ) -> dict[str, bytes]:
        from endigue.writers.restoration import review_documents

        speech = Speech(language, organisation.time_zone)
        return review_documents(organisation, start, found, speech)

    def write_workbook(self, file: str, language: str, organisation: Organisation | None) -> None:
        from endigue.writers.workbook_template import write_template

        write_template(file, language, organisation)

    def plan_export(self, export: PlanExport, form: str, language: str) -> bytes:
        from endigue.writers.plan_exports import FORMATS as FORMATS_OF_PLANS

        speech = Speech(language, export.organisation.time_zone)
        return FORMATS_OF_PLANS[form](export, speech)

    def opengraph(self, organisation: Organisation) -> bytes:
        from endigue.writers import opengraph

        out = BytesIO()
        opengraph.write(organisation, out)
        return out.getvalue()


class EradicationPrints:
    def board(self, organisation: Organisation, board: Board, language: str) -> dict[str, bytes]:
        from endigue.writers.eradication.documents import board_documents

        return board_documents(organisation, board, Speech(language, organisation.time_zone))

    def line(
        self, tally: Tally, forecast: LineForecast | None, language: str, time_zone: str
    ) -> dict[str, bytes]:
        from endigue.writers.eradication.documents import line_documents

        return line_documents(tally, forecast, Speech(language, time_zone))

    def labels(
        self, organisation: Organisation, labels: Labels, assets: Sequence[str], language: str
    ) -> bytes:
        from endigue.writers.eradication.labels import labels_print

        return labels_print(organisation, labels, assets, Speech(language))

    def checklist(
        self,
        organisation: Organisation,
        ticks: Sequence[Tick],
        head: Head,
        at: datetime,
        language: str,
    ) -> bytes:
        from endigue.writers.eradication.checklist import checklist_print

        speech = Speech(language, organisation.time_zone)
        return checklist_print(organisation, ticks, head, at, speech)
