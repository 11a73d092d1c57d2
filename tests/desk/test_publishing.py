from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from endigue.communication.bulletin import Bulletin, ServiceTold, Text
from endigue.communication.facts import EventRecorded
from endigue.communication.profile import Profile
from endigue.desk.acting import give_role
from endigue.desk.case import Case
from endigue.desk.delivery import Delivery
from endigue.desk.ledger import Ledger
from endigue.desk.publishing import (
    approve_page,
    approved_page,
    current_page,
    delivered,
    draft_page,
    published,
    review_page,
    write_bulletin,
)
from endigue.desk.recording import withdraw_event
from endigue.desk.refusal import Refusal
from endigue.readers.rulebook import load_rulebook
from endigue.stores.memory import MemoryStore

BOOK = load_rulebook()
GROUP = Profile("G", "Europe/Paris", "EUR", "FR", ())
NEWS = Bulletin(update=Text("a", "b"), service=(ServiceTold("phone", "stopped"),))
NAMES = {"phone": Text("Téléphone", "Telephone")}


@dataclass
class Cell:
    """People with their roles, around one journal."""

    store: MemoryStore = field(default_factory=MemoryStore)

    def __post_init__(self) -> None:
        for person, role in (("Director", "strategic"), ("Press", "communication"),
                             ("Counsel", "legal"), ("Keeper", "logbook-keeper")):  # fmt: skip
            give_role(self.case("Director"), self.ledger, BOOK.roles, person, role)

    def case(self, author: str) -> Case:
        now = datetime(2026, 2, 6, 22, tzinfo=UTC)
        return Case(self.store, None, lambda: now, author)  # type: ignore[arg-type]

    @property
    def ledger(self) -> Ledger:
        return self.case("").ledger()

    def tell(self, bulletin: Bulletin = NEWS, author: str = "Press") -> Ledger:
        return write_bulletin(self.case(author), self.ledger, BOOK, bulletin, NAMES)

    def draft(self, author: str = "Press", **more: object) -> Ledger:
        return draft_page(self.case(author), self.ledger, GROUP, BOOK, **more)  # type: ignore[arg-type]

    def review(self, version: int = 1, author: str = "Counsel") -> Ledger:
        return review_page(self.case(author), self.ledger, BOOK, version)

    def approve(self, version: int = 1, author: str = "Director") -> Ledger:
        return approve_page(self.case(author), self.ledger, BOOK, version)

    def publish(self, version: int = 1, author: str = "Press") -> Ledger:
        case = self.case(author)
        page = approved_page(case, self.ledger, GROUP, BOOK, version)
        return published(case, self.ledger, page, {"index.html": b"x"})


@pytest.fixture
def cell() -> Cell:
    return Cell()


def refused(cell: Cell) -> list[tuple[str, str]]:
    return [(step.author, fact.action) for step, fact in cell.ledger.communication.refusals]


def test_a_page_goes_from_draft_to_publication_step_by_step(cell: Cell) -> None:
    cell.tell()
    cell.draft()
    cell.review()
    cell.approve()
    state = cell.publish().communication.pages[1]
    assert [step.author for step in (state.drafted, *state.reviewed)] == ["Press", "Counsel"]
    assert state.approved is not None and state.approved.author == "Director"
    assert state.published is not None and state.published.author == "Press"


@pytest.mark.parametrize(
    ("step", "author", "action"),
    [
        ("tell", "Keeper", "write-bulletin"),
        ("draft", "Counsel", "draft-page"),
        ("review", "Press", "review-page"),
        ("approve", "Counsel", "approve-page"),
        ("approve", "Keeper", "approve-page"),
        ("publish", "Counsel", "publish-page"),
    ],
)
def test_the_wrong_role_is_refused_and_the_attempt_is_in_the_journal(
    cell: Cell, step: str, author: str, action: str
) -> None:
    cell.tell()
    cell.draft()
    with pytest.raises(Refusal, match="not_allowed"):
        getattr(cell, step)(author=author)
    assert refused(cell) == [(author, action)]


def test_nothing_goes_out_that_was_not_reviewed_and_approved(cell: Cell) -> None:
    cell.tell()
    cell.draft()
    with pytest.raises(Refusal, match="not_reviewed"):
        cell.approve()
    cell.review()
    with pytest.raises(Refusal, match="not_approved"):
        cell.publish()


