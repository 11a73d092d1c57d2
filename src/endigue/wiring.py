"""The only place where ports meet hands, and where the clock is read."""

import os
import secrets
import sys
import time
import webbrowser
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files
from io import BytesIO, StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console

from endigue.cli.main import run
from endigue.communication.cell import Decision
from endigue.communication.page import Page
from endigue.communication.profile import Company, Profile
from endigue.communication.report import Report
from endigue.communication.situation import Situation
from endigue.connectors.opening import open_connector
from endigue.continuity.handwork.facts import FormsIssued
from endigue.continuity.reconciliation.replay import Connector
from endigue.desk.briefing import Briefing
from endigue.desk.case import Clock
from endigue.desk.files import FilesScanned
from endigue.desk.hands import Hands
from endigue.desk.handwork_ports import ChainsFound, HandworkHands, Kit
from endigue.desk.hunting import HitTable
from endigue.desk.notices import Notice, Register
from endigue.desk.plan_export import PlanExport
from endigue.desk.records import Log, MessagesRead, Sorted
from endigue.desk.refusal import Refusal
from endigue.evidence.facts import FindingsRecorded
from endigue.evidence.messages.links import Names
from endigue.journal.entry import Entry, Head
from endigue.kernel.uuid7 import CHANCE_BITS, uuid7
from endigue.locale.speech import Speech
from endigue.organisation.inventory import Inventory
from endigue.organisation.layout import FILES
from endigue.organisation.loaded import Loaded
from endigue.organisation.model import Organisation
from endigue.readers import records
from endigue.readers.bulletin import operation_names, read_bulletin
from endigue.readers.checks import load_checks
from endigue.readers.contacts import read_contacts
from endigue.readers.events.logs import LogFiles
from endigue.readers.files_tree import scan_tree
from endigue.readers.findings import FORMATS, read_findings
from endigue.readers.forms import load_forms
from endigue.readers.importers import IMPORTERS
from endigue.readers.keyed_sheets import read_keyed_sheets
from endigue.readers.legal_profile import read_profile
from endigue.readers.lever_figures import load_lever_figures
from endigue.readers.likelihood import load_likelihoods
from endigue.readers.link_kinds import load_link_kinds
from endigue.readers.link_names import load_link_names
from endigue.readers.organisation_folder import read_organisation
from endigue.readers.plain_table import read_plain_table
from endigue.readers.psplib import read_psplib
from endigue.readers.rulebook import load_rulebook
from endigue.restoration.schedule import Outlook, Schedule
from endigue.stores.case_folder import CaseFolders, write_whole
from endigue.stores.chains import parse_chain, read_chains
from endigue.writers import opengraph
from endigue.writers.briefing.documents import documents
from endigue.writers.briefing.text import briefing_text
from endigue.writers.dora.documents import report_documents
from endigue.writers.dora.schema import complaints, our_schema
from endigue.writers.example_files import write_example
from endigue.writers.handwork_page import handwork_page
from endigue.writers.hits_table import hits_table
from endigue.writers.kit.archive import LEAST_CHARACTERS, archive
from endigue.writers.kit.forms import forms_print
from endigue.writers.kit.sheets import contacts_print, sheets_print
from endigue.writers.notices.documents import notice_documents, register_documents
from endigue.writers.organisation_folder import write_organisation
from endigue.writers.papers.documents import (
    decision_documents,
    handover_documents,
    situation_documents,
    wall_documents,
)
from endigue.writers.plan_exports import FORMATS as FORMATS_OF_PLANS
from endigue.writers.restoration import restoration_documents
from endigue.writers.status.site import status_site
from endigue.writers.workbook_template import write_template

MANY_LINKS = 200_000
"""From so many on, links are written as Parquet: a person no longer reads them."""

LARGEST_TEXT = 16 << 20
"""Bytes of a text file that is read, such as a list of levers."""

EXTRACTS = {"operations.toml", "services.toml", "crews.csv", "zones.csv", "assets.csv"}
"""Tables of an organisation that help on a clean laptop; how to move in it does not."""

EVIDENCE = "evidence"
"""The folder, inside that of an example, in which its evidence stands."""


