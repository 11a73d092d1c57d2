"""`endigue evidence scan files`: encrypted files, ransom notes, YARA rules, a manifest."""

from collections import Counter, defaultdict
from collections.abc import Sequence

import click
from rich.console import Console
from rich.table import Table

from endigue.cli.door import Door, verb
from endigue.desk.examining import take_in
from endigue.desk.files import FilesScanned, findings_of_files
from endigue.evidence.files.results import MEASURED, FolderResult, by_folder

FOLDERS_SHOWN = 25
PATHS_KEPT = 100
"""Paths in the answer for each rule, verdict or change."""


@click.command("files")
@click.argument("tree", metavar="TREE")
@click.option("--yara", "rules", multiple=True, metavar="RULES", help="File or folder of rules.")
@click.option("--manifest", default="", metavar="FILE", help="SHA-256 and path a line, as it was.")
@click.option("--progress", default="", metavar="FILE", help="Keeps results, to go on later.")
@click.option("--jobs", default=2, show_default=True, type=click.IntRange(1, 64), help="Processes.")
@click.option(
    "--depth", default=2, show_default=True, type=click.IntRange(0, 20), help="Of folders."
)
@click.option("--host", default="", metavar="NAME", help="Machine that holds the tree, for --case.")
@click.option("--case", "case", metavar="CASE", help="Write the findings into this case.")
@click.option("--author", default="endigue", show_default=True, help="Who writes the logbook.")
@verb
def files(
    door: Door,
    tree: str,
    rules: tuple[str, ...],
    manifest: str,
    progress: str,
    jobs: int,
    depth: int,
    host: str,
    case: str | None,
    author: str,
) -> None:
    """Find encrypted files, ransom notes and what rules match, folder by folder.

    Nothing is written to the tree and links out of it are not followed. Files are sampled:
    a verdict is an estimate, whose measured error rates are told.

    \b
    Example: endigue evidence scan files /mnt/share --yara rules --manifest backup.sha256
    """
    with door.working("Reading the files"):
        scanned = door.hands.files.scan(tree, rules, manifest, progress, jobs)
    if case:
        opened = door.hands.cases.open(case, author)
        facts = findings_of_files(scanned, host or tree, tree)
        take_in(opened, opened.ledger(), [facts])
        opened.store.close()
    folders = by_folder(scanned.results, depth)
    answer = _answer(scanned, folders)
    door.tell(answer, lambda console: _show(console, door, scanned, folders))


def _answer(scanned: FilesScanned, folders: Sequence[FolderResult]) -> dict[str, object]:
    verdicts: dict[str, list[str]] = defaultdict(list)
    changes: dict[str, list[str]] = defaultdict(list)
    matches: dict[str, list[str]] = defaultdict(list)
    whys: Counter[str] = Counter()
    for each in scanned.results:
        if each.verdict != "intact":
            verdicts[each.verdict].append(each.path)
            whys[each.why] += 1
        if each.change:
            changes[each.change].append(each.path)
        for rule in each.rules:
            matches[rule].append(each.path)
    present = [each for each in scanned.results if each.change != "missing"]
    return {
        "files": len(present),
        "bytes": sum(each.size for each in present),
        "verdicts": _counted(verdicts),
        "whys": whys,
        "changes": _counted(changes),
        "rules": {"compiled": scanned.rules, "matches": _counted(matches)},
        "folders": folders,
        "left_out": scanned.left_out,
        "measured": MEASURED,
    }


def _counted(paths: dict[str, list[str]]) -> dict[str, dict[str, object]]:
    return {key: {"count": len(all_), "paths": all_[:PATHS_KEPT]} for key, all_ in paths.items()}


def _show(
    console: Console, door: Door, scanned: FilesScanned, folders: Sequence[FolderResult]
) -> None:
    _ = door.speech.text
    number = door.speech.number
    table = Table(box=None, pad_edge=False)
    table.add_column(_("Folder"))
    for heading in (_("Files"), _("MB"), _("Encrypted"), _("Notes"), _("Matched")):
        table.add_column(heading, justify="right")
    for row in folders[:FOLDERS_SHOWN]:
        table.add_row(
            row.folder, number(row.files), number(row.bytes / 1e6, 1), number(row.encrypted),
            number(row.notes), number(row.matched),
        )  # fmt: skip
    console.print(table)
    counts = Counter(each.change for each in scanned.results if each.change)
    for change, count in counts.items():
        said = door.speech.say(f"files.change.{change}", count=number(count))
        console.print(said, markup=False)
    for code, count in scanned.left_out.items():
        tail = code.rpartition(".")[2]
        console.print(f"{number(count)} × {door.speech.say(f'files.left_out.{tail}')}")
    console.print(
        _("Measured elsewhere: {wrong} of sound files flagged; {found} of encrypted ones found.",
          wrong=door.speech.percent(MEASURED["sound_flagged"], 1),
          found=door.speech.percent(MEASURED["header_kept"], 1)),
        markup=False,
    )  # fmt: skip
