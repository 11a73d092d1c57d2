"""The verbs of work by hand: issue sheets, take them back, enter records, merge devices."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec

from endigue.continuity.handwork.chains import Union, chain_name, united
from endigue.continuity.handwork.checks import alike_key, checked
from endigue.continuity.handwork.facts import (
    ChainMerged,
    DeviceOpened,
    FormsIssued,
    How,
    Medium,
    RecordEntered,
    SheetsReturned,
)
from endigue.continuity.handwork.forms import Form, Value
from endigue.continuity.handwork.serials import MOST, parse_serial, serial
from endigue.continuity.handwork.survey import Gathered, Survey, gather, survey
from endigue.desk.case import Case
from endigue.desk.handwork_ports import ChainFile, DeskPage, HandworkHands
from endigue.desk.ledger import Ledger
from endigue.desk.refusal import Refusal, Refusals
from endigue.journal.entry import Entry
from endigue.journal.fact import Fact


@dataclass(frozen=True)
class Entering:
    """One sheet that is keyed in."""

    form: Form
    number: int
    texts: Mapping[str, str]
    medium: Medium = "paper"
    reason: str = ""
    """Where it corrects what is known of the sheet: why."""


class Entered(msgspec.Struct, frozen=True):
    """What came of a sheet that was keyed in."""

    record: str
    serial: str
    state: str
    """`entered`, `keyed_once` or `conflict`, as far as this device can tell."""
    fields: tuple[str, ...] = ()


class Merged(msgspec.Struct, frozen=True):
    """What came of a merge."""

    chains: int
    """Chains that were looked at."""
    new_chains: tuple[str, ...]
    """Files that brought something new."""
    new_entries: int
    refused: tuple[str, ...]


@dataclass(frozen=True)
class Handwork:
    """Hand-work as a case knows it: its own chain and those taken in."""

    case: Case
    hands: HandworkHands
    forms: Mapping[str, Form]

    def union(self, ledger: Ledger) -> Union:
        """Every entry of work by hand."""
        return united((self._own(), *self._taken_in(ledger)))

    def survey(self, ledger: Ledger) -> Survey:
        """What became of every sheet."""
        return survey(self.forms, self.union(ledger))

    def form(self, name: str) -> Form:
        """The form with this identifier or code. Raises Refusal where there is none."""
        for form in self.forms.values():
            if name.casefold() in (form.id.casefold(), form.code.casefold()):
                return form
        raise Refusal("continuity.unknown_form", form=name, forms=", ".join(sorted(self.forms)))

    def sheet(self, text: str) -> tuple[Form, int]:
        """The form and number of a serial as typed. Raises Refusal where it is none."""
        try:
            code, number = parse_serial(text)
        except ValueError:
            raise Refusal("continuity.no_serial", text=text) from None
        return self.form(code), number

    def issue(
        self, ledger: Ledger, form: Form, desk: str, count: int, first: int | None = None
    ) -> tuple[Ledger, FormsIssued]:
        """Give a desk the next `count` numbers, or those from `first` on. Raises Refusal where
        one of them was given out already.
        """
        desk = _said(desk, "desk")
        issued = [f for f in gather(self.union(ledger).entries).issued if f.form == form.id]
        start = max((fact.last for fact in issued), default=0) + 1 if first is None else first
        last = start + count - 1
        if not 1 <= start <= last <= MOST:
            raise Refusal("continuity.range_outside", first=start, last=last, most=MOST)
        for fact in issued:
            if start <= fact.last and fact.first <= last:
                raise Refusal(
                    "continuity.range_taken",
                    first=serial(form.code, fact.first),
                    last=serial(form.code, fact.last),
                    desk=fact.desk,
                )
        fact = FormsIssued(form.id, form.edition, desk, start, last)
        return self.case.record([fact], ledger), fact

    def page(
        self, ledger: Ledger, names: Sequence[str], desk: str, count: int, organisation: str
    ) -> tuple[Ledger, DeskPage]:
        """The offline page of a desk, with `count` new numbers of each form."""
        forms = tuple(self.form(name) for name in dict.fromkeys(names))
        if not forms:
            raise Refusal("continuity.no_form_named")
        ranges: list[FormsIssued] = []
        for form in forms:
            ledger, fact = self.issue(ledger, form, desk, count)
            ranges.append(fact)
        page = DeskPage(
            self.hands.new_name(), organisation, _said(desk, "desk"), forms, tuple(ranges)
        )
        return ledger, page

    def take_back(
        self, ledger: Ledger, form: Form, first: int, last: int, how: How, reason: str
    ) -> Ledger:
        """Write down that sheets came back without a record, or are lost."""
        if not 1 <= first <= last <= MOST:
            raise Refusal("continuity.range_outside", first=first, last=last, most=MOST)
        fact = SheetsReturned(form.id, first, last, how, _said(reason, "reason"))
        return self.case.record([fact], ledger)

    def enter(
        self,
        ledger: Ledger,
        sheets: Sequence[Entering],
        device: str,
        *,
        anyway: bool = False,
        at: datetime | None = None,
    ) -> tuple[Ledger, tuple[Entered, ...]]:
        """Write the records of all sheets, or of none.

        Raises Refusals with everything that is wrong with any of them; sheets that look like
        an event that is already written down are refused too, unless `anyway`.
        """
        union = self.union(ledger)
        gathered = gather(union.entries)
        surveyed = survey(self.forms, union)
        values = self._checked(sheets)
        if not anyway:
            _refuse_alike(self.forms, sheets, values, surveyed, gathered)
        opening, identity = self._device(device)
        facts = [
            self._record(sheet, value, surveyed, identity)
            for sheet, value in zip(sheets, values, strict=True)
        ]
        moment = at or self.case.clock()
        ledger = self.case.record((*opening, *facts), ledger, moment)
        after = {(one.form, one.serial): one for one in self.survey(ledger).sheets}
        answers = []
        for fact in facts:
            sheet = after[fact.form, fact.serial]
            code = self.forms[fact.form].code
            answers.append(
                Entered(fact.record, serial(code, fact.serial), sheet.state, sheet.fields)
            )
        return ledger, tuple(answers)

    def open_device(self, ledger: Ledger, name: str, desk: str = "") -> Ledger:
        """Begin the chain of this device, where it has not begun."""
        opening, _ = self._device(name, desk)
        return self.case.record(opening, ledger, self.case.clock()) if opening else ledger

    def merge(self, ledger: Ledger, files: Sequence[ChainFile]) -> tuple[Ledger, Merged]:
        """Take in what these chains hold beyond what is known. The same again changes nothing."""
        held = {
            entry.hash for entries in (self._own(), *self._taken_in(ledger)) for entry in entries
        }
        fresh: list[ChainMerged] = []
        counted = 0
        for file in files:
            hashes = {entry.hash for entry in file.entries}
            new = len(hashes - held)
            if not new:
                continue
            held |= hashes
            counted += new
            blob = self.case.blobs.put(file.content)
            head = file.entries[-1].hash
            name = chain_name(file.entries)
            fresh.append(ChainMerged(name, len(file.entries), head, blob, file.source))
        if fresh:
            ledger = self.case.record(fresh, ledger)
        names = tuple(fact.source for fact in fresh)
        return ledger, Merged(len(files), names, counted, ())

    def _own(self) -> tuple[Entry, ...]:
        return tuple(self.case.store.read())

    def _taken_in(self, ledger: Ledger) -> list[tuple[Entry, ...]]:
        return [self._entries_of(fact) for fact in ledger.continuity.chains]

    def _entries_of(self, fact: ChainMerged) -> tuple[Entry, ...]:
        return self.hands.chains.parse(self.case.blobs.get(fact.blob))

    def _device(self, name: str, desk: str = "") -> tuple[list[Fact], str]:
        """What opens the chain, if nothing did yet, and the identifier of this device."""
        for entry in self._own():
            if entry.fact == DeviceOpened.__struct_config__.tag:
                return [], msgspec.json.decode(entry.body, type=DeviceOpened).device
        identity = self.hands.new_name()
        return [DeviceOpened(identity, _said(name, "device"), desk)], identity

    def _checked(self, sheets: Sequence[Entering]) -> list[dict[str, Value]]:
        values: list[dict[str, Value]] = []
        wrong: list[Refusal] = []
        seen: set[tuple[str, int]] = set()
        for sheet in sheets:
            found, problems = checked(sheet.form, sheet.texts)
            named = serial(sheet.form.code, sheet.number)
            wrong += [
                Refusal(p.code, serial=named, field=p.field, found=p.found, expected=p.expected)
                for p in problems
            ]
            if (sheet.form.id, sheet.number) in seen:
                wrong.append(Refusal("continuity.entry_twice_in_batch", serial=named))
            seen.add((sheet.form.id, sheet.number))
            values.append(found)
        if wrong:
            raise Refusals("continuity.entries_refused", tuple(wrong))
        return values

    def _record(
        self, sheet: Entering, values: dict[str, Value], known: Survey, device: str
    ) -> RecordEntered:
        corrects: tuple[str, ...] = ()
        if sheet.reason:
            corrects = next(
                (
                    one.standing
                    for one in known.sheets
                    if (one.form, one.serial) == (sheet.form.id, sheet.number)
                ),
                (),
            )
            if not corrects:
                named = serial(sheet.form.code, sheet.number)
                raise Refusal("continuity.nothing_to_correct", serial=named)
        return RecordEntered(
            record=self.hands.new_name(),
            device=device,
            form=sheet.form.id,
            edition=sheet.form.edition,
            serial=sheet.number,
            medium=sheet.medium,
            values=values,
            corrects=corrects,
            reason=sheet.reason,
        )


def _said(text: str, what: str) -> str:
    words = " ".join(text.split())
    if not 0 < len(words) <= 200:
        raise Refusal("continuity.words_wanted", what=what)
    return words


def _refuse_alike(
    forms: Mapping[str, Form],
    sheets: Sequence[Entering],
    values: Sequence[Mapping[str, Value]],
    known: Survey,
    gathered: Gathered,
) -> None:
    """Refuse sheets that another sheet, known or of the same batch, seems to say already."""
    seen: dict[tuple[str, str], set[str]] = {}
    for one in known.sheets:
        if one.standing and one.form in forms:
            form = forms[one.form]
            key = alike_key(form, gathered.records[one.standing[0]][0].fact.values)
            seen.setdefault((one.form, key), set()).add(serial(form.code, one.serial))
    twins: list[Refusal] = []
    for sheet, value in zip(sheets, values, strict=True):
        key = alike_key(sheet.form, value)
        named = serial(sheet.form.code, sheet.number)
        before = seen.setdefault((sheet.form.id, key), set())
        if key and before and named not in before:
            on = ", ".join(sheet.form.alike)
            other = min(before)
            twins.append(Refusal("continuity.entry_alike", serial=named, other=other, fields=on))
        before.add(named)
    if twins:
        raise Refusals("continuity.alike_refused", tuple(twins))
