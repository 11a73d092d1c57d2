"""Organisations: read, written, imported."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from endigue.desk.refusal import Refusal

if TYPE_CHECKING:
    from endigue.evidence.facts import FindingsRecorded
    from endigue.organisation.inventory import Inventory
    from endigue.organisation.loaded import Loaded
    from endigue.organisation.model import Organisation


MANY_LINKS = 200_000
"""From so many on, links are written as Parquet: a person no longer reads them."""


EVIDENCE = "evidence"
"""The folder, inside that of an example, in which its evidence stands."""


class Organisations:
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


class Imports:
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
