"""Logs of traffic, each read by the format that its first lines show, as often as needed."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from endigue.desk.refusal import Refusal
from endigue.evidence.tracing.records import Lookup, Visit
from endigue.readers.json_fields import printable
from endigue.readers.traffic._dns import query_line
from endigue.readers.traffic._lines import numbered, open_log
from endigue.readers.traffic._proxy import combined, squid, w3c
from endigue.readers.traffic._zeek import zeek_record, zeek_rows

PROBED = 5_000
"""Lines at the start of a log that tell its format."""

_BY_LINE = {"squid": squid, "combined": combined, "queries": query_line}


@dataclass
class TrafficLog:
    """One log; reading it again reads the file again."""

    path: Path
    form: str
    """`squid`, `combined`, `w3c`, `zeek` or `queries`."""
    rows: int = field(default=0)
    """Lines of the last whole reading."""
    not_understood: int = field(default=0)
    """Of these, lines that were neither read nor of another kind."""

    @property
    def name(self) -> str:
        """The file, without its folder."""
        return printable(self.path.name)

    def records(self) -> Iterator[Visit | Lookup]:
        """Every visit and lookup, in the order of the log."""
        self.rows = self.not_understood = 0
        with open_log(self.path) as stream:
            lines = numbered(stream)
            if self.form == "w3c":
                for found in w3c(lines, self.name):
                    self.rows += 1
                    if isinstance(found, int):
                        self.not_understood += 1
                    else:
                        yield found
            elif self.form == "zeek":
                for number, row in zeek_rows(lines):
                    self.rows += 1
                    self.not_understood += not row
                    record = zeek_record(row, self.name, number)
                    if record is not None:
                        yield record
            else:
                yield from self._by_line(lines)

    def _by_line(self, lines: Iterator[tuple[int, str | None]]) -> Iterator[Visit | Lookup]:
        read = _BY_LINE[self.form]
        for number, line in lines:
            self.rows += 1
            record = read(line, self.name, number) if line else None
            if record is None:
                self.not_understood += 1
            else:
                yield record


def read_traffic(path: Path) -> TrafficLog:
    """The log in a file. Raises Refusal where it cannot be read or is of no known form."""
    try:
        form = traffic_form(path)
    except OSError as trouble:
        raise Refusal(
            "evidence.file_cannot_be_read", file=path.name, why=trouble.strerror or ""
        ) from None
    if not form:
        raise Refusal("evidence.no_traffic_log", file=printable(path.name))
    return TrafficLog(path, form)


def traffic_form(path: Path) -> str:
    """The form of a log by its first lines; empty where none fits."""
    with open_log(path) as stream:
        head = [line for _, line in islice(numbered(stream), PROBED) if line]
    if any(line.startswith("#Fields:") for line in head):
        return "w3c"
    rows = zeek_rows(iter(enumerate(head, start=1)))
    if any("ts" in row and ("id_orig_h" in row) for _, row in rows):
        return "zeek"
    for form, read in _BY_LINE.items():
        if any(read(line, "", 1) for line in head):
            return form
    return ""
