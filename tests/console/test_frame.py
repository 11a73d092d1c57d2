from datetime import UTC, datetime, timedelta

import pytest

from endigue.communication.facts import EventRecorded
from endigue.console.frame import t_plus

NOON = datetime(2021, 2, 6, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(0, "T+0:00"), (59.9, "T+0:59"), (60, "T+1:00"), (26 * 60 + 5, "T+26:05"), (-5, "T+0:00")],
)
def test_how_long_it_lasts_counts_hours_beyond_a_day_and_never_backwards(minutes, said) -> None:
    assert t_plus(NOON, NOON + timedelta(minutes=minutes)) == said


def bar_of(page: str) -> str:
    """What the top bar says of the next deadline."""
    start = page.index('<p class="due')
    return page[start : page.index("</p>", start)]


def aware(door, *companies: str) -> None:
    for company in companies:
        door.room.record("Dan", EventRecorded("personal-data-breach", company=company))


def test_the_top_bar_says_by_when_before_it_says_what(door) -> None:
    aware(door, "")  # also begins a duty that is to be done at once, without an hour
    bar = bar_of(door.enter("Ann").get("/").text)
    hour, name = bar.index("<time"), bar.index("<a ")
    assert "due by" in bar[:hour]
    assert hour < name


def test_a_deadline_that_lies_behind_is_said_to_have_been_due(door) -> None:
    aware(door, "")
    door.clock.pass_by(days=8)
    bar = bar_of(door.enter("Ann").get("/").text)
    assert "was due" in bar[: bar.index("<time")]
    assert "late" in bar[: bar.index(">")]


def test_the_crisis_began_when_it_was_detected_or_else_when_it_occurred(door) -> None:
    client = door.enter("Ann")

    def clock() -> str:
        page = client.get("/").text
        return page.split('data-since="')[1].split('"')[0]

    first_trace = clock()
    for event, hours in (("occurred", 30), ("detected", 20)):
        at = door.clock.now - timedelta(hours=hours)
        fact = EventRecorded(event)
        door.room.act("Dan", lambda case, ledger, fact=fact, at=at: case.record([fact], ledger, at))
        assert clock() == at.astimezone(UTC).isoformat().replace("+00:00", "Z")
        assert clock() != first_trace
