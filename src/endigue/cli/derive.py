"""`endigue communication derive`: answers that the other chapters already give."""

import click
from rich.console import Console
from rich.table import Table

from endigue.cli.door import Door, verb
from endigue.communication.events import value_text
from endigue.desk.deriving import Proposal, proposals_of, record_proposals
from endigue.desk.duties import profile_of_case
from endigue.desk.refusal import Refusal
from endigue.kernel.instant import format_instant
from endigue.locale.duties import say_event


@click.command("derive")
@click.argument("case", metavar="CASE")
@click.option("--record", "recording", is_flag=True, help="Record what is new, as estimates.")
@click.option("--author", default="", help="Who writes it; needed with --record.")
@verb
def derive(door: Door, case: str, recording: bool, author: str) -> None:
    """Propose what reports ask for and the case already knows; with --record, record it.

    From the findings: since when, by what means, on what, indicators of compromise. From the
    cut: temporary measures. From the restoration: when services were back, until when the
    backlog was served, revenue forgone. What a person recorded is never replaced.

    \b
    Example: endigue communication derive case --record --author Keeper
    """
    if recording and not author:
        raise Refusal("derive.who")
    hands = door.hands
    hands.cases.journal(case).close()
    opened = hands.cases.open(case, author)
    try:
        ledger = opened.ledger()
        profile = profile_of_case(opened.blobs, ledger, hands)
        book = hands.rulebook()
        found = proposals_of(opened.store.read(), profile, book)
        recorded: tuple[Proposal, ...] = ()
        if recording:
            ledger, recorded = record_proposals(opened, ledger, book, found)
    finally:
        opened.store.close()
    answer = {
        "proposals": [_plain(door, one) for one in found],
        "recorded": [one.event for one in recorded],
    }
    door.tell(answer, lambda console: _show(console, door, found, recorded))


def _plain(door: Door, one: Proposal) -> dict[str, object]:
    return {
        "event": one.event,
        "value": value_text(one.value, door.hands.rulebook().kinds[one.event]),
        "at": None if one.at is None else format_instant(one.at),
        "basis": one.basis,
        "entries": list(one.entries),
        "standing": one.standing,
    }


def _show(
    console: Console, door: Door, found: tuple[Proposal, ...], recorded: tuple[Proposal, ...]
) -> None:
    say = door.speech.say
    if not found:
        console.print(say("derive.nothing"))
        return
    table = Table(box=None, pad_edge=False)
    for key in ("event", "value", "basis", "standing"):
        table.add_column(say(f"derive.{key}"), overflow="fold")
    kinds = door.hands.rulebook().kinds
    for one in found:
        value = value_text(one.value, kinds[one.event])
        said = door.speech.short_moment(one.at) if one.at else value
        table.add_row(
            f"{one.event}\n{say_event(door.speech, one.event)}", said,
            say(f"derive.from_{one.basis}"), say(f"derive.standing_{one.standing}"),
        )  # fmt: skip
    console.print(table)
    if recorded:
        console.print(say("derive.recorded", count=len(recorded)))
