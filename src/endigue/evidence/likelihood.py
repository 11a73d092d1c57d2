"""The table of likelihoods: what each kind of finding says, and how far it may carry."""

from hashlib import sha256
from itertools import pairwise
from typing import Literal, get_args

import msgspec

from endigue.evidence.findings import Role
from endigue.journal.canonical import canonical
from endigue.kernel.probability import log_odds
from endigue.organisation.model import ASSET_KINDS, AssetKind

Kind = Literal[
    "confirmed_implant",
    "ransom_note",
    "encrypted_files",
    "edr_alert",
    "payload_ran",
    "listed",
    "sigma_critical",
    "ioc_match",
    "sigma_high",
    "clicked_link",
    "suspect_logon",
    "sigma_medium",
    "received_message",
    "sigma_low",
    "clean_scan",
]
"""Kinds of finding that the readers give; every table says what each is worth."""

KINDS: tuple[Kind, ...] = get_args(Kind)

Strength = Literal["weak", "medium", "strong", "certain", "against"]

FOR: tuple[Strength, ...] = ("weak", "medium", "strong", "certain")
"""Strengths that speak for a compromise, weakest first."""


class Caps(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The highest probability that findings up to each strength can reach together, and the
    lowest product of ratios that evidence against can reach.
    """

    weak: float
    medium: float
    strong: float
    certain: float
    floor: float
    source: str


class Prior(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How likely an asset of a kind is compromised before any finding."""

    probability: float
    source: str


class Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One kind of finding. A ratio is P(finding | compromised) / P(finding | clean); None
    where the finding says nothing about that role.
    """

    kind: str
    strength: Strength
    source: str
    host: float | None = None
    account: float | None = None

    def ratio(self, role: Role) -> float | None:
        """The likelihood ratio for an asset that the finding names in this role."""
        return self.host if role == "host" else self.account


class Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Priors, ratios and caps. Built by `parse_table`, which checks it."""

    caps: Caps
    prior: dict[AssetKind, Prior]
    finding: tuple[Row, ...]

    def row(self, kind: str) -> Row | None:
        """The row of a kind; None where the table does not know it."""
        return next((row for row in self.finding if row.kind == kind), None)

    @property
    def digest(self) -> str:
        """SHA-256 of the canonical text of the table, in hexadecimal."""
        return sha256(canonical(self).encode()).hexdigest()


def parse_table(text: str) -> Table:
    """Read the table from TOML.

    Raises ValueError with a sentence where it is no TOML of that shape, an asset kind or a
    kind of finding is missing or twice, a source is missing, or a figure is out of range.
    """
    try:
        table = msgspec.toml.decode(text, type=Table)
    except msgspec.DecodeError as trouble:
        raise ValueError(f"this is no table of likelihoods: {trouble}") from None
    _check_caps(table.caps)
    _check_priors(table)
    _check_rows(table.finding)
    return table


def _check_caps(caps: Caps) -> None:
    rising = (0.0, caps.weak, caps.medium, caps.strong, caps.certain, 1.0)
    if any(lower >= higher for lower, higher in pairwise(rising)):
        raise ValueError("caps: 0 < weak < medium < strong < certain < 1 does not hold")
    if not 0.0 < caps.floor <= 1.0:
        raise ValueError(f"caps: the floor {caps.floor} is not between 0 and 1")
    _check_source("caps", caps.source)


def _check_priors(table: Table) -> None:
    for kind in ASSET_KINDS:
        if kind not in table.prior:
            raise ValueError(f"prior: {kind} is missing")
    for name, prior in table.prior.items():
        if not 0.0 < prior.probability < table.caps.weak:
            raise ValueError(f"prior.{name}: {prior.probability} is not between 0 and the weak cap")
        _check_source(f"prior.{name}", prior.source)


def _check_rows(rows: tuple[Row, ...]) -> None:
    names = [row.kind for row in rows]
    for kind in KINDS:
        if kind not in names:
            raise ValueError(f"finding: {kind} is missing")
    for row in rows:
        if names.count(row.kind) > 1:
            raise ValueError(f"finding: {row.kind} stands twice")
        _check_source(row.kind, row.source)
        _check_ratios(row)


def _check_ratios(row: Row) -> None:
    for ratio in (row.host, row.account):
        if ratio is None:
            continue
        if row.strength == "against" and not 0.0 < ratio <= 1.0:
            raise ValueError(f"{row.kind}: evidence against has a ratio between 0 and 1")
        if row.strength != "against" and not 1.0 <= ratio <= 1e9:
            raise ValueError(f"{row.kind}: the ratio {ratio} is not between 1 and 1e9")


def _check_source(where: str, source: str) -> None:
    if not source.strip():
        raise ValueError(f'{where}: give a source, or "assumed"')


def cap(table: Table, strength: Strength) -> float:
    """The log-odds that findings up to this strength can reach together."""
    return log_odds(
        {
            "weak": table.caps.weak,
            "medium": table.caps.medium,
            "strong": table.caps.strong,
            "certain": table.caps.certain,
        }[strength]
    )
