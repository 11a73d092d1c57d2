import msgspec
import pytest
from tests.crisis_chronicle import page

from endigue.communication.bulletin import Text
from endigue.locale.speech import Speech
from endigue.writers.status.plain import SMS, SPOKEN_WORDS, greeting, status_lines
from endigue.writers.status.words import Words

FRIDAY = "2026-02-06T23:30:00+01:00"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_line_is_one_message_the_worst_first(language: str) -> None:
    whole = page(FRIDAY)
    lines = status_lines(whole, Words(whole, Speech(language))).decode().splitlines()
    assert len(lines) == len(whole.services) + 1
    assert all(len(line) <= SMS for line in lines)
    assert ("arrêté" if language == "fr" else "stopped") in lines[0]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("services", [1, 5, 40])
def test_the_greeting_is_read_in_thirty_seconds(language: str, services: int) -> None:
    whole = page(FRIDAY)
    name = Text("Un service au nom vraiment très long " * 3, "A service with a very long name " * 3)
    stopped = msgspec.structs.replace(whole.services[0], state="stopped", name=name)
    many = msgspec.structs.replace(whole, services=(stopped,) * services)
    for one in (whole, many):
        said = greeting(one, Words(one, Speech(language))).decode()
        assert len(said.split()) <= SPOKEN_WORDS
        assert "password" in said or "mot de passe" in said
