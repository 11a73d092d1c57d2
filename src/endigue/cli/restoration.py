"""`endigue restoration`: in which order we rebuild."""

from datetime import datetime
from functools import reduce
from pathlib import PurePath
from zoneinfo import ZoneInfo

import click
import msgspec
from rich.console import Console

from endigue.cli.door import Door, verb
from endigue.cli.late import Listed
from endigue.cli.patience import waiting
from endigue.cli.restoration_shown import (
    show_outlook,
    show_price,
    show_schedule,
    show_what_if,
)
from endigue.cli.values import instant_in, names_in
from endigue.desk.lookup import things_named
from endigue.desk.refusal import Refusal
from endigue.desk.restoring import Lost, Situation
from endigue.desk.settings import Settings
from endigue.desk.what_if import Change, usual_changes, what_if
from endigue.journal.fact import Fact
from endigue.kernel.money import Cents
from endigue.organisation.model import Organisation
from endigue.restoration.circumstances import Backup, Instead
from endigue.restoration.facts import BackupReported, GateDecided, SafeDateGiven
from endigue.restoration.proof import polished
from endigue.restoration.rcpsp import longest_path, schedule
from endigue.restoration.schedule import Outlook, Schedule
from endigue.restoration.solve import decide
from endigue.restoration.view import RestorationView, see

DOWN = click.option(
    "--down", required=True, metavar="ID,...", help="Assets and flows that are lost."
)
ONLY_CUT = click.option(
    "--only-cut", default="", metavar="ID,...", help="Of these, cut but not infected."
)
SEED = click.option("--seed", default=0, show_default=True, help="Of the chance.")
SECONDS = click.option(
    "--seconds",
    default=5.0,
    show_default=True,
    type=click.FloatRange(0, 86_400),
    help="Of the search; 0 is the rule alone.",
)
REST = click.option(
    "--weekly-rest", is_flag=True, help="One day of rest in seven for crews that work daily."
)
PROVE = click.option(
    "--prove",
    default=0.0,
    metavar="SECONDS",
    type=click.FloatRange(0, 86_400),
    help="Of an exact solver behind the search: a proof, up to 200 tasks that are waited for.",
)
OUT = click.option("--out", metavar="DIR", help="Write pictures and tables there.")
SEARCHED = 0.5
"""Share of the seconds of a benchmark that go to the search; the rest to the exact solver."""


@click.group(cls=Listed)
def restoration() -> None:
    """In which order we rebuild, and when each operation is back."""


@restoration.command("plan")
@click.argument("folder", metavar="DIR")
@DOWN
@ONLY_CUT
@click.option("--first", default="", metavar="OPERATION", help="Put this operation first.")
@click.option("--no-go", default="", metavar="OPERATION,...", help="Must not return for now.")
@click.option("--safe-before", metavar="INSTANT", help="Trust only backups of before.")
@click.option(
    "--backup",
    multiple=True,
    metavar="ID=INSTANT[=HOURS]",
    help="A good backup of an asset, and how long its restore takes.",
)
@SECONDS
@PROVE
@SEED
@REST
@OUT
@click.option("--now", metavar="INSTANT", help="Start of the work; by default now.")
@verb
def plan_(
    door: Door,
    folder: str,
    down: str,
    only_cut: str,
    first: str,
    no_go: str,
    safe_before: str | None,
    backup: tuple[str, ...],
    seconds: float,
    prove: float,
    seed: int,
    weekly_rest: bool,
    out: str | None,
    now: str | None,
) -> None:
    """Plan the rebuild of what is down, with dates for each operation.

    \b
    Example: endigue restoration plan org --down srv-app1,dc-1 --first telephone
    """
    organisation = door.hands.organisations.read(folder).organisation
    start = _start(door, organisation, now)
    here = _situation(organisation, start, down, only_cut, weekly_rest=weekly_rest)
    here = here._replace(view=_told(organisation, start, no_go, safe_before, backup))
    wanted = things_named(organisation, [first])[0] if first else ""
    problem = here.problem()
    if wanted and wanted not in problem.operations:
        known = ", ".join(problem.operations) or "-"
        raise Refusal("restoration.first_not_waiting", operation=wanted, operations=known)
    share = 0.5 if wanted else 1.0
    with waiting(door, seconds * share, organisation.currency) as patience:
        made = decide(problem, seed, first=wanted, patience=patience)
    if not wanted:
        made = polished(problem, made, prove, seed)
    price: Cents | None = None
    if wanted:
        with waiting(door, seconds * share, organisation.currency) as patience:
            free = decide(problem, seed, patience=patience)
        # Below nothing it is the luck of two searches, and no gain from a wish.
        price = Cents(max(0, made.schedule.cost - free.schedule.cost))
    if out is not None:
        write_documents(door, out, organisation, start, made.schedule, made.outlook)
    answer = {
        **msgspec.to_builtins(made.schedule),
        "outlook": msgspec.to_builtins(made.outlook),
        "price_of_first": price,
        "start": start.isoformat(),
    }

    def show(console: Console) -> None:
        show_schedule(console, door, organisation, made.schedule, start)
        show_outlook(console, door, organisation, made.outlook)
        if price is not None:
            show_price(console, door, organisation, wanted, price)

    door.tell(answer, show)


