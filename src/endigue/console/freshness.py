"""Whether what was computed is of what is known now, and what was known when it was computed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from endigue.desk.current import organisation_of
from endigue.desk.ledger import Ledger

if TYPE_CHECKING:
    from endigue.console.chronicle import Chronicle

EVIDENCE = frozenset(
    {"evidence.findings_recorded", "evidence.logs_scanned", "evidence.statement_made"}
)
"""Facts that an assessment is made from."""

ASSESSED = "evidence.compromise_assessed"

ADOPTIONS_LOOKED_AT = 8
"""How many changes of the organisation one goes back over, for the one that was computed with."""

Cause = Literal["", "organisation", "evidence"]


def outdated(chronicle: Chronicle, ledger: Ledger) -> Cause:
    """What changed since the last computation; empty where nothing did, or nothing was computed."""
    if not ledger.continuity.input:
        return ""
    if ledger.continuity.input != organisation_of(ledger):
        return "organisation"
    head = ledger.head.sequence
    last = chronicle.latest(head, 1, lambda line: line.fact in EVIDENCE)
    if last and last[0].sequence > _examined(chronicle, ledger):
        return "evidence"
    return ""


def reckoned(chronicle: Chronicle, ledger: Ledger) -> Ledger:
    """What was known when the last results were computed: the ledger itself, or the one before
    the organisation changed.
    """
    wanted = ledger.continuity.input
    if not wanted or wanted == organisation_of(ledger):
        return ledger
    changes = chronicle.latest(
        ledger.head.sequence, ADOPTIONS_LOOKED_AT, lambda line: line.fact == "organisation.adopted"
    )
    for line in changes:
        before = chronicle.ledger_upto(line.sequence - 1)
        if organisation_of(before) == wanted == before.continuity.input:
            return before
    return ledger


def _examined(chronicle: Chronicle, ledger: Ledger) -> int:
    """The last entry up to which evidence was assessed. A computation that came to the same
    assessment as before writes none, but has looked at all there was when it began.
    """
    head = ledger.head.sequence
    assessed = chronicle.latest(head, 1, lambda line: line.fact == ASSESSED)
    done = [
        one.entry
        for one in ledger.computations.all.values()
        if one.asked.kind == "story" and one.ended is not None and one.ended.outcome == "done"
    ]
    return max([line.sequence for line in assessed] + done, default=0)
