"""`endigue continuity enter|page|merge|records`: work by hand, nothing lost, nothing twice."""

from collections.abc import Mapping
from datetime import datetime
from typing import cast

import click
import msgspec
from rich.console import Console
from rich.table import Table

from endigue.cli.door import Door, verb
from endigue.cli.forms import forms_
from endigue.cli.handwork_door import AUTHOR, ORGANISATION, named, opened, serial_of
from endigue.cli.values import instant_in, names_in
from endigue.continuity.handwork.forms import Form, Value
from endigue.continuity.handwork.survey import STATES, State, Survey, gather, survey
from endigue.desk.handwork import Entered, Entering, Handwork, Merged
from endigue.desk.refusal import Refusal, Refusals
from endigue.kernel.money import parse_money
from endigue.locale.problems import say_refusal

MOST_ON_A_PAGE = 5_000
"""Numbers of one form; browsers keep about so many records for one page."""


@click.command("enter")
@click.argument("case", metavar="CASE")
@click.argument("fields", nargs=-1, metavar="[FIELD=VALUE]...")
@click.option("--serial", "text", default="", metavar="SERIAL", help="As printed on the sheet.")
@click.option("--file", "file", metavar="FILE", help="A batch: CSV with `serial` and the fields.")
@click.option("--ask", "asked", metavar="FORM", help="Ask for one sheet after the other.")
@click.option("--count", type=int, help="Sheets in the batch, counted by hand; refused if other.")
@click.option("--sum", "total", help="Amount of the batch, added by hand; refused if other.")
@click.option("--correct", "reason", default="", metavar="REASON", help="Replaces what is known.")
@click.option("--screen", is_flag=True, help="Entered here first, not keyed from paper.")
@click.option("--anyway", is_flag=True, help="Even where another sheet says the same.")
@click.option("--at", "at", metavar="INSTANT", help="When the sheet was filled in; by default now.")
@click.option("--device", default="endigue", show_default=True, help="Label of this device.")
@ORGANISATION
@click.option("--author", required=True, help="Who keys it in.")
@verb
def enter(
    door: Door,
    case: str,
    fields: tuple[str, ...],
    text: str,
    file: str | None,
    asked: str | None,
    count: int | None,
    total: str | None,
    reason: str,
    screen: bool,
    anyway: bool,
    at: str | None,
    device: str,
    folder: str | None,
    author: str,
) -> None:
    """Key in one sheet, or a batch: all of it or nothing. What pays money is keyed twice from
    paper, by two people; where they differ, a person decides with --correct.

    \b
    Example: endigue continuity enter case --serial CS-000123-7 --author "A. Martin" \\
             member=12345678 care_date=2021-02-08 amount=42.50
    """
    moment = instant_in(at) if at else None
    with opened(door, case, author, folder) as work:
        if asked:
            answers = _key_in(door, work, work.form(asked), device, moment)
            door.tell({"entered": answers}, lambda _console: None)
            return
        sheets = _batch(door, work, file, reason) if file else [_one(work, text, fields, reason)]
        if screen:
            sheets = [_on_screen(sheet) for sheet in sheets]
        _balance(sheets, count, total)
        _ledger, entered = work.enter(work.case.ledger(), sheets, device, anyway=anyway, at=moment)
    door.tell({"entered": entered}, lambda console: _show_entered(console, door, entered))


def _key_in(
    door: Door, work: Handwork, form: Form, device: str, moment: datetime | None
) -> list[Entered]:
    """Ask for sheets until an empty serial; each is written as soon as it is whole, and what is
    wrong with one is said before it is asked for again. Questions go to standard error.
    """
    speech, entered = door.speech, list[Entered]()
    while text := _ask(speech.text("Serial (empty: end)")):
        try:
            number = _number_of(work, form, text)
            texts = {one.id: _ask(one.name[speech.language]) for one in form.field}
            sheet = Entering(form, number, texts)
            _ledger, (one,) = work.enter(work.case.ledger(), [sheet], device, at=moment)
        except Refusal as refusal:
            each = refusal.each if isinstance(refusal, Refusals) else (refusal,)
            for problem in each:
                click.echo(f"! {say_refusal(speech, problem)}", err=True)
        else:
            entered.append(one)
            click.echo(f"{one.serial}  {speech.say(f'continuity.sheet_{one.state}')}", err=True)
    return entered


def _number_of(work: Handwork, form: Form, text: str) -> int:
    found, number = work.sheet(text)
    if found.id != form.id:
        raise Refusal("continuity.another_form", serial=text, form=form.id)
    return number


