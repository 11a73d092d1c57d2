"""Look at a thing by a command of yours, for components that cannot be asked how a thing stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from endigue.actuators.machine import Machine
from endigue.containment.enforcement.change import Sight, State


@dataclass(frozen=True)
class Look:
    """A command whose first printed word is `in_force`, `absent` or `half`."""

    machine: Machine
    words: tuple[str, ...]
    """{name} in them is replaced, for each name that the component gives."""

    def __call__(self, values: Mapping[str, str]) -> Sight:
        """What it sees; `unknown` where it says anything else. Raises Trouble."""
        printed = self.machine.run(filled(self.words, values)).decode(errors="replace").strip()
        first, _, rest = printed.partition("\n")
        for state in get_args(State):
            if state == first.strip():
                return Sight(state, rest[:200])
        return Sight("unknown", first[:200])


def filled(words: Sequence[str], values: Mapping[str, str]) -> list[str]:
    """The words with every {name} replaced."""
    whole = list(words)
    for name, value in values.items():
        whole = [word.replace("{" + name + "}", value) for word in whole]
    return whole
