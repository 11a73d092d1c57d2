"""All files, piece by piece, on several processes, told in the order of the files."""

import gc
import multiprocessing
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager

import msgspec

from endigue.desk.hunting import HitRows, LogTrouble, Scanned
from endigue.evidence.sigma.correlation import Occurrence
from endigue.evidence.sigma.match import Matcher
from endigue.evidence.sigma.programme import Programme
from endigue.readers.events._tokenizer import warm
from endigue.readers.events.pieces import PIECE, Found, Piece
from endigue.readers.events.reading import Reader
from endigue.readers.json_fields import printable

AHEAD = 3
"""Bundles for each process that are read before their turn to be told has come."""

MOST_IN_BUNDLE = 64
SMALL = 4 << 20
"""Small pieces go to a process together: at most so many, and so many bytes."""

Bundle = tuple[Found, ...]
_Result = list[tuple[Scanned, int]]

_reader: Reader | None = None
"""The reader of a worker process. One that is forked has that of its parent, which reads nothing
itself; another is given the rules when it starts."""


def scan(
    found: Iterable[Found],
    programme: Programme,
    databases: Mapping[str, memoryview],
    asked: dict[str, frozenset[str]],
    workers: int,
) -> Iterator[Scanned]:
    """What each piece gives. Lines are counted from the start of the file.

    A process that dies (evtx and Hyperscan are native code) takes the piece that it read with
    it, which is said, and nothing else.
    """
    bundles = bundled(found)
    if workers <= 1:
        reader = Reader(Matcher(programme, databases), asked)
        results: Iterator[_Result] = (read_bundle(bundle, reader) for bundle in bundles)
    else:
        results = _on_processes(bundles, (programme, databases, asked), workers)
    return told_from_start(one for result in results for one in result)


def bundled(found: Iterable[Found]) -> Iterator[Bundle]:
    """Pieces and troubles in order; the small ones together."""
    bundle: list[Found] = []
    size = 0
    for one in found:
        parts: Iterable[Found] = [one] if isinstance(one, LogTrouble) else [(p,) for p in one]
        for part in parts:
            weight = 0 if isinstance(part, LogTrouble) else _weight(part[0])
            if bundle and (size + weight > SMALL or len(bundle) >= MOST_IN_BUNDLE):
                yield tuple(bundle)
                bundle, size = [], 0
            bundle.append(part)
            size += weight
    if bundle:
        yield tuple(bundle)


def _weight(piece: Piece) -> int:
    return PIECE if piece.whole else piece.size


def read_bundle(bundle: Bundle, reader: Reader) -> _Result:
    """What the pieces of a bundle give, each with the number of its lines."""
    told: _Result = []
    for part in bundle:
        if isinstance(part, LogTrouble):
            told.append((_only(part, first=False), 0))
        else:
            told += [reader.read(piece) for piece in part]
    return told


def _only(trouble: LogTrouble, *, first: bool) -> Scanned:
    file = str(trouble.arguments.get("file", ""))
    return Scanned(file=file, events=0, bytes=0, first=first, troubles=(trouble,))


def _start(
    programme: Programme, databases: Mapping[str, memoryview], asked: dict[str, frozenset[str]]
) -> None:
    global _reader
    _reader = Reader(Matcher(programme, databases), asked)


def _read_here(bundle: Bundle) -> _Result:
    if _reader is None:
        raise RuntimeError("a worker reads before it was started")
    return read_bundle(bundle, _reader)


_Rules = tuple[Programme, Mapping[str, memoryview], dict[str, frozenset[str]]]


_FORKS = sys.platform == "linux"
"""Where forking is usual: rules are then made ready once, and shared instead of copied."""


def _pool(rules: _Rules, workers: int) -> ProcessPoolExecutor:
    if _FORKS:
        return ProcessPoolExecutor(workers, multiprocessing.get_context("fork"))
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, context, initializer=_start, initargs=rules)


@contextmanager
def _ready_to_fork(rules: _Rules) -> Iterator[None]:
    """Everything that is made once stands in memory, where processes forked from this one share
    it: none of them has its collector look at it, for what is looked at is copied.
    """
    global _reader
    if not _FORKS:
        yield
        return
    warm()
    _start(*rules)
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
        _reader = None


def _on_processes(bundles: Iterator[Bundle], rules: _Rules, workers: int) -> Iterator[_Result]:
    with _ready_to_fork(rules):
        yield from _read_on(_pool(rules, workers), bundles, rules, workers)


def _read_on(
    pool: ProcessPoolExecutor, bundles: Iterator[Bundle], rules: _Rules, workers: int
) -> Iterator[_Result]:
    waiting: deque[tuple[Bundle, Future[_Result]]] = deque()
    try:
        while True:
            while len(waiting) < AHEAD * workers and (bundle := next(bundles, None)):
                waiting.append((bundle, pool.submit(_read_here, bundle)))
            if not waiting:
                return
            bundle, future = waiting.popleft()
            try:
                yield future.result()
            except BrokenProcessPool:
                pool.shutdown(cancel_futures=True)
                yield from _one_by_one(bundle, rules)
                again = [each for each, _ in waiting]
                pool = _pool(rules, workers)
                waiting = deque((each, pool.submit(_read_here, each)) for each in again)
    finally:
        pool.shutdown(cancel_futures=True)


def _one_by_one(bundle: Bundle, rules: _Rules) -> Iterator[_Result]:
    """Each part of a bundle on a process of its own, after one of them ended a process."""
    for part in bundle:
        with _pool(rules, 1) as pool:
            try:
                yield pool.submit(_read_here, (part,)).result()
            except BrokenProcessPool:
                if isinstance(part, LogTrouble):
                    raise
                file = printable(part[0].path)
                yield [
                    (_only(LogTrouble("logs.reader_died", {"file": file}), first=part[0].first), 0)
                ]


def told_from_start(results: Iterable[tuple[Scanned, int]]) -> Iterator[Scanned]:
    """The same results, with lines counted from the start of each file."""
    file = ""
    lines = 0
    for scanned, more in results:
        if scanned.first or scanned.file != file:
            file, lines = scanned.file, 0
        yield _moved(scanned, lines) if lines else scanned
        lines += more


def _moved(scanned: Scanned, lines: int) -> Scanned:
    """The same with its lines counted from so many lines before."""
    hits = [
        HitRows(
            each.rule,
            each.file,
            tuple(record + lines for record in each.records),
            each.times,
            each.hosts,
            each.accounts,
        )
        for each in scanned.hits
    ]
    occurrences = [_occurrence_moved(each, lines) for each in scanned.occurrences]
    troubles = [_trouble_moved(each, lines) for each in scanned.troubles]
    return msgspec.structs.replace(
        scanned, hits=tuple(hits), occurrences=tuple(occurrences), troubles=tuple(troubles)
    )


def _occurrence_moved(one: Occurrence, lines: int) -> Occurrence:
    return msgspec.structs.replace(one, record=one.record + lines)


def _trouble_moved(one: LogTrouble, lines: int) -> LogTrouble:
    line = one.arguments.get("line")
    if not isinstance(line, int):
        return one
    return LogTrouble(one.code, {**one.arguments, "line": line + lines})
