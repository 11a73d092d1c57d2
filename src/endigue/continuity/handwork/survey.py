"""What became of every sheet that was issued: a pure function of a set of entries.

Nothing depends on the order in which chains were merged. Every sheet is in exactly one state,
so the counts of the states add up to the sheets issued, to the unit.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Literal, get_args

import msgspec

from endigue.continuity.handwork.chains import VOCABULARY, Fork, Union
from endigue.continuity.handwork.checks import alike_key, differences, problems_of
from endigue.continuity.handwork.facts import FormsIssued, How, RecordEntered, SheetsReturned
from endigue.continuity.handwork.forms import Form
from endigue.journal.entry import Entry
from endigue.kernel.money import Cents

State = Literal[
    "entered", "keyed_once", "conflict", "blank", "spoiled", "lost", "missing", "unissued"
]
STATES: tuple[State, ...] = get_args(State)

Why = Literal[
    "", "keyings_differ", "returned_and_entered", "record_reused", "invalid", "unknown_form"
]

_PRECEDENCE: dict[How, int] = {"lost": 0, "blank": 1, "spoiled": 2}
"""A sheet that was stated lost and then came back is what it came back as."""


class Known(msgspec.Struct, frozen=True):
    """A record with who wrote it, and when."""

    fact: RecordEntered
    author: str
    occurred_at: datetime
    recorded_at: datetime


class Sheet(msgspec.Struct, frozen=True):
    """One numbered sheet."""

    form: str
    serial: int
    desk: str
    state: State
    why: Why = ""
    fields: tuple[str, ...] = ()
    """On which its keyings differ, or that are wrong."""
    standing: tuple[str, ...] = ()
    """Its records that no other corrects."""
    record: str = ""
    """The record that counts, where the sheet is entered."""


class Overlap(msgspec.Struct, frozen=True):
    """A range that was issued more than once: two sheets may bear one serial."""

    form: str
    first: int
    last: int


class Counts(msgspec.Struct, frozen=True):
    """Sheets and records in numbers. issued = the sum of `sheets` without `unissued`; records =
    counted + confirming + corrected + disputed.
    """

    issued: int
    sheets: dict[str, int]
    records: int
    counted: int
    """The first record of each sheet that is entered, keyed once or unissued."""
    confirming: int
    """Further records of the same sheets that say the same."""
    corrected: int
    disputed: int
    """Records of sheets in conflict, or unissued and not sound."""
    amount: Cents
    """Sum of what the sheets entered pay."""


class Survey(msgspec.Struct, frozen=True):
    """Every sheet, and what a person must look at."""

    sheets: tuple[Sheet, ...]
    alike: tuple[tuple[tuple[str, int], ...], ...]
    """Groups of sheets (form, number) that may be one event written down twice."""
    overlaps: tuple[Overlap, ...]
    forks: tuple[Fork, ...]
    counts: Counts

    def in_state(self, state: State) -> tuple[Sheet, ...]:
        """The sheets in one state."""
        return tuple(sheet for sheet in self.sheets if sheet.state == state)


class Gathered(msgspec.Struct, frozen=True):
    """What the entries of work by hand say, by kind."""

    issued: tuple[FormsIssued, ...]
    returned: tuple[SheetsReturned, ...]
    records: dict[str, tuple[Known, ...]]
    """By identifier of record; several where two different ones bear the same."""


def gather(entries: Iterable[Entry]) -> Gathered:
    """The facts of the entries, each record once."""
    issued: list[FormsIssued] = []
    returned: list[SheetsReturned] = []
    records: dict[str, list[Known]] = defaultdict(list)
    for entry in entries:
        fact = VOCABULARY.read(entry.fact, entry.body)
        if isinstance(fact, FormsIssued):
            issued.append(fact)
        elif isinstance(fact, SheetsReturned):
            returned.append(fact)
        elif isinstance(fact, RecordEntered):
            same = records[fact.record]
            if all(known.fact != fact for known in same):
                same.append(Known(fact, entry.author, entry.occurred_at, entry.recorded_at))
    held = {name: tuple(known) for name, known in records.items()}
    return Gathered(tuple(issued), tuple(returned), held)


def survey(forms: Mapping[str, Form], union: Union) -> Survey:
    """What became of every sheet. `forms` are by identifier."""
    gathered = gather(union.entries)
    desks, overlaps = _issued(gathered.issued)
    hows = _returned(gathered.returned)
    known = [each for same in gathered.records.values() for each in same]
    gone = {(each.fact.form, name) for each in known for name in each.fact.corrects}
    by_sheet: dict[tuple[str, int], list[Known]] = defaultdict(list)
    for each in known:
        by_sheet[each.fact.form, each.fact.serial].append(each)
    reused = {name for name, same in gathered.records.items() if len(same) > 1}
    sheets = [
        _sheet(
            key,
            desks.get(key),
            hows.get(key),
            by_sheet.get(key, []),
            gone,
            reused,
            forms.get(key[0]),
        )
        for key in sorted(desks.keys() | by_sheet.keys())
    ]
    return Survey(
        sheets=tuple(sheets),
        alike=_alike(forms, sheets, gathered),
        overlaps=overlaps,
        forks=union.forks,
        counts=_counts(forms, sheets, gathered, gone, len(desks)),
    )


def _issued(
    ranges: Sequence[FormsIssued],
) -> tuple[dict[tuple[str, int], str], tuple[Overlap, ...]]:
    desks: dict[tuple[str, int], str] = {}
    twice: dict[str, set[int]] = defaultdict(set)
    for one in ranges:
        for number in range(one.first, one.last + 1):
            if (one.form, number) in desks:
                twice[one.form].add(number)
            desks.setdefault((one.form, number), one.desk)
    overlaps = [
        Overlap(form, first, last)
        for form, numbers in sorted(twice.items())
        for first, last in runs(numbers)
    ]
    return desks, tuple(overlaps)


def runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """The numbers as runs without a gap, first and last."""
    found: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if found and number == found[-1][1] + 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found


def _returned(facts: Sequence[SheetsReturned]) -> dict[tuple[str, int], How]:
    hows: dict[tuple[str, int], How] = {}
    for fact in facts:
        for number in range(fact.first, fact.last + 1):
            before = hows.get((fact.form, number), "lost")
            hows[fact.form, number] = max(before, fact.how, key=lambda how: _PRECEDENCE[how])
    return hows


def _sheet(
    key: tuple[str, int],
    desk: str | None,
    how: How | None,
    records: Sequence[Known],
    gone: set[tuple[str, str]],
    reused: set[str],
    form: Form | None,
) -> Sheet:
    number = key[1]
    standing = sorted(
        (each for each in records if (key[0], each.fact.record) not in gone),
        key=lambda each: (each.recorded_at, each.fact.record),
    )
    names = tuple(each.fact.record for each in standing)

    def being(state: State, why: Why = "", fields: tuple[str, ...] = ()) -> Sheet:
        counts = first.record if first and not why and state != "keyed_once" else ""
        held: State = "unissued" if desk is None else state
        return Sheet(key[0], number, desk or "", held, why, fields, names, counts)

    first = standing[0].fact if standing else None
    if first is None:
        return being(how or "missing")
    if form is None or any(each.fact.edition != form.edition for each in standing):
        return being("conflict", "unknown_form")
    if reused.intersection(names):
        return being("conflict", "record_reused")
    if wrong := [p.field for each in standing for p in problems_of(form, each.fact.values)]:
        return being("conflict", "invalid", tuple(dict.fromkeys(wrong)))
    if how in ("blank", "spoiled"):
        return being("conflict", "returned_and_entered")
    differing = {
        name for each in standing for name in differences(form, first.values, each.fact.values)
    }
    if differing:
        ordered = tuple(field.id for field in form.field if field.id in differing)
        return being("conflict", "keyings_differ", ordered)
    if form.pays and not _seen_by_two(standing, records):
        return being("keyed_once")
    return being("entered")


def _seen_by_two(standing: Sequence[Known], records: Sequence[Known]) -> bool:
    """Whether two people keyed the sheet, or it was entered on a screen in the first place."""
    from_screen = any(each.fact.medium == "screen" and not each.fact.corrects for each in standing)
    return from_screen or len({each.author for each in records}) > 1


def _alike(
    forms: Mapping[str, Form], sheets: Sequence[Sheet], gathered: Gathered
) -> tuple[tuple[tuple[str, int], ...], ...]:
    groups: dict[tuple[str, str], list[tuple[str, int]]] = defaultdict(list)
    for sheet in sheets:
        if sheet.standing and not sheet.why:
            fact = gathered.records[sheet.standing[0]][0].fact
            if key := alike_key(forms[sheet.form], fact.values):
                groups[sheet.form, key].append((sheet.form, sheet.serial))
    return tuple(tuple(group) for _, group in sorted(groups.items()) if len(group) > 1)


def _counts(
    forms: Mapping[str, Form],
    sheets: Sequence[Sheet],
    gathered: Gathered,
    gone: set[tuple[str, str]],
    issued: int,
) -> Counts:
    states = Counter(sheet.state for sheet in sheets)
    known = [each for same in gathered.records.values() for each in same]
    corrected = sum((each.fact.form, each.fact.record) in gone for each in known)
    disputed = sum(len(sheet.standing) for sheet in sheets if sheet.why)
    counted = sum(bool(sheet.standing) for sheet in sheets if not sheet.why)
    return Counts(
        issued=issued,
        sheets={state: states[state] for state in STATES},
        records=len(known),
        counted=counted,
        confirming=len(known) - corrected - disputed - counted,
        corrected=corrected,
        disputed=disputed,
        amount=Cents(sum(_amount(forms, sheet, gathered) for sheet in sheets)),
    )


def _amount(forms: Mapping[str, Form], sheet: Sheet, gathered: Gathered) -> int:
    if sheet.state != "entered":
        return 0
    pays = forms[sheet.form].pays
    return int(gathered.records[sheet.record][0].fact.values.get(pays, 0)) if pays else 0