def _ask(question: str) -> str:
    return str(click.prompt(question, default="", show_default=False, err=True)).strip()


def _one(work: Handwork, text: str, fields: tuple[str, ...], reason: str) -> Entering:
    if not text:
        raise Refusal("continuity.no_serial", text="")
    form, number = work.sheet(text)
    texts: dict[str, str] = {}
    for each in fields:
        name, joined, value = each.partition("=")
        if not joined:
            raise Refusal("continuity.no_field", text=each)
        texts[name] = value
    return Entering(form, number, texts, reason=reason)


def _batch(door: Door, work: Handwork, file: str, reason: str) -> list[Entering]:
    sheets: list[Entering] = []
    wrong: list[Refusal] = []
    for row in door.hands.handwork.keyed(file):
        try:
            form, number = work.sheet(row.serial)
        except Refusal as refusal:
            wrong.append(
                Refusal(refusal.code, **refusal.arguments, file=file, line=row.line, column="")
            )
        else:
            sheets.append(Entering(form, number, row.texts, reason=reason))
    if wrong:
        raise Refusals("continuity.entries_refused", tuple(wrong))
    return sheets


def _on_screen(sheet: Entering) -> Entering:
    """The same sheet, entered on a screen first."""
    return Entering(sheet.form, sheet.number, sheet.texts, "screen", sheet.reason)


def _balance(sheets: list[Entering], count: int | None, total: str | None) -> None:
    """Refuse a batch that is not what was counted and added up by hand beforehand."""
    if count is not None and count != len(sheets):
        raise Refusal("continuity.batch_count", found=len(sheets), expected=count)
    if total is None:
        return
    try:
        expected = parse_money(total.replace(",", "."))
        found = sum(
            parse_money(one.texts.get(one.form.pays, "0").replace(",", ".")) for one in sheets
        )
    except ValueError:
        raise Refusal("continuity.batch_sum_unclear", text=total) from None
    if found != expected:
        raise Refusal("continuity.batch_sum", found=found / 100, expected=expected / 100)


def _show_entered(console: Console, door: Door, entered: tuple[Entered, ...]) -> None:
    for one in entered:
        said = door.speech.say(f"continuity.sheet_{one.state}")
        line = f"{one.serial}  {said}"
        console.print(line + (f" ({', '.join(one.fields)})" if one.fields else ""), markup=False)


@click.command("merge")
@click.argument("case", metavar="CASE")
@click.argument("source", metavar="FOLDER")
@click.option("--leave-bad", is_flag=True, help="Take in the others where a file does not hold.")
@ORGANISATION
@AUTHOR
@verb
def merge(
    door: Door, case: str, source: str, leave_bad: bool, folder: str | None, author: str
) -> None:
    """Take in the chains of other devices from a folder or a USB key.

    Exports of the offline page and of `journal export`, and case folders, are found by
    themselves. The same again, in any order, changes nothing.

    \b
    Example: endigue continuity merge case /media/usb
    """
    found = door.hands.handwork.chains.read(source)
    if found.refused and not leave_bad:
        raise Refusals("continuity.merge_refused", found.refused)
    with opened(door, case, author, folder) as work, door.working("Taking in the devices"):
        ledger, merged = work.merge(work.case.ledger(), found.chains)
        surveyed = work.survey(ledger)
        forms = work.forms
    refused = tuple(_what(each) for each in found.refused)
    merged = msgspec.structs.replace(merged, refused=refused)
    answer = {**msgspec.to_builtins(merged), "counts": surveyed.counts}
    door.tell(answer, lambda console: _show_merged(console, door, merged, surveyed, forms))


def _what(refusal: Refusal) -> str:
    """What a refusal of a chain is about: a file, a journal or a blob beside it."""
    given = refusal.arguments
    return str(given.get("file") or given.get("location") or given.get("name") or refusal.code)


def _show_merged(
    console: Console, door: Door, merged: Merged, surveyed: Survey, forms: Mapping[str, Form]
) -> None:
    speech = door.speech
    console.print(
        speech.text(
            "Chains read: {chains}; with something new: {new}; new entries: {entries}.",
            chains=merged.chains,
            new=len(merged.new_chains),
            entries=speech.number(merged.new_entries),
        )
    )
    for name in merged.refused:
        console.print(speech.text("Left out, does not hold: {file}", file=name), markup=False)
    _show_survey(console, door, surveyed, forms, ())


