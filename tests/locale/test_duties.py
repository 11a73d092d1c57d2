"""Everything that data can name has a sentence: a code without one would be a KeyError."""

from datetime import UTC, datetime
from typing import get_args

import pytest

from endigue.communication.clocks import Clock, State
from endigue.communication.moves import Cause, Move
from endigue.communication.profile import Company, Profile
from endigue.locale.duties import (
    say_article,
    say_clock,
    say_company,
    say_day_off,
    say_duty,
    say_event,
    say_missing,
    say_move,
)
from endigue.locale.speech import Speech
from endigue.readers.rulebook import load_rulebook

BOOK = load_rulebook()
BOTH = [Speech("fr"), Speech("en")]
GROUP = Profile("G", "Europe/Paris", "EUR", "FR", (Company("a", "The a", frozenset()),))
AT = datetime(2026, 2, 6, 20, tzinfo=UTC)


def clock(state: State = "running", **more: object) -> Clock:
    plain: dict[str, object] = {
        "regime": "DORA", "company": "a", "name": "initial", "article": "Art. 5", "state": state,
        "starts": AT, "started_by": "aware", "start_entry": 1, "safe": AT, "legal": AT,
        "without_delay": False, "missing": (), "relief": (), "relief_article": "",
        "cannot_meet": "", "done": None, "done_entry": 0, "done_by": "initial-submitted",
        "because": "",
    }  # fmt: skip
    return Clock(**{**plain, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize("speech", BOTH, ids=["fr", "en"])
def test_every_event_duty_and_day_off_is_said(speech: Speech) -> None:
    for event in BOOK.kinds.event:
        assert say_event(speech, event)
    for pack in BOOK.packs:
        for rule in pack.clock:
            assert say_duty(speech, pack.regime, rule.name)
    for holidays in BOOK.holidays.values():
        names = (holidays.fixed, holidays.regional_fixed)
        days = [day for table in names for day in table.values()]
        for day in (*days, *holidays.easter, *holidays.regional_easter, "saturday", "sunday"):
            assert say_day_off(speech, day)


@pytest.mark.parametrize("speech", BOTH, ids=["fr", "en"])
def test_every_state_of_a_clock_is_said(speech: Speech) -> None:
    said = {say_clock(speech, clock(state), GROUP)[2] for state in get_args(State)}
    assert len(said) == len(get_args(State))


def test_a_relief_says_its_days_and_a_duty_without_a_figure_says_at_once() -> None:
    relieved = say_clock(Speech("en"), clock(relief=("saturday", "sunday")), GROUP)
    assert "Saturday and Sunday" in relieved[2]
    at_once = say_clock(Speech("en"), clock(without_delay=True, safe=None, legal=None), GROUP)
    assert "at once" in at_once[2] and at_once[3:5] == ("–", "–")


def test_what_is_missing_and_what_moved_is_said_with_its_events() -> None:
    speech = Speech("en")
    assert "classified as major" in say_missing(speech, clock(missing=("classified-major",)), GROUP)
    for cause in get_args(Cause):
        move = Move("DORA", "a", "initial", 7, "aware", cause, AT, None, AT, None)
        assert "entry 7" in say_move(speech, move, GROUP)


def test_the_whole_group_has_the_name_of_the_organisation() -> None:
    assert (say_company(GROUP, "a"), say_company(GROUP, "")) == ("The a", "G")


@pytest.mark.parametrize(
    ("written", "cited"),
    [
        ("GDPR Art. 33(5)", "RGPD, art. 33(5)"),
        ("2025/301 Art. 5(1)(a), 5(2)", "2025/301, art. 5(1)(a), 5(2)"),
        ("C. assur. L12-10-1", "C. assur., art. L. 12-10-1"),
        ("CP 323-1 to 323-3-1", "C. pénal, art. 323-1 à 323-3-1"),
        ("CSP L1111-8-2, D1111-16-2", "C. santé publ., art. L. 1111-8-2, D. 1111-16-2"),
        ("COM(2025) 837, GDPR Art. 33(1) as proposed", "COM(2025) 837, RGPD, art. 33(1) proposé"),
    ],
)
def test_an_article_is_cited_as_its_reader_cites_it(written: str, cited: str) -> None:
    assert say_article(BOTH[0], written).replace("\u00a0", " ") == cited
    assert say_article(BOTH[1], written) == written
