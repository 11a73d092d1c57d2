"""`endigue containment export`: a plan for the tools that will carry it out."""

import click

from endigue.cli.door import Door, verb
from endigue.cli.equipped import equipped
from endigue.cli.values import instant_in, names_in
from endigue.containment.alternatives import alternatives
from endigue.containment.choice import Orders
from endigue.containment.plan import Alternatives
from endigue.desk.lookup import assets_named
from endigue.desk.marking import PAP_LEVELS, TLP_LEVELS, Marking, Pap, Tlp
from endigue.desk.ordering import followed
from endigue.desk.plan_export import PlanExport, checked, recorded_plan
from endigue.desk.refusal import Refusal
from endigue.kernel.instant import format_instant
from endigue.organisation.model import Organisation
from endigue.organisation.standard_levers import with_levers

FORMATS = ("cacao", "stix", "openc2", "opengraph")


@click.command("export")
@click.argument("folder", metavar="DIR")
@click.option("--format", "form", required=True, type=click.Choice(FORMATS), help="What to write.")
@click.option("--out", "file", required=True, metavar="FILE", help="File to write (.json).")
@click.option("--seeds", default="", metavar="ID,...", help="Assets treated as infected.")
@click.option("--case", metavar="CASE", help="Take the last plan of this case instead.")
@click.option(
    "--alternative",
    "name",
    metavar="NAME",
    help="By default the one approved in the case, else the recommended one.",
)
@click.option("--keep", default="", metavar="ID,...", help="Things that nothing may be done to.")
@click.option("--cut", default="", metavar="ID,...", help="Things that are cut whatever it costs.")
@click.option("--derogate", default="", metavar="LEVER,...", help="Mandatory levers not imposed.")
@click.option("--seconds", default=60.0, show_default=True, help="For each plan, at most.")
@click.option(
    "--tlp",
    type=click.Choice(TLP_LEVELS),
    default=Marking().tlp,
    show_default=True,
    help="With whom it may be shared.",
)
@click.option(
    "--pap",
    type=click.Choice(PAP_LEVELS),
    default=Marking().pap,
    show_default=True,
    help="What may be done with it.",
)
@click.option("--now", metavar="INSTANT", help="The instant of the plan; by default now.")
@verb
def export(
    door: Door,
    folder: str,
    form: str,
    file: str,
    seeds: str,
    case: str | None,
    name: str | None,
    keep: str,
    cut: str,
    derogate: str,
    seconds: float,
    tlp: Tlp,
    pap: Pap,
    now: str | None,
) -> None:
    """Write a plan as a CACAO playbook, a STIX bundle, OpenC2 commands or OpenGraph.

    The plan is computed from --seeds, or taken as it stands in a case. The same plan at the
    same instant gives the same bytes.

    \b
    Example: endigue containment export org --seeds pc-042 --format cacao --out playbook.json
             endigue containment export org --case case --format stix --out plan.json
    """
    marking = Marking(tlp, pap)
    typed = Orders(names_in(keep), names_in(cut), names_in(derogate))
    if bool(seeds) == bool(case):
        raise Refusal("containment.seeds_or_case")
    if case:
        given = {"--keep": keep, "--cut": cut, "--derogate": derogate, "--now": now}
        for option in (option for option, value in given.items() if value):
            raise Refusal("containment.case_decides", option=option)
        chosen = _of_case(door, folder, case, name, marking)
    else:
        organisation = equipped(door, folder)
        instant = instant_in(now) if now else door.hands.clock()
        found = _computed(door, organisation, names_in(seeds), typed, seconds)
        chosen = PlanExport(organisation, found, name or found.recommended.name, instant, marking)
    content = door.hands.documents.plan_export(checked(chosen), form, door.speech.language)
    door.hands.write_file(file, content)
    answer = {
        "file": file,
        "format": form,
        "alternative": chosen.alternative.name,
        "actions": len(chosen.alternative.actions),
        "at": format_instant(chosen.at),
        "marking": list(marking.words),
    }
    door.tell(
        answer,
        lambda console: console.print(
            door.speech.text("Written to {folder}.", folder=file), markup=False, soft_wrap=True
        ),
    )


def _computed(
    door: Door, organisation: Organisation, seeds: tuple[str, ...], typed: Orders, seconds: float
) -> Alternatives:
    infected = dict.fromkeys(assets_named(organisation, seeds), 1.0)
    orders = followed(organisation, typed)
    with door.working("Computing where to cut"):
        return alternatives(
            organisation,
            infected,
            keep=orders.keep,
            cut=orders.cut,
            derogations=orders.derogations,
            seconds=seconds,
        )


def _of_case(door: Door, folder: str, case: str, name: str | None, marking: Marking) -> PlanExport:
    loaded = door.hands.organisations.read(folder)
    organisation = with_levers(loaded.organisation, door.hands.lever_figures())
    store = door.hands.cases.journal(case)
    try:
        kept = recorded_plan(store.read(), loaded, case)
    finally:
        store.close()
    chosen = name or kept.approved or kept.alternatives.recommended.name
    return PlanExport(organisation, kept.alternatives, chosen, kept.at, marking)