@restoration.command("what-if")
@click.argument("folder", metavar="DIR")
@DOWN
@ONLY_CUT
@click.option("--lend", multiple=True, metavar="SKILL=N", help="More people of a skill.")
@click.option("--bandwidth", type=float, metavar="GB", help="More GB an hour of the backups.")
@click.option("--places", type=int, metavar="N", help="More clean-room places.")
@click.option("--clean", multiple=True, metavar="ID=HOURS", help="Clean it, not rebuild it.")
@click.option("--other-site", multiple=True, metavar="ID=HOURS", help="Stand it up elsewhere.")
@SEED
@click.option("--now", metavar="INSTANT", help="Start of the work; by default now.")
@verb
def what_if_(
    door: Door,
    folder: str,
    down: str,
    only_cut: str,
    lend: tuple[str, ...],
    bandwidth: float | None,
    places: int | None,
    clean: tuple[str, ...],
    other_site: tuple[str, ...],
    seed: int,
    now: str | None,
) -> None:
    """Say what one thing more would bring, in hours of each operation and in money.

    Without any change named, the usual ones are tried: one person more of each skill, twice the
    bandwidth, five more clean-room places.

    \b
    Example: endigue restoration what-if org --down srv-app1,db-1 --lend database=1
    """
    organisation = door.hands.organisations.read(folder).organisation
    here = _situation(organisation, _start(door, organisation, now), down, only_cut)
    changes = [
        *(_lent(text) for text in lend),
        *(_otherwise(organisation, "clean", text) for text in clean),
        *(_otherwise(organisation, "other_site", text) for text in other_site),
    ]
    if bandwidth is not None:
        changes.append(Change(f"bandwidth {bandwidth:g}", gb_per_hour=bandwidth))
    if places is not None:
        changes.append(Change(f"places {places}", places=places))
    with door.working("Planning with every change"):
        found = what_if(here, changes or usual_changes(organisation), Settings(seed=seed))
    door.tell(found, lambda console: show_what_if(console, door, organisation, found))


@restoration.command("bench")
@click.argument("file", metavar="FILE")
@click.option("--format", "form", type=click.Choice(["psplib"]), default="psplib")
@SECONDS
@SEED
@verb
def bench(door: Door, file: str, form: str, seconds: float, seed: int) -> None:
    """Plan a published project with the same means, to compare with its best known length.

    \b
    Example: endigue restoration bench J60_1.txt --format psplib --seconds 10
    """
    project = door.hands.projects[form](door.hands.read_text(file), file)
    with waiting(door, seconds * SEARCHED, "EUR") as patience:
        made = schedule(project, patience, seconds * (1 - SEARCHED), seed)
    answer = {
        "makespan": made.makespan,
        "bound": made.bound,
        "longest_path": longest_path(project),
        "start": made.start.tolist(),
    }
    door.tell(answer, lambda console: console.print(f"{made.makespan} >= {made.bound}"))


def write_documents(
    door: Door,
    out: str,
    organisation: Organisation,
    start: datetime,
    planned: Schedule,
    outlook: Outlook,
) -> None:
    """Write the pictures and the tables of a plan into a folder."""
    documents = door.hands.documents.restoration(
        organisation, start, planned, outlook, door.speech.language
    )
    for name, content in documents.items():
        door.hands.write_file(str(PurePath(out) / name), content)


def _start(door: Door, organisation: Organisation, now: str | None) -> datetime:
    start = instant_in(now) if now else door.hands.clock()
    return start.astimezone(ZoneInfo(organisation.time_zone))


def _told(
    organisation: Organisation,
    start: datetime,
    no_go: str,
    safe_before: str | None,
    backups: tuple[str, ...],
) -> RestorationView:
    """What a user says of gates and backups, as if it had been reported in a case."""
    facts: list[Fact] = []
    for name in things_named(organisation, names_in(no_go)):
        if name not in {each.id for each in organisation.operations}:
            raise Refusal("restoration.unknown_operation", operation=name)
        facts.append(GateDecided(name, go=False, occurred_at=start))
    for text in backups:
        asset, _, rest = text.partition("=")
        taken, _, hours = rest.partition("=")
        if not (asset and taken):
            raise Refusal("restoration.not_a_backup", text=text)
        name = things_named(organisation, [asset])[0]
        length = _pair(f"{name}={hours}")[1] if hours else None
        facts.append(BackupReported(name, Backup(instant_in(taken), hours=length)))
    if safe_before is not None:
        facts.append(SafeDateGiven(instant_in(safe_before)))
    return reduce(see, facts, RestorationView())


def _situation(
    organisation: Organisation,
    start: datetime,
    down: str,
    only_cut: str,
    *,
    weekly_rest: bool = False,
) -> Situation:
    lost = lost_named(organisation, down, only_cut)
    return Situation(organisation, RestorationView(), lost, start, start, weekly_rest)


def lost_named(organisation: Organisation, down: str, only_cut: str) -> Lost:
    """What a user says is lost; Refusal where something of it is nothing that is restored."""
    lost = things_named(organisation, names_in(down))
    strange = set(lost) - organisation.asset_index.keys() - organisation.flow_index.keys()
    if strange:
        raise Refusal("restoration.not_restorable", name=min(strange))
    spared = set(things_named(organisation, names_in(only_cut)))
    fallen = [one for one in lost if one in organisation.asset_index and one not in spared]
    return Lost(tuple(fallen), tuple(lost))


def _lent(text: str) -> Change:
    skill, number = _pair(text)
    if not number.is_integer() or number < 1:
        raise Refusal("restoration.not_a_change", text=text)
    return Change(f"lend {skill} {number:g}", skill=skill, people=int(number))


def _otherwise(organisation: Organisation, way: str, text: str) -> Change:
    name, hours = _pair(text)
    asset = things_named(organisation, [name])[0]
    instead = msgspec.convert({"way": way, "hours": hours}, Instead)
    return Change(f"{way} {asset}", asset=asset, instead=instead)


def _pair(text: str) -> tuple[str, float]:
    name, joined, number = text.partition("=")
    try:
        value = float(number)
    except ValueError:
        value = 0.0
    if not (name and joined and 0 < value < 100_000):
        raise Refusal("restoration.not_a_change", text=text)
    return name, value
