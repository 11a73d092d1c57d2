"""The degraded-mode sheet of an operation: who goes on by hand, with what, for how long, and what
is written down. It is printed before the day on which the procedures are on machines that are off.
"""

from collections.abc import Sequence

import msgspec

from endigue.continuity.assess import pace_by_hand
from endigue.organisation.model import KOf, Need, Operation, Organisation


class Contact(msgspec.Struct, frozen=True):
    """Somebody to reach without the directory."""

    name: str
    telephone: str
    role: str = ""
    operation: str = ""
    """Whom they help to go on; empty for everybody."""
    called_by: str = ""
    """Who calls them in an alarm; empty for who begins."""


class DegradedSheet(msgspec.Struct, frozen=True):
    """What stands on the sheet of one operation."""

    operation: str
    name: dict[str, str]
    company: str
    people: tuple[Contact, ...]
    means: tuple[str, ...]
    """What the hand-work needs, by name; an alternative is joined by ` / `."""
    form: str
    """Identifier of the form on which it is written down; empty where there is none."""
    by_hand: bool
    """Whether hand-work serves anybody."""
    by_hand_per_hour: float
    arrivals_per_hour: float
    stamina_hours: float
    rto_hours: float
    mtpd_hours: float


def degraded_sheets(
    organisation: Organisation, contacts: Sequence[Contact]
) -> tuple[DegradedSheet, ...]:
    """The sheet of every operation, those that can go on by hand first, then by how soon they
    are intolerable.
    """
    sheets = [_sheet(organisation, operation, contacts) for operation in organisation.operations]
    return tuple(sorted(sheets, key=lambda one: (not one.by_hand, one.mtpd_hours)))


def _sheet(
    organisation: Organisation, operation: Operation, contacts: Sequence[Contact]
) -> DegradedSheet:
    manual = operation.manual
    companies = {entity.id: entity.name for entity in organisation.entities}
    means = () if manual is None or manual.needs is None else _means(organisation, manual.needs)
    return DegradedSheet(
        operation=operation.id,
        name=operation.name,
        company=companies.get(operation.entity, operation.entity),
        people=tuple(one for one in contacts if one.operation in ("", operation.id)),
        means=means,
        form=manual.form if manual else "",
        by_hand=pace_by_hand(operation) > 0,
        by_hand_per_hour=manual.capacity_per_hour if manual else 0.0,
        arrivals_per_hour=operation.arrivals_per_hour,
        stamina_hours=manual.stamina_hours if manual else 0.0,
        rto_hours=operation.rto_hours,
        mtpd_hours=operation.mtpd_hours,
    )


def _means(organisation: Organisation, need: Need) -> tuple[str, ...]:
    """Everything that is needed, one entry each; alternatives stand in one entry."""
    if isinstance(need, str):
        return (_name(organisation, need),)
    if need.k == len(need.of):
        return tuple(name for part in need.of for name in _means(organisation, part))
    return (_alternatives(organisation, need),)


def _alternatives(organisation: Organisation, need: KOf) -> str:
    parts = (" + ".join(_means(organisation, part)) for part in need.of)
    joined = " / ".join(parts)
    return joined if need.k == 1 else f"{need.k}: {joined}"


def _name(organisation: Organisation, identifier: str) -> str:
    place = organisation.asset_index.get(identifier)
    return identifier if place is None else organisation.assets[place].name or identifier
