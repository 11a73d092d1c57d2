"""How postings are written in the target: which column takes which field.

There are two streams: what was done by hand since the outage began, from the sheets, and what the
system lost between its last backup and the outage, from tables that others still have (the bank,
partners, logs).
"""

import tomllib
from collections.abc import Iterator, Mapping
from typing import Literal

import msgspec

from endigue.continuity.handwork.forms import Form


class Target(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where the records of one form, or of one table of lost data, are written."""

    into: str
    """The table, the path under the address of an API, or the name of a CSV file."""
    key: str
    """The column that holds the key of every posting."""
    columns: dict[str, str]
    """Field by column; a text that begins with `=` is written as it stands."""
    form: str = ""
    lost: str = ""
    """The name of a table of lost data, as given with --lost."""
    lost_key: str = ""
    """The column of that table that tells its rows apart."""
    amount: str = ""
    """The column of the target whose sum is balanced; it takes money."""
    money: Literal["cents", "units"] = "cents"
    """How the target writes money."""
    find: str = ""
    """For an API: where a record is read back, with {key} in it."""

    @property
    def stream(self) -> str:
        """`by_hand` or `lost`."""
        return "by_hand" if self.form else "lost"


class Plan(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All targets of a reconciliation."""

    target: tuple[Target, ...]


class Flaw(msgspec.Struct, frozen=True):
    """What is wrong with a mapping: a code and where."""

    code: str
    target: str
    subject: str = ""


def parse_plan(text: str) -> Plan:
    """The mapping of a TOML text. Raises ValueError where it is none."""
    return msgspec.convert(tomllib.loads(text), Plan)


def flaws(plan: Plan, forms: Mapping[str, Form]) -> Iterator[Flaw]:
    """Everything that keeps the mapping from being used."""
    seen: set[str] = set()
    for target in plan.target:
        source = target.form or target.lost
        if source in seen:
            yield Flaw("continuity.map_twice", target.into, source)
        seen.add(source)
        if bool(target.form) == bool(target.lost):
            yield Flaw("continuity.map_source", target.into)
        if target.lost and not target.lost_key:
            yield Flaw("continuity.map_lost_key", target.into)
        if target.key in target.columns:
            yield Flaw("continuity.map_key", target.into, target.key)
        if target.amount and target.columns.get(target.amount, "=").startswith("="):
            yield Flaw("continuity.map_amount", target.into, target.amount)
        if target.form:
            yield from _flaws_of_fields(target, forms)


def _flaws_of_fields(target: Target, forms: Mapping[str, Form]) -> Iterator[Flaw]:
    form = forms.get(target.form)
    if form is None:
        yield Flaw("continuity.map_form", target.into, target.form)
        return
    known = {field.id: field.type for field in form.field}
    for source in target.columns.values():
        if not source.startswith("=") and source not in known:
            yield Flaw("continuity.map_field", target.into, source)
    if target.amount and known.get(target.columns.get(target.amount, "")) != "money":
        yield Flaw("continuity.map_amount", target.into, target.amount)
