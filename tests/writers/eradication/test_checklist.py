from collections.abc import Callable
from typing import get_args

import pytest

from clean_house import minute, seen, small
from endigue.eradication.board import board
from endigue.eradication.checks import Checks
from endigue.eradication.core.checklist import checklist
from endigue.eradication.core.eviction import Kind, Step, eviction
from endigue.eradication.facts import EvictionStepDone
from endigue.eradication.ground import Ground
from endigue.journal.entry import Head
from endigue.locale.eradication import say_reason, say_step
from endigue.locale.speech import Speech
from endigue.writers.eradication.checklist import PHASES, checklist_print

SMALL = small()
GROUND = Ground(SMALL)
HEAD = Head(7, "ab" * 32)


def printed(language: str) -> bytes:
    view = seen((5, EvictionStepDone("nothing", "Ana")))
    found = board(view, GROUND, Checks({}), minute(9))
    ticks = checklist(eviction(SMALL, GROUND), view, found, minute(9))
    return checklist_print(SMALL, ticks, HEAD, minute(9), Speech(language))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_paper_says_every_step_in_order(
    language: str, words: Callable[[bytes], list[str]]
) -> None:
    text = " ".join(words(printed(language)))
    speech = Speech(language)
    names = {asset.id: asset.name for asset in SMALL.assets}
    places = [
        text.find(" ".join(say_step(speech, step, names).split()))
        for step in eviction(SMALL, GROUND)
        if step.kind in {"controller", "krbtgt_first", "krbtgt_second", "people"}
    ]
    assert -1 not in places and places == sorted(places)
    assert f"{HEAD.sequence} {HEAD.hash[:16]}" in text


def test_every_kind_of_step_has_a_phase_a_sentence_and_a_reason() -> None:
    assert set(PHASES) == set(get_args(Kind))
    for kind in get_args(Kind):
        step = Step("x", kind, "a|b", things=("t",), count=3, reasons=("exposed",))
        for language in ("en", "fr"):
            said = say_step(Speech(language), step, {"a": "A"})
            assert said.endswith(("t; and 2 more", "t ; et 2 de plus", "t; et 2 de plus"))
            assert len(say_reason(Speech(language), step)) > 40


def test_the_same_checklist_gives_the_same_bytes() -> None:
    assert printed("fr") == printed("fr")