class _Organisations:
    def read(self, folder: str) -> Loaded:
        return read_organisation(folder)

    def kept(self, files: Mapping[str, bytes]) -> Loaded:
        with TemporaryDirectory() as elsewhere:
            for name, content in files.items():
                (Path(elsewhere) / name).write_bytes(content)
            return read_organisation(elsewhere)

    def files(self, folder: str) -> Mapping[str, bytes]:
        there = (Path(folder) / name for name in FILES)
        return {path.name: path.read_bytes() for path in there if path.is_file()}

    def exists(self, folder: str) -> bool:
        return (Path(folder) / "organisation.toml").exists()

    def write(self, organisation: Organisation, folder: str) -> None:
        """Write it elsewhere first and read it back: a folder that would be refused is never
        written.
        """
        many = len(organisation.links) >= MANY_LINKS
        with TemporaryDirectory() as elsewhere:
            trial = str(Path(elsewhere) / "organisation")
            write_organisation(organisation, trial, bulk="parquet" if many else "csv")
            read_organisation(trial)
        write_organisation(organisation, folder, bulk="parquet" if many else "csv")

    def write_example(self, folder: str, seed: int, staff: int) -> tuple[str, ...]:
        if Path(folder).exists():
            raise Refusal("desk.folder_taken", folder=folder)
        write_example(Path(folder), seed, staff, load_lever_figures())
        return tuple(sorted(str(path) for path in (Path(folder) / EVIDENCE).iterdir()))


class _Imports:
    kinds = tuple(IMPORTERS)
    finding_formats = tuple(each.name for each in FORMATS)

    def inventory(self, kind: str, files: Sequence[str]) -> Inventory:
        if kind not in IMPORTERS:
            raise Refusal("desk.unknown_kind", kind=kind, kinds=", ".join(IMPORTERS))
        return IMPORTERS[kind](files)

    def findings(
        self, path: str, columns: Mapping[str, str], form: str
    ) -> tuple[FindingsRecorded, ...]:
        return read_findings(Path(path), form, columns).facts


class _Records:
    def messages(self, paths: Sequence[str]) -> MessagesRead:
        return records.messages(paths)

    def traffic(self, path: str) -> tuple[Log, ...]:
        return records.traffic(path)

    def activity(self, path: str) -> tuple[Log, ...]:
        return records.activity(path)

    def sort_files(self, paths: Sequence[str]) -> Sorted:
        return records.sort_files(paths)

    def names(self) -> Names:
        return load_link_names()


class _Files:
    def scan(
        self, tree: str, rules: Sequence[str], manifest: str, progress: str, jobs: int
    ) -> FilesScanned:
        return scan_tree(tree, rules, manifest, progress, jobs)


class _Documents:
    def briefing(self, briefing: Briefing, language: str) -> dict[str, bytes]:
        return documents(briefing, language)

    def briefing_text(
        self, briefing: Briefing, language: str, width: int, *, coloured: bool
    ) -> str:
        out = StringIO()
        console = Console(file=out, width=width, force_terminal=coloured, highlight=False)
        briefing_text(briefing, Speech(language, briefing.time_zone), console)
        return out.getvalue()

    def dora_report(
        self, report: Report, company: Company, head: Head, profile: Profile, language: str
    ) -> dict[str, bytes]:
        speech = Speech(language, profile.time_zone)
        return report_documents(report, load_rulebook().report_fields, company, head, speech)

    def notice(self, notice: Notice, profile: Profile, language: str) -> dict[str, bytes]:
        speech = Speech(language, profile.time_zone)
        return notice_documents(notice, load_rulebook(), profile.currency, speech)

    def register(self, register: Register, profile: Profile, language: str) -> dict[str, bytes]:
        return register_documents(register, Speech(language, profile.time_zone))

    def situation(
        self, situation: Situation, profile: Profile, head: Head, language: str
    ) -> dict[str, bytes]:
        speech = Speech(language, profile.time_zone)
        return situation_documents(situation, profile, load_rulebook(), head, speech)

    def wall(
        self, situation: Situation, profile: Profile, head: Head, language: str
    ) -> dict[str, bytes]:
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
        speech = Speech(language, profile.time_zone)
        return decision_documents(decisions, profile, head, at, speech)

    def status_site(self, page: Page, *, draft: bool) -> dict[str, bytes]:
        return status_site(page, draft=draft)

    def objections(self, document: bytes, schema: str | None) -> tuple[str, ...]:
        text = our_schema() if schema is None else _read_text(schema)
        return complaints(document, text, schema or "dora_report.schema.json")

    def restoration(
        self,
        organisation: Organisation,
        start: datetime,
        schedule: Schedule,
        outlook: Outlook,
        language: str,
    ) -> dict[str, bytes]:
        speech = Speech(language, organisation.time_zone)
        return restoration_documents(organisation, start, schedule, outlook, speech)

    def write_workbook(self, file: str, language: str, organisation: Organisation | None) -> None:
        write_template(file, language, organisation)

    def plan_export(self, export: PlanExport, form: str, language: str) -> bytes:
        speech = Speech(language, export.organisation.time_zone)
        return FORMATS_OF_PLANS[form](export, speech)

    def opengraph(self, organisation: Organisation) -> bytes:
        out = BytesIO()
        opengraph.write(organisation, out)
        return out.getvalue()


