from datetime import UTC, datetime, timedelta

import pytest
from tests.crisis_chronicle import entries, profile

from endigue.communication.bulletin import Bulletin, ServiceTold, Text
from endigue.communication.facts import EventRecorded
from endigue.communication.message import DataProfile, Letter, Message
from endigue.communication.notice import PeopleNotice, PublicNotice
from endigue.communication.profile import Company, Person, Profile
from endigue.desk.acting import give_role
from endigue.desk.case import Case, as_known_at
from endigue.desk.inputs import input_name
from endigue.desk.ledger import Ledger
from endigue.desk.publishing import current_page, write_bulletin
from endigue.desk.recording import withdraw_event
from endigue.desk.refusal import Refusal
from endigue.desk.telling import (
    Merged,
    approve_notice,
    approved_notice,
    current_notice,
    draft_notice,
    issued,
    merged,
    review_notice,
    write_letter,
    write_message,
)
from endigue.readers.rulebook import load_rulebook
from endigue.stores.memory import MemoryStore

BOOK = load_rulebook()
DPO = Person("The DPO", "dpo@g.example")
GROUP = Profile("G", "Europe/Paris", "EUR", "FR", (Company("co", "Co", frozenset(), dpo=DPO),))
NOW = datetime(2026, 2, 6, 22, tzinfo=UTC)


def both(words: str) -> Text:
    return Text(words, words)


STAFF = Message("staff", text=both("stay away"), do=(both("come to the hall"),))
LETTER = Letter(
    "co", both("servers were encrypted"), both("phishing"), both("cut off"), both("the board"),
    (DataProfile("contact", both("name"), both("health")), DataProfile("health", both("all"))),
)  # fmt: skip


class Room:
    """People with their roles, around one journal."""

    def __init__(self) -> None:
        self.store, self.now = MemoryStore(), NOW
        for person, role in (("Director", "strategic"), ("Press", "communication"),
                             ("Counsel", "legal"), ("Keeper", "logbook-keeper")):  # fmt: skip
            give_role(self.case("Director"), self.ledger, BOOK.roles, person, role)

    def case(self, author: str) -> Case:
        return Case(self.store, None, lambda: self.now, author)  # type: ignore[arg-type]

    @property
    def ledger(self) -> Ledger:
        return self.case("").ledger()

    def write(self, message: Message = STAFF, author: str = "Press") -> Ledger:
        return write_message(self.case(author), self.ledger, BOOK, message)

    def letter(self, letter: Letter = LETTER) -> Ledger:
        return write_letter(self.case("Press"), self.ledger, BOOK, GROUP, letter)

    def draft(self, audience: str = "staff", author: str = "Press") -> Ledger:
        return draft_notice(self.case(author), self.ledger, GROUP, BOOK, audience)  # type: ignore[arg-type]

    def passed(self, audience: str = "staff", number: int = 1) -> Ledger:
        self.draft(audience)
        review_notice(self.case("Counsel"), self.ledger, BOOK, audience, number)  # type: ignore[arg-type]
        return approve_notice(self.case("Director"), self.ledger, BOOK, audience, number)  # type: ignore[arg-type]

    def approved(self, audience: str = "staff", number: int = 1):  # type: ignore[no-untyped-def]
        case = self.case("Press")
        return approved_notice(case, self.ledger, GROUP, BOOK, audience, number)  # type: ignore[arg-type]

    def issue(self, number: int = 1) -> Ledger:
        content = self.approved(number=number)
        return issued(self.case("Press"), self.ledger, content, {"a.txt": b"x"})


@pytest.fixture
def room() -> Room:
    return Room()


def test_an_instruction_is_numbered_and_replaces_the_one_that_was_given_out(room: Room) -> None:
    room.write()
    room.passed()
    room.issue()
    room.draft()  # number 2 is never given out
    room.now += timedelta(hours=1)
    room.passed(number=3)
    content = room.approved(number=3)
    assert (content.number, content.replaces, content.at) == (3, 1, room.now)
    room.issue(3)
    with pytest.raises(Refusal, match=r"notices\.not_approved"):
        room.approved(number=2)
    assert room.ledger.communication.notices.last("staff", issued=True) == 3


def test_what_goes_out_is_what_was_approved_whatever_is_written_since(room: Room) -> None:
    room.write()
    room.passed()
    room.write(Message("staff", text=both("something else")))
    assert room.approved().message == STAFF


def test_a_later_figure_or_withdrawal_does_not_change_what_was_approved(room: Room) -> None:
    record = EventRecorded("clients-affected", "", 52_000, estimated=True)
    entry = room.case("Keeper").record([record], room.ledger).head.sequence
    room.write(Message("staff", text=both("about {clients-affected} members")))
    room.passed()
    (figure,) = room.approved().figures
    assert (figure.number, figure.estimated) == (52_000, True)
    newer = EventRecorded("clients-affected", "", 60_000)
    room.case("Keeper").record([newer], room.ledger)
    assert room.approved().figures == (figure,)  # what was approved, not what is known now
    withdraw_event(room.case("Keeper"), room.ledger, entry, "wrong")
    assert room.approved().figures == (figure,)
    room.draft()
    draft = room.ledger.communication.notices.notices["staff", 2].draft
    assert current_notice(room.ledger, GROUP, BOOK, "staff", NOW).figures[0].number == 60_000
    assert draft.digest != input_name(room.approved())


