"""Pack the continuity kit: sheets, numbered forms, contacts, extracts, the offline page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from endigue.continuity.degraded import degraded_sheets
from endigue.continuity.handwork.facts import FormsIssued
from endigue.continuity.handwork.forms import Form
from endigue.desk.handwork import Handwork
from endigue.desk.handwork_ports import HandworkHands, Kit
from endigue.desk.ledger import Ledger
from endigue.desk.refusal import Refusal
from endigue.journal.export import export_lines
from endigue.organisation.model import Organisation

PAGE_NUMBERS = 500
"""Numbers of each form that the offline page of the kit may give out."""


@dataclass(frozen=True)
class Wanted:
    """What the kit is to hold."""

    desk: str
    copies: int
    """Sheets of each form on paper."""
    language: str
    read_me: str
    extracts: Mapping[str, bytes]
    """Further read-only files, by name."""


def kit_for(
    hands: HandworkHands, forms: Mapping[str, Form], organisation: Organisation, folder: str
) -> Kit:
    """What the kit of an organisation is printed from. Raises Refusal where its contacts cannot
    be read.
    """
    contacts = hands.contacts(folder)
    return Kit(organisation, forms, degraded_sheets(organisation, contacts), contacts)


def pack(
    work: Handwork, ledger: Ledger, kit: Kit, wanted: Wanted
) -> tuple[Ledger, dict[str, bytes], tuple[FormsIssued, ...]]:
    """The documents of the kit by name, and the ranges on paper. Every number that is printed,
    or given to the page, is issued in the journal first.
    """
    names = _forms_in_use(kit)
    ranges: list[FormsIssued] = []
    for name in names:
        form = work.form(name)
        ledger, fact = work.issue(ledger, form, wanted.desk, wanted.copies)
        ranges.append(fact)
    prints, language = work.hands.prints, wanted.language
    documents = {
        "READ-ME.txt": wanted.read_me.encode(),
        "sheets.pdf": prints.sheets(kit, language),
        "contacts.pdf": prints.contacts(kit, language),
    }
    for fact in ranges:
        code = kit.forms[fact.form].code
        documents[f"forms/{code}-{fact.form}.pdf"] = prints.forms(kit, fact, language)
    if names:
        ledger, page = work.page(ledger, names, wanted.desk, PAGE_NUMBERS, kit.organisation.name)
        documents["page.html"] = work.hands.page(page, language)
    tables = dict(prints.tables(kit.organisation))
    if twice := sorted(tables.keys() & wanted.extracts.keys()):
        raise Refusal("continuity.kit_name_twice", name=twice[0])
    for name, content in {**tables, **wanted.extracts}.items():
        documents[f"extracts/{name}"] = content
    documents["issued.jsonl"] = b"".join(export_lines(work.case.store.read()))
    return ledger, documents, tuple(ranges)


def _forms_in_use(kit: Kit) -> tuple[str, ...]:
    """The forms that an operation goes on with, in the order of the sheets."""
    return tuple(dict.fromkeys(_used(kit)))


def _used(kit: Kit) -> Iterable[str]:
    for sheet in kit.sheets:
        if sheet.by_hand and sheet.form in kit.forms:
            yield sheet.form
