"""`endigue restoration`: in which order we rebuild."""

from zoneinfo import ZoneInfo

import click
from rich.console import Console
from rich.table import Table

from endigue.cli.door import Door, verb
from endigue.cli.values import instant_in, names_in
from endigue.desk.lookup import things_named
from endigue.desk.refusal import Refusal
from endigue.organisation.model import Organisation
from endigue.restoration.problem import build
from endigue.restoration.schedule import Schedule
from endigue.restoration.solve import plan


@click.group()
def restoration() -> None:
    """In which order we rebuild, and when each operation is back."""


@restoration.command("plan")
@click.argument("folder", metavar="DIR")
@click.option("--down", required=True, metavar="ID,...", help="Assets and flows that are lost.")
@click.option("--only-cut", default="", metavar="ID,...", help="Of these, cut but not infected.")
@click.option("--first", default="", metavar="OPERATION", help="Put this operation first.")
@click.option("--seed", default=0, show_default=True, help="Of the chance.")
@click.option("--now", metavar="INSTANT", help="Start of the work; by default now.")
@verb
def plan_(
    door: Door,
    folder: str,
    down: str,
    only_cut: str,
    first: str,
    seed: int,
    now: str | None,
) -> None:
    """Plan the rebuild of what is down, with dates for each operation.

    \b
    Example: endigue restoration plan org --down srv-app1,dc-1 --first telephone
    """
    organisation = door.hands.organisations.read(folder).organisation
    lost = things_named(organisation, names_in(down))
    strange = set(lost) - organisation.asset_index.keys() - organisation.flow_index.keys()
    if strange:
        raise Refusal("restoration.not_restorable", name=min(strange))
    spared = set(things_named(organisation, names_in(only_cut)))
    fallen = [one for one in lost if one in organisation.asset_index and one not in spared]
    wanted = things_named(organisation, [first])[0] if first else ""
    start = instant_in(now) if now else door.hands.clock()
    with door.working("Planning the restoration"):
        local = start.astimezone(ZoneInfo(organisation.time_zone))
        problem = build(organisation, fallen, lost, local)
        if wanted and wanted not in problem.operations:
            waiting = ", ".join(problem.operations) or "-"
            raise Refusal("restoration.first_not_waiting", operation=wanted, operations=waiting)
        schedule = plan(problem, seed, first=wanted)
    door.tell(schedule, lambda console: _show(console, door, organisation, schedule))


def _show(console: Console, door: Door, organisation: Organisation, schedule: Schedule) -> None:
    speech = door.speech
    _ = speech.text
    names = {one.id: one.name.get(speech.language, one.id) for one in organisation.operations}
    table = Table(box=None, pad_edge=False)
    table.add_column(_("Operation"))
    for heading in (_("Planned"), "P50", "P80", "P90"):
        table.add_column(heading, justify="right")
    table.add_column(_("Waits for"))
    for one in schedule.operations:
        hours = (one.planned, one.p50, one.p80, one.p90)
        cells = (f"{speech.number(hour)} h" for hour in hours)
        table.add_row(names[one.id], *cells, ", ".join(one.waits_for[:3]))
    console.print(table)
    console.print(
        _(
            "Loss until all is back: {cost}; no plan loses less than {bound}.",
            cost=speech.money(schedule.cost, organisation.currency),
            bound=speech.money(schedule.bound, organisation.currency),
        )
    )
    for remark in (*schedule.unschedulable, *schedule.warnings):
        said = speech.say(remark.code, **{"subject": remark.subject, **remark.arguments})
        console.print("- " + said, markup=False)
