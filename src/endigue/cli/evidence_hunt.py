"""`endigue evidence keep` and `endigue evidence hunt`: events parsed once, hunted again."""

import click
import msgspec
from rich.console import Console

from endigue.cli.door import Door, verb
from endigue.cli.evidence_logs import answer_of, logsource_in, progress_bar, show_hunt
from endigue.cli.values import names_in
from endigue.desk.hunting import Kept
from endigue.desk.hunts import Hunted, hunt_through

MOST_SHOWN = 50


@click.command("keep")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--into", "store", required=True, metavar="STORE", help="Folder of kept events.")
@click.option(
    "--logsource",
    metavar="PRODUCT[/SERVICE]",
    help="What the files hold, where that cannot be told from them.",
)
@verb
def keep(door: Door, paths: tuple[str, ...], store: str, logsource: str | None) -> None:
    """Keep the events of logs as Parquet, by day and host, to hunt through again and again.

    Files that the store holds already are passed over.

    \b
    Example: endigue evidence keep evtx/ --into store
    """
    with door.working("Reading the logs"):
        kept = door.hands.logs.keep(paths, logsource_in(logsource), store)
    answer = {
        "run": kept.run,
        "files": kept.files,
        "events": kept.events,
        "again": kept.again,
        "unread": kept.troubles,
    }
    door.tell(msgspec.to_builtins(answer), lambda console: _show_kept(console, door, kept))


def _show_kept(console: Console, door: Door, kept: Kept) -> None:
    number = door.speech.number
    console.print(
        door.speech.text(
            "{events} events of {files} files kept; {again} files were kept before.",
            events=number(kept.events),
            files=number(kept.files),
            again=number(kept.again),
        )
    )
    for trouble in kept.troubles[:MOST_SHOWN]:
        console.print("! " + door.speech.say(trouble.code, **trouble.arguments), markup=False)


@click.command("hunt")
@click.argument("store", metavar="STORE")
@click.option("--rules", "rules_path", metavar="DIR", help="Sigma rules; ours without it.")
@click.option("--out", metavar="FILE", help="Write every hit to this Parquet file.")
@click.option("--case", metavar="CASE", help="Record the hits as findings in this case.")
@click.option("--author", default="endigue", show_default=True, help="Who records them.")
@click.option("--again", is_flag=True, help="Also through what these rules have seen already.")
@click.option("--day", "days", default="", metavar="DAY,...", help="Only events of these days.")
@click.option("--host", "hosts", default="", metavar="NAME,...", help="Only of these hosts.")
@click.option("--workers", type=click.IntRange(min=1), help="Processes; by default one a core.")
@verb
def hunt(
    door: Door,
    store: str,
    rules_path: str | None,
    out: str | None,
    case: str | None,
    author: str,
    again: bool,
    days: str,
    hosts: str,
    workers: int | None,
) -> None:
    """Run Sigma rules over kept events: over all of them where the rules are new, else over
    what was kept since.

    Only fields that the rules ask for are read, and nothing is parsed.

    \b
    Example: endigue evidence hunt store --rules sigma/rules --case case
    """
    logs = door.hands.logs
    with door.working("Reading the rules"):
        rules = logs.rules(rules_path)
    opened = door.hands.cases.open(case, author) if case else None
    try:
        with logs.scratch() as elsewhere, progress_bar(door, lambda: logs.size([store])) as advance:
            hunted = hunt_through(
                logs,
                store,
                rules,
                out or elsewhere,
                opened,
                again=again,
                days=names_in(days),
                hosts=names_in(hosts),
                workers=workers or logs.processors,
                progress=advance,
            )
    finally:
        if opened is not None:
            opened.store.close()
    answer = {"runs": hunted.runs, "before": hunted.before}
    if hunted.found is not None:
        answer |= answer_of(hunted.found, recorded=case is not None)
    door.tell(msgspec.to_builtins(answer), lambda console: _show_hunted(console, door, hunted))


def _show_hunted(console: Console, door: Door, hunted: Hunted) -> None:
    if hunted.found is None:
        console.print(door.speech.text("Nothing new: these rules have seen all that is kept."))
        return
    show_hunt(console, door, hunted.found)
