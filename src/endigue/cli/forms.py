"""`endigue continuity forms`: numbered sheets given out, given back, and missing."""

from collections.abc import Mapping
from typing import cast

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from endigue.cli.door import Door, verb
from endigue.cli.handwork_door import AUTHOR, ORGANISATION, opened, serial_of
from endigue.cli.late import Listed
from endigue.continuity.handwork.facts import How
from endigue.continuity.handwork.forms import Form
from endigue.continuity.handwork.serials import serial
from endigue.continuity.handwork.survey import Sheet, runs
from endigue.desk.refusal import Refusal


@click.group("forms", cls=Listed)
def forms_() -> None:
    """Numbered forms: what there is, who got which numbers, and which are missing."""


@forms_.command("list")
@ORGANISATION
@verb
def list_(door: Door, folder: str | None) -> None:
    """Name the forms, their fields, and those that pay money and so are keyed twice.

    \b
    Example: endigue continuity forms list --organisation org
    """
    forms = door.hands.handwork.forms(folder)
    door.tell({"forms": list(forms.values())}, lambda console: _show_forms(console, door, forms))


def _show_forms(console: Console, door: Door, forms: Mapping[str, Form]) -> None:
    _ = door.speech.text
    table = Table(box=None, pad_edge=False)
    for heading in (_("Form"), _("Code"), _("Name"), _("Fields"), _("Keyed twice")):
        table.add_column(heading)
    for form in forms.values():
        table.add_row(
            form.id,
            form.code,
            form.name[door.speech.language],
            ", ".join(field.id for field in form.field),
            _("yes") if form.pays else "",
        )
    console.print(table)


@forms_.command("issue")
@click.argument("case", metavar="CASE")
@click.option("--form", "name", required=True, metavar="FORM", help="Its identifier or code.")
@click.option("--desk", required=True, help="Who gets the sheets.")
@click.option("--count", required=True, type=click.IntRange(1, 10_000), help="How many sheets.")
@click.option("--from", "first", type=int, help="First number; by default the next free one.")
@ORGANISATION
@AUTHOR
@verb
def issue(
    door: Door,
    case: str,
    name: str,
    desk: str,
    count: int,
    first: int | None,
    folder: str | None,
    author: str,
) -> None:
    """Give a desk numbered sheets, so that each one that is missing later can be named.

    \b
    Example: endigue continuity forms issue case --form claim-slip --desk "Claims 2" --count 50
    """
    with opened(door, case, author, folder) as work:
        form = work.form(name)
        _ledger, fact = work.issue(work.case.ledger(), form, desk, count, first)
    answer = {
        "form": form.id,
        "desk": fact.desk,
        "first": serial(form.code, fact.first),
        "last": serial(form.code, fact.last),
        "count": fact.last - fact.first + 1,
    }
    door.tell(
        answer,
        lambda console: console.print(
            door.speech.text(
                "{desk} has {first} to {last}.",
                desk=fact.desk,
                first=answer["first"],
                last=answer["last"],
            ),
            markup=False,
        ),
    )


@forms_.command("return")
@click.argument("case", metavar="CASE")
@click.argument("first", metavar="SERIAL")
@click.argument("last", metavar="[LAST]", required=False)
@click.option(
    "--how",
    type=click.Choice(["blank", "spoiled", "lost"]),
    required=True,
    help="Unused, made unusable, or gone.",
)
@click.option("--reason", required=True, help="Why, for the logbook.")
@ORGANISATION
@AUTHOR
@verb
def return_(
    door: Door,
    case: str,
    first: str,
    last: str | None,
    how: str,
    reason: str,
    folder: str | None,
    author: str,
) -> None:
    """Write down that sheets came back without a record, or never will.

    \b
    Example: endigue continuity forms return case CS-000048-3 CS-000050-4 --how blank \\
             --reason "Not used"
    """
    with opened(door, case, author, folder) as work:
        form, start = work.sheet(first)
        other, end = work.sheet(last or first)
        if other.id != form.id:
            raise Refusal("continuity.two_forms", first=first, last=last)
        work.take_back(work.case.ledger(), form, start, end, cast("How", how), reason)
    count = end - start + 1
    door.tell(
        {"form": form.id, "count": count, "how": how},
        lambda console: console.print(door.speech.text("Sheets written down: {n}.", n=count)),
    )


@forms_.command("missing")
@click.argument("case", metavar="CASE")
@ORGANISATION
@verb
def missing(door: Door, case: str, folder: str | None) -> None:
    """Name every sheet that was issued and of which nothing is known.

    \b
    Example: endigue continuity forms missing case
    """
    door.hands.cases.journal(case).close()
    with opened(door, case, "", folder) as work:
        surveyed = work.survey(work.case.ledger())
        forms = work.forms
    sheets = surveyed.in_state("missing")
    answer = {
        "missing": [
            {"serial": serial_of(forms, one), "form": one.form, "desk": one.desk} for one in sheets
        ],
        "counts": surveyed.counts,
    }
    door.tell(answer, lambda console: _show_missing(console, door, forms, sheets))


def _show_missing(
    console: Console, door: Door, forms: Mapping[str, Form], sheets: tuple[Sheet, ...]
) -> None:
    _ = door.speech.text
    if not sheets:
        console.print(_("No sheet is missing."))
        return
    table = Table(box=None, pad_edge=False)
    for heading in (_("Desk"), _("Form"), _("Missing")):
        table.add_column(heading)
    groups: dict[tuple[str, str], list[int]] = {}
    for one in sheets:
        groups.setdefault((one.desk, one.form), []).append(one.serial)
    for (desk, form), numbers in sorted(groups.items()):
        code = forms[form].code
        said = (
            serial(code, first)
            if first == last
            else f"{serial(code, first)} … {serial(code, last)}"
            for first, last in runs(numbers)
        )
        table.add_row(_plain(desk), form, ", ".join(said))
    console.print(table)
    console.print(_("Sheets missing: {count}.", count=door.speech.number(len(sheets))))


def _plain(words: str) -> str:
    """Words from another device, without control characters or markup."""
    return escape("".join(letter for letter in words if letter.isprintable()))


def _span(code: str, first: int, last: int) -> str:
    ends = dict.fromkeys((serial(code, first), serial(code, last)))
    return " … ".join(ends)
