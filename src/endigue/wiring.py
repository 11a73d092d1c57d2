"""The only place where ports meet hands, and where the clock is read.

A hand is imported where it is used, so that a command waits for what it needs alone.
"""

from __future__ import annotations

import gc
import os
import secrets
import sys
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from io import BytesIO, StringIO
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import TYPE_CHECKING, Generic, TypeVar, cast

from endigue.cli.main import run
from endigue.desk.hands import Hands
from endigue.desk.refusal import Refusal
from endigue.locale.speech import Speech
from endigue.stores.case_folder import CaseFolders, write_private, write_whole

if TYPE_CHECKING:
    from endigue.communication.bulletin import Bulletin, Text
    from endigue.communication.calls import Call
    from endigue.communication.cell import Decision
    from endigue.communication.message import Addressee, Letter, Message, PeopleList
    from endigue.communication.notice import PeopleNotice, PublicNotice
    from endigue.communication.page import Page
    from endigue.communication.profile import Company, Profile
    from endigue.communication.report import Report
    from endigue.communication.rulebook import Rulebook
    from endigue.communication.situation import Situation
    from endigue.containment.enforcement.work_order import Sheet
    from endigue.continuity.handwork.facts import FormsIssued
    from endigue.continuity.reconciliation.replay import Connector
    from endigue.desk.access import AccessStore
    from endigue.desk.briefing import Briefing
    from endigue.desk.case import Clock
    from endigue.desk.custody import EvidenceRegister, Hashed
    from endigue.desk.damage_ports import Listed, Sent
    from endigue.desk.delivery import Access, Delivery
    from endigue.desk.enforcing_ports import Targets
    from endigue.desk.files import FilesScanned
    from endigue.desk.handwork_ports import ChainsFound, HandworkHands, Kit
    from endigue.desk.hunting import HitTable, Logs
    from endigue.desk.notices import Notice, Register
    from endigue.desk.plan_export import PlanExport
    from endigue.desk.records import Log, MessagesRead, Sorted
    from endigue.desk.review import Review
    from endigue.desk.serving import Serving
    from endigue.desk.stamping import Stamps
    from endigue.eradication.board import Board
    from endigue.eradication.checks import Check
    from endigue.eradication.core.checklist import Tick
    from endigue.eradication.line.forecast import LineForecast
    from endigue.eradication.line.labels import Labels
    from endigue.eradication.line.tally import Tally
    from endigue.evidence.facts import FindingsRecorded
    from endigue.evidence.likelihood import Table
    from endigue.evidence.messages.links import Names
    from endigue.journal.entry import Entry, Head
    from endigue.organisation.inventory import Inventory
    from endigue.organisation.lever_figures import LeverFigures
    from endigue.organisation.loaded import Loaded
    from endigue.organisation.model import Organisation
    from endigue.restoration.rcpsp import Project
    from endigue.restoration.review import Review as ReturnsReview
    from endigue.restoration.schedule import Outlook, Schedule
    from endigue.spread.link_kinds import LinkKinds

MANY_LINKS = 200_000
"""From so many on, links are written as Parquet: a person no longer reads them."""

LARGEST_TEXT = 16 << 20
"""Bytes of a text file that is read, such as a list of levers."""

EXTRACTS = {"operations.toml", "services.toml", "crews.csv", "zones.csv", "assets.csv"}
"""Tables of an organisation that help on a clean laptop; how to move in it does not."""

EVIDENCE = "evidence"
"""The folder, inside that of an example, in which its evidence stands."""


_Port = TypeVar("_Port")


class _Late(Generic[_Port]):
    """A port whose hand is made when it is first used."""

    def __init__(self, make: Callable[[], _Port]) -> None:
        self._make = make

    def __getattr__(self, name: str) -> object:
        if "made" not in self.__dict__:
            self.__dict__["made"] = self._make()
        return getattr(self.__dict__["made"], name)


def _late(make: Callable[[], _Port]) -> _Port:
    return cast("_Port", _Late(make))


