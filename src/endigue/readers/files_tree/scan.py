"""Scan a tree: triage of every file, YARA rules, a manifest, and a file to go on from."""

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from itertools import chain, islice
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

import msgspec
import yara_x

from endigue.desk.files import FilesScanned
from endigue.desk.refusal import Refusal
from endigue.evidence.files.results import FileResult
from endigue.evidence.files.triage import triage
from endigue.evidence.files.types import HEAD, type_of
from endigue.readers.files import read_bytes
from endigue.readers.files_tree.sample import read_sample
from endigue.readers.files_tree.structure import sound
from endigue.readers.json_fields import printable
from endigue.readers.messages.folder import files_below

BATCH = 256
"""Files that one process takes at a time."""

WORTH_PROCESSES = 2_000
"""Files from which on further processes are started."""

RULE_SECONDS = 10
"""Seconds that all rules may take on one file; assumed."""

MOST_RULES = 64 << 20
"""Bytes of all rules."""

_LINE = re.compile(r"([0-9a-fA-F]{64})[ \t]+\*?(.+)|\"?([^\",;]+)\"?[,;]\"?([0-9a-fA-F]{64})\"?.*")

_scanner: list[yara_x.Scanner] = []
"""One a process; the library's scanners cannot be sent from one process to another."""


def scan_tree(
    tree: str, rules: Sequence[str], manifest: str, progress: str, jobs: int
) -> FilesScanned:
    """See `desk.files.Files.scan`."""
    top = Path(tree)
    if not top.is_dir():
        raise Refusal("evidence.tree_is_no_folder", tree=printable(tree))
    left_out: Counter[str] = Counter()
    sources, bad = _rules(rules)
    left_out["files.rules_not_compiled"] += bad
    known = _known(manifest, jobs, left_out) if manifest else {}
    done = _done(progress) if progress else {}
    names = [str(path.relative_to(top)) for path in files_below(tree, left_out)]
    results: list[FileResult] = []
    waiting: list[str] = []
    for name in names:
        before = done.get(name)
        if before is not None and _same(top / name, before):
            results.append(before)
        else:
            waiting.append(name)
    with ExitStack() as stack:
        keep = stack.enter_context(Path(progress).open("ab")) if progress else None
        for found in _scanned(tree, waiting, sources, jobs, hashed=bool(known)):
            for each in found:
                if isinstance(each, str):
                    left_out[each] += 1
                    continue
                result, digest = each
                results.append(_compared(result, digest, known))
                if keep is not None:
                    keep.write(msgspec.json.encode(results[-1]) + b"\n")
    here = {each.path for each in results}
    results += [
        FileResult(path, known[path].size, change="missing") for path in sorted(known.keys() - here)
    ]
    results.sort(key=lambda each: each.path)
    return FilesScanned(tuple(results), {k: n for k, n in left_out.items() if n}, len(sources))


_Found = str | tuple[FileResult, str]
"""A code of why a file was left out, or its result and SHA-256."""


def _scanned(
    tree: str, names: Sequence[str], sources: Sequence[str], jobs: int, *, hashed: bool
) -> Iterator[list[_Found]]:
    if jobs <= 1 or len(names) < WORTH_PROCESSES:
        _start(sources)
        for batch in batched(names, BATCH):
            yield _scan_batch(tree, batch, hashed)
        return
    context = get_context("spawn")
    with ProcessPoolExecutor(jobs, context, initializer=_start, initargs=(sources,)) as pool:
        batches = list(batched(names, BATCH))
        yield from pool.map(_scan_batch, [tree] * len(batches), batches, [hashed] * len(batches))


def batched(names: Iterable[str], count: int) -> Iterator[list[str]]:
    """Lists of so many names, the last one shorter."""
    rest = iter(names)
    while batch := list(islice(rest, count)):
        yield batch


def _start(sources: Sequence[str]) -> None:
    _scanner.clear()
    if sources:
        compiler = yara_x.Compiler()
        for number, source in enumerate(sources):
            compiler.new_namespace(str(number))
            compiler.add_source(source)
        scanner = yara_x.Scanner(compiler.build())
        scanner.set_timeout(RULE_SECONDS)
        _scanner.append(scanner)


def _scan_batch(tree: str, names: Iterable[str], hashed: bool) -> list[_Found]:
    return [_scan_file(os.path.join(tree, name), name, hashed) for name in names]  # noqa: PTH118


