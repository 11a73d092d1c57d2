"""Legal clocks as people read them."""

import re
from datetime import datetime

from endigue.communication.clocks import Clock
from endigue.communication.moves import Move
from endigue.communication.profile import Profile
from endigue.locale.speech import Speech
from endigue.locale.typography import unbroken


def say_event(speech: Speech, event: str) -> str:
    """What an event means."""
    return speech.say(f"communication.event_{event.replace('-', '_')}")


def say_company(profile: Profile, company: str) -> str:
    """The company's name; that of the organisation for the whole group."""
    return next((one.name for one in profile.companies if one.id == company), profile.name)


def say_duty(speech: Speech, regime: str, name: str) -> str:
    """What has to be done."""
    code = f"{regime}_{name}".lower().replace("-", "_")
    return speech.say(f"communication.duty_{code}")


def say_day_off(speech: Speech, day: str) -> str:
    """A day of the week or a holiday."""
    return speech.say(f"communication.day_{day.replace('-', '_')}")


def say_state(speech: Speech, clock: Clock) -> str:
    """How the clock stands, with the day off that a relief comes from."""
    said = speech.say(f"communication.state_{clock.state}")
    if clock.without_delay and clock.state == "running":
        said = speech.say("communication.state_without_delay")
    if clock.relief and clock.state in {"running", "past_safe"}:
        days = speech.listed([say_day_off(speech, day) for day in dict.fromkeys(clock.relief)])
        said = speech.say("communication.state_with_relief", state=said, days=days)
    return said


_ARTICLES = (
    (r"\bGDPR\b", "RGPD"),
    (r" as proposed\b", " proposé"),
    (r"\bC\. assur\. ", "C. assur., art. "),
    (r"\bCSP ", "C. santé publ., art. "),
    (r"\bCP ", "C. pénal, art. "),
    (r" to (?=\d)", " à "),
    (r"\b([LRD])(?=\d)", r"\1. "),
    (r",? Art\. ", ", art. "),
)
"""From how the rules cite a text to how French lawyers do."""


def say_article(speech: Speech, article: str) -> str:
    """Where a duty stands, as it is cited in the reader's language."""
    if speech.language != "fr":
        return article
    for written, cited in _ARTICLES:
        article = re.sub(written, cited, article)
    return unbroken(article.replace("art. ", "art.\u00a0"), "fr")


def say_clock(speech: Speech, clock: Clock, profile: Profile) -> tuple[str, ...]:
    """Company, duty, state, safe, legal, article."""
    return (
        say_company(profile, clock.company),
        say_duty(speech, clock.regime, clock.name),
        say_state(speech, clock),
        say_time(speech, clock.safe),
        say_time(speech, clock.legal),
        say_article(speech, clock.article),
    )


def say_time(speech: Speech, instant: datetime | None) -> str:
    """The moment, or a dash."""
    return "–" if instant is None else speech.short_moment(instant)


def say_missing(speech: Speech, clock: Clock, profile: Profile) -> str:
    """Which records a clock lacks."""
    return speech.say(
        "communication.clock_lacks",
        duty=say_duty(speech, clock.regime, clock.name),
        company=say_company(profile, clock.company),
        events=speech.listed([say_event(speech, event) for event in clock.missing]),
    )


def say_move(speech: Speech, move: Move, profile: Profile) -> str:
    """What moved, from when to when, and which record did it."""
    return speech.say(
        f"communication.moved_{move.cause}",
        duty=say_duty(speech, move.regime, move.name),
        company=say_company(profile, move.company),
        before=say_time(speech, move.safe_before),
        after=say_time(speech, move.safe_after),
        event=say_event(speech, move.event),
        entry=move.entry,
    )
