"""The page in a few words: lines for SMS, and what the telephone says while one waits."""

import re

from endigue.communication.page import Page, Service
from endigue.writers.status.words import ORDER, Words

SMS = 160
"""Characters of a line."""

SPOKEN_WORDS = 75
"""Words that are read aloud in thirty seconds, at 150 a minute (assumed)."""

NAMED = 3
"""Services that the greeting names."""


def status_lines(page: Page, words: Words) -> bytes:
    """One line a service, the worst first, each short enough for one message."""
    lines = [
        words.speech.say(
            "status.sms", service=words.line(one.name), state=words.state(one.state),
            moment=words.speech.short_moment(one.since),
        )
        for one in _worst_first(page)
    ]  # fmt: skip
    if page.next_update is not None:
        moment = words.speech.short_moment(page.next_update)
        lines.append(words.speech.say("status.sms_next", moment=moment))
    return "".join(f"{_short(line)}\n" for line in lines).encode()


def greeting(page: Page, words: Words) -> bytes:
    """What the telephone says: whom one has reached, what does not work, when to ask again."""
    say = words.speech.say
    said = [say("status.greeting", organisation=words.organisation)]
    stopped = [words.line(one.name) for one in _worst_first(page) if one.state == "stopped"]
    if stopped:
        named = stopped[:NAMED]
        code = "status.greeting_stopped" if named == stopped else "status.greeting_stopped_more"
        said.append(say(code, services=words.speech.listed(named)))
    if page.next_update is not None:
        said.append(
            say("status.greeting_next", moment=words.speech.spoken_moment(page.next_update))
        )
    if page.url:
        said.append(say("status.greeting_url", url=page.url.split("://", 1)[-1].rstrip("/")))
    said.append(say("status.greeting_end"))
    while spoken_words(" ".join(said)) > SPOKEN_WORDS and len(said) > 2:
        said.pop(1)
    return (" ".join(said) + "\n").encode()


_SPOKEN_MARK = re.compile(r"[./@:_-]")


def spoken_words(text: str) -> int:
    """Words as they are said: an address is spelled part by part, a number figure by figure where
    it has more than two.
    """
    return sum(_said(word) for word in text.split())


def _said(word: str) -> int:
    bare = word.strip(".,;:!?()«»“”\"'")
    parts = [part for part in _SPOKEN_MARK.split(bare) if part]
    joints = len(_SPOKEN_MARK.findall(bare))
    figures = [part for part in parts if part.isdigit() and len(part) > 2]
    return len(parts) + joints + sum(len(part) - 1 for part in figures)


def _worst_first(page: Page) -> list[Service]:
    return sorted(page.services, key=lambda one: ORDER.index(one.state))


def _short(line: str) -> str:
    return line if len(line) <= SMS else line[: SMS - 1] + "…"
