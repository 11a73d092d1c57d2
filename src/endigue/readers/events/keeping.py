"""Keep events as Parquet, by day and host, so that later rules need not parse them again.

    STORE/kept.jsonl                                what was kept, a line a run
    STORE/day=2026-02-05/host=SRV-01/RUN-0.parquet

A run is one keeping; its name comes from what it read, so keeping the same files twice keeps
them once. Its line is written last: parts of a run that was broken off are not read, and are
replaced by the next run of the same files.
"""

import os
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from endigue.desk.hunting import Kept, KeptRun, LogTrouble
from endigue.desk.refusal import Refusal
from endigue.evidence.sigma.events import ABSENT, Column, filled
from endigue.evidence.sigma.rules import Logsource
from endigue.evidence.sigma.who import HOST_FIELDS, RECORD_FIELDS, TIME_FIELDS, first_text
from endigue.readers.events.batches import JsonEvents, Tokenizer
from endigue.readers.events.kept import FILE, LOGSOURCE, RECORD, ROWS
from endigue.readers.events.pieces import Found, Piece
from endigue.readers.events.reading import Buffer, texts
from endigue.readers.json_fields import printable
from endigue.readers.times import read_time

INDEX = "kept.jsonl"

MOST_WAITING = 4 * ROWS
"""Rows that wait, over all days and hosts, before the largest heap is written."""

MOST_FIELDS = 4_000
"""Fields of one part that are kept; no log has so many, hostile ones do."""

MOST_TROUBLES = 1_000

NO_DAY, NO_HOST = "unknown", "unknown"

_PLAIN = re.compile(r"[^A-Za-z0-9._-]")


class Everything:
    """Every field is wanted."""

    def __contains__(self, _name: object) -> bool:
        return True


_Heap = tuple[str, str, Logsource]
"""Day, host, and what the log is."""


@dataclass
class _Heaps:
    """Rows on their way into parts."""

    folder: Path
    run: str
    waiting: dict[_Heap, list[pa.Table]] = field(default_factory=dict)
    rows: Counter[_Heap] = field(default_factory=Counter)
    parts: list[str] = field(default_factory=list)

    def add(self, heap: _Heap, table: pa.Table) -> None:
        """Rows of one heap; the largest is written where too many wait."""
        self.waiting.setdefault(heap, []).append(table)
        self.rows[heap] += table.num_rows
        while self.rows.total() > MOST_WAITING:
            self.write(self.rows.most_common(1)[0][0])

    def write(self, heap: _Heap) -> None:
        """One part."""
        day, host, source = heap
        tables = self.waiting.pop(heap)
        del self.rows[heap]
        table = pa.concat_tables(tables, promote_options="permissive").unify_dictionaries()
        about = f"{source.product}\n{source.service}\n{source.category}".encode()
        table = table.replace_schema_metadata({LOGSOURCE: about})
        place = self.folder / f"day={day}" / f"host={host}"
        place.mkdir(parents=True, exist_ok=True)
        name = place / f"{self.run}-{len(self.parts)}.parquet"
        with tempfile.NamedTemporaryFile(dir=place, suffix=".part", delete=False) as made:
            part = Path(made.name)
        try:
            pq.write_table(table, part, compression="zstd", row_group_size=ROWS)
            part.replace(name)
        finally:
            part.unlink(missing_ok=True)
        self.parts.append(str(name.relative_to(self.folder)))

    def finish(self) -> None:
        """Write all that waits."""
        for heap in list(self.waiting):
            self.write(heap)


def keep_events(found: Iterable[Found], folder: str) -> Kept:
    """Keep the events of all pieces. Files that the store holds already are passed over.

    Raises Refusal where the folder cannot be written.
    """
    store = Path(folder)
    before = kept_runs(folder)
    known = {source for run in before for source in run.sources}
    troubles: list[LogTrouble] = []
    fresh: list[tuple[Piece, ...]] = []
    sources: list[str] = []
    again = 0
    for one in found:
        if isinstance(one, LogTrouble):
            troubles.append(one)
            continue
        name = _identity(one[0])
        if name in known or name in sources:
            again += 1
            continue
        sources.append(name)
        fresh.append(one)
    if not fresh:
        return Kept("", 0, 0, again, tuple(troubles[:MOST_TROUBLES]))
    run = sha256("\n".join(sources).encode()).hexdigest()[:16]
    try:
        store.mkdir(parents=True, exist_ok=True)
        heaps = _Heaps(store, run)
        tokenizer, buffer = Tokenizer(Everything()), Buffer()
        events = 0
        for pieces in fresh:
            lines = 0
            for piece in pieces:
                count, lines = _keep(piece, heaps, tokenizer, buffer, lines, troubles)
                events += count
        heaps.finish()
        _note(store, (*before, KeptRun(run, tuple(sources), tuple(heaps.parts), events)))
    except OSError as trouble:
        raise Refusal("desk.file_unwritable", file=folder, why=trouble.strerror or "") from None
    return Kept(run, len(fresh), events, again, tuple(troubles[:MOST_TROUBLES]))


def kept_runs(folder: str) -> tuple[KeptRun, ...]:
    """What a store holds, in the order of keeping; nothing where there is no store yet.

    Raises Refusal where its index cannot be read.
    """
    index = Path(folder) / INDEX
    if not index.is_file():
        return ()
    try:
        lines = index.read_bytes().splitlines()
        return tuple(msgspec.json.decode(line, type=KeptRun) for line in lines if line.strip())
    except (OSError, msgspec.MsgspecError):
        raise Refusal("logs.store_broken", store=printable(folder)) from None


