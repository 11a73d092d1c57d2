"""`endigue evidence origin`: where it began, and what evidence is missing."""

from collections.abc import Iterator, Sequence

import click
from rich.console import Console

from endigue.cli.door import Door, verb
from endigue.desk.refusal import Refusal
from endigue.desk.scoping import bad_from
from endigue.desk.tracing import Material, trace_back, with_own
from endigue.desk.tracing_facts import origin_in
from endigue.evidence.origin.roots import Missing, Origin
from endigue.evidence.origin.steps import Step, Trace
from endigue.evidence.tracing.clocks import LogClock

SHOWN_MISSING = 6
WORTH_SAYING = 30.0
"""Seconds from which on a clock is worth a sentence."""


@click.command("origin")
@click.argument("paths", nargs=-1, required=True, metavar="CASE|FILE...")
@click.option(
    "--bad",
    multiple=True,
    metavar="WHAT",
    help="Known bad: address, domain, SHA-256, sender, or file of a message.",
)
@click.option("--domain", "domains", multiple=True, metavar="NAME", help="A domain of ours.")
@verb
def origin(
    door: Door, paths: tuple[str, ...], bad: tuple[str, ...], domains: tuple[str, ...]
) -> None:
    """Say where it began: message, click, process, log-on, machine; and what is missing.

    Give a case, whose findings and last tracing are taken, or raw files and folders of any
    kind: messages, proxy and DNS logs, Zeek logs, Windows events (EVTX, JSON).

    \b
    Example: endigue evidence origin case
             endigue evidence origin mails access.log events.jsonl --bad evil.example
    """
    if len(paths) == 1 and door.hands.cases.exists(paths[0]):
        found, trace = _of_case(door, paths[0])
        clocks: Sequence[LogClock] = ()
    else:
        found, trace, clocks = _of_files(door, paths, bad, domains)
    answer = {"origin": found, "steps": trace.steps, "causes": trace.causes, "clocks": clocks}
    door.tell(answer, lambda console: _show(console, door, found, clocks))


def _of_case(door: Door, case: str) -> tuple[Origin, Trace]:
    opened = door.hands.cases.open(case, "endigue")
    ledger = opened.ledger()
    opened.store.close()
    return origin_in(ledger)


def _of_files(
    door: Door, paths: Sequence[str], bad: Sequence[str], domains: Sequence[str]
) -> tuple[Origin, Trace, Sequence[LogClock]]:
    records = door.hands.records
    with door.working("Joining the logs"):
        sorted_files = records.sort_files(paths)
        if not (sorted_files.messages or sorted_files.traffic or sorted_files.activities):
            raise Refusal("evidence.no_raw_evidence", paths=", ".join(paths))
        mails = records.messages(sorted_files.messages).messages if sorted_files.messages else ()
        names = with_own(records.names(), domains, ())
        known = bad_from(bad, records, mails, names)
        material = Material(mails, sorted_files.traffic, sorted_files.activities)
        tracing = trace_back(material, known, names)
    return tracing.origin, tracing.trace, tracing.clocks


def _show(console: Console, door: Door, found: Origin, clocks: Sequence[LogClock]) -> None:
    for line in clocks_said(door, clocks):
        console.print(line, markup=False)
    show_origin(console, door, found)
    for missing in found.missing:
        console.print("? " + say_missing(door, missing), markup=False)


def show_origin(console: Console, door: Door, found: Origin) -> None:
    """The best root with the way from it, its alternatives, and what is missing for each."""
    _ = door.speech.text
    if not found.roots:
        console.print(_("No origin: nothing wrong was seen that a step could explain."))
        return
    best = found.roots[0]
    if found.established:
        console.print(_("It began with: {step}", step=_say_step(door, best.step)), markup=False)
    else:
        console.print(
            _("The origin is not established; the earliest step known: {step}",
              step=_say_step(door, best.step)),
            markup=False,
        )  # fmt: skip
    zero = found.patient_zero
    if zero is not None:
        console.print(
            _("Patient zero: {host} ({account}), {at}, {share} sure by assumed strengths",
              host=zero.host, account=zero.account or "-", at=door.speech.moment(zero.at),
              share=door.speech.percent(zero.probability)),
            markup=False,
        )  # fmt: skip
        for step in zero.path:
            console.print("  → " + _say_step(door, step), markup=False)
    for way in found.movements:
        console.print(_("Then {host}:", host=way[-1].host), markup=False)
        for step in way[1:]:
            console.print("  → " + _say_step(door, step), markup=False)
    _show_missing(console, door, best.missing)
    for other in found.roots[1:]:
        console.print(
            _("Alternative: {step}; explains {count} more", step=_say_step(door, other.step),
              count=door.speech.number(other.adds)),
            markup=False,
        )  # fmt: skip
        _show_missing(console, door, other.missing)
    for step in found.unexplained[:SHOWN_MISSING]:
        console.print(_("Not explained: {step}", step=_say_step(door, step)), markup=False)


def _show_missing(console: Console, door: Door, missing: Sequence[Missing]) -> None:
    for each in missing[:SHOWN_MISSING]:
        console.print("  ? " + say_missing(door, each), markup=False)


def _say_step(door: Door, step: Step) -> str:
    return door.speech.say(
        f"messages.step.{step.kind}",
        at=door.speech.moment(step.at),
        host=step.host or "-",
        account=step.account or "-",
        detail=" ".join(step.detail.split())[:120],
    )


def say_missing(door: Door, missing: Missing) -> str:
    """One sentence, such as: no proxy record from 5 February 19:00 to 21:00."""
    about = missing.about
    if missing.code in ("silent", "no_records", "no_log"):
        kind, _, host = about.partition(":")
        about = door.speech.say(f"messages.log.{kind}") + (f" {host}" if host else "")
    if missing.start is None or missing.end is None:
        return door.speech.say(f"messages.missing.{missing.code}", about=about)
    return door.speech.say(
        f"messages.missing.{missing.code}",
        about=about,
        start=door.speech.moment(missing.start),
        end=door.speech.moment(missing.end),
    )


def clocks_said(door: Door, clocks: Sequence[LogClock]) -> Iterator[str]:
    """A sentence for each clock that was put right."""
    for clock in clocks:
        if abs(clock.ahead_seconds) >= WORTH_SAYING:
            code = "ahead" if clock.ahead_seconds > 0 else "behind"
            yield door.speech.say(
                f"messages.clock_{code}",
                log=clock.log,
                minutes=door.speech.number(abs(clock.ahead_seconds) / 60, 1),
                pairs=door.speech.number(clock.pairs),
            )