class _Chains:
    def read(self, folder: str) -> ChainsFound:
        return read_chains(folder)

    def parse(self, content: bytes) -> tuple[Entry, ...]:
        return parse_chain(content)


class _KitPrints:
    def sheets(self, kit: Kit, language: str) -> bytes:
        return sheets_print(kit.sheets, kit.forms, kit.organisation.name, Speech(language))

    def contacts(self, kit: Kit, language: str) -> bytes:
        names = {one.id: one.name.get(language, one.id) for one in kit.organisation.operations}
        return contacts_print(kit.contacts, names, kit.organisation.name, Speech(language))

    def forms(self, kit: Kit, issued: FormsIssued, language: str) -> bytes:
        form, organisation = kit.forms[issued.form], kit.organisation
        speech = Speech(language)
        return forms_print(form, issued, organisation.name, organisation.currency, speech)

    def tables(self, organisation: Organisation) -> Mapping[str, bytes]:
        with TemporaryDirectory() as elsewhere:
            folder = Path(elsewhere) / "organisation"
            write_organisation(organisation, str(folder), bulk="csv")
            return {
                path.name: path.read_bytes()
                for path in sorted(folder.iterdir())
                if path.name in EXTRACTS
            }

    def archive(self, documents: Mapping[str, bytes], passphrase: str) -> bytes:
        try:
            return archive(documents, passphrase)
        except ValueError:
            raise Refusal("continuity.passphrase_short", least=LEAST_CHARACTERS) from None


class _Connectors:
    def open(self, location: str, case: str, headers: str | None, seconds: float) -> Connector:
        return open_connector(location, case, headers, seconds, write_whole)


def _handwork(clock: Clock) -> HandworkHands:
    def new_name() -> str:
        return uuid7(int(clock().timestamp() * 1000), secrets.randbits(CHANCE_BITS))

    return HandworkHands(
        forms=load_forms,
        chains=_Chains(),
        keyed=read_keyed_sheets,
        table=read_plain_table,
        connectors=_Connectors(),
        contacts=read_contacts,
        prints=_KitPrints(),
        page=handwork_page,
        new_name=new_name,
    )


class _Logs(LogFiles):
    def table(self, file: str) -> AbstractContextManager[HitTable]:
        return hits_table(file)


def _cache_folder() -> Path | None:
    """Where the user's programs keep what they can make again."""
    given = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    try:
        return Path(given or Path.home() / ".cache") / "endigue"
    except RuntimeError:  # nobody's home
        return None


def _now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - the one place that reads the clock


@dataclass(frozen=True)
class _Stopped:
    """A clock that stands."""

    instant: datetime

    def __call__(self) -> datetime:
        return self.instant


def _read_text(file: str) -> str:
    try:
        with Path(file).open("rb") as stream:
            return stream.read(LARGEST_TEXT).decode("utf-8-sig")
    except OSError as trouble:
        raise Refusal("desk.file_unreadable", file=file, why=trouble.strerror or "") from None
    except UnicodeDecodeError:
        raise Refusal("desk.file_unreadable", file=file, why="UTF-8") from None


def _show_page(file: str) -> None:
    webbrowser.open(Path(file).resolve().as_uri())


def _verifier() -> bytes:
    return files("endigue.journal").joinpath("standalone", "verify_journal.py").read_bytes()


def hands(clock: Clock) -> Hands:
    """The real hands, with this clock."""
    return Hands(
        clock=clock,
        at=lambda instant: hands(_Stopped(instant)),
        organisations=_Organisations(),
        imports=_Imports(),
        records=_Records(),
        files=_Files(),
        cases=CaseFolders(clock),
        documents=_Documents(),
        handwork=_handwork(clock),
        logs=_Logs(_cache_folder()),
        likelihoods=load_likelihoods,
        checks=load_checks,
        link_kinds=load_link_kinds,
        lever_figures=load_lever_figures,
        rulebook=load_rulebook,
        legal_profile=read_profile,
        bulletin=read_bulletin,
        operation_names=operation_names,
        projects={"psplib": read_psplib},
        stopwatch=time.monotonic,
        read_text=_read_text,
        write_file=write_whole,
        verifier=_verifier,
        show_page=_show_page,
    )


def main() -> None:
    """The command `endigue`."""
    sys.exit(run(hands(_now), sys.argv[1:], os.environ))
