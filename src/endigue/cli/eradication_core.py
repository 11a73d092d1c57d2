"""`endigue eradication`: the core of trust, what was seen again, the lifting of the cuts."""

import click
import msgspec

from endigue.cli.door import Door, verb
from endigue.cli.eradication_case import AT, AUTHOR, WHY, opened
from endigue.cli.eradication_shown import (
    show_core,
    show_lifting,
    show_relapses,
)
from endigue.cli.values import names_in
from endigue.desk.evicting import core_of, reopen, tick
from endigue.desk.lifting import lift, plan_lifting, pulled_now
from endigue.desk.lookup import levers_named
from endigue.desk.relapsing import seen_again


@click.command("core")
@click.argument("case", metavar="CASE")
@click.option("--done", default="", metavar="STEP", help="Write that this step is done.")
@click.option("--reopen", "again", default="", metavar="STEP", help="It has to be done again.")
@click.option("--person", default="", metavar="NAME", help="Who did it.")
@click.option("--note", default="", metavar="TEXT", help="For the logbook.")
@click.option("--ready", is_flag=True, help="Show only what waits for no other step.")
@click.option("--out", metavar="FILE", help="Write the checklist there, as PDF.")
@WHY
@AT
@AUTHOR
@verb
def core_(
    door: Door,
    case: str,
    done: str,
    again: str,
    person: str,
    note: str,
    ready: bool,
    out: str | None,
    why: str,
    at: str | None,
    author: str,
) -> None:
    """Show how the intruder is driven out of the directory, step by step, and tick a step.

    \b
    Example: endigue eradication core case --done krbtgt-1:dom-main --person "E. Blanc"
    """
    with opened(door, case, author, at) as now:
        organisation, ledger = now.organisation, now.ledger
        if done:
            ledger = tick(now.case, ledger, now.here, organisation, done, person, note)
        if again:
            here = now.here.after(ledger)
            ledger = reopen(now.case, ledger, here, organisation, again, why)
        ticks = core_of(now.here.after(ledger), organisation)
    if out is not None:
        paper = door.hands.eradication.checklist(
            organisation, ticks, ledger.head, now.here.at, door.speech.language
        )
        door.hands.write_file(out, paper)
    answer = {"steps": msgspec.to_builtins(ticks), "done": sum(one.done for one in ticks)}
    door.tell(answer, lambda console: show_core(console, door, organisation, ticks, ready=ready))


@click.command("relapses")
@click.argument("case", metavar="CASE")
@AT
@verb
def relapses_(door: Door, case: str, at: str | None) -> None:
    """Show what was seen on assets after they had been verified: is the intruder back?

    \b
    Example: endigue eradication relapses case
    """
    with opened(door, case, "endigue", at) as now:
        found = seen_again(now.ledger, now.here, now.organisation, door.hands.likelihoods())
    answer = {"seen_again": msgspec.to_builtins(found)}
    door.tell(answer, lambda console: show_relapses(console, door, found))


@click.command("lift")
@click.argument("case", metavar="CASE")
@click.option("--lever", default="", metavar="ID,...", help="Write that these were undone.")
@click.option("--pulled", default="", metavar="ID,...",
              help="What is pulled now; by default what was approved and not undone.")  # fmt: skip
@click.option("--person", default="", metavar="NAME", help="Who undid them.")
@WHY
@AT
@AUTHOR
@verb
def lift_(
    door: Door,
    case: str,
    lever: str,
    pulled: str,
    person: str,
    why: str,
    at: str | None,
    author: str,
) -> None:
    """Show which cuts can be undone now without a way to something unverified, in which order.

    \b
    Example: endigue eradication lift case --lever cut-internet --person "D. Roux"
    """
    with opened(door, case, author, at) as now:
        ledger = now.ledger
        if lever:
            levers = levers_named(now.organisation, names_in(lever))
            ledger = lift(now.case, ledger, now.here, now.organisation, levers, person, why)
        still = (
            levers_named(now.organisation, names_in(pulled))
            if pulled
            else pulled_now(ledger, now.organisation)
        )
        with door.working("Planning the lifting"):
            plan = plan_lifting(now.here.after(ledger), now.organisation, still)
        organisation = now.organisation
    answer = {**msgspec.to_builtins(plan), "entries": ledger.head.sequence}
    door.tell(answer, lambda console: show_lifting(console, door, organisation, plan))


COMMANDS = (core_, relapses_, lift_)
"""Added to the group beside those of the line."""
