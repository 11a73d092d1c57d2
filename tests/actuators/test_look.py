import pytest

from endigue.actuators.look import Look, filled
from endigue.actuators.machine import here


@pytest.mark.parametrize(
    ("printed", "state"),
    [("in_force", "in_force"), ("absent\\nsince noon", "absent"), ("half", "half"),
     ("yes", "unknown"), ("", "unknown")],
)  # fmt: skip
def test_the_first_line_says_how_it_stands_and_nothing_else_is_guessed(printed, state):
    assert Look(here(10.0), ("printf", printed))({}).state == state


def test_a_value_is_one_word_whatever_stands_in_it():
    assert filled(["look", "--of={thing}"], {"thing": "a b; rm"}) == ["look", "--of=a b; rm"]
