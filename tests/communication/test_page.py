from datetime import UTC, datetime, timedelta

import pytest

from endigue.communication.bulletin import Asked, Bulletin, ServiceTold, Text
from endigue.communication.facts import BulletinWritten
from endigue.communication.page import Frame, Page, Unrecorded, page_of, renamed, unfinished
from endigue.communication.view import CommunicationView
from endigue.readers.rulebook import load_rulebook

from .conftest import Crisis

KINDS = load_rulebook().kinds
FRAME = Frame("G", "Europe/Paris", "EUR", "fr")
START = datetime(2026, 2, 6, 22, tzinfo=UTC)


def text(word: str) -> Text:
    return Text(word, word)


def told(*bulletins: Bulletin, crisis: Crisis | None = None) -> Page:
    crisis = crisis or Crisis()
    for day, bulletin in enumerate(bulletins):
        crisis._write(BulletinWritten(bulletin), START + timedelta(days=day))
    return page_of(crisis.view, KINDS, FRAME)


def service(state: str, **more: object) -> Bulletin:
    return Bulletin(service=(ServiceTold("phone", state, text("Phone"), **more),))  # type: ignore[arg-type]


def test_what_a_bulletin_leaves_out_stays_as_it_was_told() -> None:
    page = told(
        Bulletin(happened=text("h"), data=text("d"), url="https://x",
                 question=(Asked(text("q"), text("a")),)),
        Bulletin(data=text("e")),
    )  # fmt: skip
    assert (page.happened, page.data, page.url) == (text("h"), text("e"), "https://x")
    assert len(page.questions) == 1


def test_a_state_lasts_since_it_changed_not_since_it_was_repeated() -> None:
    page = told(service("stopped"), service("stopped"), service("slow"))
    assert page.services[0].since == START + timedelta(days=2)
    page = told(service("stopped"), service("stopped"))
    assert (page.services[0].since, page.services[0].told) == (START, START + timedelta(days=1))


def test_getting_by_is_told_until_the_service_runs_again() -> None:
    before = service("stopped", works=text("w"), meanwhile=text("m"))
    page = told(before, service("partly", works=text("v")))
    assert (page.services[0].works, page.services[0].meanwhile) == (text("v"), text("m"))
    page = told(before, service("working"))
    assert (page.services[0].works, page.services[0].meanwhile) == (Text(), Text())


def test_news_are_kept_the_newest_first() -> None:
    page = told(Bulletin(update=text("one")), Bulletin(), Bulletin(update=text("two")))
    assert [update.text.fr for update in page.updates] == ["two", "one"]


def test_a_promise_holds_for_one_bulletin() -> None:
    page = told(Bulletin(next_update=START), Bulletin())
    assert page.next_update is None


def test_figures_are_those_that_count_in_the_journal() -> None:
    crisis = Crisis()
    crisis.happens("clients-affected", "2026-02-06 20:00", 10, estimated=True)
    crisis.happens("clients-affected", "2026-02-06 21:00", 12)
    crisis.happens("detected", "2026-02-06 19:00")
    page = told(Bulletin(happened=text("{detected}: {clients-affected}")), crisis=crisis)
    clients, detected = page.figures
    assert (clients.number, clients.estimated) == (12, False)
    assert detected.instant is not None


def test_a_figure_that_nobody_recorded_is_not_told() -> None:
    with pytest.raises(Unrecorded, match="clients-affected"):
        told(Bulletin(happened=text("{clients-affected}")))


def test_nothing_told_is_no_page() -> None:
    with pytest.raises(ValueError):
        page_of(CommunicationView(), KINDS, FRAME)


def test_names_come_from_the_operations_where_none_is_given() -> None:
    bulletin = Bulletin(service=(ServiceTold("a", "slow"), ServiceTold("b", "slow", text("B"))))
    named = renamed(bulletin, {"a": text("A"), "b": text("C")})
    assert [one.name.fr for one in named.service] == ["A", "B"]


def test_half_told_texts_are_named() -> None:
    assert unfinished(Bulletin(update=Text("oui"), data=text("d"))) == ("oui",)
