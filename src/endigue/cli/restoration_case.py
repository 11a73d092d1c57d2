"""`endigue restoration` on a case: the plan made again, and what came of it."""

from pathlib import PurePath

import click
import msgspec
from rich.console import Console

from endigue.cli.door import Door, verb
from endigue.cli.patience import waiting
from endigue.cli.restoration import (
    OUT,
    PROVE,
    REST,
    SECONDS,
    SEED,
    lost_named,
    restoration,
    write_documents,
)
from endigue.cli.restoration_opened import AT, AUTHOR, opened
from endigue.cli.restoration_reports import REPORTS
from endigue.cli.restoration_shown import (
    show_changed,
    show_outlook,
    show_price,
    show_review,
    show_schedule,
)
from endigue.desk.adopting import adopt
from endigue.desk.lookup import things_named
from endigue.desk.restoration_reports import (
    declare,
)
from endigue.desk.restoring import replan
from endigue.desk.settings import Settings
from endigue.restoration.review import review


@click.command("declare")
@click.argument("case", metavar="CASE")
@click.argument("folder", metavar="DIR")
@click.option("--down", required=True, metavar="ID,...", help="Assets and flows that are lost.")
@click.option("--only-cut", default="", metavar="ID,...", help="Of these, cut but not infected.")
@AUTHOR
@verb
def declare_(door: Door, case: str, folder: str, down: str, only_cut: str, author: str) -> None:
    """Say what has to be restored, in a case that no containment was planned for.

    \b
    Example: endigue restoration declare case org --down srv-app1,dc-1
    """
    hands = door.hands
    loaded = hands.organisations.read(folder)
    lost = lost_named(loaded.organisation, down, only_cut)
    held = hands.cases.open(case, author)
    try:
        ledger = adopt(held, held.ledger(), loaded, hands.organisations.files(folder))
        ledger = declare(held, ledger, lost.fallen, lost.down)
    finally:
        held.store.close()
    answer = {"fallen": lost.fallen, "down": lost.down, "entries": ledger.head.sequence}
    said = door.speech.text("Written to the logbook.")
    door.tell(answer, lambda console: console.print(said, markup=False))


@click.command("replan")
@click.argument("case", metavar="CASE")
@click.option("--first", default="", metavar="OPERATION", help="Put this operation first.")
@SECONDS
@PROVE
@SEED
@REST
@OUT
@AT
@AUTHOR
@verb
def replan_(
    door: Door,
    case: str,
    first: str,
    seconds: float,
    prove: float,
    seed: int,
    weekly_rest: bool,
    out: str | None,
    at: str | None,
    author: str,
) -> None:
    """Plan again with all that was reported, and say what changed and why.

    \b
    Example: endigue restoration replan case --first telephone
    """
    with opened(door, case, author, at) as held:
        organisation = held.organisation
        wanted = things_named(organisation, [first])[0] if first else ""
        share = 0.5 if wanted else 1.0
        with waiting(door, seconds * share, organisation.currency) as patience:
            ledger = replan(
                held.case,
                held.ledger,
                held.now(weekly_rest=weekly_rest),
                Settings(seed=seed),
                patience,
                wanted,
                prove,
            )
    view = ledger.restoration
    planned, outlook, changed = view.plan, view.outlook, view.changed
    if planned is None or outlook is None:
        raise ValueError("a plan was made and is not there")
    moved = changed if changed is not None and changed.input == planned.input else None
    start = planned.start.astimezone(held.now().at.tzinfo)
    if out is not None:
        write_documents(door, out, organisation, start, planned.schedule, outlook.outlook)
    answer = {
        **msgspec.to_builtins(planned.schedule),
        "outlook": msgspec.to_builtins(outlook.outlook),
        "price_of_first": outlook.price_of_first if wanted else None,
        "start": start.isoformat(),
        "changed": None if moved is None else msgspec.to_builtins(moved),
    }

    def show(console: Console) -> None:
        show_schedule(console, door, organisation, planned.schedule, start)
        show_outlook(console, door, organisation, outlook.outlook)
        if wanted:
            show_price(console, door, organisation, wanted, outlook.price_of_first)
        if moved is not None:
            show_changed(console, door, organisation, moved)

    door.tell(answer, show)


@click.command("review")
@click.argument("case", metavar="CASE")
@OUT
@verb
def review_(door: Door, case: str, out: str | None) -> None:
    """Show every date that was foretold beside what came, and how many bands held.

    \b
    Example: endigue restoration review case --out review
    """
    with opened(door, case, "endigue", None) as held:
        organisation, now = held.organisation, held.now()
        view = held.ledger.restoration
        found = review(organisation, now.lost.fallen, now.lost.down, view)
        start = (view.first_start or held.at).astimezone(now.at.tzinfo)
    if out is not None:
        documents = door.hands.documents.restoration_review(
            organisation, start, found, door.speech.language
        )
        for name, content in documents.items():
            door.hands.write_file(str(PurePath(out) / name), content)
    answer = {
        "back": found.back,
        "foretold": [
            {**msgspec.to_builtins(one), "inside": one.inside, "late_hours": one.late_hours}
            for one in found.foretold
        ],
        "share": found.share,
    }
    door.tell(answer, lambda console: show_review(console, door, organisation, found))


for on_a_case in (declare_, replan_, *REPORTS, review_):
    restoration.add_command(on_a_case)