def parts_of(
    folder: str, runs: Sequence[str], days: Sequence[str], hosts: Sequence[str]
) -> list[str]:
    """Paths of the parts of these runs, of the days and hosts asked for (none: all)."""
    wanted_days = {f"day={day}" for day in days}
    wanted_hosts = {f"host={_plain(host)}".casefold() for host in hosts}
    found: list[str] = []
    for run in kept_runs(folder):
        if run.run not in runs:
            continue
        for part in run.parts:
            day, host, _ = part.split("/")
            if wanted_days and day not in wanted_days:
                continue
            if wanted_hosts and host.casefold() not in wanted_hosts:
                continue
            found.append(str(Path(folder) / part))
    return found


def _note(store: Path, runs: Sequence[KeptRun]) -> None:
    content = b"".join(msgspec.json.encode(run) + b"\n" for run in runs)
    with tempfile.NamedTemporaryFile(dir=store, delete=False) as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    Path(stream.name).replace(store / INDEX)


def _identity(piece: Piece) -> str:
    """A name for the content of a file: its size, its first and last bytes."""
    with Path(piece.path).open("rb") as stream:
        head = stream.read(1 << 16)
        size = stream.seek(0, os.SEEK_END)
        stream.seek(max(0, size - (1 << 16)))
        tail = stream.read()
    return sha256(b"%d\n" % size + head + tail).hexdigest()


def _keep(
    piece: Piece,
    heaps: _Heaps,
    tokenizer: Tokenizer,
    buffer: Buffer,
    before: int,
    troubles: list[LogTrouble],
) -> tuple[int, int]:
    """Events of the piece, and lines of its file until its end."""
    count = 0
    lines = before
    for text in texts(piece, tokenizer, buffer):
        troubles += text.troubles
        newlines = np.flatnonzero(np.frombuffer(bytes(text.text), np.uint8) == 0x0A)
        for events in tokenizer.batches(text.text, piece.logsource):
            count += events.rows
            at = np.searchsorted(newlines, events.starts) + 1 + before + text.first_line
            for heap, rows in _heaped(events):
                heaps.add((*heap, piece.logsource), _table(events, rows, at[rows], piece, troubles))
        if tokenizer.broken_count:
            about: dict[str, str | int] = {"file": printable(piece.path)}
            about["count"] = tokenizer.broken_count
            troubles.append(LogTrouble("logs.more_broken", about))
        lines += text.lines
    return count, lines


def _heaped(events: JsonEvents) -> Iterator[tuple[tuple[str, str], np.ndarray]]:
    """Rows by day and host."""
    days = _labels(events, TIME_FIELDS, _day)
    hosts = _labels(events, HOST_FIELDS, _plain)
    pairs: dict[tuple[str, str], list[int]] = {}
    for row, pair in enumerate(zip(days, hosts, strict=True)):
        pairs.setdefault(pair, []).append(row)
    for pair, rows in pairs.items():
        yield pair, np.asarray(rows, np.int64)


def _labels(events: JsonEvents, fields: Sequence[str], read: Callable[[str], str]) -> list[str]:
    """What the first of these fields that a row has comes to, for every row."""
    column: Column | None = None
    for name in fields:
        column = filled(column, events.column(name))
    if column is None:
        return [read("")] * events.rows
    values = column.values
    known: dict[int, str] = {ABSENT: read("")}
    labels: list[str] = []
    for code in column.codes.tolist():
        if code not in known:
            value = values[code]
            known[code] = read(value if isinstance(value, str) else "")
        labels.append(known[code])
    return labels


def _day(written: str) -> str:
    if re.match(r"(?:19|20)\d\d-[01]\d-[0-3]\d", written) and "+" not in written[10:]:
        return written[:10]
    moment = read_time(written)
    return NO_DAY if moment is None else moment.date().isoformat()


def _plain(host: str) -> str:
    """A host as the name of a folder."""
    return _PLAIN.sub("_", host.casefold())[:80].strip(".") or NO_HOST


def _table(
    events: JsonEvents,
    rows: np.ndarray,
    lines: np.ndarray,
    piece: Piece,
    troubles: list[LogTrouble],
) -> pa.Table:
    columns: dict[str, pa.Array] = {}
    for name in events.columns:
        column = events.column(name)
        if column is None or not name or name.startswith("#"):
            continue
        codes = column.codes[rows]
        there = codes != ABSENT
        if not there.any():
            continue
        if len(columns) >= MOST_FIELDS:
            troubles.append(LogTrouble("logs.too_many_fields", {"file": printable(piece.path)}))
            break
        used, renumbered = np.unique(codes[there], return_inverse=True)
        indices = np.zeros(len(codes), np.int32)
        indices[there] = renumbered.reshape(-1)
        columns[name] = pa.DictionaryArray.from_arrays(
            pa.array(indices, mask=~there),
            pa.array([events.raw(name, place) for place in used.tolist()], pa.binary()),
        )
    if piece.form == "evtx":
        records = [_number(first_text(events, RECORD_FIELDS, row)) for row in rows.tolist()]
    else:
        records = lines.tolist()
    columns[RECORD] = pa.array(records, pa.int64())
    columns[FILE] = pa.array([printable(piece.path)] * len(rows)).dictionary_encode()
    return pa.table(columns)


def _number(written: str) -> int:
    return int(written) if written.isdecimal() and len(written) < 19 else 0
