"""Write the logbook of the fictional crisis, twenty-five days, from its chronicle.

`uv run python scripts/example_crisis.py` reads examples/crisis/chronicle.toml and the organisation
beside it, goes through the verbs of the desk as people would, and writes
examples/crisis/logbook.jsonl, which `verify_journal.py` verifies.
"""

import tomllib
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from endigue.communication.bulletin import Bulletin
from endigue.communication.cell_facts import DecisionTaken, Option
from endigue.communication.custody_facts import ExhibitHandedOver, ExhibitTaken
from endigue.communication.message import Message
from endigue.communication.notice import PublicNotice
from endigue.communication.profile import Profile
from endigue.desk.acting import allow_recording, give_role
from endigue.desk.adopting import counts_of
from endigue.desk.case import Case
from endigue.desk.cell import (
    ask_decision,
    close_action,
    current_situation,
    note_uncertainty,
    reported,
    set_action,
    settle_uncertainty,
    take_decision,
)
from endigue.desk.custody import hand_over_exhibit, take_exhibit
from endigue.desk.ledger import Ledger
from endigue.desk.publishing import (
    approve_page,
    approved_page,
    draft_page,
    published,
    review_page,
    write_bulletin,
)
from endigue.desk.recording import event_in, withdraw_event
from endigue.desk.telling import (
    approve_notice,
    approved_notice,
    draft_notice,
    issued,
    review_notice,
    write_message,
)
from endigue.journal.entry import Entry
from endigue.journal.export import export_lines
from endigue.organisation.facts import OrganisationAdopted
from endigue.readers.bulletin import operation_names
from endigue.readers.legal_profile import read_profile
from endigue.readers.organisation_folder import read_organisation
from endigue.readers.rulebook import load_rulebook
from endigue.stores.memory import MemoryStore
from endigue.writers.notices.audience import audience_documents
from endigue.writers.status.site import status_site

CRISIS = Path(__file__).parents[1] / "examples" / "crisis"

Told = Mapping[str, Any]


class NoBlobs:
    """The crisis keeps no bulk data."""

    def put(self, data: bytes) -> str:
        """Never asked."""
        raise NotImplementedError(len(data))

    def get(self, name: str) -> bytes:
        """Never asked."""
        raise NotImplementedError(name)


def chronicle() -> Sequence[Told]:
    """The entries, in order."""
    found: Sequence[Told] = tomllib.loads((CRISIS / "chronicle.toml").read_text("utf-8"))["entry"]
    return found


def profile() -> Profile:
    """What the law asks of the fictional group."""
    return read_profile((CRISIS / "organisation" / "organisation.toml").read_bytes())


def adopted() -> OrganisationAdopted:
    """The first fact of the logbook."""
    loaded = read_organisation(str(CRISIS / "organisation"))
    return OrganisationAdopted(
        name=loaded.organisation.name,
        digest=loaded.digest,
        files=loaded.files,
        counts=counts_of(loaded.organisation),
    )


def entries(story: Sequence[Told]) -> tuple[Entry, ...]:
    """The logbook."""
    store = MemoryStore()
    first = moment(story[0]["at"]) - timedelta(minutes=5)
    opened = _case(store, first, "Historien")
    ledger = opened.record([adopted()], opened.ledger())
    for told in story:
        at = moment(told["at"])
        case = _case(store, at, str(told["author"]))
        ledger = _lived(case, ledger, told, moment(told.get("occurred", at)))
    return tuple(store.read())


def _case(store: MemoryStore, at: datetime, author: str) -> Case:
    return Case(store, NoBlobs(), partial(moment, at), author)


def moment(value: object) -> datetime:
    """An instant of the chronicle."""
    if not isinstance(value, datetime) or value.tzinfo is None:
        raise TypeError(f"{value} is no instant with its offset")
    return value


