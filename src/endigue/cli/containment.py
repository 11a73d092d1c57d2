"""`endigue containment`: where to cut, and what any cut costs."""

from collections.abc import Mapping
from math import ceil
from typing import Any

import click
import msgspec
from rich.console import Console

from endigue.cli.containment_decisions import approve, derogate
from endigue.cli.containment_export import export
from endigue.cli.door import Door, verb
from endigue.cli.enforcement import VERBS as ENFORCEMENT
from endigue.cli.equipped import equipped
from endigue.cli.late import Listed
from endigue.cli.plan_shown import Called, reasons, show, undo
from endigue.cli.stopping import stoppable
from endigue.cli.values import CAUTIONS, cautions_in, hands_in, names_in
from endigue.containment.alternatives import alternatives
from endigue.containment.choice import Orders, objections
from endigue.containment.forced import Forced, cost_of_orders
from endigue.containment.hands import TooFewHands
from endigue.containment.plan import Alternatives
from endigue.containment.price import Price, price
from endigue.containment.sequencing import with_sequence
from endigue.containment.solve import Watch
from endigue.containment.uncertainty import WORLDS, Sampling, with_expectations
from endigue.desk.containing import refuse_beyond_count
from endigue.desk.lookup import assets_named, levers_named, things_named
from endigue.desk.refusal import Refusal, Refusals
from endigue.kernel.money import Cents
from endigue.organisation.model import Organisation


@click.group(cls=Listed)
def containment() -> None:
    """Where to cut so that it stops with the least harm to people."""


containment.add_command(export)
containment.add_command(approve)
containment.add_command(derogate)
for on_a_case in ENFORCEMENT:
    containment.add_command(on_a_case)


@containment.command("plan")
@click.argument("folder", metavar="DIR")
@click.option(
    "--seeds",
    required=True,
    metavar="ID[=P],...",
    help="Assets treated as infected, or infected with probability P.",
)
@click.option("--keep", default="", metavar="ID,...", help="Things that nothing may be done to.")
@click.option("--cut", default="", metavar="ID,...", help="Things that are cut whatever it costs.")
@click.option("--derogate", default="", metavar="LEVER,...", help="Mandatory levers not imposed.")
@click.option(
    "--caution",
    default=CAUTIONS,
    show_default=True,
    metavar="P,P,P",
    help="Bold, middle, cautious.",
)
@click.option(
    "--hands",
    default="",
    metavar="MINUTES|CREW=MINUTES,...",
    help="Work that there is in the first hour, of all crews or of each.",
)
@click.option("--seconds", default=60.0, show_default=True, help="For each plan, at most.")
@click.option(
    "--gap", default=0.0, show_default=True, help="A proven gap that is small enough, such as 0.01."
)
@click.option(
    "--worlds",
    default=WORLDS,
    show_default=True,
    type=click.IntRange(0, 100_000),
    help="Sampled for the expected harm; 0 for none.",
)
@click.option("--seed", default=0, show_default=True, help="Of the chance.")
@verb
def plan_(
    door: Door,
    folder: str,
    seeds: str,
    keep: str,
    cut: str,
    derogate: str,
    caution: str,
    hands: str,
    seconds: float,
    gap: float,
    worlds: int,
    seed: int,
) -> None:
    """Compute the cut with the least harm, beside doing nothing and pulling the plug.

    With --keep or --cut, also what these orders cost. With --hands, the best that so much work
    can do. Ctrl-C ends the search and shows the best plan so far.

    \b
    Example: endigue containment plan org --seeds pc-042,svc-backup=0.6 --keep srv-mail
    """
    organisation = equipped(door, folder)
    suspects = _suspects(organisation, seeds)
    orders = Orders(
        things_named(organisation, names_in(keep)),
        things_named(organisation, names_in(cut)),
        levers_named(organisation, names_in(derogate)),
    )
    if against := objections(organisation, orders):
        each = tuple(Refusal(code, identifier=name) for code, name in against)
        raise Refusals("containment.refused", each)
    refuse_beyond_count(organisation)
    cautions, forced = cautions_in(caution), None
    with door.working("Computing where to cut") as tell, stoppable() as stop:
        started = door.hands.stopwatch()
        found = _found(
            door,
            organisation,
            suspects,
            cautions=cautions,
            keep=orders.keep,
            cut=orders.cut,
            derogations=orders.derogations,
            seconds=seconds,
            gap=gap,
            hands=_hands(organisation, hands),
            watch=Watch(lambda harm, bound: tell(_so_far(door, organisation, harm, bound)), stop),
        )
        if orders.keep or orders.cut:
            forced = cost_of_orders(organisation, found, orders, seconds)
        if worlds:
            sampling = Sampling(worlds=worlds, seed=seed)
            kinds = door.hands.link_kinds()
            found = with_expectations(organisation, suspects, kinds, found, sampling)
            found = with_sequence(organisation, suspects, kinds, found, seed)
        spent = door.hands.stopwatch() - started
    door.tell(
        _answer(door, organisation, found, forced, spent),
        lambda console: show(console, door, organisation, found, forced),
    )


