"""Where each decided lever stands, for screens: one row a lever, its parts below."""

import msgspec

from endigue.containment.enforcement.change import Answer, State
from endigue.containment.enforcement.view import Status
from endigue.desk.ledger import Ledger
from endigue.organisation.model import Organisation


class PartState(msgspec.Struct, frozen=True):
    """One component's part of a lever."""

    key: str
    component: str
    status: Status
    answer: Answer | None
    """What the component said last."""
    state: State | None
    """What was seen last."""
    detail: str
    """What it said where it did not do it, or else what was seen."""


class LeverState(msgspec.Struct, frozen=True):
    """One lever that was decided or begun."""

    lever: str
    kind: str
    target: str
    status: Status
    parts: tuple[PartState, ...]
    work_order: int | None = None
    """Number of the last work order."""
    done_by: str = ""
    """Who reported it done by hand."""


def lever_states(ledger: Ledger, organisation: Organisation) -> tuple[LeverState, ...]:
    """Every lever of the approved plan, of emergencies, and whatever was begun, in this order."""
    view = ledger.enforcement
    approved = ledger.containment.approved
    named = [
        *(approved.levers if approved is not None else ()),
        *view.emergencies,
        *(one.change.lever for one in view.changes.values()),
        *(work.order.lever for work in view.works.values()),
    ]
    found = []
    for lever in dict.fromkeys(named):
        described = organisation.lever_by_id.get(lever)
        work = view.work_of(lever)
        parts = tuple(
            PartState(one.change.key, one.change.target, one.status, one.answer, one.state,
                      one.said or one.seen)
            for one in view.changes_of(lever)
        )  # fmt: skip
        found.append(
            LeverState(
                lever=lever,
                kind=described.kind if described is not None else "",
                target=described.target if described is not None else "",
                status=view.status_of(lever),
                parts=parts,
                work_order=work.order.number if work is not None else None,
                done_by=work.report.by if work is not None and work.report is not None else "",
            )
        )
    return tuple(found)