def _lived(case: Case, ledger: Ledger, told: Told, happened: datetime) -> Ledger:
    """The ledger after one entry of the chronicle."""
    book, group = load_rulebook(), profile()
    company = str(told.get("company", ""))
    for person, role in told.get("roles", ()):
        ledger = give_role(case, ledger, book.roles, person, role)
    if texts := told.get("events"):
        allow_recording(case, ledger, book.roles, "events")
        facts = [
            event_in(
                text,
                book.kinds,
                group,
                company,
                verified=told.get("verified", False),
                estimated=told.get("estimate", False),
            )
            for text in texts
        ]
        ledger = case.record(facts, ledger, happened)
    if wrong := told.get("withdraw"):
        event = event_in(wrong, book.kinds, group, company).event
        entry = max(n.entry for n in ledger.communication.events if n.event == event)
        ledger = withdraw_event(case, ledger, entry, told["reason"])
    if "bulletin" in told:
        names = operation_names((CRISIS / "organisation" / "operations.toml").read_bytes())
        bulletin = msgspec.convert(told["bulletin"], Bulletin)
        ledger = write_bulletin(case, ledger, book, bulletin, names)
    ledger = _cell(case, ledger, told)
    ledger = _notices(case, ledger, told)
    ledger = _custody(case, ledger, told, happened)
    if told.get("draft"):
        ledger = draft_page(case, ledger, group, book)
    if version := told.get("review"):
        ledger = review_page(case, ledger, book, version)
    if version := told.get("approve"):
        ledger = approve_page(case, ledger, book, version)
    if version := told.get("publish"):
        page = approved_page(case, ledger, group, book, version)
        ledger = published(case, ledger, page, status_site(page, draft=False))
    return ledger


def _notices(case: Case, ledger: Ledger, told: Told) -> Ledger:
    """The ledger after what an audience was told."""
    book, group = load_rulebook(), profile()
    if "message" in told:
        message = msgspec.convert(told["message"], Message)
        ledger = write_message(case, ledger, book, message)
    for step, audience in told.get("notice", {}).items():
        number = ledger.communication.notices.last(audience)
        if step == "draft":
            ledger = draft_notice(case, ledger, group, book, audience)
        elif step == "review":
            ledger = review_notice(case, ledger, book, audience, number)
        elif step == "approve":
            ledger = approve_notice(case, ledger, book, audience, number)
        else:
            content = approved_notice(case, ledger, group, book, audience, number)
            if not isinstance(content, PublicNotice):
                raise TypeError("the crisis writes no letters")
            made = audience_documents(content, draft=False)
            # The print depends on the typesetter's version, the text on our words alone.
            texts = {name: text for name, text in made.items() if name.endswith(".txt")}
            ledger = issued(case, ledger, content, texts)
    return ledger


def _custody(case: Case, ledger: Ledger, told: Told, happened: datetime) -> Ledger:
    """The ledger after evidence was taken or handed over."""
    book = load_rulebook()
    if "exhibit" in told:
        exhibit = msgspec.convert({"number": 0, **told["exhibit"]}, ExhibitTaken)
        ledger = take_exhibit(case, ledger, book, exhibit, happened)
    if "handed" in told:
        handed = msgspec.convert(told["handed"], ExhibitHandedOver)
        ledger = hand_over_exhibit(case, ledger, book, handed, happened)
    return ledger


def _cell(case: Case, ledger: Ledger, told: Told) -> Ledger:
    """The ledger after what the crisis cell did."""
    book, view = load_rulebook(), ledger.communication.cell
    for text, owner, due in told.get("actions", ()):
        ledger = set_action(case, ledger, book, text, owner, due)
    for text in told.get("doubts", ()):
        ledger = note_uncertainty(case, ledger, book, text)
    if text := told.get("close"):
        (entry,) = (e for e, one in view.actions.items() if one.fact.text == text)
        ledger = close_action(case, ledger, book, entry, dropped=False, note="")
    if text := told.get("settle"):
        (entry,) = (e for e, one in view.uncertainties.items() if one.text == text)
        ledger = settle_uncertainty(case, ledger, book, entry, "")
    if question := told.get("ask"):
        options = [Option(name, said) for name, said in told["options"]]
        ledger = ask_decision(
            case, ledger, book, question, options, told["elements"], with_plan=False
        )
    if option := told.get("decide"):
        (entry,) = (e for e, one in view.decisions.items() if one.taken is None)
        taken = DecisionTaken(entry, option, told["reason"], told["dissent"], told["review_on"])
        ledger = take_decision(case, ledger, book, taken)
    if summary := told.get("situation"):
        at = case.clock()
        found = current_situation(ledger, profile(), book, at, summary, told["next"])
        ledger = reported(case, ledger, found, {})
    return ledger


def main() -> None:
    """Write the logbook."""
    written = entries(chronicle())
    (CRISIS / "logbook.jsonl").write_bytes(b"".join(export_lines(written)))
    print(f"{len(written)} entries")


if __name__ == "__main__":
    main()
