"""Everything outside that the doors may use, as ports; `wiring` puts the hands in."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # what the ports speak of is heavy, and none of it is needed to open a door
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
    from endigue.desk.access import AccessStore
    from endigue.desk.briefing import Briefing
    from endigue.desk.case import Blobs, Case, Clock
    from endigue.desk.custody import EvidenceRegister, HashFile
    from endigue.desk.damage_ports import Losses
    from endigue.desk.delivery import Publisher
    from endigue.desk.enforcing_ports import EnforcingHands, LabHands
    from endigue.desk.eradication_ports import EradicationPrints
    from endigue.desk.files import Files
    from endigue.desk.handwork_ports import HandworkHands
    from endigue.desk.hunting import Logs
    from endigue.desk.notices import Notice, Register
    from endigue.desk.plan_export import PlanExport
    from endigue.desk.records import Records
    from endigue.desk.review import Review
    from endigue.desk.serving import Serving
    from endigue.desk.stamping import Stamps
    from endigue.eradication.checks import Check
    from endigue.evidence.facts import FindingsRecorded
    from endigue.evidence.likelihood import Table
    from endigue.journal.entry import Head
    from endigue.journal.store import Store
    from endigue.organisation.inventory import Inventory
    from endigue.organisation.lever_figures import LeverFigures
    from endigue.organisation.loaded import Loaded
    from endigue.organisation.model import Organisation
    from endigue.restoration.rcpsp import Project
    from endigue.restoration.review import Review as ReturnsReview
    from endigue.restoration.schedule import Outlook, Schedule
    from endigue.spread.link_kinds import LinkKinds


class OrganisationFolders(Protocol):
    """Organisations as folders that people edit."""

    def read(self, folder: str) -> Loaded:
        """The organisation; Refusals with every error of every file."""
        ...

    def kept(self, files: Mapping[str, bytes]) -> Loaded:
        """The organisation from the bytes of its files, as a case keeps them."""
        ...

    def files(self, folder: str) -> Mapping[str, bytes]:
        """The bytes of every file that makes up the organisation, by name."""
        ...

    def exists(self, folder: str) -> bool:
        """Whether there is an organisation to merge into."""
        ...

    def write(self, organisation: Organisation, folder: str) -> None:
        """Write all files, or none; where links are many, as Parquet."""
        ...

    def write_example(self, folder: str, seed: int, staff: int) -> tuple[str, ...]:
        """Write the reference mutual and its evidence into a new folder; the files of evidence."""
        ...


class Imports(Protocol):
    """Inventories and findings in the formats of others."""

    @property
    def kinds(self) -> tuple[str, ...]:
        """Names of the formats of inventory."""
        ...

    def inventory(self, kind: str, files: Sequence[str]) -> Inventory:
        """What the files hold; Refusal where they cannot be read."""
        ...

    def findings(
        self, path: str, columns: Mapping[str, str], form: str
    ) -> tuple[FindingsRecorded, ...]:
        """The facts that record one file of evidence; Refusal where it cannot be read."""
        ...

    @property
    def finding_formats(self) -> tuple[str, ...]:
        """Names of the formats of findings."""
        ...


class Cases(Protocol):
    """Case folders."""

    def open(self, location: str, author: str) -> Case:
        """The case in a folder; made where there is none."""
        ...

    def journal(self, location: str) -> Store:
        """The journal of a case, to read only; Refusal where there is none."""
        ...

    def blobs(self, location: str) -> Blobs:
        """The bulk data of a case, to read only."""
        ...

    def exists(self, location: str) -> bool:
        """Whether there is a case in the folder."""
        ...

    def free_name(self, stem: str) -> str:
        """A folder name beginning with `stem` that does not exist yet."""
        ...

    def write_out(self, location: str, documents: Mapping[str, bytes]) -> None:
        """Write documents into the `out` folder of a case, each whole or not at all."""
        ...


class Documents(Protocol):
    """Documents for people, as bytes."""

    def briefing(self, briefing: Briefing, language: str) -> dict[str, bytes]:
        """Page, print and text of a briefing, by file name."""
        ...

    def briefing_text(
        self, briefing: Briefing, language: str, width: int, *, coloured: bool
    ) -> str:
        """The briefing for a terminal of so many columns."""
        ...

    def dora_report(
        self, report: Report, company: Company, head: Head, profile: Profile, language: str
    ) -> dict[str, bytes]:
        """JSON and print of a report to the financial authority, by file name."""
        ...

    def notice(self, notice: Notice, profile: Profile, language: str) -> dict[str, bytes]:
        """A notice that is copied into somebody's form, by file name."""
        ...

    def register(self, register: Register, profile: Profile, language: str) -> dict[str, bytes]:
        """The register of breaches, by file name."""
        ...

    def audience(self, notice: PublicNotice, *, draft: bool) -> dict[str, bytes]:
        """A notice to an audience in both languages, by file name; a draft says that it is one."""
        ...

    def letters(
        self, notice: PeopleNotice, people: Sequence[Addressee], *, each: bool
    ) -> Iterator[tuple[str, bytes, tuple[Addressee, ...]]]:
        """Letters as PDF, each with its name and whom it is for; one a person where `each`."""
        ...

    def letter_count(self, made: Sequence[tuple[str, tuple[Addressee, ...]]]) -> bytes:
        """Which lines of the list stand in which file, as CSV."""
        ...

    def situation(
        self, situation: Situation, profile: Profile, head: Head, language: str
    ) -> dict[str, bytes]:
        """A situation report, by file name."""
        ...

    def wall(
        self, situation: Situation, profile: Profile, head: Head, language: str
    ) -> dict[str, bytes]:
        """The dashboard for the wall, by file name."""
        ...

    def handover(
        self,
        situation: Situation,
        profile: Profile,
        roles: dict[str, tuple[str, ...]],
        people: tuple[str, str, str, str],
        head: Head,
        language: str,
    ) -> dict[str, bytes]:
        """What one shift leaves to the next, by file name; `people` are the post, who leaves,
        who comes, and a note.
        """
        ...

    def decisions(
        self,
        decisions: tuple[Decision, ...],
        profile: Profile,
        head: Head,
        at: datetime,
        language: str,
    ) -> dict[str, bytes]:
        """The register of decisions, by file name."""
        ...

    def custody(
        self, register: EvidenceRegister, profile: Profile, language: str
    ) -> dict[str, bytes]:
        """The evidence register, by file name."""
        ...

    def calls(
        self, calls: tuple[Call, ...], profile: Profile, at: datetime, language: str
    ) -> dict[str, bytes]:
        """The call tree and the directory, by file name."""
        ...

    def review(
        self, review: Review, names: Mapping[str, str], profile: Profile, language: str
    ) -> dict[str, bytes]:
        """The post-incident review, by file name; `names` are those of the operations."""
        ...

    def status_site(self, page: Page, *, draft: bool) -> dict[str, bytes]:
        """Every file of the public page, by its path; a draft says that it is one."""
        ...

    def objections(self, document: bytes, schema: str | None) -> tuple[str, ...]:
        """What a JSON schema (a file; ours where none is given) has against a report; Refusal
        where it is no schema.
        """
        ...

    def restoration(
        self,
        organisation: Organisation,
        start: datetime,
        schedule: Schedule,
        outlook: Outlook,
        language: str,
    ) -> dict[str, bytes]:
        """Pictures and tables of a plan, by file name."""
        ...

    def restoration_review(
        self, organisation: Organisation, start: datetime, found: ReturnsReview, language: str
    ) -> dict[str, bytes]:
        """What was foretold from `start` on against what came, by file name."""
        ...

    def write_workbook(self, file: str, language: str, organisation: Organisation | None) -> None:
        """Write the template of the operations workbook."""
        ...

    def opengraph(self, organisation: Organisation) -> bytes:
        """The organisation as OpenGraph JSON."""
        ...

    def plan_export(self, export: PlanExport, form: str, language: str) -> bytes:
        """A plan as `cacao`, `stix`, `openc2` or `opengraph`."""
        ...


