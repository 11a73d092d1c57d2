"""What things are called by the person who reads: operations in their language, levers by what
they do ("Isolate PC-HQ-0027"), a crew by its skill where it is the only one that has it, everything
else by its name.
"""

from collections import Counter
from collections.abc import Callable

from endigue.locale.sentences import sentences
from endigue.locale.speech import Speech
from endigue.organisation.model import Lever, Organisation

_ACTION = "briefing.action"


def called_in(
    speech: Speech, organisation: Organisation | None, name_of: Callable[[str], str]
) -> Callable[[str], str]:
    """Gives what people call a thing by its identifier; the identifier itself where nobody has
    named it. `name_of` gives the names that are the same in every language.
    """
    if organisation is None:
        return name_of
    levers = organisation.lever_by_id
    operations = {
        one.id: one.name.get(speech.language) or one.id for one in organisation.operations
    }

    skills = Counter(one.skill for one in organisation.crews)
    crews = {
        one.id: _skill(speech, one.skill) for one in organisation.crews if skills[one.skill] == 1
    }

    def called(identifier: str) -> str:
        if identifier in levers:
            return _action(speech, levers[identifier], name_of)
        return operations.get(identifier) or crews.get(identifier) or name_of(identifier)

    return called


def _action(speech: Speech, lever: Lever, name_of: Callable[[str], str]) -> str:
    code, target = f"{_ACTION}.{lever.kind}", name_of(lever.target)
    if code in sentences():
        return speech.say(code, target=target)
    return speech.say(f"{_ACTION}.other", kind=lever.kind.replace("_", " "), target=target)


def _skill(speech: Speech, skill: str) -> str:
    code = f"console.skill.{skill}"
    return speech.say(code) if code in sentences() else skill
