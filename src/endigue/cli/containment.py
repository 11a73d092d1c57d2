"""`endigue containment`: where to cut, and what any cut costs."""

import click
import msgspec
from rich.console import Console
from rich.table import Table

from endigue.cli.containment_export import export
from endigue.cli.door import Door, verb
from endigue.cli.equipped import equipped
from endigue.cli.values import names_in
from endigue.containment.alternatives import alternatives
from endigue.containment.choice import Orders, objections
from endigue.containment.plan import Alternatives
from endigue.containment.price import Price, price
from endigue.desk.lookup import assets_named, levers_named, things_named
from endigue.desk.refusal import Refusal, Refusals
from endigue.organisation.model import Organisation

ACTIONS_SHOWN = 40


@click.group()
def containment() -> None:
    """Where to cut so that it stops with the least harm to people."""


containment.add_command(export)


@containment.command("plan")
@click.argument("folder", metavar="DIR")
@click.option("--seeds", required=True, metavar="ID,...", help="Assets treated as infected.")
@click.option("--keep", default="", metavar="ID,...", help="Things that nothing may be done to.")
@click.option("--cut", default="", metavar="ID,...", help="Things that are cut whatever it costs.")
@click.option("--derogate", default="", metavar="LEVER,...", help="Mandatory levers not imposed.")
@click.option("--seconds", default=60.0, show_default=True, help="For each plan, at most.")
@verb
def plan_(
    door: Door, folder: str, seeds: str, keep: str, cut: str, derogate: str, seconds: float
) -> None:
    """Compute the cut with the least harm, beside doing nothing and pulling the plug.

    \b
    Example: endigue containment plan org --seeds pc-042,svc-backup --keep srv-mail
    """
    organisation = equipped(door, folder)
    infected = dict.fromkeys(assets_named(organisation, names_in(seeds)), 1.0)
    kept = things_named(organisation, names_in(keep))
    ordered = things_named(organisation, names_in(cut))
    derogations = levers_named(organisation, names_in(derogate))
    if against := objections(organisation, Orders(kept, ordered, derogations)):
        each = tuple(Refusal(code, identifier=name) for code, name in against)
        raise Refusals("containment.refused", each)
    with door.working("Computing where to cut"):
        started = door.hands.stopwatch()
        found = alternatives(
            organisation, infected, keep=kept, cut=ordered, derogations=derogations, seconds=seconds
        )
        spent = door.hands.stopwatch() - started
    answer = msgspec.to_builtins(found)
    for alternative in answer["alternatives"]:
        alternative["seconds"] = round(spent, 3)
    door.tell(answer, lambda console: _show(console, door, organisation, found))


def _show(console: Console, door: Door, organisation: Organisation, found: Alternatives) -> None:
    speech = door.speech
    _ = speech.text
    table = Table(box=None, pad_edge=False)
    table.add_column(_("Alternative"))
    for heading in (_("Harm"), _("Per hour"), _("Stopped"), _("By hand"), _("Fallen")):
        table.add_column(heading, justify="right")
    for heading in (_("Actions"), _("Minutes")):
        table.add_column(heading, justify="right")
    table.add_column(_("Proof"))
    for one in found.alternatives:
        proof = "" if one.gap is None else _("gap {gap}", gap=speech.percent(one.gap, 1))
        table.add_row(
            speech.say(f"briefing.option.{one.name}"),
            speech.money(one.harm, organisation.currency),
            speech.money(one.cost_per_hour, organisation.currency),
            speech.number(len(one.operations_down) - len(one.by_hand)),
            speech.number(len(one.by_hand)),
            speech.number(len(one.fallen)),
            speech.number(len(one.actions)),
            speech.number(one.minutes),
            _("proven") if one.proven else proof,
        )
    console.print(table)
    console.print()
    actions = found.named("plan").actions
    for number, action in enumerate(actions[:ACTIONS_SHOWN], start=1):
        console.print(
            f"{number:>3}. {action.kind} {action.target}  ({action.crew}, "
            f"{speech.number(action.minutes)} min, {action.approval})",
            markup=False,
        )
    if len(actions) > ACTIONS_SHOWN:
        console.print(_("and {count} more", count=speech.number(len(actions) - ACTIONS_SHOWN)))


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