class _Organisations:
    def read(self, folder: str) -> Loaded:
        from endigue.readers.organisation_folder import read_organisation

        return read_organisation(folder)

    def kept(self, files: Mapping[str, bytes]) -> Loaded:
        from endigue.readers.organisation_folder import read_organisation

        with TemporaryDirectory() as elsewhere:
            for name, content in files.items():
                (Path(elsewhere) / name).write_bytes(content)
            return read_organisation(elsewhere)

    def files(self, folder: str) -> Mapping[str, bytes]:
        from endigue.organisation.layout import FILES

        there = (Path(folder) / name for name in FILES)
        return {path.name: path.read_bytes() for path in there if path.is_file()}

    def exists(self, folder: str) -> bool:
        return (Path(folder) / "organisation.toml").exists()

    def write(self, organisation: Organisation, folder: str) -> None:
        """Write it elsewhere first and read it back: a folder that would be refused is never
        written.
        """
        from endigue.readers.organisation_folder import read_organisation
        from endigue.writers.organisation_folder import write_organisation

        many = len(organisation.links) >= MANY_LINKS
        with TemporaryDirectory() as elsewhere:
            trial = str(Path(elsewhere) / "organisation")
            write_organisation(organisation, trial, bulk="parquet" if many else "csv")
            read_organisation(trial)
        write_organisation(organisation, folder, bulk="parquet" if many else "csv")

    def write_example(self, folder: str, seed: int, staff: int) -> tuple[str, ...]:
        from endigue.readers.lever_figures import load_lever_figures
        from endigue.writers.example_files import write_example

        if Path(folder).exists():
            raise Refusal("desk.folder_taken", folder=folder)
        write_example(Path(folder), seed, staff, load_lever_figures())
        return tuple(sorted(str(path) for path in (Path(folder) / EVIDENCE).iterdir()))


class _Imports:
    @property
    def kinds(self) -> tuple[str, ...]:
        from endigue.readers.importers import IMPORTERS

        return tuple(IMPORTERS)

    @property
    def finding_formats(self) -> tuple[str, ...]:
        from endigue.readers.findings import FORMATS

        return tuple(each.name for each in FORMATS)

    def inventory(self, kind: str, files: Sequence[str]) -> Inventory:
        from endigue.readers.importers import IMPORTERS

        if kind not in IMPORTERS:
            raise Refusal("desk.unknown_kind", kind=kind, kinds=", ".join(IMPORTERS))
        return IMPORTERS[kind](files)

    def findings(
        self, path: str, columns: Mapping[str, str], form: str
    ) -> tuple[FindingsRecorded, ...]:
        from endigue.readers.findings import read_findings

        return read_findings(Path(path), form, columns).facts


class _Records:
    def messages(self, paths: Sequence[str]) -> MessagesRead:
        from endigue.readers import records

        return records.messages(paths)

    def traffic(self, path: str) -> tuple[Log, ...]:
        from endigue.readers import records

        return records.traffic(path)

    def activity(self, path: str) -> tuple[Log, ...]:
        from endigue.readers import records

        return records.activity(path)

    def sort_files(self, paths: Sequence[str]) -> Sorted:
        from endigue.readers import records

        return records.sort_files(paths)

    def names(self) -> Names:
        from endigue.readers.link_names import load_link_names

        return load_link_names()


class _Files:
    def scan(
        self, tree: str, rules: Sequence[str], manifest: str, progress: str, jobs: int
    ) -> FilesScanned:
        from endigue.readers.files_tree import scan_tree

        return scan_tree(tree, rules, manifest, progress, jobs)


class _Losses:
    def sent(self, paths: Sequence[str], outside: Sequence[str]) -> Sent:
        from endigue.readers.flows.volumes import read_volumes

        return read_volumes(paths, outside)

    def backups(self, path: str) -> Listed:
        from endigue.readers.backups import read_backups

        return read_backups(path)


class _Documents:
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


class _EradicationPrints:
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


class _Chains:
    def read(self, folder: str) -> ChainsFound:
        from endigue.stores.chains import read_chains

        return read_chains(folder)

    def parse(self, content: bytes) -> tuple[Entry, ...]:
        from endigue.stores.chains import parse_chain

        return parse_chain(content)