def test_an_organisation_that_changed_its_name_is_not_what_was_approved(room: Room) -> None:
    room.write()
    room.passed()
    other = Profile("Other", "Europe/Paris", "EUR", "FR", GROUP.companies)
    with pytest.raises(Refusal, match=r"notices\.changed"):
        approved_notice(room.case("Press"), room.ledger, other, BOOK, "staff", 1)


def test_four_eyes_and_roles_hold_and_attempts_are_kept(room: Room) -> None:
    room.write()
    room.draft()
    with pytest.raises(Refusal, match=r"communication\.not_allowed"):
        review_notice(room.case("Press"), room.ledger, BOOK, "staff", 1)
    with pytest.raises(Refusal, match=r"notices\.not_reviewed"):
        approve_notice(room.case("Director"), room.ledger, BOOK, "staff", 1)
    room.draft(author="Director")
    with pytest.raises(Refusal, match=r"notices\.four_eyes"):
        review_notice(room.case("Director"), room.ledger, BOOK, "staff", 2)
    with pytest.raises(Refusal, match=r"communication\.not_allowed"):
        room.write(author="Keeper")
    refusals = [(step.author, fact.action) for step, fact in room.ledger.communication.refusals]
    assert refusals == [("Press", "review-notice"), ("Keeper", "write-notice")]


def test_members_hear_what_the_page_says_and_nothing_before_it(room: Room) -> None:
    with pytest.raises(Refusal, match=r"communication\.nothing_told"):
        room.draft("members")
    with pytest.raises(Refusal, match=r"notices\.nothing_written"):
        room.draft("partners")
    news = Bulletin(update=both("news"), service=(ServiceTold("phone", "stopped"),))
    write_bulletin(room.case("Press"), room.ledger, BOOK, news, {"phone": both("Phone")})
    content = current_notice(room.ledger, GROUP, BOOK, "members", NOW)
    assert isinstance(content, PublicNotice) and content.page is not None
    assert [one.state for one in content.page.services] == ["stopped"]


def test_the_letter_names_the_officer_and_is_merged_once_approved(room: Room) -> None:
    with pytest.raises(Refusal, match=r"notices\.no_letter"):
        room.draft("people")
    room.letter()
    room.passed("people")
    content = room.approved("people")
    assert isinstance(content, PeopleNotice)
    assert (content.company, content.dpo) == ("Co", DPO)
    made = Merged("0" * 64, 3, {"contact": 2, "health": 1}, {"fr": 3}, 1)
    ledger = merged(room.case("Press"), room.ledger, content, made)
    ((_, fact),) = ledger.communication.notices.merges
    assert (fact.people, fact.by_profile) == (3, {"contact": 2, "health": 1})
    assert ledger.communication.notices.last("people", issued=True) == 1


def changed(letter: Letter, **more: object) -> Letter:
    return Letter(**{name: getattr(letter, name) for name in letter.__struct_fields__} | more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("letter", "code"),
    [
        (changed(LETTER, company="moon"), "communication.unknown_company"),
        (changed(LETTER, measures=Text()), "notices.letter_lacks"),
        (changed(LETTER, profile=(LETTER.profile[0],) * 2), "notices.profile_twice"),
        (changed(LETTER, what=Text("a")), "communication.one_language_only"),
        (changed(LETTER, what=both("{no-event}")), "communication.unknown_figure"),
    ],
)
def test_a_letter_that_lacks_something_is_not_written(
    room: Room, letter: Letter, code: str
) -> None:
    before = room.ledger.head
    with pytest.raises(Refusal, match=code.replace(".", r"\.")):
        room.letter(letter)
    assert room.ledger.head == before


def test_a_letter_without_a_data_protection_officer_is_refused(room: Room) -> None:
    room.letter()
    nobody = Profile("G", "Europe/Paris", "EUR", "FR", (Company("co", "Co", frozenset()),))
    with pytest.raises(Refusal, match=r"notices\.no_dpo"):
        current_notice(room.ledger, nobody, BOOK, "people", NOW)


def test_at_any_instant_of_the_crisis_every_audience_is_told_what_the_page_says() -> None:
    group = profile()
    told = 0
    for written in entries():
        if written.fact not in {"communication.bulletin_written", "communication.event_recorded"}:
            continue
        ledger = as_known_at(entries(), written.recorded_at)
        if not ledger.communication.bulletins:
            continue
        page = current_page(ledger, group, BOOK)
        for audience in ("members", "press", "telephone"):
            content = current_notice(ledger, group, BOOK, audience, written.recorded_at)  # type: ignore[arg-type]
            assert isinstance(content, PublicNotice) and content.page is not None
            assert content.page.services == page.services
            assert content.figures == page.figures
            assert (content.page.data, content.page.happened) == (page.data, page.happened)
        told += 1
    assert told > 20
