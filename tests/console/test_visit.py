import pytest
from starlette.datastructures import FormData
from starlette.requests import Request

from endigue.communication.facts import EventRecorded
from endigue.communication.note_facts import NoteWritten
from endigue.console.visit import Visit, preferences_of
from endigue.desk.access import Account, Session
from endigue.desk.refusal import Refusal
from endigue.kernel.instant import parse_instant


def visit(door, person: str = "Ann", *, form=(), upto=None, companies=(), query=b"") -> Visit:
    now = door.clock.now
    request = Request({"type": "http", "method": "GET", "path": "/", "headers": [],
                       "query_string": query, "server": ("testserver", 80)})  # fmt: skip
    at = None if upto is None else now
    return Visit(
        door.room,
        request,
        preferences_of({}, "en"),
        now,
        FormData(list(form)),
        Session("t", person, now, now, "password", now),
        Account(person, companies=companies),
        upto,
        at,
    )


@pytest.mark.parametrize(
    ("cookies", "accepted", "language"),
    [
        ({}, "fr-FR,fr;q=0.9,en;q=0.8", "fr"),
        ({}, "de-DE, EN;q=0.5", "en"),
        ({}, "de", "en"),
        ({}, "", "en"),
        ({"language": "fr"}, "en", "fr"),
        ({"language": "../../etc"}, "fr", "fr"),
    ],
)
def test_the_language_is_what_was_chosen_or_else_what_the_browser_accepts(
    cookies, accepted, language
) -> None:
    assert preferences_of(cookies, accepted).language == language


def test_what_a_browser_remembers_is_believed_only_as_far_as_it_is_one_of_ours() -> None:
    found = preferences_of({"theme": "<script>", "shortcuts": "off"}, "en")
    assert (found.theme, found.shortcuts) == ("auto", False)
    assert preferences_of({"theme": "dark"}, "en").theme == "dark"
    assert preferences_of({}, "en").shortcuts


def test_nobody_asks_before_the_login(door) -> None:
    before = Visit(door.room, visit(door).request, preferences_of({}, "en"), door.clock.now,
                   FormData())  # fmt: skip
    with pytest.raises(ValueError, match="logged in"):
        _ = before.person


def test_a_past_visit_knows_what_was_known_and_does_nothing(door) -> None:
    then = door.room.chronicle.ledger.head.sequence
    door.token("Dan", "strategic")
    door.room.record("Dan", NoteWritten("later"))
    past, now = visit(door, "Dan", upto=then), visit(door, "Dan")
    assert (past.head, now.head) == (then, door.room.chronicle.ledger.head.sequence)
    assert past.ledger.communication.notes.notes != now.ledger.communication.notes.notes
    assert (past.may("decide"), now.may("decide")) == (False, True)
    assert (past.may_record(), now.may_record()) == (False, True)
    with pytest.raises(Refusal, match="absent_entry"):
        past.line(now.head)
    assert now.line(now.head).author == "Dan"


def test_links_keep_the_instant_that_is_looked_at(door) -> None:
    past = visit(door, upto=1)
    assert past.link("/cut").startswith("/cut?at=")
    assert "hour=4" in past.link("/reach", hour=4, zone=None, entity="")
    assert "zone" not in past.link("/reach", hour=4, zone=None, entity="")
    assert visit(door).link("/cut") == "/cut"
    assert visit(door).link("/reach", words="a&b") == "/reach?words=a%26b"


def test_fields_are_bounded_and_absent_ones_are_empty(door) -> None:
    typed = visit(door, form=[("a", "x" * 50), ("b", " "), ("b", "1"), ("b", "2")])
    assert typed.text("a", 10) == "x" * 10
    assert (typed.text("none"), typed.asked("none")) == ("", "")
    assert typed.texts("b") == ("1", "2")
    assert typed.files("a") == []
    assert len(visit(door, query=b"q=" + b"x" * 900).asked("q")) == 500


@pytest.mark.parametrize("text", ["", "-1", "1.5", "٣", "²", "1" * 16, " 1"])
def test_a_number_is_made_of_figures_alone(door, text) -> None:
    with pytest.raises(Refusal, match="no_number"):
        visit(door).number(text)
    assert visit(door).number("007") == 7


def test_who_sees_some_companies_has_their_records_clocks_and_law_alone(door) -> None:
    whole = visit(door)
    own, other = (one.id for one in whole.profile.companies[:2])
    for company in (own, other):
        door.room.record("Dan", EventRecorded("personal-data-breach", company=company))
    whole, narrow = visit(door), visit(door, "Lea", companies=(own,))
    assert {one.company for one in narrow.ledger.communication.records} <= {"", own}
    assert {one.company for one in whole.ledger.communication.records} >= {own, other}
    assert [one.id for one in narrow.profile.companies] == [own]
    assert {one.company for one in narrow.clocks} == {own}
    assert {one.company for one in whole.clocks} >= {own, other}
    assert [one for one in whole.clocks if one.company == own] == list(narrow.clocks)
    assert narrow.source("communication.event_recorded").company == own
    assert whole.source("communication.event_recorded").company == other


def test_the_moment_of_a_case_is_said_in_its_own_zone(door) -> None:
    instant = parse_instant("2026-02-06T22:30:00Z")
    assert "23:30" in visit(door).speech.moment(instant)