class _KitPrints:
    def sheets(self, kit: Kit, language: str) -> bytes:
        from endigue.writers.kit.sheets import sheets_print

        return sheets_print(kit.sheets, kit.forms, kit.organisation.name, Speech(language))

    def contacts(self, kit: Kit, language: str) -> bytes:
        from endigue.writers.kit.sheets import contacts_print

        names = {one.id: one.name.get(language, one.id) for one in kit.organisation.operations}
        return contacts_print(kit.contacts, names, kit.organisation.name, Speech(language))

    def forms(self, kit: Kit, issued: FormsIssued, language: str) -> bytes:
        from endigue.writers.kit.forms import forms_print

        form, organisation = kit.forms[issued.form], kit.organisation
        speech = Speech(language)
        return forms_print(form, issued, organisation.name, organisation.currency, speech)

    def tables(self, organisation: Organisation) -> Mapping[str, bytes]:
        from endigue.writers.organisation_folder import write_organisation

        with TemporaryDirectory() as elsewhere:
            folder = Path(elsewhere) / "organisation"
            write_organisation(organisation, str(folder), bulk="csv")
            return {
                path.name: path.read_bytes()
                for path in sorted(folder.iterdir())
                if path.name in EXTRACTS
            }

    def archive(self, documents: Mapping[str, bytes], passphrase: str) -> bytes:
        from endigue.writers.kit.archive import LEAST_CHARACTERS, archive

        try:
            return archive(documents, passphrase)
        except ValueError:
            raise Refusal("continuity.passphrase_short", least=LEAST_CHARACTERS) from None


class _Connectors:
    def open(self, location: str, case: str, headers: str | None, seconds: float) -> Connector:
        from endigue.connectors.opening import open_connector

        return open_connector(location, case, headers, seconds, write_whole)


def _handwork(clock: Clock) -> HandworkHands:
    from endigue.desk.handwork_ports import HandworkHands
    from endigue.kernel.uuid7 import CHANCE_BITS, uuid7
    from endigue.readers.contacts import read_contacts
    from endigue.readers.forms import load_forms
    from endigue.readers.keyed_sheets import read_keyed_sheets
    from endigue.readers.plain_table import read_plain_table
    from endigue.writers.handwork_page import handwork_page

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


class _Enforcing:
    def targets(self, file: str | None, case: str) -> Targets:
        from endigue.actuators.configured import read_targets
        from endigue.desk.enforcing_ports import Targets

        default = Path(case) / "targets.toml"
        if file is None and not default.exists():
            return Targets()
        return read_targets(file or str(default))

    def work_orders(
        self, sheets: tuple[Sheet, ...], organisation: str, language: str, *, draft: bool
    ) -> bytes:
        from endigue.writers.work_orders import work_orders_print

        return work_orders_print(sheets, organisation, Speech(language), draft=draft)


class _Lab:
    def missing(self) -> tuple[str, ...]:
        from endigue.lab import needs

        return needs.missing()

    def up(self, command: Sequence[str]) -> int:
        import subprocess

        from endigue.lab import box
        from endigue.readers.caches import user_cache

        cache = user_cache() or Path(gettempdir()) / "endigue"
        inner = [sys.executable, "-m", "endigue.lab", str(cache), *command]
        return subprocess.run(box.words(inner), check=False).returncode  # noqa: S603


def _logs() -> Logs:
    from endigue.readers.caches import user_cache
    from endigue.readers.events.logs import LogFiles

    class LogsAndHits(LogFiles):
        def table(self, file: str) -> AbstractContextManager[HitTable]:
            from endigue.writers.hits_table import hits_table

            return hits_table(file)

    return LogsAndHits(user_cache())


@dataclass(frozen=True)
class _Publisher:
    clock: Clock

    def __call__(self, place: str, access: Access, files: Mapping[str, bytes]) -> Delivery:
        from endigue.connectors.publishing.opening import publish_to

        return publish_to(place, access, files, os.environ, self.clock, write_whole)


def _stamps() -> Stamps:
    from endigue.readers.stamps import TimeStamps

    return TimeStamps()


def _now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - the one place that reads the clock


@dataclass(frozen=True)
class _Stopped:
    """A clock that stands."""

    instant: datetime

    def __call__(self) -> datetime:
        return self.instant


@dataclass(frozen=True)
class _Running:
    """A clock that began at an instant, and runs."""

    instant: datetime
    began: float

    def __call__(self) -> datetime:
        return self.instant + timedelta(seconds=time.monotonic() - self.began)


def _read_bytes(file: str) -> bytes:
    try:
        with Path(file).open("rb") as stream:
            return stream.read(LARGEST_TEXT)
    except OSError as trouble:
        raise Refusal("desk.file_unreadable", file=file, why=trouble.strerror or "") from None


