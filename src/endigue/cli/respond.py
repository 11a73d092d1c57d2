"""`endigue respond` and `endigue demo`: the main job, once through."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import PurePath

import click
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from endigue.cli.door import Door, verb
from endigue.cli.serve import serve_case
from endigue.cli.values import CAUTIONS, cautions_in, instant_in, mapping_in
from endigue.desk.briefing import Briefing
from endigue.desk.case import Case
from endigue.desk.duties import SETTINGS
from endigue.desk.facts import BriefingWritten
from endigue.desk.inputs import bytes_name
from endigue.desk.respond import STAGES, Given, Stage
from endigue.desk.respond import respond as respond_once
from endigue.desk.serving import Serving
from endigue.desk.settings import Settings
from endigue.kernel.instant import format_instant

DEMO = "endigue-demo"
DEMO_SEED = 5
DEMO_NOW = "2026-02-06T22:30:00+01:00"
"""The evening of the fictional incident."""


@click.command("respond")
@click.argument("organisation", metavar="ORGANISATION")
@click.argument("evidence", nargs=-1, required=True, metavar="EVIDENCE...")
@click.option("--case", required=True, metavar="CASE", help="Folder of the case, made if new.")
@click.option("--author", default="endigue", show_default=True, help="Who writes the logbook.")
@click.option("--map", "columns", multiple=True, metavar="FIELD=COLUMN", help="Name a column.")
@click.option(
    "--caution",
    default=CAUTIONS,
    show_default=True,
    metavar="P,P,P",
    help="Bold, middle, cautious.",
)
@click.option("--seconds", default=20.0, show_default=True, help="For each plan of containment.")
@click.option("--samples", default=1000, show_default=True, type=click.IntRange(1, 100_000))
@click.option("--seed", default=0, show_default=True, help="Of the chance.")
@click.option("--now", metavar="INSTANT", help="The instant of the briefing; by default now.")
@click.option(
    "--aware",
    metavar="INSTANT",
    help="When you became aware: legal clocks count from then; by default from the briefing.",
)
@verb
def respond(
    door: Door,
    organisation: str,
    evidence: tuple[str, ...],
    case: str,
    author: str,
    columns: tuple[str, ...],
    caution: str,
    seconds: float,
    samples: int,
    seed: int,
    now: str | None,
    aware: str | None,
) -> None:
    """Go through the whole story once and write the first briefing.

    ORGANISATION is an organisation folder; EVIDENCE are files of findings. The briefing is
    printed, and written to CASE/out as HTML, PDF, text and JSON.

    \b
    Example: endigue respond org findings.csv hayabusa.csv --case case
    """
    settings = Settings(seed=seed, samples=samples, cautions=cautions_in(caution), seconds=seconds)
    at = door.at(instant_in(now)) if now else door
    since = instant_in(aware) if aware else None
    opened, briefing = _respond(at, organisation, evidence, case, author, columns, settings, since)
    opened.store.close()
    at.tell(_answer(briefing, case), lambda console: _show(console, at, briefing, case))


@click.command("demo")
@click.option("--case", metavar="CASE", help="New folder of the case.  [default: endigue-demo]")
@click.option("--staff", default=700, show_default=True, help="Size of the fictional mutual.")
@click.option("--no-open", is_flag=True, help="Do not open the console in the browser.")
@click.option("--now", default=DEMO_NOW, show_default=True, metavar="INSTANT")
@verb
def demo(door: Door, case: str | None, staff: int, no_open: bool, now: str) -> None:
    """Show the main job on a fictional health mutual that was attacked on a Friday evening.

    \b
    Example: endigue demo --lang fr
    """
    folder = case or door.hands.cases.free_name(DEMO)
    at = door.at(instant_in(now))
    given = str(PurePath(f"{folder}-organisation"))
    with at.working("Making the example"):
        evidence = at.hands.organisations.write_example(given, DEMO_SEED, staff)
    opened, briefing = _respond(at, given, evidence, folder, "demo", (), Settings(seed=DEMO_SEED))
    opened.store.close()
    at.tell(_answer(briefing, folder), lambda console: _show(console, at, briefing, folder))
    if not (no_open or at.as_json) and sys.stdout.isatty():
        # The clock of the story goes on from the evening of the incident.
        then = replace(door, hands=door.hands.running_from(instant_in(now)))
        serve_case(then, Serving(folder, port=0), opens=True)


def _respond(
    door: Door,
    organisation: str,
    evidence: tuple[str, ...],
    location: str,
    author: str,
    columns: tuple[str, ...],
    settings: Settings,
    aware: datetime | None = None,
) -> tuple[Case, Briefing]:
    hands = door.hands
    mapping = mapping_in(columns)
    with _progress(door) as begin:
        loaded = hands.organisations.read(organisation)
        files = hands.organisations.files(organisation)
        given = Given(
            loaded=loaded,
            files=files,
            findings=[hands.imports.findings(file, mapping, "auto") for file in evidence],
            likelihoods=hands.likelihoods(),
            link_kinds=hands.link_kinds(),
            lever_figures=hands.lever_figures(),
            profile=hands.legal_profile(files[SETTINGS]),
            rulebook=hands.rulebook(),
            aware=aware,
        )
        case = hands.cases.open(location, author)
        ledger, briefing = respond_once(case, given, settings, begin)
        documents = hands.documents.briefing(briefing, door.speech.language)
        hands.cases.write_out(location, documents)
        written = BriefingWritten(
            upto=ledger.rests_upon.sequence,
            documents={name: bytes_name(content) for name, content in documents.items()},
        )
        if ledger.briefing != written:
            case.record([written], ledger)
    return case, briefing


@contextmanager
def _progress(door: Door) -> Iterator[Callable[[Stage], None]]:
    """Show each stage as it begins, on a terminal; nothing in a pipe."""
    bar = Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
        disable=not sys.stderr.isatty(),
    )
    with bar:
        task = bar.add_task(door.speech.text("Reading the files"), total=None)

        def begin(stage: Stage) -> None:
            number = STAGES.index(stage) + 1
            said = door.speech.say(f"desk.stage_{stage}")
            bar.update(task, description=f"{number}/{len(STAGES)} {said}")

        yield begin


def _answer(briefing: Briefing, case: str) -> dict[str, object]:
    return {
        "case": case,
        "out": str(PurePath(case) / "out"),
        "at": format_instant(briefing.at),
        "entries": briefing.head_sequence,
        "head": briefing.head_hash,
        "briefing": briefing,
    }


def _show(console: Console, door: Door, briefing: Briefing, case: str) -> None:
    text = door.hands.documents.briefing_text(
        briefing, door.speech.language, console.width, coloured=console.is_terminal
    )
    click.echo(text)
    console.print(
        door.speech.text("Briefing written to {folder}.", folder=str(PurePath(case) / "out")),
        markup=False,
    )