@click.command("records")
@click.argument("case", metavar="CASE")
@click.option("--state", "states", default="", metavar="STATE,...", help="Only these sheets.")
@ORGANISATION
@verb
def records(door: Door, case: str, states: str, folder: str | None) -> None:
    """Say what became of every sheet, and what a person must decide.

    \b
    Example: endigue continuity records case --state conflict,keyed_once
    """
    wanted = names_in(states)
    for name in wanted:
        if name not in STATES:
            raise Refusal("continuity.unknown_state", state=name, states=", ".join(STATES))
    door.hands.cases.journal(case).close()
    with opened(door, case, "", folder) as work:
        union = work.union(work.case.ledger())
        forms = work.forms
    surveyed = survey(forms, union)
    values: dict[str, dict[str, Value]] = {
        name: same[0].fact.values for name, same in gather(union.entries).records.items()
    }
    answer = {
        "sheets": [
            {
                **msgspec.to_builtins(one),
                "serial": serial_of(forms, one),
                "values": [values[name] for name in one.standing],
            }
            for one in surveyed.sheets
            if not wanted or one.state in wanted
        ],
        "alike": [[named(forms, *key) for key in group] for group in surveyed.alike],
        "overlaps": surveyed.overlaps,
        "forks": surveyed.forks,
        "counts": surveyed.counts,
    }
    shown = cast("tuple[State, ...]", wanted)
    door.tell(answer, lambda console: _show_survey(console, door, surveyed, forms, shown))


def _show_survey(
    console: Console,
    door: Door,
    surveyed: Survey,
    forms: Mapping[str, Form],
    wanted: tuple[State, ...],
) -> None:
    speech = door.speech
    _ = speech.text
    counts = surveyed.counts
    table = Table(box=None, pad_edge=False)
    table.add_column(_("Sheets"))
    table.add_column("", justify="right")
    table.add_row(_("issued"), speech.number(counts.issued))
    for state in STATES:
        table.add_row(speech.say(f"continuity.sheet_{state}"), speech.number(counts.sheets[state]))
    table.add_row(_("paid, of the sheets entered"), speech.number(counts.amount / 100, 2))
    console.print(table)
    for one in surveyed.sheets:
        if one.state in wanted if wanted else one.why:
            why = speech.say(f"continuity.why_{one.why}") if one.why else ""
            said = speech.say(f"continuity.sheet_{one.state}")
            fields = f" ({', '.join(one.fields)})" if one.fields else ""
            console.print(f"! {serial_of(forms, one)}  {said}  {why}{fields}", markup=False)
    for group in surveyed.alike:
        names = ", ".join(named(forms, *key) for key in group)
        console.print("? " + _("Perhaps one event twice: {names}", names=names), markup=False)
    for overlap in surveyed.overlaps:
        first, last = overlap.first, overlap.last
        names = f"{named(forms, overlap.form, first)} … {named(forms, overlap.form, last)}"
        console.print("! " + _("Issued more than once: {names}", names=names), markup=False)
    for fork in surveyed.forks:
        console.print(
            "! "
            + _(
                "A device was copied and used twice: chain {chain}, from entry {entry} on.",
                chain=fork.chain[:16],
                entry=fork.sequence,
            ),
            markup=False,
        )


@click.command("page")
@click.argument("case", metavar="CASE")
@click.option("--desk", required=True, help="Who works on it.")
@click.option("--form", "names", required=True, metavar="FORM,...", help="The forms that it asks.")
@click.option("--count", default=500, show_default=True, help="Numbers of each form.")
@click.option("--out", "file", required=True, metavar="FILE", help="The page to write.")
@ORGANISATION
@AUTHOR
@verb
def page(
    door: Door,
    case: str,
    desk: str,
    names: str,
    count: int,
    file: str,
    folder: str | None,
    author: str,
) -> None:
    """Write the offline page of a desk: one file for a laptop without server or network.

    It keeps what is entered in the browser and exports a file that `continuity merge` takes in.

    \b
    Example: endigue continuity page case --desk "Claims 2" --form CS,CA --out claims-2.html
    """
    if not 1 <= count <= MOST_ON_A_PAGE:
        raise Refusal("continuity.page_count", count=count, most=MOST_ON_A_PAGE)
    title = door.hands.organisations.read(folder).organisation.name if folder else ""
    with opened(door, case, author, folder) as work:
        ledger = work.case.ledger()
        ledger, made = work.page(ledger, names_in(names), desk, count, title)
    door.hands.write_file(file, door.hands.handwork.page(made, door.speech.language))
    answer = {"file": file, "page": made.name, "ranges": made.ranges}
    door.tell(
        answer,
        lambda console: console.print(
            door.speech.text("{file} is written: open it on the laptop of the desk.", file=file),
            markup=False,
        ),
    )


COMMANDS: tuple[click.Command, ...] = (forms_, enter, page, merge, records)
