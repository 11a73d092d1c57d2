import pytest

from endigue.locale.links import say_link
from endigue.locale.sentences import sentences
from endigue.locale.speech import LANGUAGES, Speech
from endigue.readers.link_kinds import load_link_kinds


@pytest.mark.parametrize("kind", sorted(load_link_kinds().known()))
def test_every_kind_of_link_that_has_a_speed_has_words(kind: str) -> None:
    assert f"link.{kind}" in sentences(), "give it words in locale/sentences/links.py"
    assert {say_link(Speech(language), kind) for language in LANGUAGES}.isdisjoint({kind})


def test_a_kind_that_nobody_described_is_left_as_it_is() -> None:
    assert say_link(Speech("fr"), "MadeUp") == "MadeUp"
