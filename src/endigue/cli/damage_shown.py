"""The damage as a person reads it on a terminal."""

from collections.abc import Sequence
from datetime import datetime

from rich.console import Console
from rich.table import Table

from endigue.cli.door import Door
from endigue.damage.facts import TreeExamined
from endigue.damage.findings import AspectState, Bounds, Damage, Exfiltration, LastGood
from endigue.desk.files import FilesScanned
from endigue.organisation.model import Organisation

SHOWN = 25

_NOTHING_SEEN = frozenset({"unknown"})


def show_trees(
    console: Console, door: Door, facts: Sequence[TreeExamined], scanned: FilesScanned
) -> None:
    """A row a data set, and what could not be read."""
    _ = door.speech.text
    number = door.speech.number
    table = _table(_("Data set"), _("Files"), _("Encrypted"), _("Gone"), _("Changed"),
                   _("Damaged: least, likely, most"), _("Share of bytes"))  # fmt: skip
    for fact in facts:
        one = fact.damage
        table.add_row(
            fact.dataset, number(one.files), number(one.encrypted),
            number(one.missing) if one.compared else "?",
            number(one.changed) if one.compared else "?",
            _bounds(door, one.damaged),
            " – ".join(door.speech.percent(share, 1) for share in (one.share[0], one.share[2])),
        )  # fmt: skip
    console.print(table)
    for code, count in scanned.left_out.items():
        tail = code.rpartition(".")[2]
        console.print(f"{number(count)} × {door.speech.say(f'files.left_out.{tail}')}")
    if not all(fact.damage.compared for fact in facts):
        console.print(
            "? " + door.speech.say("damage.gap.not_compared"), markup=False, soft_wrap=True
        )


def show_exfiltration(console: Console, door: Door, found: Exfiltration) -> None:
    """The machines, their hours, and how far that can be trusted."""
    _ = door.speech.text
    number = door.speech.number
    if not found.hosts:
        console.print(
            _("No machine sent more than its own past explains."), markup=False, soft_wrap=True
        )
    else:
        table = _table(_("Machine"), _("Hours"), _("Unexplained MB: least, likely, most"),
                       _("Destinations"))  # fmt: skip
        for host in found.hosts[:SHOWN]:
            table.add_row(
                host.host, number(host.hours), _bounds(door, host.excess, 1e6),
                ", ".join(host.destinations[:3]) or "-",
            )  # fmt: skip
        console.print(table)
        for sign in found.hours[:SHOWN]:
            why = door.speech.listed([door.speech.say(f"damage.why.{code}") for code in sign.why])
            console.print(
                _("{host}, {hour}: {size} MB, {why}", host=sign.host,
                  hour=door.speech.moment(sign.hour), size=number(sign.bytes / 1e6, 1), why=why),
                markup=False, soft_wrap=True,
            )  # fmt: skip
    console.print(
        _("{looked} pairs of machine and hour; by chance alone about {chance} would stand out.",
          looked=number(found.looked_at), chance=number(found.expected_by_chance, 1)),
        markup=False, soft_wrap=True,
    )  # fmt: skip
    if found.without_past:
        console.print("? " + door.speech.say("damage.gap.no_past"), markup=False, soft_wrap=True)
    for start, end in found.silent[:SHOWN]:
        console.print(
            "? " + _("Nothing was logged from {start} to {end}: what left then is not seen.",
                     start=door.speech.moment(start), end=door.speech.moment(end)),
            markup=False, soft_wrap=True,
        )  # fmt: skip


