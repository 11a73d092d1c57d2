"""Work orders: what people do by hand where no component does it for us, step by step.

A sheet holds codes; its sentences stand in `locale/sentences/enforcement.py`. Every kind of lever
has its own steps, and any other kind the general ones.
"""

import msgspec

from endigue.containment.enforcement.change import Doing
from endigue.containment.enforcement.order import Order
from endigue.organisation.model import Organisation

STEPS: dict[str, int] = {
    "isolate_host": 5,
    "disable_account": 5,
    "close_flow": 5,
    "unplug_zone": 5,
    "cut_internet": 5,
    "pause_backups": 5,
    "suspend_mail": 4,
    "cut_partner": 4,
    "cut_trust": 5,
    "preserve": 4,
    "other": 3,
}
"""How many steps each kind of lever has; as many sentences are written for each."""
UNDO_STEPS = 3


class Sheet(msgspec.Struct, frozen=True):
    """One numbered work order, as it is printed."""

    number: int
    doing: Doing
    order: Order
    why: str
    """Code: why no component does it."""
    arguments: dict[str, str]
    minutes: float
    """Of work, as the lever says."""
    crew: str
    steps: tuple[str, ...]
    """Codes, in the order in which they are done."""
    undo: tuple[str, ...]
    """Codes; empty where the order is itself an undo, or nothing can be undone."""


def sheet_of(
    organisation: Organisation,
    order: Order,
    number: int,
    doing: Doing,
    why: str,
    arguments: dict[str, str],
) -> Sheet:
    """The sheet of one order."""
    lever = organisation.lever_by_id[order.lever]
    kind = order.kind if order.kind in STEPS else "other"
    forth = tuple(f"work.{kind}.{place}" for place in range(1, STEPS[kind] + 1))
    back = tuple(f"work.{kind}.undo.{place}" for place in range(1, UNDO_STEPS + 1))
    undoing = doing == "undo"
    return Sheet(
        number=number,
        doing=doing,
        order=order,
        why=why,
        arguments=arguments,
        minutes=lever.minutes,
        crew=lever.crew,
        steps=back if undoing else forth,
        undo=back if lever.reversible and not undoing else (),
    )