def test_who_drew_it_up_neither_reviews_nor_approves(cell: Cell) -> None:
    cell.tell()
    cell.draft(author="Director")
    with pytest.raises(Refusal, match="four_eyes"):
        cell.review(author="Director")
    cell.review()
    with pytest.raises(Refusal, match="four_eyes"):
        cell.approve()


def test_what_is_published_is_what_was_approved_whatever_was_told_since(cell: Cell) -> None:
    cell.tell()
    cell.draft()
    cell.review()
    cell.approve()
    cell.tell(Bulletin(update=Text("later", "later")))
    page = approved_page(cell.case("Press"), cell.ledger, GROUP, BOOK, 1)
    assert [update.text.fr for update in page.updates] == ["a"]
    newer = current_page(cell.ledger, GROUP, BOOK)
    assert [update.text.fr for update in newer.updates] == ["later", "a"]


def test_another_name_of_the_group_is_not_what_was_approved(cell: Cell) -> None:
    cell.tell()
    cell.draft()
    cell.review()
    cell.approve()
    other = Profile("Other", "Europe/Paris", "EUR", "FR", ())
    with pytest.raises(Refusal, match="page_changed"):
        approved_page(cell.case("Press"), cell.ledger, other, BOOK, 1)


def test_a_withdrawal_after_the_draft_does_not_change_it(cell: Cell) -> None:
    ledger = cell.case("Keeper").record([EventRecorded("clients-affected", "", 5)], cell.ledger)
    entry = ledger.head.sequence
    cell.tell(Bulletin(update=Text("{clients-affected}", "{clients-affected}")))
    cell.draft()
    cell.review()
    cell.approve()
    withdraw_event(cell.case("Keeper"), cell.ledger, entry, "wrong")
    page = approved_page(cell.case("Press"), cell.ledger, GROUP, BOOK, 1)
    assert page.figures[0].number == 5
    with pytest.raises(Refusal, match="figure_not_recorded"):
        cell.draft()


def test_each_place_where_a_page_stands_is_written_down(cell: Cell) -> None:
    cell.tell()
    cell.draft()
    cell.review()
    cell.approve()
    ledger = cell.publish()
    case = cell.case("Press")
    page = current_page(ledger, GROUP, BOOK)
    before = ledger.head.sequence
    ledger = delivered(case, ledger, page, Delivery("sftp://host/public", 3, 1))
    assert ledger.head.sequence == before + 1
    *_, last = case.store.read()
    assert last.fact == "communication.page_delivered"
    assert '"place":"sftp://host/public"' in last.body


def test_an_older_version_does_not_come_after_a_newer_one(cell: Cell) -> None:
    cell.tell()
    for version in (1, 2):
        cell.draft()
        cell.review(version)
        cell.approve(version)
    cell.publish(2)
    with pytest.raises(Refusal, match="older_version"):
        cell.publish(1)


def test_a_correction_names_what_went_out_and_says_what_was_wrong(cell: Cell) -> None:
    cell.tell()
    cell.draft()
    with pytest.raises(Refusal, match="not_published"):
        cell.draft(corrects=1, correction=Text("x", "y"))
    cell.review()
    cell.approve()
    cell.publish()
    for half in (Text(), Text("x", "")):
        with pytest.raises(Refusal, match="correction_says_nothing"):
            cell.draft(corrects=1, correction=half)
    with pytest.raises(Refusal, match="correction_says_nothing"):
        cell.draft(correction=Text("x", "y"))
    draft = cell.draft(corrects=1, correction=Text("x", "y")).communication.pages[2].draft
    assert (draft.corrects, draft.correction) == (1, Text("x", "y"))


@pytest.mark.parametrize(
    ("bulletin", "code"),
    [
        (Bulletin(update=Text("seul")), "one_language_only"),
        (Bulletin(update=Text("{x}", "{x}")), "unknown_figure"),
        (Bulletin(service=(ServiceTold("moon", "slow"),)), "unnamed_service"),
    ],
)
def test_a_bulletin_that_cannot_be_told_is_refused(
    cell: Cell, bulletin: Bulletin, code: str
) -> None:
    with pytest.raises(Refusal, match=code):
        cell.tell(bulletin)
    assert cell.ledger.communication.bulletins == ()


def test_without_a_word_there_is_no_page(cell: Cell) -> None:
    with pytest.raises(Refusal, match="nothing_told"):
        cell.draft()
    with pytest.raises(Refusal, match="no_such_page"):
        cell.review(7)