def _scan_file(path: str, name: str, hashed: bool) -> _Found:
    try:
        sample = read_sample(path, hashed=hashed)
    except OSError:
        return "files.unreadable"
    if sample is None:
        return "files.not_regular"
    whole = len(sample.content) == sample.size
    check = sound(type_of(sample.content[:HEAD]), sample.content) if whole else None
    base = os.path.basename(name)  # noqa: PTH119
    judged = triage(base, sample.size, sample.content, sample.blocks, check)
    rules = _matches(sample.content if whole else b"".join(sample.blocks))
    return (
        FileResult(name, sample.size, judged.verdict, judged.why, judged.real_type, rules,
                   "", sample.modified),
        sample.sha256,
    )  # fmt: skip


def _matches(content: bytes) -> tuple[str, ...]:
    if not _scanner:
        return ()
    try:
        found = _scanner[0].scan(content)
    except (yara_x.TimeoutError, yara_x.ScanError):
        return ()
    return tuple(rule.identifier for rule in found.matching_rules)[:50]


def _rules(paths: Sequence[str]) -> tuple[list[str], int]:
    """Sources of rules that compile, each file by itself, and how many do not."""
    good: list[str] = []
    bad = size = 0
    for path in chain.from_iterable(_rule_files(given) for given in paths):
        content = read_bytes(str(path), MOST_RULES)
        size += len(content)
        if size > MOST_RULES:
            raise Refusal("importing.too_much_in_all", file=path.name, most=MOST_RULES >> 20)
        source = content.decode("utf-8", "replace")
        try:
            yara_x.compile(source)
        except yara_x.CompileError:
            bad += 1
        else:
            good.append(source)
    if paths and not good:
        raise Refusal("evidence.no_yara_rules", paths=", ".join(map(printable, paths)))
    return good, bad


def _rule_files(given: str) -> Iterator[Path]:
    for path in files_below(given, Counter()):
        if not Path(given).is_dir() or path.suffix.lower() in (".yar", ".yara"):
            yield path


class _Original(NamedTuple):
    """A file as it was."""

    sha256: str
    size: int
    """In bytes; 0 where a manifest does not say."""


def _known(manifest: str, jobs: int, left_out: Counter[str]) -> dict[str, _Original]:
    """Files as they were, by path: from a manifest, or from a backup of the tree. What is
    encrypted in the backup as well tells nothing.
    """
    if not Path(manifest).is_dir():
        return _manifest(manifest)
    names = [str(path.relative_to(manifest)) for path in files_below(manifest, left_out)]
    known: dict[str, _Original] = {}
    for found in _scanned(manifest, names, (), jobs, hashed=True):
        for each in found:
            if isinstance(each, str):
                left_out["files.backup_unreadable"] += 1
            elif each[0].verdict == "encrypted":
                left_out["files.backup_encrypted"] += 1
            else:
                known[each[0].path] = _Original(each[1], each[0].size)
    if not known:
        raise Refusal("evidence.no_backup_tree", tree=printable(manifest))
    return known


def _manifest(path: str) -> dict[str, _Original]:
    """SHA-256 by path: lines of `sha256sum`, or a CSV that begins with path and SHA-256."""
    text = read_bytes(path, 1 << 30).decode("utf-8-sig", "replace")
    known: dict[str, _Original] = {}
    for line in text.splitlines():
        found = _LINE.fullmatch(line.strip())
        if found:
            name = found[2] or found[3]
            known[name.strip().removeprefix("./")] = _Original((found[1] or found[4]).lower(), 0)
    if not known:
        raise Refusal("evidence.no_manifest", file=printable(path))
    return known


def _compared(result: FileResult, digest: str, known: Mapping[str, _Original]) -> FileResult:
    if not known:
        return result
    before = known.get(result.path)
    if before is None:
        return msgspec.structs.replace(result, change="added")
    return msgspec.structs.replace(result, change="" if before.sha256 == digest else "changed")


def _done(progress: str) -> dict[str, FileResult]:
    """Results of an earlier scan; a last line that was cut off is passed over."""
    done: dict[str, FileResult] = {}
    if Path(progress).exists():
        decoder = msgspec.json.Decoder(FileResult)
        with Path(progress).open("rb") as stream:
            for line in stream:
                try:
                    result = decoder.decode(line)
                except msgspec.DecodeError:
                    continue
                done[result.path] = result
    return done


def _same(path: Path, before: FileResult) -> bool:
    try:
        status = path.lstat()
    except OSError:
        return False
    return (status.st_size, status.st_mtime_ns) == (before.size, before.modified)