def _read_text(file: str) -> str:
    try:
        return _read_bytes(file).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refusal("desk.file_unreadable", file=file, why="UTF-8") from None


def _hash_file(file: str, progress: Callable[[int], None]) -> Hashed:
    from endigue.stores.hashing import hash_file

    return hash_file(file, progress)


def _show_page(file: str) -> None:
    import webbrowser

    webbrowser.open(Path(file).resolve().as_uri())


def _show_address(address: str) -> None:
    import webbrowser

    webbrowser.open(address)


def _access(case: str) -> AccessStore:
    from endigue.stores.access import open_access

    return open_access(case)


def _serve(with_hands: Hands, serving: Serving) -> None:
    from endigue.console.serving import serve

    serve(with_hands, serving)


def _open_door(with_hands: Hands, case: str, person: str) -> str:
    from endigue.console.opening import open_door

    opened, access = with_hands.cases.open(case, "terminal"), _access(case)
    try:
        roles = with_hands.rulebook().roles
        return open_door(opened, opened.ledger(), access, roles, person)
    finally:
        access.close()
        opened.store.close()


def _verifier() -> bytes:
    return files("endigue.journal").joinpath("standalone", "verify_journal.py").read_bytes()


def _checks(path: str | None) -> tuple[Check, ...]:
    from endigue.readers.checks import load_checks

    return load_checks(path)


def _likelihoods() -> Table:
    from endigue.readers.likelihood import load_likelihoods

    return load_likelihoods()


def _link_kinds() -> LinkKinds:
    from endigue.readers.link_kinds import load_link_kinds

    return load_link_kinds()


def _lever_figures() -> LeverFigures:
    from endigue.readers.lever_figures import load_lever_figures

    return load_lever_figures()


def _rulebook() -> Rulebook:
    from endigue.readers.rulebook import load_rulebook

    return load_rulebook()


def _legal_profile(content: bytes) -> Profile:
    from endigue.readers.legal_profile import read_profile

    return read_profile(content)


def _bulletin(file: str) -> Bulletin:
    from endigue.readers.bulletin import read_bulletin

    return read_bulletin(file)


def _message(file: str) -> Message:
    from endigue.readers.message import read_message

    return read_message(file)


def _letter(file: str) -> Letter:
    from endigue.readers.message import read_letter

    return read_letter(file)


def _people(file: str, profiles: Collection[str], language: str) -> PeopleList:
    from endigue.readers.people import read_people

    return read_people(file, profiles, language)


def _is_public(folder: str) -> bool:
    from endigue.writers.status.site import is_public

    return is_public(folder)


def _operation_names(content: bytes) -> dict[str, Text]:
    from endigue.readers.bulletin import operation_names

    return operation_names(content)


def _psplib(text: str, file: str) -> Project:
    from endigue.readers.psplib import read_psplib

    return read_psplib(text, file)


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
        eradication=_EradicationPrints(),
        handwork=_late(lambda: _handwork(clock)),
        enforcing=_Enforcing(),
        lab=_Lab(),
        logs=_late(_logs),
        losses=_Losses(),
        likelihoods=_likelihoods,
        checks=_checks,
        link_kinds=_link_kinds,
        lever_figures=_lever_figures,
        publish=_Publisher(clock),
        rulebook=_rulebook,
        legal_profile=_legal_profile,
        bulletin=_bulletin,
        message=_message,
        letter=_letter,
        people=_people,
        is_public=_is_public,
        operation_names=_operation_names,
        projects={"psplib": _psplib},
        stopwatch=time.monotonic,
        stamps=_late(_stamps),
        read_bytes=_read_bytes,
        read_text=_read_text,
        hash_file=_hash_file,
        write_file=write_whole,
        write_private=write_private,
        verifier=_verifier,
        show_page=_show_page,
        show_address=_show_address,
        running_from=lambda instant: hands(_Running(instant, time.monotonic())),
        access=_access,
        serve=_serve,
        open_door=_open_door,
    )


SELDOM = 200_000
"""Objects made between two looks of the garbage collector. Rules and organisations are a million
that all stay; to look at them again every 700 takes a fifth of a short command's time."""


def main() -> None:
    """The command `endigue`."""
    gc.set_threshold(SELDOM)
    sys.exit(run(hands(_now), sys.argv[1:], os.environ))
