"""Kinds of link as people read them: what the source is to the target."""

from endigue.locale.sentences import sentences
from endigue.locale.speech import Speech


def say_link(speech: Speech, kind: str) -> str:
    """The words between the source and the target of a link, such as "is a member of"; the kind
    itself where a file brought one that nobody described.
    """
    code = f"link.{kind}"
    return speech.say(code) if code in sentences() else kind
