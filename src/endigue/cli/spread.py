"""`endigue spread`: how far it may go, by which way, and what matters most."""

from collections.abc import Callable
from typing import TypeVar

import click
import numpy as np
from rich.console import Console
from rich.table import Table

from endigue.cli.door import Door, verb
from endigue.cli.late import Listed
from endigue.cli.values import HOURS, hours_in, names_in
from endigue.desk.forecasting import way_into
from endigue.desk.lookup import assets_named, levers_named
from endigue.kernel.money import Cents
from endigue.locale.links import say_link
from endigue.organisation.model import Organisation
from endigue.spread import dominators
from endigue.spread.cascade import cascade
from endigue.spread.dominators import key_points
from endigue.spread.forecast import forecast
from endigue.spread.problem import SpreadProblem, build
from endigue.spread.reach import AssetForecast, Forecast, KeyPoints, Reach, WayIn

SHOWN = 40
SHOWN_KEYS = 15

_Command = TypeVar("_Command", bound=Callable[..., None])


def _situation(command: _Command) -> _Command:
    """The options that say from where it spreads, and in spite of what."""
    for option in (
        click.option("--pulled", default="", metavar="LEVER,...", help="Levers that are pulled."),
        click.option(
            "--seeds", required=True, metavar="ID,...", help="Assets that are compromised."
        ),
        click.argument("folder", metavar="DIR"),
    ):
        command = option(command)
    return command


def _problem(
    door: Door, folder: str, seeds: str, pulled: str
) -> tuple[Organisation, SpreadProblem]:
    organisation = door.hands.organisations.read(folder).organisation
    start = dict.fromkeys(assets_named(organisation, names_in(seeds)), 1.0)
    cut = levers_named(organisation, names_in(pulled))
    return organisation, build(organisation, start, door.hands.link_kinds(), cut)


@click.group(cls=Listed)
def spread() -> None:
    """How far the intruder may go, and by when."""


@spread.command("forecast")
@_situation
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
    asked = hours_in(hours)
    _, problem = _problem(door, folder, seeds, pulled)
    with door.working("Forecasting"):
        result = forecast(problem, asked, samples, seed)
    door.tell(result, lambda console: _show_forecast(console, door, result))


@spread.command("reach")
@_situation
@click.option("--samples", default=1024, show_default=True, type=click.IntRange(1, 1_000_000))
@click.option("--seed", default=0, show_default=True, help="Of the chance.")
@verb
def reach_(door: Door, folder: str, seeds: str, pulled: str, samples: int, seed: int) -> None:
    """Which assets fall at all, however long it takes: faster than a forecast.

    \b
    Example: endigue spread reach org --seeds pc-042 --pulled isolate-srv-files
    """
    _, problem = _problem(door, folder, seeds, pulled)
    with door.working("Forecasting"):
        result = cascade(problem, samples, seed)
    door.tell(result, lambda console: _show_reach(console, door, result))


@spread.command("key")
@_situation
@click.option(
    "--samples",
    default=dominators.SAMPLES,
    show_default=True,
    type=click.IntRange(2, 100_000),
)
@click.option("--seed", default=0, show_default=True, help="Of the chance.")
@verb
def key_(door: Door, folder: str, seeds: str, pulled: str, samples: int, seed: int) -> None:
    """Which assets and links matter most: how many others each saves if it alone is cut.

    \b
    Example: endigue spread key org --seeds pc-042,svc-backup
    """
    organisation, problem = _problem(door, folder, seeds, pulled)
    costs = np.array([asset.fall_cost for asset in organisation.assets], np.int64)
    with door.working("Looking for what matters most"):
        result = key_points(problem, costs, samples, seed)
    door.tell(result, lambda console: _show_key(console, door, result, organisation.currency))


