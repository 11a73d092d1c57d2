"""Postings: what is written in the target, each under a key that never changes."""

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256

import msgspec

from endigue.continuity.handwork.checks import checked
from endigue.continuity.handwork.forms import Field, Form, Value
from endigue.continuity.handwork.serials import serial
from endigue.continuity.handwork.survey import Gathered, Survey
from endigue.continuity.reconciliation.mapping import Target
from endigue.journal.canonical import canonical
from endigue.kernel.money import Cents


class Posting(msgspec.Struct, frozen=True):
    """One row that the target is to have, exactly once."""

    key: str
    """The serial of the sheet, or `LOST-name-key` for a row of lost data."""
    stream: str
    target: Target
    values: dict[str, Value]
    """By column of the target, without the key."""
    amount: Cents

    @property
    def digest(self) -> str:
        """SHA-256 of what is written: the same key with another digest is a conflict."""
        return sha256(canonical([self.key, self.values]).encode()).hexdigest()


class Unusable(msgspec.Struct, frozen=True):
    """A row of lost data that cannot be posted: a code and the row."""

    code: str
    table: str
    row: int
    found: str = ""


def by_hand(target: Target, form: Form, survey: Survey, gathered: Gathered) -> Iterator[Posting]:
    """The postings of the sheets of one form that are entered, in the order of their numbers."""
    for sheet in survey.sheets:
        if sheet.form == form.id and sheet.state == "entered":
            values = gathered.records[sheet.record][0].fact.values
            money = {field.id for field in form.field if field.type == "money"}
            yield _posting(target, serial(form.code, sheet.serial), values, money)


def lost(
    target: Target, rows: Sequence[Mapping[str, str]]
) -> tuple[tuple[Posting, ...], tuple[Unusable, ...]]:
    """The postings of a table of lost data, and the rows that cannot be used."""
    postings: list[Posting] = []
    unusable: list[Unusable] = []
    seen: set[str] = set()
    source = target.columns.get(target.amount, "")
    for number, row in enumerate(rows, start=1):
        key = row.get(target.lost_key, "").strip()
        if not key or key in seen:
            code = "continuity.lost_key_twice" if key else "continuity.lost_key_missing"
            unusable.append(Unusable(code, target.lost, number, key))
            continue
        seen.add(key)
        values: dict[str, Value] = {name: text.strip() for name, text in row.items()}
        if source:
            amount = _cents(row.get(source, ""))
            if amount is None:
                found = row.get(source, "")
                unusable.append(Unusable("continuity.lost_amount", target.lost, number, found))
                continue
            values[source] = amount
        postings.append(_posting(target, f"LOST-{target.lost}-{key}", values, {source}))
    return tuple(postings), tuple(unusable)


def _cents(text: str) -> int | None:
    least = -(10**13)
    field = Field("amount", "money", {}, least=least)
    values, problems = checked(Form("f", "FF", 1, {}, (field,)), {"amount": text})
    return None if problems else int(values["amount"])


def _posting(target: Target, key: str, values: Mapping[str, Value], money: set[str]) -> Posting:
    written: dict[str, Value] = {}
    for column, source in target.columns.items():
        if source.startswith("="):
            written[column] = source[1:]
        elif source in values:
            value = values[source]
            in_units = source in money and target.money == "units"
            written[column] = _units(int(value)) if in_units else value
    amount = int(values.get(target.columns.get(target.amount, ""), 0))
    return Posting(key, target.stream, target, written, Cents(amount))


def _units(cents: int) -> str:
    units, rest = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}{units}.{rest:02d}"
