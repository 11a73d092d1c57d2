"""From what a folder says to an organisation, or to every problem that it has, at once."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from endigue.organisation.columns import RawFolder, Table
from endigue.organisation.layout import DocumentName, PartName, TableName
from endigue.organisation.model import Operation, Organisation, Service
from endigue.organisation.problems import Problem, Problems
from endigue.organisation.validation.assets import read_assets
from endigue.organisation.validation.cells import identifier
from endigue.organisation.validation.entries import Entry, whole_document
from endigue.organisation.validation.levers import read_levers
from endigue.organisation.validation.links import read_links
from endigue.organisation.validation.names import FirstUse, Kind, Names
from endigue.organisation.validation.operations import read_operation
from endigue.organisation.validation.rows import Rows, give_ids, taken_before
from endigue.organisation.validation.services import read_service, report_cycles
from endigue.organisation.validation.settings import Settings, read_settings
from endigue.organisation.validation.tables import read_crews, read_flows, read_zones

_KIND_OF_PART: dict[PartName, Kind] = {
    "organisation": "entity",
    "crews": "crew",
    "zones": "zone",
    "assets": "asset",
    "flows": "flow",
    "services": "service",
    "operations": "operation",
    "levers": "lever",
}


@dataclass(frozen=True, slots=True)
class Accepted:
    """A folder without an error."""

    organisation: Organisation
    warnings: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Rejected:
    """A folder with errors: all of them, and nothing else can be had from it."""

    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]


def validate(folder: RawFolder) -> Accepted | Rejected:
    """The organisation that the folder says, or everything that is wrong with it.

    One mistake is reported once: names from a part that could not be read are not called
    unknown, and a row with too few or too many cells has no other problem.
    """
    return _Validation(folder).verdict()


class _Validation:
    """One pass over a folder, with what it has found so far."""

    def __init__(self, folder: RawFolder) -> None:
        self.folder = folder
        self.problems, self.warnings = Problems(), Problems()
        self.problems.extend(folder.problems)
        self.warnings.extend(folder.warnings)
        self.names = Names(_unreadable(folder))

    def verdict(self) -> Accepted | Rejected:
        settings = self._settings()
        for table in ("crews", "zones", "assets", "flows"):
            give_ids(self._rows(table), _KIND_OF_PART[table], self.names)
        services = self._entries("services", "service")
        operations = self._entries("operations", "operation")
        give_ids(self._rows("levers"), "lever", self.names)
        organisation = self._organisation(settings, services, operations)
        if len(self.problems):
            return Rejected(self.problems.in_order(), self.warnings.in_order())
        return Accepted(organisation, self.warnings.in_order())

    def _organisation(
        self,
        settings: Settings,
        services: list[tuple[str, Entry]],
        operations: list[tuple[str, Entry]],
    ) -> Organisation:
        parameters = settings.parameters
        crews = read_crews(self._rows("crews"), parameters)
        assets = read_assets(self._rows("assets"), self.names, crews, parameters)
        return Organisation(
            name=settings.name,
            currency=settings.currency,
            time_zone=settings.time_zone,
            language=settings.language,
            parameters=parameters,
            legal=settings.legal,
            entities=settings.entities,
            zones=read_zones(self._rows("zones"), self.names),
            assets=assets,
            links=read_links(self._rows("links"), self.names, self.problems, self.warnings),
            flows=read_flows(self._rows("flows"), self.names),
            levers=read_levers(self._rows("levers"), self.names, assets, crews, parameters),
            services=self._services(services),
            operations=self._operations(operations),
            crews=crews,
        )

    def _settings(self) -> Settings:
        document = self.folder.documents.get("organisation")
        if document is None:
            return Settings()
        return read_settings(
            document, self.names, self.folder.time_zones, self.problems, self.warnings
        )

    def _services(self, entries: Iterable[tuple[str, Entry]]) -> tuple[Service, ...]:
        read = [
            (read_service(name, entry, self.names, self.warnings), entry) for name, entry in entries
        ]
        first = {service.id: (service, entry) for service, entry in reversed(read)}
        in_order = {service.id: first[service.id] for service, _ in read}
        report_cycles(
            {name: service for name, (service, _) in in_order.items()},
            {name: entry for name, (_, entry) in in_order.items()},
        )
        return tuple(service for service, _ in read)

    def _operations(self, entries: Iterable[tuple[str, Entry]]) -> tuple[Operation, ...]:
        return tuple(
            read_operation(name, entry, self.names, self.warnings) for name, entry in entries
        )

    def _rows(self, table: TableName) -> Rows:
        return Rows(self.folder.tables.get(table, _ABSENT), self.problems)

    def _entries(self, part: DocumentName, kind: Kind) -> list[tuple[str, Entry]]:
        """The tables of `[[service]]` or `[[operation]]`, their identifiers given out."""
        document = self.folder.documents.get(part)
        if document is None:
            return []
        whole = whole_document(document, self.problems)
        whole.warn_of_unknown((kind,), self.warnings)
        found = [(entry.text("id", identifier), entry) for entry in whole.tables(kind)]
        for name, entry in found:
            if name:
                self._give(name, kind, entry)
        return found

    def _give(self, name: str, kind: Kind, entry: Entry) -> None:
        line, _ = entry.document.place((*entry.path, "id"))
        earlier = self.names.give(name, FirstUse(kind, entry.document.file, line))
        if earlier is not None:
            entry.problem(taken_before(name, earlier, kind), "id")


_ABSENT = Table("", {}, np.empty(0, np.int64), np.empty(0, np.bool_))


def _unreadable(folder: RawFolder) -> set[Kind]:
    """Kinds whose names nobody knows, since their file or its column of them is not there."""
    nameless = {
        name
        for name, table in folder.tables.items()
        if name != "links" and "id" not in table.columns
    }
    parts: set[PartName] = {*folder.unreadable, *nameless}
    return {_KIND_OF_PART[part] for part in parts if part in _KIND_OF_PART}