@spread.command("way")
@_situation
@click.option(
    "--hours",
    default=72.0,
    show_default=True,
    type=click.FloatRange(min=0, min_open=True, max=1e6),
    help="Each link must be passed within so many hours.",
)
@click.argument("asset", metavar="ASSET")
@verb
def way_(door: Door, folder: str, seeds: str, pulled: str, hours: float, asset: str) -> None:
    """The most likely single way in to one asset, for a person to check.

    \b
    Example: endigue spread way org --seeds pc-042 srv-files
    """
    organisation, problem = _problem(door, folder, seeds, pulled)
    (meant,) = assets_named(organisation, (asset,))
    result = way_into(problem, meant, hours)
    door.tell(result, lambda console: _show_way(console, door, result))


def _show_forecast(console: Console, door: Door, result: Forecast) -> None:
    speech = door.speech
    _ = speech.text
    table = Table(box=None, pad_edge=False)
    table.add_column(_("Asset"))
    for hour in result.hours:
        table.add_column(f"{speech.number(hour)} h", justify="right")
    table.add_column(_("Median"), justify="right")
    table.add_column(_("Most likely way in"))
    for one in result.assets[:SHOWN]:
        median = f"{speech.number(one.median_hours, 1)} h"
        table.add_row(one.id, *(speech.percent(p) for p in one.p), median, _way(one))
    console.print(table)
    _say_left(console, door, len(result.assets) - SHOWN)
    for hour, count in zip(result.hours, result.expected_fallen, strict=True):
        console.print(
            _(
                "Expected fallen after {hours} h: {count}",
                hours=speech.number(hour),
                count=speech.number(count, 1),
            )
        )


def _way(one: AssetForecast) -> str:
    return " > ".join([*(step.source for step in one.way_in), one.id] if one.way_in else [])


def _say_left(console: Console, door: Door, left: int) -> None:
    if left > 0:
        console.print(door.speech.text("and {count} more", count=door.speech.number(left)))


def _say_expected(console: Console, door: Door, expected: float) -> None:
    count = door.speech.number(expected, 1)
    console.print(door.speech.text("Expected fallen in the end: {count}", count=count))


def _show_reach(console: Console, door: Door, result: Reach) -> None:
    speech = door.speech
    table = Table(box=None, pad_edge=False)
    table.add_column(speech.text("Asset"))
    table.add_column(speech.text("Falls"), justify="right")
    table.add_column("±", justify="right")
    for one in result.assets[:SHOWN]:
        table.add_row(one.id, speech.percent(one.p), speech.percent(one.half_width, 1))
    console.print(table)
    _say_left(console, door, len(result.assets) - SHOWN)
    _say_expected(console, door, result.expected_fallen)


def _show_key(console: Console, door: Door, result: KeyPoints, currency: str) -> None:
    speech = door.speech
    _ = speech.text
    assets = _keys_table(door, _("Asset to isolate"))
    for one in [one for one in result.assets if one.saves > 0][:SHOWN_KEYS]:
        saved = speech.number(one.saves, 1), speech.number(one.half_width, 1)
        assets.add_row(one.id, *saved, speech.money(Cents(round(one.saves_cost)), currency))
    console.print(assets)
    console.print()
    links = _keys_table(door, _("Link to cut"))
    for link in result.links[:SHOWN_KEYS]:
        name = f"{link.source} > {link.target} ({say_link(speech, link.kind)})"
        saved = speech.number(link.saves, 1), speech.number(link.half_width, 1)
        links.add_row(name, *saved, speech.money(Cents(round(link.saves_cost)), currency))
    console.print(links)
    _say_expected(console, door, result.expected_fallen)


def _keys_table(door: Door, what: str) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column(what)
    table.add_column(door.speech.text("Saves"), justify="right")
    table.add_column("±", justify="right")
    table.add_column(door.speech.text("Cost saved"), justify="right")
    return table


def _show_way(console: Console, door: Door, result: WayIn) -> None:
    speech = door.speech
    _ = speech.text
    if not result.reached:
        console.print(_("No way leads to {asset}.", asset=result.asset))
        return
    for step in result.steps:
        console.print(f"{step.source} > {step.target} ({say_link(speech, step.kind)})")
    share = speech.percent(result.p, 1)
    if result.steps:
        console.print(_("This way alone succeeds with a probability of {share}.", share=share))
    else:
        console.print(
            _(
                "{asset} is most likely held from the start ({share}).",
                asset=result.asset,
                share=share,
            )
        )
