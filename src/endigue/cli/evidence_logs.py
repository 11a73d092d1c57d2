"""`endigue evidence scan logs`: Sigma rules over event logs."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import click
import msgspec

from endigue.cli.door import Door, verb
from endigue.desk.hunting import Hunt, hunt, keep
from endigue.evidence.sigma.rules import Logsource

if TYPE_CHECKING:
    from rich.console import Console

MOST_SHOWN = 50
"""Rules, rules not supported and troubles that are printed; --json has them all."""


@click.command("logs")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--rules", "rules_path", metavar="DIR", help="Sigma rules; ours without it.")
@click.option("--out", metavar="FILE", help="Write every hit to this Parquet file.")
@click.option("--case", metavar="CASE", help="Record the hits as findings in this case.")
@click.option("--author", default="endigue", show_default=True, help="Who records them.")
@click.option(
    "--logsource",
    metavar="PRODUCT[/SERVICE]",
    help="What the files hold, where that cannot be told from them.",
)
@click.option("--workers", type=click.IntRange(min=1), help="Processes; by default one a core.")
@click.option("--spark", "cluster", default="", metavar="MASTER", help="Read on a Spark cluster.")
@verb
def logs(
    door: Door,
    paths: tuple[str, ...],
    rules_path: str | None,
    out: str | None,
    case: str | None,
    author: str,
    logsource: str | None,
    workers: int | None,
    cluster: str,
) -> None:
    """Run Sigma rules over EVTX, JSON, Sysmon, auditd, syslog and Zeek logs.

    DIR is a SigmaHQ checkout, a folder, a file, or an archive (.zip, .tar.xz). Files that are
    no logs are named and passed over; damaged ones give what can be read.

    \b
    Example: endigue evidence scan logs evtx/ --rules sigma/rules --out hits.parquet
    """
    hands = door.hands
    with door.working("Reading the rules"):
        rules = hands.logs.rules(rules_path)
    with hands.logs.scratch() as elsewhere:
        file = out or elsewhere
        with progress_bar(door, lambda: hands.logs.size(paths)) as advance:
            found = hunt(
                hands.logs,
                paths,
                rules,
                file,
                logsource=logsource_in(logsource),
                workers=workers or hands.logs.processors,
                cluster=cluster,
                progress=advance,
            )
        if case is not None:
            opened = hands.cases.open(case, author)
            found = replace(found, fact=keep(opened, found, hands.logs.content(file)))
            opened.store.close()
    answer = answer_of(found, recorded=case is not None)
    door.tell(msgspec.to_builtins(answer), lambda console: show_hunt(console, door, found))


def answer_of(found: Hunt, *, recorded: bool) -> dict[str, object]:
    """What --json says of a hunt."""
    return {
        "files": found.files,
        "events": found.events,
        "bytes": found.bytes,
        "rules": found.rules,
        "hits": found.hits,
        "unread": found.unread,
        "unread_count": found.unread_count,
        "parquet": found.fact.hits if recorded else "",
    }


def logsource_in(written: str | None) -> Logsource | None:
    """What a user says that files hold, such as `aws/cloudtrail`."""
    if not written:
        return None
    product, _, service = written.lower().partition("/")
    return Logsource(product=product, service=service)


@contextmanager
def progress_bar(door: Door, size: Callable[[], int]) -> Iterator[Callable[[int], None]]:
    """A bar of the bytes read, on a terminal alone."""
    if not sys.stderr.isatty():
        yield lambda _done: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TimeRemainingColumn

    bar = Progress(
        BarColumn(),
        DownloadColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
        auto_refresh=False,
    )
    with bar:
        task = bar.add_task(door.speech.text("Reading the logs"), total=size())

        def advance(done: int) -> None:
            bar.update(task, completed=done, refresh=True)

        yield advance


def show_hunt(console: "Console", door: Door, found: Hunt) -> None:
    """Rules that hit, gravest first, and what was not read."""
    from rich.table import Table

    _ = door.speech.text
    number = door.speech.number
    console.print(
        _(
            "{events} events in {files} files, {rules} rules.",
            events=number(found.events),
            files=number(found.files),
            rules=number(found.rules.compiled),
        )
    )
    table = Table(box=None, pad_edge=False)
    table.add_column(_("Level"))
    table.add_column(_("Hits"), justify="right")
    table.add_column(_("Rule"))
    table.add_column(_("Hosts"))
    for one in found.hits[:MOST_SHOWN]:
        hosts = ", ".join(one.hosts[:3]) + (" ..." if len(one.hosts) > 3 else "")
        table.add_row(
            door.speech.say(f"logs.level.{one.level}"), number(one.count), one.title, hosts
        )
    console.print(table)
    _count_more(console, door, len(found.hits) - MOST_SHOWN)
    for rule in found.rules.unsupported[:MOST_SHOWN]:
        text = _("Not evaluated: {name} ({why})", name=rule.name, why=rule.why)
        console.print("? " + text, markup=False)
    _count_more(console, door, len(found.rules.unsupported) - MOST_SHOWN)
    for trouble in found.unread[:MOST_SHOWN]:
        console.print("! " + door.speech.say(trouble.code, **trouble.arguments), markup=False)
    _count_more(console, door, found.unread_count - MOST_SHOWN)


def _count_more(console: "Console", door: Door, more: int) -> None:
    if more > 0:
        console.print(
            door.speech.text(
                "... and {count} more; --json has them.", count=door.speech.number(more)
            )
        )