@dataclass(frozen=True)
class Hands:
    """What `wiring` gives to a door."""

    clock: Clock
    at: Callable[[datetime], Hands]
    """The same hands with a clock that stands at an instant."""
    organisations: OrganisationFolders
    imports: Imports
    records: Records
    files: Files
    cases: Cases
    documents: Documents
    eradication: EradicationPrints
    handwork: HandworkHands
    enforcing: EnforcingHands
    lab: LabHands
    logs: Logs
    losses: Losses
    likelihoods: Callable[[], Table]
    checks: Callable[[str | None], tuple[Check, ...]]
    """What is checked before an asset counts as verified: of a file, or the product's own."""
    link_kinds: Callable[[], LinkKinds]
    lever_figures: Callable[[], LeverFigures]
    publish: Publisher
    """Brings a page to a folder, a host or an object store."""
    rulebook: Callable[[], Rulebook]
    """The law as dated data."""
    legal_profile: Callable[[bytes], Profile]
    """What the law asks of each company, from the bytes of organisation.toml; Refusal where
    they say nothing sensible."""
    bulletin: Callable[[str], Bulletin]
    """What is to be told to the public, from a file; Refusal where it is none."""
    message: Callable[[str], Message]
    """Words for one audience, from a file; Refusal where it is none."""
    letter: Callable[[str], Letter]
    """The letter to people whose data was hit, from a file; Refusal where it is none."""
    people: Callable[[str, Collection[str], str], PeopleList]
    """The people of a list, given the profiles of the letter and the language of who names none;
    Refusal where it is no such list."""
    is_public: Callable[[str], bool]
    """Whether a folder is one that the public reads, or lies in one."""
    operation_names: Callable[[bytes], dict[str, Text]]
    """Names of the operations, from the bytes of operations.toml."""
    projects: Mapping[str, Callable[[str, str], Project]]
    """Readers of published projects by format, each given the text and the file's name."""
    stopwatch: Callable[[], float]
    """Seconds since some moment, to measure how long something took."""
    stamps: Stamps
    """Requests and answers of time stamping authorities."""
    read_bytes: Callable[[str], bytes]
    """The bytes of a small file; Refusal where it cannot be read."""
    read_text: Callable[[str], str]
    """The text of a small file; Refusal where it cannot be read."""
    hash_file: HashFile
    """The SHA-256 of a file of any size; Refusal where it cannot be read."""
    write_file: Callable[[str, bytes], None]
    """Write one file, whole or not at all."""
    write_private: Callable[[str, bytes], None]
    """The same, for the eyes of its owner alone."""
    verifier: Callable[[], bytes]
    """The stand-alone verifier of exported journals, as one file of Python."""
    show_page: Callable[[str], None]
    """Open a file in the user's browser."""
    show_address: Callable[[str], None]
    """Open an address in the user's browser."""
    running_from: Callable[[datetime], Hands]
    """The same hands with a clock that runs, from an instant on."""
    access: Callable[[str], AccessStore]
    """Who can log in to the web door of a case."""
    serve: Callable[[Hands, Serving], None]
    """Open the web door until it is stopped."""
    open_door: Callable[[Hands, str, str], str]
    """A code that lets a person in to the web door of a case once."""
