"""Every fact as one line of a story: a code and its arguments, said later in any language."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, NamedTuple, cast

from endigue.communication.facts import EventRecorded
from endigue.communication.note_facts import NoteCorrected, NoteWritten
from endigue.containment.enforcement.facts import ChangeRequested
from endigue.continuity.facts import ContinuityAssessed
from endigue.evidence.facts import CompromiseAssessed
from endigue.journal.fact import Fact, fact_name
from endigue.locale.duties import say_event
from endigue.locale.sentences import sentences
from endigue.locale.speech import Speech
from endigue.restoration.facts import PresenceChanged, RestorationPlanned

UNKNOWN = "console.fact.unknown"

_NO_TITLES: Mapping[str, Mapping[str, str]] = {}

Argument = str | int | float | bool | datetime | tuple[str, ...]


class Told(NamedTuple):
    """One line."""

    code: str
    arguments: Mapping[str, Argument]
    verified: bool | None = None
    """Of what people report; None of what was done, computed or decided here."""


def told(fact: Fact | None) -> Told:
    """The line of a fact; of a fact that this version does not know, that there is one."""
    if fact is None:
        return Told(UNKNOWN, {})
    code = f"console.fact.{fact_name(fact)}"
    arguments: dict[str, Argument] = {}
    for name in fact.__struct_fields__:
        value = getattr(fact, name)
        if isinstance(value, (str, int, float, datetime)):
            arguments[name] = value
        elif isinstance(value, (tuple, dict, list)):
            arguments[name] = len(value)
    if (more := _MORE.get(type(fact))) is not None:
        arguments.update(more(cast("Any", fact)))
    verified = (
        fact.verified if isinstance(fact, (EventRecorded, NoteWritten, NoteCorrected)) else None
    )
    return Told(code if code in sentences() else UNKNOWN, arguments, verified)


def say_line(
    line: Told,
    speech: Speech,
    name_of: Callable[[str], str],
    titles: Mapping[str, Mapping[str, str]] = _NO_TITLES,
) -> str:
    """The line in the reader's language. `name_of` gives the names of assets, operations and
    levers by their identifiers; `titles` those of forms and checks, by `form` and `check`.
    """
    said = {
        key: titles.get(key, {}).get(str(value)) or _said(key, value, speech, name_of)
        for key, value in line.arguments.items()
    }
    return speech.say(line.code, **said)


def word(speech: Speech, family: str, value: str) -> str:
    """A word such as a role or a step; the value itself where we have none."""
    code = f"console.{family}.{value}"
    return speech.say(code) if code in sentences() else value.replace("_", " ")


_NAMED = frozenset({"asset", "operation", "lever", "crew", "dataset", "desk"})
_WORDS = {
    "step": "step",
    "verdict": "verdict",
    "alternative": "option",
    "outcome": "outcome",
    "role": "role",
    "factor": "factor",
    "kind": "computation",
    "how": "how",
    "doing": "doing",
    "basis": "basis",
    "answer": "answer",
    "state": "found",
    "aspect": "aspect",
}
_SAID_ELSEWHERE = {
    "why": "console.because.",
    "how": "console.because.",
    "audience": "console.tell.audience_",
    "station": "eradication.station_",
}
"""Where the sentences of codes stand that other rooms have words for. What people typed in their
place is no such code, and is left as it is."""
_EVICTION = {
    "machine": "eradication.step_core_machine",
    "ways": "console.eviction.ways",
    "dsrm": "eradication.step_dsrm",
    "administrator": "eradication.step_builtin_administrator",
    "account": "eradication.step_privileged_account",
    "krbtgt-1": "eradication.step_krbtgt_first",
    "krbtgt-2": "eradication.step_krbtgt_second",
    "krbtgt": "eradication.step_krbtgt_read_only",
    "controller-account": "eradication.step_controller_account",
    "trust": "eradication.step_trust",
    "certificates": "eradication.step_certificates",
    "service": "eradication.step_service",
    "stored": "eradication.step_stored_secret",
    "people": "console.eviction.people",
}
"""The sentence of a step of the eviction, by what its identifier begins with."""
_PATHS = frozenset({"place", "folder", "source"})
"""What may be a path of the machine: its last part says enough."""
_EITHER = {"go": ("go", "no_go"), "passed": ("passed", "not_passed")}


def _said(key: str, value: Argument, speech: Speech, name_of: Callable[[str], str]) -> str:
    if key == "value":
        said = _plain(key, value, speech, name_of)
        return f"{speech.colon} {said}" if said else ""
    return _plain(key, value, speech, name_of)


def _plain(key: str, value: Argument, speech: Speech, name_of: Callable[[str], str]) -> str:
    if isinstance(value, datetime):
        return speech.moment(value)
    if isinstance(value, bool):
        yes, no = _EITHER.get(key, ("yes", "no"))
        return word(speech, "answer", yes if value else no)
    if isinstance(value, (int, float)):
        return speech.number(value, 0 if value == round(value) else 1)
    if isinstance(value, tuple):
        return speech.listed(value)
    if key == "event":
        code = f"communication.event_{value.replace('-', '_')}"
        return say_event(speech, value) if code in sentences() else value
    if f"{_SAID_ELSEWHERE.get(key, '')}{value}" in sentences():
        return speech.say(f"{_SAID_ELSEWHERE[key]}{value}")
    if key in _PATHS and value[:1] in "/\\":
        return re.split(r"[/\\]", value.rstrip("/\\"))[-1]
    if key == "step" and ":" in value:
        return _eviction_step(value, speech, name_of)
    if key == "change":
        return _supposed(value, speech, name_of)
    if key in _NAMED:
        return name_of(value)
    return word(speech, _WORDS[key], value) if key in _WORDS else value


def _eviction_step(value: str, speech: Speech, name_of: Callable[[str], str]) -> str:
    """A step of the eviction, by its identifier: what is done, then to what."""
    kind, _, subject = value.partition(":")
    names = ", ".join(map(name_of, subject.split("|")))
    return speech.say(_EVICTION[kind], subject=names).rstrip(".") if kind in _EVICTION else value


def _supposed(value: str, speech: Speech, name_of: Callable[[str], str]) -> str:
    """One thing that was supposed of the rebuild, such as `lend system 2`."""
    kind, _, rest = value.partition(" ")
    subject, _, amount = rest.rpartition(" ") if kind in {"lend", "late"} else (rest, "", "")
    called = word(speech, "skill", subject) if kind == "lend" else name_of(subject)
    code = f"console.back.supposed_{kind}"
    return speech.say(code, subject=called, amount=amount) if code in sentences() else value


def _event(fact: EventRecorded) -> dict[str, Argument]:
    value = fact.value
    said: Argument = value if isinstance(value, bool) else ""
    if value is not None and not isinstance(value, bool):
        said = ", ".join(value) if isinstance(value, tuple) else str(value)
    return {"value": said, "note": f" ({fact.note})" if fact.note else ""}


def _assessed(fact: CompromiseAssessed) -> dict[str, Argument]:
    likely = [s for s in fact.assessment.suspicions if s.probability >= 0.5]
    return {"suspects": len(fact.assessment.suspicions), "likely": len(likely)}


def _continuing(fact: ContinuityAssessed) -> dict[str, Argument]:
    states = [one.state for one in fact.operations]
    return {each: states.count(each) for each in ("running", "by_hand", "stopped")}


def _rebuild(fact: RestorationPlanned) -> dict[str, Argument]:
    assets = {task.asset for task in fact.schedule.tasks}
    return {"assets": len(assets), "hours": round(fact.schedule.makespan)}


def _change(fact: ChangeRequested) -> dict[str, Argument]:
    return {"lever": fact.change.lever, "component": fact.change.target}


def _presence(fact: PresenceChanged) -> dict[str, Argument]:
    return {"crew": fact.presence.crew, "people": fact.presence.people}


_MORE: dict[type[Fact], Callable[[Any], dict[str, Argument]]] = {
    EventRecorded: _event,
    CompromiseAssessed: _assessed,
    ContinuityAssessed: _continuing,
    RestorationPlanned: _rebuild,
    PresenceChanged: _presence,
    ChangeRequested: _change,
}