def show_backups(
    console: Console,
    door: Door,
    good: Sequence[LastGood],
    safe_before: datetime | None,
    not_understood: int,
) -> None:
    """The last good backup of everything that has one, and why not a later one."""
    _ = door.speech.text
    table = _table(_("Of"), _("Last good backup"), _("Verified"), _("Later ones passed over"))
    for one in good:
        reasons = [
            f"{count} × {door.speech.say(f'damage.passed.{reason}')}"
            for reason, count in one.passed_over.items()
        ]
        table.add_row(
            one.subject,
            door.speech.moment(one.backup.taken_at) if one.backup else _("none"),
            door.speech.moment(one.verified.taken_at) if one.verified else _("none"),
            ", ".join(reasons) or "-",
        )
    console.print(table)
    if safe_before is None:
        console.print(
            "? " + door.speech.say("damage.gap.no_safe_date"), markup=False, soft_wrap=True
        )
    if not_understood:
        console.print(
            "? "
            + _("{count} lines were not understood.", count=door.speech.number(not_understood)),
            markup=False,
            soft_wrap=True,
        )


def show_damage(console: Console, door: Door, organisation: Organisation, found: Damage) -> None:
    """Data sets, applications, operations, money, people, and what nobody looked at."""
    _ = door.speech.text
    money = door.speech.money
    table = _table(_("Data set"), _("Can be used?"), _("Was it read?"), _("Is it right?"),
                   _("Last good backup"))  # fmt: skip
    for one in found.data:
        backup = one.last_good.backup if one.last_good else None
        table.add_row(
            one.id, *(_state(door, each) for each in
                      (one.availability, one.confidentiality, one.integrity)),
            door.speech.moment(backup.taken_at) if backup else _("none known"),
        )  # fmt: skip
    console.print(table)
    _show_reasons(console, door, found)
    without, read = _bounds(door, found.people_without), _bounds(door, found.people_read)
    console.print(
        _("People without their data: {people}", people=without), markup=False, soft_wrap=True
    )
    console.print(
        _("People whose data may have been read: {people}", people=read),
        markup=False,
        soft_wrap=True,
    )
    _show_operations(console, door, organisation, found)
    costs = found.money
    lost, more, least, most = (
        money(amount, organisation.currency)
        for amount in (costs.operations, costs.per_hour, costs.assets_least, costs.assets_most)
    )
    console.print(
        _("Operations until now: {lost}, and {more} an hour.", lost=lost, more=more),
        markup=False,
        soft_wrap=True,
    )
    console.print(
        _("Machines that fell: {least} to {most}.", least=least, most=most),
        markup=False,
        soft_wrap=True,
    )
    for gap in found.gaps:
        console.print("? " + door.speech.say(f"damage.gap.{gap}"), markup=False, soft_wrap=True)


def _show_operations(
    console: Console, door: Door, organisation: Organisation, found: Damage
) -> None:
    _ = door.speech.text
    if not found.operations:
        return
    names = {one.id: one.name.get(door.speech.language, one.id) for one in organisation.operations}
    table = _table(_("Operation"), _("Hours lost"), _("Not served"), _("Lost"))
    for each in found.operations:
        table.add_row(
            names.get(each.id, each.id), door.speech.number(each.hours, 1),
            door.speech.number(each.not_served),
            door.speech.money(each.lost, organisation.currency),
        )  # fmt: skip
    console.print(table)


def _state(door: Door, aspect: AspectState) -> str:
    said = door.speech.say(f"damage.state.{aspect.state}")
    if aspect.state in _NOTHING_SEEN or not aspect.people.most:
        return said
    return f"{said} ({_bounds(door, aspect.people)})"


def _show_reasons(console: Console, door: Door, found: Damage) -> None:
    """Why, for every aspect of which something is known."""
    for one in found.data:
        for aspect in (one.availability, one.confidentiality, one.integrity):
            if aspect.state in _NOTHING_SEEN:
                continue
            said = door.speech.say(f"damage.state.{aspect.state}")
            why = door.speech.listed([door.speech.say(f"damage.because.{c}") for c in aspect.why])
            console.print(f"  {one.id}: {said}, {why}", markup=False, soft_wrap=True)


def _bounds(door: Door, bounds: Bounds, unit: float = 1) -> str:
    digits = 0 if unit == 1 else 1
    return " / ".join(
        door.speech.number(each / unit, digits)
        for each in (bounds.least, bounds.likely, bounds.most)
    )


def _table(first: str, *headings: str) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column(first)
    for heading in headings:
        table.add_column(heading)
    return table
