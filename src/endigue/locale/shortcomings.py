"""What an organisation lacks, as people read it."""

from collections.abc import Callable

from endigue.locale.speech import Speech
from endigue.organisation.check import Shortcoming


def say_shortcoming(speech: Speech, one: Shortcoming, name_of: Callable[[str], str] = str) -> str:
    """The sentence of a shortcoming. `name_of` gives the names of what it concerns."""
    subjects = ", ".join(map(name_of, one.subjects))
    if more := one.count - len(one.subjects):
        subjects = speech.say("organisation.and_more", subjects=subjects, count=more)
    return speech.say(one.code, count=one.count, subjects=subjects)
