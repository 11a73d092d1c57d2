"""A cut is rehearsed before it is carried out, and what is done is what was seen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from endigue.communication.roles import Roles
from endigue.containment.enforcement.change import Step
from endigue.desk.acting import allow
from endigue.desk.case import Case
from endigue.desk.enforcing import Prepared, Stopwatch, Tell, enforce, prepare
from endigue.desk.enforcing_ports import Targets
from endigue.desk.ledger import Ledger
from endigue.desk.refusal import Refusal
from endigue.organisation.model import Organisation

ENFORCE = "enforce"

GOOD_FOR = timedelta(minutes=15)
"""How long what a rehearsal found on the components counts; assumed."""


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What carrying levers out would come to, as somebody saw it."""

    name: str
    at: datetime
    levers: tuple[str, ...]
    """Those that were asked for; none for all that are decided."""
    force: bool
    """Whether safety rails are overridden."""
    prepared: Prepared

    @property
    def forced(self) -> bool:
        """Whether a rail is overridden by it, so that a reason is owed."""
        ready, by_hand = self.prepared.ready, self.prepared.by_hand
        return any(one.forced for one in ready) or any(one.forced for one in by_hand)


def rehearse(
    ledger: Ledger,
    organisation: Organisation,
    targets: Targets,
    asked: tuple[str, datetime],
    levers: Sequence[str] = (),
    *,
    force: bool = False,
) -> Rehearsal:
    """Look what would be done; nothing is changed or written. `asked` is its name and instant.

    Refusal as `enforcing.prepare`.
    """
    prepared = prepare(ledger, organisation, targets, levers, force=force)
    name, at = asked
    return Rehearsal(name, at, tuple(levers), force, prepared)


def allow_cut(case: Case, ledger: Ledger, roles: Roles, subject: str) -> None:
    """Let the author carry out or undo. Refusal, and the attempt in the journal, where no role of
    theirs allows it.
    """
    allow(case, ledger, roles, ENFORCE, subject)


def still_good(rehearsal: Rehearsal | None, name: str, now: datetime) -> Rehearsal:
    """The rehearsal that a person has seen. Refusal where there is a newer one, or it is old."""
    if rehearsal is None or rehearsal.name != name or now - rehearsal.at > GOOD_FOR:
        raise Refusal("enforcement.rehearse_first")
    return rehearsal


def carry_out(
    case: Case,
    ledger: Ledger,
    organisation: Organisation,
    targets: Targets,
    seen: Rehearsal,
    stopwatch: Stopwatch,
    reason: str,
    tell: Tell = lambda _: None,
) -> Ledger:
    """Carry out what was rehearsed. Refusal where it would be something else by now: other levers
    are decided, or a component is not what it was.
    """
    prepared = prepare(ledger, organisation, targets, seen.levers, force=seen.force)
    if _essence(prepared) != _essence(seen.prepared):
        raise Refusal("enforcement.changed_since")
    return enforce(case, ledger, prepared, stopwatch, reason, tell)


_Part = tuple[str, str, tuple[Step, ...], tuple[tuple[str, str], ...], tuple[str, ...]]


def _essence(prepared: Prepared) -> list[_Part]:
    """What a person has seen of it. What stood on a component before is not among it: it is read
    again, for the undo.
    """
    parts: list[_Part] = [
        (
            one.order.lever,
            one.change.target,
            one.change.steps,
            tuple(sorted(one.change.content.items())),
            one.forced,
        )
        for one in prepared.ready
    ]
    parts += [(one.order.lever, "", (), (("why", one.why),), one.forced)
              for one in prepared.by_hand]  # fmt: skip
    parts += [(order.lever, "", (), (("why", "refused"),), rails)
              for order, rails in prepared.refused]  # fmt: skip
    return parts
