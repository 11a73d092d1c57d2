"""What the verbs of work by hand need from outside, as ports."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from endigue.continuity.degraded import Contact, DegradedSheet
from endigue.continuity.handwork.facts import FormsIssued
from endigue.continuity.handwork.forms import Form
from endigue.continuity.reconciliation.replay import Connector
from endigue.desk.refusal import Refusal
from endigue.journal.entry import Entry
from endigue.organisation.model import Organisation


@dataclass(frozen=True)
class ChainFile:
    """A chain that was found in a folder, and verified."""

    source: str
    content: bytes
    """The export, as it stands in the file."""
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class ChainsFound:
    """What a folder holds; `refused` are the files that do not hold."""

    chains: tuple[ChainFile, ...]
    refused: tuple[Refusal, ...]


@dataclass(frozen=True)
class KeyedRow:
    """One sheet of a batch that was keyed into a table."""

    line: int
    serial: str
    texts: Mapping[str, str]


@dataclass(frozen=True)
class PlainRow:
    """One row of a small table."""

    line: int
    texts: Mapping[str, str]


class Connectors(Protocol):
    """Targets of a reconciliation."""

    def open(self, location: str, case: str, headers: str | None, seconds: float) -> Connector:
        """The connector of a database, an API or a folder; Unreachable where it is not there.

        `headers` is a file of lines such as `Authorization: Bearer ...`, for an API.
        """
        ...


@dataclass(frozen=True)
class DeskPage:
    """What the offline page of a desk holds."""

    name: str
    """A UUID of version 7: what the browser keeps is kept under it."""
    organisation: str
    desk: str
    forms: tuple[Form, ...]
    ranges: tuple[FormsIssued, ...]
    """The numbers that the page may give out."""


class KitPrints(Protocol):
    """Pages of the continuity kit, as PDF."""

    def sheets(self, kit: "Kit", language: str) -> bytes:
        """The degraded-mode sheets."""
        ...

    def contacts(self, kit: "Kit", language: str) -> bytes:
        """Whom to call."""
        ...

    def forms(self, kit: "Kit", issued: FormsIssued, language: str) -> bytes:
        """The numbered sheets of a range."""
        ...

    def tables(self, organisation: Organisation) -> Mapping[str, bytes]:
        """Read-only tables of what the organisation is, by file name."""
        ...

    def archive(self, documents: Mapping[str, bytes], passphrase: str) -> bytes:
        """All documents in one encrypted file; Refusal where the passphrase is too short."""
        ...


@dataclass(frozen=True)
class Kit:
    """What a kit is printed from."""

    organisation: Organisation
    forms: Mapping[str, Form]
    sheets: tuple[DegradedSheet, ...]
    contacts: tuple[Contact, ...]


class Chains(Protocol):
    """Chains of other devices."""

    def read(self, folder: str) -> ChainsFound:
        """Every chain in a folder."""
        ...

    def parse(self, content: bytes) -> tuple[Entry, ...]:
        """The entries of an export that was verified when it was taken in."""
        ...


@dataclass(frozen=True)
class HandworkHands:
    """The hands of hand-work."""

    forms: Callable[[str | None], Mapping[str, Form]]
    """The forms that ship, under those of an organisation folder."""
    chains: Chains
    keyed: Callable[[str], tuple[KeyedRow, ...]]
    """The rows of a batch that was keyed into a CSV file."""
    table: Callable[[str], tuple[PlainRow, ...]]
    """The rows of a small CSV file."""
    connectors: Connectors
    contacts: Callable[[str], tuple[Contact, ...]]
    """The contacts of an organisation folder."""
    prints: KitPrints
    page: Callable[[DeskPage, str], bytes]
    """The offline page, beginning in a language."""
    new_name: Callable[[], str]
    """A new UUID of version 7."""
