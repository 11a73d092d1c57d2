"""`endigue spread`: how far it may go."""

import click
from rich.console import Console
from rich.table import Table

from endigue.cli.door import Door, verb
from endigue.cli.values import HOURS, hours_in, names_in
from endigue.desk.lookup import assets_named, levers_named
from endigue.spread.forecast import forecast
from endigue.spread.problem import build
from endigue.spread.reach import Forecast

SHOWN = 40


@click.group()
def spread() -> None:
    """How far the intruder may go, and by when."""


@spread.command("forecast")
@click.argument("folder", metavar="DIR")
@click.option("--seeds", required=True, metavar="ID,...", help="Assets that are compromised.")
@click.option("--pulled", default="", metavar="LEVER,...", help="Levers that are pulled.")
@click.option("--samples", default=1000, show_default=True, type=click.IntRange(1, 100_000))
@click.option("--seed", default=0, show_default=True, help="Of the chance.")
@click.option("--hours", default=HOURS, show_default=True, metavar="H,...")
@verb
def forecast_(
    door: Door, folder: str, seeds: str, pulled: str, samples: int, seed: int, hours: str
) -> None:
    """Forecast which assets fall by when if the seeds are compromised now.

    \b
    Example: endigue spread forecast org --seeds pc-042,svc-backup --hours 1,4,24,72
    """
    organisation = door.hands.organisations.read(folder).organisation
    start = dict.fromkeys(assets_named(organisation, names_in(seeds)), 1.0)
    cut = levers_named(organisation, names_in(pulled))
    asked = hours_in(hours)
    with door.working("Forecasting"):
        problem = build(organisation, start, door.hands.link_kinds(), cut)
        result = forecast(problem, asked, samples, seed)
    door.tell(result, lambda console: _show(console, door, result))


def _show(console: Console, door: Door, result: Forecast) -> None:
    speech = door.speech
    _ = speech.text
    table = Table(box=None, pad_edge=False)
    table.add_column(_("Asset"))
    for hour in result.hours:
        table.add_column(f"{speech.number(hour)} h", justify="right")
    table.add_column(_("Median"), justify="right")
    table.add_column(_("Most likely way in"))
    for one in result.assets[:SHOWN]:
        way = " > ".join([*(step.source for step in one.way_in), one.id] if one.way_in else [])
        median = "" if one.median_hours is None else f"{speech.number(one.median_hours, 1)} h"
        table.add_row(one.id, *(speech.percent(p) for p in one.p), median, way)
    console.print(table)
    left = len(result.assets) - SHOWN
    if left > 0:
        console.print(_("and {count} more", count=speech.number(left)))
    for hour, count in zip(result.hours, result.expected_fallen, strict=True):
        console.print(
            _(
                "Expected fallen after {hours} h: {count}",
                hours=speech.number(hour),
                count=speech.number(count, 1),
            )
        )
