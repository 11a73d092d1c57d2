"""What a reader gathers from one file, and the bounds and rules that hold for all of them."""

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from endigue.desk.refusal import Refusal
from endigue.evidence.facts import FindingsRecorded, recorded
from endigue.evidence.findings import Finding
from endigue.evidence.likelihood import KINDS
from endigue.organisation.inventory import LeftOut
from endigue.readers.findings._text import digest
from endigue.readers.findings._words import clean, clean_detail, read_kind
from endigue.readers.times import read_time

MOST_FINDINGS = 500_000
MOST_SHOWN = 1_000
"""Rows not understood that are kept with their reason; the rest are a number."""

FIELDS = ("time", "host", "account", "kind", "level", "detail", "techniques", "time_zone")
"""What a mapping can set."""


class NotUnderstood(msgspec.Struct, frozen=True):
    """A row that gave no finding, and why: a code with a sentence, and its arguments."""

    row: int
    code: str
    arguments: dict[str, str]


class FindingsFile(msgspec.Struct, frozen=True):
    """Everything that one file gave."""

    format: str
    source: str
    """Name of the file, without its folder."""
    sha256: str
    findings: tuple[Finding, ...]
    not_understood: tuple[NotUnderstood, ...]
    """The first `MOST_SHOWN` of them."""
    not_understood_count: int
    left_out: tuple[LeftOut, ...]
    """Rows that were understood and are no findings, such as informational events."""

    @property
    def left_out_count(self) -> int:
        """Rows left out, of every kind."""
        return sum(each.count for each in self.left_out)

    @property
    def facts(self) -> tuple[FindingsRecorded, ...]:
        """The facts that record this file."""
        return recorded(
            self.source,
            self.sha256,
            self.format,
            self.findings,
            self.not_understood_count,
            self.left_out_count,
        )


class Collector:
    """Gathers the findings of one file.

    `mapping` gives, by field, the column or the dotted path that holds it, or "=value" for
    one value in every row; `time_zone` and a name of the likelihood table are always values.
    """

    def __init__(self, path: Path, format: str, mapping: Mapping[str, str] | None = None) -> None:  # noqa: A002 - the word of the option
        self.source = clean(path.name)
        self.format = format
        self.columns, self.fixed = split_mapping(mapping or {})
        self._zone = _zone(self.fixed.get("time_zone", "UTC"))
        self._sha256 = digest(path)
        self._findings: list[Finding] = []
        self._not_understood: list[NotUnderstood] = []
        self._not_understood_count = 0
        self._left_out: Counter[tuple[str, str]] = Counter()

    def refuse_columns(self) -> None:
        """Refuse a mapping of columns where the format has its own."""
        if self.columns:
            raise Refusal("evidence.format_has_its_columns", format=self.format, file=self.source)

    def time(self, value: object) -> datetime | None:
        """The instant in UTC; a time without an offset is in the mapping's time zone."""
        return read_time(value, self._zone)

    def found(
        self,
        row: int,
        kind: str,
        *,
        host: object = "",
        account: object = "",
        time: object = None,
        detail: object = "",
        techniques: tuple[str, ...] = (),
    ) -> None:
        """Keep a finding. Values of any type are cleaned; the mapping's fixed kind stands
        above `kind`, its fixed host and account stand where there is none.
        """
        if len(self._findings) == MOST_FINDINGS:
            raise Refusal("evidence.too_many_findings", file=self.source, most=MOST_FINDINGS)
        self._findings.append(
            Finding(
                kind=self.fixed.get("kind", kind),
                host=clean(host) or self.fixed.get("host", ""),
                account=clean(account) or self.fixed.get("account", ""),
                observed_at=self.time(time),
                source=self.source,
                row=row,
                detail=clean_detail(detail) or self.fixed.get("detail", ""),
                techniques=techniques,
            )
        )

    def not_understood(self, row: int, code: str, **arguments: object) -> None:
        """Count a row that could not be read."""
        self._not_understood_count += 1
        if len(self._not_understood) < MOST_SHOWN:
            cleaned = {name: clean(value) for name, value in arguments.items()}
            self._not_understood.append(NotUnderstood(row, code, cleaned))

    def leave_out(self, kind: str, why: str) -> None:
        """Count a row that is no finding."""
        self._left_out[clean(kind), why] += 1

    def file(self) -> FindingsFile:
        """What was gathered."""
        return FindingsFile(
            format=self.format,
            source=self.source,
            sha256=self._sha256,
            findings=tuple(self._findings),
            not_understood=tuple(sorted(self._not_understood, key=lambda each: each.row)),
            not_understood_count=self._not_understood_count,
            left_out=tuple(
                LeftOut(kind=kind, count=count, why=why)
                for (kind, why), count in sorted(self._left_out.items())
            ),
        )


def split_mapping(mapping: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Columns by field, and fixed values by field. Raises Refusal where a field or the kind
    that it fixes is unknown.
    """
    columns: dict[str, str] = {}
    fixed: dict[str, str] = {}
    for field, value in mapping.items():
        if field not in FIELDS:
            raise Refusal("evidence.mapping_field_is_unknown", field=field, known=", ".join(FIELDS))
        if field == "time_zone":
            fixed[field] = value.removeprefix("=")
        elif value.startswith("=") or (field == "kind" and value in KINDS):
            fixed[field] = clean(value.removeprefix("="))
        else:
            columns[field] = value
    if "kind" in fixed:
        fixed["kind"] = _known_kind(fixed["kind"])
    return columns, fixed


def _known_kind(text: str) -> str:
    kind = read_kind(text)
    if not kind:
        raise Refusal("evidence.mapping_kind_is_unknown", kind=text, known=", ".join(KINDS))
    return kind


def _zone(name: str) -> tzinfo:
    if name == "UTC":
        return UTC
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Refusal("evidence.mapping_time_zone_is_unknown", zone=name) from None
