"""Bring what was done by hand, and what was lost, into the information system, exactly once."""

from collections.abc import Mapping, Sequence
from hashlib import sha256

import msgspec

from endigue.continuity.handwork.facts import Reconciled
from endigue.continuity.handwork.survey import gather, survey
from endigue.continuity.reconciliation.mapping import Plan, flaws, parse_plan
from endigue.continuity.reconciliation.postings import Posting, by_hand, lost
from endigue.continuity.reconciliation.replay import Connector, Report, replay
from endigue.desk.handwork import Handwork
from endigue.desk.ledger import Ledger
from endigue.desk.refusal import Refusal, Refusals


class Reconciliation(msgspec.Struct, frozen=True):
    """What came of a reconciliation."""

    report: Report
    held: dict[str, int]
    """Sheets of the forms in question that are not replayed, by state."""


def read_plan(text: str, file: str, work: Handwork) -> Plan:
    """The mapping of a file. Raises Refusal where it is none, Refusals with all its flaws."""
    try:
        plan = parse_plan(text)
    except (ValueError, RecursionError) as trouble:
        raise Refusal("continuity.map_wrong", file=file, why=str(trouble)) from None
    found = tuple(flaws(plan, work.forms))
    if found:
        each = tuple(
            Refusal(flaw.code, file=file, into=flaw.target, subject=flaw.subject) for flaw in found
        )
        raise Refusals("continuity.map_refused", each, file=file)
    return plan


def postings_of(
    work: Handwork, ledger: Ledger, plan: Plan, tables: Mapping[str, str]
) -> tuple[tuple[Posting, ...], dict[str, int]]:
    """Everything that the targets are to have, and how many sheets are held back, by state.

    `tables` are files of lost data by name. Raises Refusals with every row that cannot be used.
    """
    wanted = {target.lost for target in plan.target if target.lost}
    if strange := sorted(wanted ^ tables.keys()):
        raise Refusal("continuity.lost_tables", names=", ".join(strange))
    union = work.union(ledger)
    gathered, surveyed = gather(union.entries), survey(work.forms, union)
    postings: list[Posting] = []
    wrong: list[Refusal] = []
    for target in plan.target:
        if target.form:
            postings += by_hand(target, work.forms[target.form], surveyed, gathered)
            continue
        rows = [row.texts for row in work.hands.table(tables[target.lost])]
        found, unusable = lost(target, rows)
        postings += found
        wrong += [
            Refusal(one.code, table=one.table, row=one.row, found=one.found) for one in unusable
        ]
    if wrong:
        raise Refusals("continuity.lost_refused", tuple(wrong))
    forms = {target.form for target in plan.target if target.form}
    held: dict[str, int] = {}
    for sheet in surveyed.sheets:
        if sheet.form in forms and sheet.state not in ("entered", "blank", "spoiled"):
            held[sheet.state] = held.get(sheet.state, 0) + 1
    return tuple(postings), held


def reconcile(
    work: Handwork,
    ledger: Ledger,
    postings: Sequence[Posting],
    connector: Connector,
    target: str,
    mapping: str,
    *,
    dry_run: bool,
) -> tuple[Ledger, Report]:
    """Replay, and write down what came of it; a dry run writes nothing anywhere."""
    report = replay(postings, connector, dry_run=dry_run)
    if dry_run:
        return ledger, report
    totals = {
        f"{stream}.{answer}": total
        for stream, answers in report.streams.items()
        for answer, total in answers.items()
    }
    totals["present"] = report.present
    fact = Reconciled(
        target=target,
        mapping=sha256(mapping.encode()).hexdigest(),
        counts={name: total.count for name, total in totals.items()},
        amounts={name: int(total.amount) for name, total in totals.items()},
        keys=report.keys,
        balanced=report.balanced,
    )
    return work.case.record([fact], ledger), report
