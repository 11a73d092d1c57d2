"""`endigue damage`: what was hurt, from trees, flows, lists of backups and what people say."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import NamedTuple, cast, get_args

import click
import msgspec

from endigue.cli.damage_shown import (
    show_backups,
    show_damage,
    show_exfiltration,
    show_trees,
)
from endigue.cli.door import Door, verb
from endigue.cli.late import Listed
from endigue.cli.values import instant_in, names_in
from endigue.damage.backups import last_good
from endigue.damage.exfiltration import LEAST_BYTES
from endigue.damage.findings import Aspect
from endigue.damage.losses import SUSPECTED
from endigue.desk.adopting import adopt
from endigue.desk.case import Case
from endigue.desk.damaging import (
    damage_of,
    data_sets,
    examined_flows,
    examined_trees,
    listed_backups,
    record_damage,
    stated,
)
from endigue.desk.examining import examine, probabilities, take_in
from endigue.desk.files import findings_of_files
from endigue.desk.ledger import Ledger
from endigue.desk.refusal import Refusal
from endigue.organisation.model import Organisation

CASE = click.option("--case", required=True, metavar="CASE", help="Write it into this case.")
FOLDER = click.option(
    "--organisation", "folder", metavar="DIR", help="Adopt this organisation first."
)
AUTHOR = click.option(
    "--author", default="endigue", show_default=True, help="Who writes the logbook."
)


class _Opened(NamedTuple):
    case: Case
    ledger: Ledger
    organisation: Organisation


@contextmanager
def _opened(door: Door, location: str, author: str, folder: str | None) -> Iterator[_Opened]:
    """A case with its organisation; Refusal where it has none."""
    organisations = door.hands.organisations
    loaded = organisations.read(folder) if folder else None
    if loaded is None:
        door.hands.cases.journal(location).close()
    case = door.hands.cases.open(location, author)
    try:
        ledger = case.ledger()
        if folder and loaded is not None:
            ledger = adopt(case, ledger, loaded, organisations.files(folder))
        if ledger.organisation is None:
            raise Refusal("damage.no_organisation", case=location)
        if loaded is None:
            files = {name: case.blobs.get(kept) for name, kept in ledger.organisation.files.items()}
            loaded = organisations.kept(files)
        yield _Opened(case, ledger, loaded.organisation)
    finally:
        case.store.close()


@click.group(cls=Listed)
def damage() -> None:
    """What was hurt: files and data, what may have left, backups, people, operations, money."""


@damage.command("data")
@click.argument("tree", metavar="TREE")
@click.option(
    "--of",
    "parts",
    multiple=True,
    required=True,
    metavar="[FOLDER=]DATASET",
    help="Which data set the tree, or a folder of it, holds; repeatable.",
)
@click.option(
    "--backup", default="", metavar="TREE|FILE", help="A backup of the tree, or its manifest."
)
@click.option("--since", metavar="INSTANT", help="When the intrusion began.")
@click.option("--yara", "rules", multiple=True, metavar="RULES", help="File or folder of rules.")
@click.option("--jobs", default=2, show_default=True, type=click.IntRange(1, 64), help="Processes.")
@click.option("--host", default="", metavar="NAME", help="Machine that holds the tree.")
@CASE
@FOLDER
@AUTHOR
@verb
def data(
    door: Door,
    tree: str,
    parts: tuple[str, ...],
    backup: str,
    since: str | None,
    rules: tuple[str, ...],
    jobs: int,
    host: str,
    case: str,
    folder: str | None,
    author: str,
) -> None:
    """Count what is encrypted, gone or changed in a tree of files, by data set.

    Nothing is written to the tree. With a backup beside it only what differs can be damaged,
    and the bounds shrink to that.

    \b
    Example: endigue damage data /mnt/share --of claims=data-claims --backup /mnt/backup \\
             --case case
    """
    with _opened(door, case, author, folder) as opened:
        folders = _folders(opened.organisation, parts)
        with door.working("Reading the files"):
            scanned = door.hands.files.scan(tree, rules, backup, "", jobs)
        facts = examined_trees(
            scanned,
            tree,
            folders,
            compared=bool(backup),
            since=instant_in(since) if since else None,
        )
        ledger = take_in(
            opened.case, opened.ledger, [findings_of_files(scanned, host or tree, tree)]
        )
        opened.case.record(facts, ledger)
    answer = {"trees": facts, "left_out": scanned.left_out}
    door.tell(
        msgspec.to_builtins(answer), lambda console: show_trees(console, door, facts, scanned)
    )


def _folders(organisation: Organisation, parts: tuple[str, ...]) -> Mapping[str, str]:
    pairs = [part.rpartition("=") for part in parts]
    names = data_sets(organisation, [name for _, _, name in pairs])
    folders = {folder.strip("/"): name for (folder, _, _), name in zip(pairs, names, strict=True)}
    if len(folders) < len(parts):
        raise Refusal("damage.folder_twice")
    return folders


@damage.command("exfiltration")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--since", required=True, metavar="INSTANT", help="When the intrusion began.")
@click.option("--until", metavar="INSTANT", help="Until when; by default now.")
@click.option(
    "--outside", default="", metavar="NET,...", help="Private networks that are not ours."
)
@click.option("--known", default="", metavar="ADDRESS,...", help="Destinations that are wanted.")
@click.option(
    "--least",
    default=LEAST_BYTES / 1e6,
    show_default=True,
    metavar="MB",
    type=click.FloatRange(0, 1e9),
    help="Less in an hour is not told.",
)
@click.option("--case", metavar="CASE", help="Write it into this case.")
@AUTHOR
@verb
def exfiltration_(
    door: Door,
    paths: tuple[str, ...],
    since: str,
    until: str | None,
    outside: str,
    known: str,
    least: float,
    case: str | None,
    author: str,
) -> None:
    """Find what machines sent out beyond their own past, hour by hour, from logs of flows.

    PATH is a Zeek conn.log, a table of flows with time and bytes (CSV), or a folder of them. It
    needs at least a day from before the intrusion to compare with, better weeks.

    \b
    Example: endigue damage exfiltration zeek/ --since 2026-02-05T18:00:00Z --case case
    """
    begin = instant_in(since)
    end = instant_in(until) if until else door.hands.clock()
    with door.working("Reading the flows"):
        sent = door.hands.losses.sent(paths, names_in(outside))
        fact = examined_flows(
            sent, begin, end, known=names_in(known), least_bytes=round(least * 1e6)
        )
    if case:
        door.hands.cases.journal(case).close()
        opened = door.hands.cases.open(case, author)
        opened.record([fact], opened.ledger())
        opened.store.close()
    answer = {"sources": sent.sources, "rows": sent.rows, "left_out": sent.left_out,
              "exfiltration": fact.exfiltration}  # fmt: skip
    door.tell(
        msgspec.to_builtins(answer),
        lambda console: show_exfiltration(console, door, fact.exfiltration),
    )


@damage.command("backups")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--for", "for_all", default="", metavar="ID", help="What all of them are of.")
@CASE
@FOLDER
@AUTHOR
@verb
def backups(
    door: Door,
    files: tuple[str, ...],
    for_all: str,
    case: str,
    folder: str | None,
    author: str,
) -> None:
    """Read lists of backups; say which is the last good one, and why later ones are not.

    FILE is a table (CSV: dataset, taken_at, location, copy, verified), or what
    `restic snapshots --json` or `borg list --json` writes. The safe date is the one of
    `endigue restoration safe-date`.

    \b
    Example: endigue damage backups backups.csv --case case
    """
    with _opened(door, case, author, folder) as opened:
        facts = [
            listed_backups(door.hands.losses.backups(file), opened.organisation, for_all)
            for file in files
        ]
        ledger = opened.case.record(facts, opened.ledger)
        ledger = examine(opened.case, ledger, opened.organisation, door.hands.likelihoods())
    safe = ledger.restoration.safe_before
    chances = probabilities(ledger)
    compromised = {name for name, chance in chances.items() if chance >= SUSPECTED}
    every = ledger.damage.backups
    good = [
        last_good(subject, every, safe_before=safe, compromised=compromised)
        for subject in sorted({each.subject for each in every})
    ]
    unread = sum(fact.not_understood for fact in facts)
    answer = {
        "backups": len(every),
        "not_understood": unread,
        "safe_before": safe,
        "last_good": good,
    }
    door.tell(
        msgspec.to_builtins(answer), lambda console: show_backups(console, door, good, safe, unread)
    )


@damage.command("state")
@click.argument("case", metavar="CASE")
@click.argument("dataset", metavar="DATASET")
@click.argument("aspect", type=click.Choice(get_args(Aspect)))
@click.argument("verdict", type=click.Choice(["confirmed", "excluded"]))
@click.option("--people", type=click.IntRange(0), metavar="N", help="Counted, not estimated.")
@click.option("--reason", required=True, help="How it is known.")
@click.option("--author", required=True, help="Who states it.")
@FOLDER
@verb
def state(
    door: Door,
    case: str,
    dataset: str,
    aspect: str,
    verdict: str,
    people: int | None,
    reason: str,
    author: str,
    folder: str | None,
) -> None:
    """State what happened to a data set; it stands above what was computed.

    \b
    Example: endigue damage state case data-claims confidentiality confirmed --people 5200 \\
             --reason "published by the group" --author "Logbook keeper"
    """
    with _opened(door, case, author, folder) as opened:
        fact = stated(
            opened.organisation,
            dataset,
            cast("Aspect", aspect),
            hurt=verdict == "confirmed",
            reason=reason,
            people=people,
        )
        ledger = opened.case.record([fact], opened.ledger)
    door.tell(
        {"stated": msgspec.to_builtins(fact), "entry": ledger.head.sequence},
        lambda console: console.print(door.speech.text("Written to the logbook."), markup=False),
    )


@damage.command("assess")
@click.argument("case", metavar="CASE")
@click.option("--stopped", metavar="INSTANT", help="When operations stopped.")
@click.option("--down", default="", metavar="ID,...", help="What is lost now; else as last known.")
@click.option("--at", metavar="INSTANT", help="The instant of the assessment; by default now.")
@FOLDER
@AUTHOR
@verb
def assess(
    door: Door,
    case: str,
    stopped: str | None,
    down: str,
    at: str | None,
    folder: str | None,
    author: str,
) -> None:
    """Put the damage together: data, people, operations, money, and what nobody looked at.

    Each data set is told as confirmed, suspected, possible, excluded or unknown, with why and
    with at least, likely and at most how many people.

    \b
    Example: endigue damage assess case --stopped 2026-02-06T19:00:00+01:00
    """
    moment: datetime = instant_in(at) if at else door.hands.clock()
    with _opened(door, case, author, folder) as opened:
        ledger = examine(opened.case, opened.ledger, opened.organisation, door.hands.likelihoods())
        found = damage_of(
            ledger,
            opened.organisation,
            moment,
            since=instant_in(stopped) if stopped else None,
            down=names_in(down),
        )
        record_damage(opened.case, ledger, found)
    door.tell(
        {"damage": msgspec.to_builtins(found)},
        lambda console: show_damage(console, door, opened.organisation, found),
    )
