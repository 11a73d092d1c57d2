"""`endigue recompute`: compute again on what a case holds."""

import sys
from os import _exit, read
from threading import Thread

import click
import msgspec

from endigue.cli.door import Door, verb
from endigue.cli.stopping import stoppable
from endigue.cli.values import instant_in, names_in
from endigue.containment.choice import Orders
from endigue.containment.solve import Watch
from endigue.desk.again import Asked, compute_again
from endigue.desk.lookup import things_named
from endigue.desk.refusal import Refusal
from endigue.desk.respond import Stage
from endigue.desk.settings import Settings
from endigue.locale.problems import say_refusal

STOPPED = 130


@click.command("recompute")
@click.argument("case", metavar="CASE")
@click.option("--keep", default="", metavar="ID,...", help="Things that nothing may be done to.")
@click.option("--cut", default="", metavar="ID,...", help="Things that are cut whatever it costs.")
@click.option("--adopt", default="", metavar="NAME", help="Put an answer in force, by its input.")
@click.option(
    "--rebuild", is_flag=True, help="Only plan the rebuild again, with what was reported."
)
@click.option("--what-if", multiple=True, metavar="CHANGE",
              help="Only tell what it would bring to the rebuild: 'lend SKILL=N', 'late ID=HOURS', "
              "'first ID', 'hold ID', 'places N' or 'bandwidth GB'.")  # fmt: skip
@click.option("--first", default="", metavar="OPERATION", help="With --rebuild: put it first.")
@click.option("--seconds", default=20.0, show_default=True, help="For each plan, at most.")
@click.option("--author", default="endigue", show_default=True, help="Who writes the logbook.")
@click.option("--now", metavar="INSTANT", help="The instant; by default now.")
@click.option(
    "--progress", is_flag=True, help="Print a JSON line for each step; end with standard input."
)
@verb
def recompute(
    door: Door,
    case: str,
    keep: str,
    cut: str,
    adopt: str,
    rebuild: bool,
    what_if: tuple[str, ...],
    first: str,
    seconds: float,
    author: str,
    now: str | None,
    progress: bool,
) -> None:
    """Go through the story again with all that the logbook of a case holds by now.

    With --keep or --cut, answer instead what these orders would cost, beside the plan in
    force; --adopt then puts such an answer in force.

    \b
    Example: endigue recompute case --keep srv-mail
    """
    door.hands.cases.journal(case).close()
    at = door.at(instant_in(now)) if now else door
    tell = _tell if progress else _mute
    if progress:
        Thread(target=_end_with_input, daemon=True).start()
    opened = at.hands.cases.open(case, author)
    try:
        with at.working("Computing again") as say, stoppable() as stop:

            def begin(number: int, stages: int, stage: Stage) -> None:
                tell({"stage": stage, "number": number, "stages": stages})
                say(at.speech.say(f"desk.stage_{stage}"))

            watch = Watch(lambda harm, bound: tell({"harm": harm, "bound": bound}), stop)
            asked = Asked(at.hands, Settings(seconds=seconds), begin, watch)
            named = asked.organisation(opened)
            orders = Orders(things_named(named, names_in(keep)), things_named(named, names_in(cut)))
            wanted = things_named(named, [first])[0] if first else ""
            ledger = compute_again(
                opened, asked, orders, adopt, rebuild=rebuild, what_if=what_if, first=wanted
            )
    except Refusal as refusal:
        tell({"refused": say_refusal(at.speech, refusal)})
        raise
    finally:
        opened.store.close()
    if progress:
        return
    said = at.speech.text("Computed; the logbook has {entries} entries.",
                          entries=ledger.head.sequence)  # fmt: skip
    at.tell({"entries": ledger.head.sequence}, lambda console: console.print(said, markup=False))


def _tell(step: dict[str, object]) -> None:
    click.echo(msgspec.json.encode(step).decode())
    sys.stdout.flush()


def _mute(step: dict[str, object]) -> None:
    del step


def _end_with_input() -> None:
    """Whoever started us holds our standard input open for as long as they want an answer."""
    # Not by way of sys.stdin: a thread that waits in its lock aborts Python at its end.
    while read(sys.stdin.fileno(), 4096):
        pass
    # Nothing is half written: an entry of the journal is in it as a whole, or not at all.
    _exit(STOPPED)