def _found(
    door: Door, organisation: Organisation, suspects: Mapping[str, float], **asked: Any
) -> Alternatives:
    try:
        return alternatives(organisation, suspects, **asked)
    except TooFewHands as few:
        raise Refusal(
            "containment.too_few_hands",
            crew=few.crew or door.speech.text("all crews"),
            needed=ceil(few.needed),
            minutes=round(few.minutes),
        ) from None


def _hands(organisation: Organisation, text: str) -> dict[str, float]:
    """Minutes by crew, each crew one that some lever is pulled by."""
    found = hands_in(text)
    crews = {lever.crew for lever in organisation.levers}
    for crew in found:
        if crew and crew not in crews:
            raise Refusal("containment.no_crew", crew=crew, crews=", ".join(sorted(crews - {""})))
    return found


def _so_far(door: Door, organisation: Organisation, harm: int, bound: int) -> str:
    """How far the search has come, in a few words."""
    gap = (harm - bound) / harm if harm else 0.0
    return door.speech.text(
        "best plan so far {harm}, gap {gap}",
        harm=door.speech.money(Cents(harm), organisation.currency),
        gap=door.speech.percent(gap, 1),
    )


def _suspects(organisation: Organisation, text: str) -> dict[str, float]:
    """Assets with the probability that each is infected, which is 1 where none is given."""
    found: dict[str, float] = {}
    for part in names_in(text):
        name, given, chance = part.partition("=")
        (asset,) = assets_named(organisation, [name.strip()])
        try:
            found[asset] = float(chance) if given else 1.0
        except ValueError:
            raise Refusal("containment.no_probability", text=part) from None
        if not 0 <= found[asset] <= 1:
            raise Refusal("containment.no_probability", text=part)
    if not found:
        raise Refusal("containment.no_seeds")
    return found


def _answer(
    door: Door,
    organisation: Organisation,
    found: Alternatives,
    forced: Forced | None,
    seconds: float,
) -> dict[str, object]:
    called = Called(organisation, door.speech.language)
    answer: dict[str, Any] = msgspec.to_builtins(found)
    for told, one in zip(answer["alternatives"], found.alternatives, strict=True):
        told["seconds"] = round(seconds, 3)
        for said, action in zip(told["actions"], one.actions, strict=True):
            said["said"] = [
                *reasons(door.speech, called, action),
                undo(door.speech, called, action),
            ]
    answer["forced"] = forced
    return answer


@containment.command("price")
@click.argument("folder", metavar="DIR")
@click.option("--seeds", required=True, metavar="ID,...", help="Assets treated as infected.")
@click.option(
    "--actions", "file", required=True, metavar="FILE", help="Levers, one a line; - for none."
)
@verb
def price_(door: Door, folder: str, seeds: str, file: str) -> None:
    """Price any set of levers from the definition of harm, without a solver.

    \b
    Example: endigue containment price org --seeds pc-042 --actions levers.txt
    """
    organisation = equipped(door, folder)
    infected = assets_named(organisation, names_in(seeds))
    content = "" if file == "-" else door.hands.read_text(file)
    lines = [line.split("#")[0].strip() for line in content.splitlines()]
    pulled = levers_named(organisation, [line for line in lines if line])
    result = price(organisation, infected, pulled)
    answer = {
        "harm": result.harm,
        "operations_loss": result.operations_loss,
        "fallen_loss": result.fallen_loss,
        "levers_cost": result.levers_cost,
        "operations_down": result.operations_down,
        "by_hand": result.by_hand,
        "reached": sorted(result.fallen),
    }
    door.tell(answer, lambda console: _show_price(console, door, organisation, result))


def _show_price(console: Console, door: Door, organisation: Organisation, result: Price) -> None:
    _ = door.speech.text
    lines = (
        (_("Harm"), result.harm),
        (_("Operations"), result.operations_loss),
        (_("Fallen assets"), result.fallen_loss),
        (_("Levers"), result.levers_cost),
    )
    for label, amount in lines:
        console.print(f"{label}: {door.speech.money(amount, organisation.currency)}")
    down = ", ".join(result.operations_down) or "-"
    console.print(_("Operations down: {names}", names=down), markup=False)
    fallen = door.speech.number(len(result.fallen))
    console.print(_("Assets fallen: {count}", count=fallen))
