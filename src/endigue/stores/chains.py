"""Chains of devices from a folder or a USB key: exported journals, and whole case folders.

A file is read only once it was verified to the last byte; one that does not hold is named,
with the entry at which it stops holding.
"""

import os
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from endigue.continuity.handwork.chains import VOCABULARY, chain_name
from endigue.continuity.handwork.facts import ChainMerged
from endigue.desk.handwork_ports import ChainFile, ChainsFound
from endigue.desk.refusal import Refusal
from endigue.journal.entry import Entry, Unreadable, is_hash, read_entry
from endigue.journal.export import export_lines, verify_export
from endigue.journal.verification import verify
from endigue.stores.case_folder import BLOBS, JOURNAL, FolderBlobs
from endigue.stores.sqlite import SqliteStore

SUFFIX = ".jsonl"

LARGEST = 256 << 20
"""Bytes of one exported chain; a hundred thousand records take about a third of it."""

MOST_FILES = 1_000
"""Chains in one folder; assumed, and far beyond the devices of one crisis."""

DEEPEST = 3
"""Folders below the one that is given."""

_HASH_AT = slice(9, 73)
_TEXT_FROM = 75


def read_chains(folder: str) -> ChainsFound:
    """Every chain below the folder, in the order of the names of the files.

    Raises Refusal where it is no folder, or holds more files than anybody needs.
    """
    root = Path(folder)
    if not root.is_dir():
        raise Refusal("continuity.no_folder", folder=folder)
    chains: list[ChainFile] = []
    refused: list[Refusal] = []
    for number, path in enumerate(_candidates(root)):
        if number == MOST_FILES:
            raise Refusal("continuity.too_many_chains", folder=folder, most=MOST_FILES)
        try:
            name = str(path.relative_to(root))
            chains += _of_case(path, name) if path.name == JOURNAL else [_of_file(path, name)]
        except Refusal as refusal:
            refused.append(refusal)
    return ChainsFound(tuple(chains), tuple(refused))


def parse_chain(content: bytes) -> tuple[Entry, ...]:
    """The entries of an export that was verified before."""
    return tuple(_entries(content))


def _candidates(root: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(root):
        depth = len(Path(place).relative_to(root).parts)
        folders[:] = [] if depth >= DEEPEST else sorted(set(folders) - {BLOBS})
        for name in sorted(names):
            path = Path(place) / name
            if (name == JOURNAL or name.endswith(SUFFIX)) and not path.is_symlink():
                yield path


def _of_file(path: Path, name: str) -> ChainFile:
    try:
        with path.open("rb") as stream:
            content = stream.read(LARGEST + 1)
    except OSError as trouble:
        raise Refusal("desk.file_unreadable", file=name, why=trouble.strerror or "") from None
    if len(content) > LARGEST:
        raise Refusal("continuity.chain_too_long", file=name, most=LARGEST)
    return _verified(content, name)


def _of_case(path: Path, name: str) -> list[ChainFile]:
    """The chain of a case folder, and those that it had taken in."""
    store = SqliteStore(path, read_only=True)
    try:
        entries = tuple(store.read())
    except Unreadable as trouble:
        raise Refusal("continuity.chain_broken", file=name, entry=trouble.sequence) from None
    finally:
        store.close()
    verdict = verify(entries)
    if not verdict.ok:
        raise Refusal("continuity.chain_broken", file=name, entry=verdict.first_bad or 0)
    own = ChainFile(name, b"".join(export_lines(entries)), entries)
    blobs = FolderBlobs(path.parent / BLOBS)
    taken = [_merged_before(entry, blobs, name) for entry in entries if _is_merge(entry)]
    return [own, *taken]


def _is_merge(entry: Entry) -> bool:
    return entry.fact == ChainMerged.__struct_config__.tag


def _merged_before(entry: Entry, blobs: FolderBlobs, name: str) -> ChainFile:
    fact = VOCABULARY.read(entry.fact, entry.body)
    if not isinstance(fact, ChainMerged) or not is_hash(fact.blob):
        raise Refusal("continuity.chain_broken", file=name, entry=entry.sequence)
    return _verified(blobs.get(fact.blob), f"{name}: {fact.source}")


def _verified(content: bytes, name: str) -> ChainFile:
    verdict = verify_export(BytesIO(content))
    if not verdict.ok:
        raise Refusal("continuity.chain_broken", file=name, entry=verdict.first_bad or 0)
    try:
        entries = tuple(_entries(content))
        for entry in entries:
            if entry.fact in VOCABULARY:
                VOCABULARY.read(entry.fact, entry.body)
    except ValueError:
        raise Refusal("continuity.chain_of_another", file=name) from None
    if not chain_name(entries):
        raise Refusal("continuity.chain_empty", file=name)
    return ChainFile(name, content, entries)


def _entries(content: bytes) -> Iterator[Entry]:
    for place, line in enumerate(content.splitlines(keepends=True)[:-1], start=1):
        yield read_entry(b"{" + line[_TEXT_FROM:-1], line[_HASH_AT].decode(), place)
