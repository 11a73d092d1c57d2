"""One piece of a file: read, matched, and told."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, Protocol

from endigue.desk.hunting import HitRows, LogTrouble, Scanned
from endigue.evidence.names import parse_name
from endigue.evidence.sigma.correlation import Occurrence
from endigue.evidence.sigma.events import ABSENT, Events
from endigue.evidence.sigma.match import Hits, Matcher
from endigue.evidence.sigma.who import (
    FIELDS,
    RECORD_FIELDS,
    TIME_FIELDS,
    account_at,
    first_text,
    host_at,
)
from endigue.readers.events import lines
from endigue.readers.events._sniff import HEAD
from endigue.readers.events.batches import PADDING, JsonEvents, Tokenizer
from endigue.readers.events.evtx import evtx_texts
from endigue.readers.events.newlines import Newlines
from endigue.readers.events.pieces import PIECE, Piece
from endigue.readers.json_fields import printable
from endigue.readers.times import read_time

if TYPE_CHECKING:
    from endigue.readers.events.kept import KeptEvents

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_NEWLINE = 0x0A

LONGEST_LINE = 16 << 20
"""Bytes of one line, or one document, that is read; assumed, far above any event."""

MOST_SAID = 20
"""Broken lines of one piece that are told one by one."""


class _Text(NamedTuple):
    """A stretch of JSON, how many bytes and lines of the file it stands for, and troubles."""

    text: bytes | bytearray
    size: int
    lines: int
    first_line: int
    """Number of its first line within the piece, from 0."""
    troubles: tuple[LogTrouble, ...] = ()
    newlines: Newlines | None = None
    """Those of the text, where they were counted."""


class Reader:
    """Reads pieces with one matcher. It belongs to one thread."""

    def __init__(self, matcher: Matcher, asked: dict[str, frozenset[str]]) -> None:
        self._matcher = matcher
        self._asked = asked
        wanted = matcher.programme.wanted.union(FIELDS, *asked.values())
        self._tokenizer = Tokenizer(wanted)
        self._buffer = Buffer()
        self._kept_fields = None if "" in matcher.programme.fields else wanted

    def read(self, piece: Piece) -> tuple[Scanned, int]:
        """What the piece gives, and how many lines it has. Lines of hits and troubles are
        counted from the start of the piece.
        """
        told = _Told(piece)
        if piece.form == "kept":
            self._read_kept(piece, told)
            return told.scanned(), 0
        try:
            for text in texts(piece, self._tokenizer, self._buffer):
                told.begin(text)
                for events in self._tokenizer.batches(text.text, piece.logsource):
                    told.events += events.rows
                    for hits in self._matcher.match(events):
                        told.add(hits, events, self._asked.get(hits.rule.id))
                told.end(self._tokenizer)
        except OSError as trouble:
            told.trouble("logs.file_unreadable", why=trouble.strerror or "")
        return told.scanned(), told.lines

    def _read_kept(self, piece: Piece, told: "_Told") -> None:
        # Arrow is slow to load, and needed for nothing else that is read.
        from endigue.readers.events.kept import first_line, kept_events

        told.size = piece.size
        try:
            for events in kept_events(piece.path, self._kept_fields):
                told.events += events.rows
                for hits in self._matcher.match(events):
                    told.add_kept(hits, events, self._asked.get(hits.rule.id))
        except (OSError, ValueError) as trouble:
            # Parquet that is broken, or none of ours.
            told.trouble("logs.file_unreadable", why=first_line(trouble))


class _Told:
    """What is told of one piece, as it comes together."""

    def __init__(self, piece: Piece) -> None:
        self._piece = piece
        self._file = printable(piece.path)
        self._hits: dict[tuple[str, str], list[tuple[int, str, str, str]]] = {}
        self._occurrences: list[Occurrence] = []
        self._troubles: list[LogTrouble] = []
        self._text = _Text(b"", 0, 0, 0)
        self._newlines: Newlines | None = None
        self._of: Events | None = None
        self._who: dict[int, tuple[str, str, str]] = {}
        """Time, host and account of rows of that batch: many rules hit the same event."""
        self.events = 0
        self.size = 0
        self.lines = 0

    def trouble(self, code: str, **arguments: str | int) -> None:
        self._troubles.append(LogTrouble(code, {"file": self._file, **arguments}))

    def begin(self, text: _Text) -> None:
        self._text = text
        self._newlines = text.newlines
        self.size += text.size
        self.lines += text.lines
        self._troubles += text.troubles

    def end(self, tokenizer: Tokenizer) -> None:
        cut = tokenizer.cut and not self._piece.whole
        for place in tokenizer.broken[:MOST_SAID]:
            self._broken(place)
        if tokenizer.broken_count > MOST_SAID:
            self.trouble("logs.more_broken", count=tokenizer.broken_count - MOST_SAID)
        if cut:
            self._broken(tokenizer.rest)

    def _broken(self, place: int) -> None:
        if self._piece.form == "evtx":
            self.trouble("logs.record_broken")
        else:
            self.trouble("logs.line_broken", line=self._line(place))

    def _line(self, place: int) -> int:
        """The line of a place, from 1 at the start of the piece."""
        if self._newlines is None:
            self._newlines = Newlines(self._text.text)
        return self._text.first_line + self._newlines.before(place) + 1

    def add(self, hits: Hits, events: JsonEvents, asked: frozenset[str] | None) -> None:
        for row in hits.rows.tolist():
            self._add(hits.rule.id, events, row, self._file, self._record(events, row), asked)

    def add_kept(self, hits: Hits, events: "KeptEvents", asked: frozenset[str] | None) -> None:
        for row in hits.rows.tolist():
            file, record = events.origin(row)
            self._add(hits.rule.id, events, row, file, record, asked)

    def _add(
        self,
        rule: str,
        events: Events,
        row: int,
        file: str,
        record: int,
        asked: frozenset[str] | None,
    ) -> None:
        if self._of is not events:
            self._of, self._who = events, {}
        if row not in self._who:
            time = first_text(events, TIME_FIELDS, row)
            who = host_at(events, row), account_at(events, row, _is_person)
            self._who[row] = (time, *who)
        time, host, account = self._who[row]
        self._hits.setdefault((rule, file), []).append((record, time, host, account))
        moment = None if asked is None else read_time(time)
        if asked is not None and moment is not None:
            self._occurrences.append(
                Occurrence(
                    rule=rule,
                    time=moment.timestamp(),
                    fields=_values(events, row, asked),
                    host=host,
                    account=account,
                    file=file,
                    record=record,
                )
            )

    def _record(self, events: JsonEvents, row: int) -> int:
        if self._piece.form == "evtx":
            number = first_text(events, RECORD_FIELDS, row)
            return int(number) if number.isdecimal() and len(number) < 19 else 0
        return self._line(int(events.starts[row]))

    def scanned(self) -> Scanned:
        hits = []
        for (rule, file), rows in self._hits.items():
            records, times, hosts, accounts = zip(*rows, strict=True)
            moments = tuple(map(read_time, times))
            hits.append(HitRows(rule, file, records, moments, hosts, accounts))
        return Scanned(
            file=self._file,
            events=self.events,
            bytes=self.size,
            first=self._piece.first,
            hits=tuple(hits),
            occurrences=tuple(self._occurrences),
            troubles=tuple(self._troubles),
        )


def _values(events: Events, row: int, asked: frozenset[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name in asked:
        column = events.column(name)
        if column is not None and column.codes[row] != ABSENT:
            value = column.values[int(column.codes[row])]
            if value:
                found[name] = (value,) if isinstance(value, str) else value
    return found


def _is_person(written: str) -> bool:
    name = parse_name(written, "account")
    return name is not None and not name.bare.endswith("$")


class Readable(Protocol):
    """What can be read from, so many bytes at a time."""

    def read(self, size: int, /) -> bytes:
        """The next bytes; none at the end."""
        ...


class Buffer:
    """Room for the text of one piece, used again for the next: memory that is new each time
    costs more than reading into it.
    """

    def __init__(self) -> None:
        self._room = bytearray()

    def of(self, size: int) -> bytearray:
        """Room for exactly so many bytes, whatever they are. What was read into it before is
        read over, unless something still looks at it.
        """
        if size < len(self._room) // 2:
            return bytearray(size)  # to shrink the room would give its memory back
        try:
            if len(self._room) < size:
                self._room.extend(bytes(size - len(self._room)))
            del self._room[size:]
        except BufferError:
            self._room = bytearray(size)
        return self._room

    def filled(self, parts: Iterable[bytes]) -> bytearray:
        """The parts one behind the other, in the same way."""
        size = 0
        for part in parts:
            behind = size + len(part)
            try:
                self._room[size:behind] = part
            except BufferError:
                self._room = self._room[:size] + part
            size = behind
        if size < len(self._room) // 2:
            return self._room[:size]
        return self.of(size)


def texts(piece: Piece, tokenizer: Tokenizer, buffer: Buffer) -> Iterator[_Text]:
    """The text of a piece as JSON, stretch after stretch."""
    with Path(piece.path).open("rb") as stream:
        if piece.form == "evtx":
            yield _evtx(piece, stream, buffer)
        elif piece.whole:
            yield from documents(piece.path, stream, tokenizer)
        else:
            yield from _lines(piece, stream, buffer)


def _evtx(piece: Piece, stream: BinaryIO, buffer: Buffer) -> _Text:
    stream.seek(piece.start)
    broken_chunks = broken_records = 0

    def read() -> Iterator[bytes]:
        nonlocal broken_chunks, broken_records
        for each in evtx_texts(stream, piece.size):
            broken_chunks += each.broken_chunks
            broken_records += each.broken_records
            yield each.text
        yield PADDING

    text = buffer.filled(read())
    size = stream.tell() - piece.start
    file = printable(piece.path)
    troubles = []
    if broken_chunks or not size:
        told: dict[str, str | int] = {"file": file, "count": max(broken_chunks, 1)}
        troubles.append(LogTrouble("logs.chunks_broken", told))
    if broken_records:
        troubles.append(LogTrouble("logs.records_broken", {"file": file, "count": broken_records}))
    header = piece.start if piece.first else 0
    return _Text(text, header + size, 0, 0, tuple(troubles))


def _lines(piece: Piece, stream: BinaryIO, buffer: Buffer) -> Iterator[_Text]:
    """The lines that begin in the piece, read where they are looked at, with the padding."""
    before = 1 if piece.start else 0
    stream.seek(piece.start - before)
    text = buffer.of(piece.size + before + len(PADDING))
    with memoryview(text) as view:
        filled = _read_into(stream, view[: piece.size + before])
    begin = text.find(b"\n", 0, filled) + 1 if before else 0
    if before and not begin:
        return
    tail = b""
    if filled > begin and text[filled - 1] != _NEWLINE:
        tail = stream.readline(LONGEST_LINE)
    size = filled - begin + len(tail)
    troubles: tuple[LogTrouble, ...] = ()
    end = filled
    if len(tail) == LONGEST_LINE and not tail.endswith(b"\n"):
        end, tail = text.rfind(b"\n", begin, filled) + 1 or begin, b""
        troubles = (_too_long(piece.path, text.count(b"\n", begin, end) + 1),)
    # The end of the line before is blanked out, and the rest put behind: nothing is moved.
    text[:begin] = b" " * begin
    text[end:] = tail + PADDING
    if piece.form == "json":
        yield _json(text, size, troubles)
    else:
        yield _converted(piece, stream, bytes(text[begin:]), size, troubles)


def _json(text: bytearray, size: int, troubles: tuple[LogTrouble, ...]) -> _Text:
    if text.startswith(BYTE_ORDER_MARK):
        text[: len(BYTE_ORDER_MARK)] = b" " * len(BYTE_ORDER_MARK)
    newlines = Newlines(text)
    return _Text(text, size, newlines.count, 0, troubles, newlines)


def _read_into(stream: BinaryIO, view: memoryview) -> int:
    """Fill the view as far as the file goes; how many bytes."""
    filled = 0
    while filled < len(view):
        more = stream.readinto(view[filled:])  # type: ignore[attr-defined]
        if not more:
            break
        filled += more
    return filled


def _too_long(path: str, line: int) -> LogTrouble:
    most = LONGEST_LINE >> 20
    return LogTrouble("logs.line_too_long", {"file": printable(path), "line": line, "most": most})


def _converted(
    piece: Piece, stream: BinaryIO, text: bytes, size: int, troubles: tuple[LogTrouble, ...]
) -> _Text:
    count = text.count(b"\n")
    broken: list[int] = []
    match piece.form:
        case "auditd":
            text, broken = lines.as_json(text, lines.audit_record)
        case "syslog":
            text, broken = lines.as_json(text, lines.syslog_line)
        case "zeek":
            stream.seek(0)
            fields, separator = lines.zeek_header(stream.read(HEAD))
            text, broken = lines.as_json(text, lines.zeek_line(fields, separator))
        case _:
            pass
    file = printable(piece.path)
    more = [
        LogTrouble("logs.line_broken", {"file": file, "line": line + 1})
        for line in broken[:MOST_SAID]
    ]
    if len(broken) > MOST_SAID:
        more.append(
            LogTrouble("logs.more_broken", {"file": file, "count": len(broken) - MOST_SAID})
        )
    return _Text(text, size, count, 0, (*troubles, *more))


def documents(path: str, stream: Readable, tokenizer: Tokenizer) -> Iterator[_Text]:
    """A file whose documents are no lines, from start to end; a document that one read cuts
    is read again with the next.
    """
    rest = b""
    line = 0
    while True:
        more = stream.read(PIECE)
        text = rest + more
        if not text:
            return
        if len(rest) > LONGEST_LINE:
            yield _Text(b"", len(more), 0, line, (_too_long(path, line + 1),))
            return
        yield _Text(text, len(more), text.count(b"\n", 0, len(text)), line)
        passed = text[: tokenizer.rest]
        rest = text[tokenizer.rest :]
        line += passed.count(b"\n")
        if not more:
            if rest.strip():
                told: dict[str, str | int] = {"file": printable(path), "line": line + 1}
                yield _Text(b"", 0, 0, line, (LogTrouble("logs.line_broken", told),))
            return
