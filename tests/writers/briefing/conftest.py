"""A fictional health mutual, on the evening of an attack that never happened."""

from pathlib import Path

import msgspec
import pytest

from endigue.desk.briefing import Briefing, Reach
from endigue.locale.speech import Speech
from endigue.writers.briefing.words import Words

SAMPLE = Path(__file__).parents[2] / "data" / "briefing" / "sample.json"

HOSTILE = "<script>alert(1)</script> #panic() *x* $y$ @z [red] \\u{1b} {target} ' \" &amp; </svg>"
"""Markup of every language that a name may pass through on its way to a reader."""

STEERING = "\x1b[31mred\x1b[0m \u202etxt.exe\u2028 \x00"
"""Characters that would colour a terminal, turn the direction of writing or end a text."""


@pytest.fixture
def sample() -> Briefing:
    """Ten suspects, 28 operations, 25 steps, six options."""
    return msgspec.json.decode(SAMPLE.read_bytes(), type=Briefing)


@pytest.fixture
def empty(sample: Briefing) -> Briefing:
    """No evidence, no operations, nothing to do."""
    return msgspec.structs.replace(
        sample,
        organisation="",
        head_hash="",
        organisation_digest="",
        counts={},
        sources=(),
        findings_by_kind={},
        first_seen=None,
        suspects=(),
        suspects_in_all=0,
        infected=0,
        reach=Reach((), 0, 0, (), (), (), 0),
        options=(),
        steps=(),
        operations=(),
        restoration=None,
        unknown=(),
    )


@pytest.fixture
def hostile(sample: Briefing) -> Briefing:
    """Names that an intruder chose, in every place where a name may stand."""
    raw = _renamed(msgspec.to_builtins(sample), "")
    assert isinstance(raw, dict)
    for there, here in zip(raw["options"], sample.options, strict=True):
        there["name"] = here.name
    for operation in raw["operations"]:
        operation["name"] = {"fr": HOSTILE, "en": HOSTILE}
    return msgspec.convert(raw, Briefing)


def _renamed(value: object, key: str) -> object:
    if isinstance(value, dict):
        return {name: _renamed(one, name) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_renamed(one, key) for one in value]
    if key in {"detail", "source", "crew", "form", "missing", "examples"}:
        return f"{HOSTILE} {STEERING}"
    if key in {"name", "target_name", "entity", "organisation"}:
        return HOSTILE
    return "W" * 3000 if key in {"lever", "way", "waits_for"} else value


@pytest.fixture
def hostile_name() -> str:
    return HOSTILE


@pytest.fixture(params=["en", "fr"])
def speech(request: pytest.FixtureRequest) -> Speech:
    return Speech(request.param)


@pytest.fixture
def words(sample: Briefing) -> Words:
    return Words(Speech("en"), sample)
