"""One change of one component, and the port through which components are changed.

plan → preview → apply → verify → undo. `plan` looks at the component and writes down what it will
set and what stood there before, so that the journal holds the undo before anything is done.
`apply` and `undo` may be repeated: done twice is done once. `verify` believes nothing that the
component said and looks at what is there.
"""

from hashlib import sha256
from typing import Literal, Protocol

import msgspec

from endigue.containment.enforcement.order import Order

Doing = Literal["apply", "undo"]
Answer = Literal["done", "refused", "down", "late", "rolled_back"]
"""What a component answered: done; no; nothing, it was not reached and nothing was begun; nothing
in time, so that it is not known whether it did it; or it undid it by itself because we were cut
off from it."""
State = Literal["in_force", "absent", "half", "unknown"]
"""What is seen on a component: the whole change, none of it, a part of it; or it cannot be seen."""


class Step(msgspec.Struct, frozen=True):
    """What is done to the component, as a code with the fields of its sentence."""

    code: str
    arguments: dict[str, str] = {}


class Change(msgspec.Struct, frozen=True):
    """What one component is to do for one lever."""

    key: str
    """The name under which the component can find it again; the same for the same lever."""
    lever: str
    target: str
    """Name of the component, as configured."""
    steps: tuple[Step, ...]
    content: dict[str, str] = {}
    """What is set, in the component's own words."""
    before: dict[str, str] = {}
    """What stood before, for the undo."""


class Sight(msgspec.Struct, frozen=True):
    """What was seen on a component."""

    state: State
    detail: str = ""


class Trouble(Exception):
    """A component did not do what it was asked."""

    def __init__(self, answer: Answer, detail: str) -> None:
        super().__init__(answer, detail)
        self.answer = answer
        self.detail = detail


class CannotPlan(Exception):
    """The component cannot do this, so people must; `code` has a sentence that says why."""

    def __init__(self, code: str, **arguments: str) -> None:
        super().__init__(code, arguments)
        self.code = code
        self.arguments = arguments


class Actuator(Protocol):
    """The hand on one component."""

    @property
    def target(self) -> str:
        """Name of the component, as configured."""
        ...

    def covers(self, order: Order) -> bool:
        """Whether this component is asked at all; looks at nothing outside."""
        ...

    def plan(self, order: Order) -> Change:
        """What would be set, and what stands there now; changes nothing.

        Raises CannotPlan where the component does not know the thing, Trouble where it is not
        reached.
        """
        ...

    def preview(self, change: Change) -> tuple[str, ...]:
        """The lines that will be sent, for an engineer to read; asks nobody."""
        ...

    def apply(self, change: Change) -> None:
        """Set it, whole or not at all where the component can. Raises Trouble."""
        ...

    def verify(self, change: Change) -> Sight:
        """Look whether it is there. Raises Trouble where the component is not reached."""
        ...

    def undo(self, change: Change) -> None:
        """Put back what stood before; of what others changed since, nothing. Raises Trouble."""
        ...


def key_of(order: Order, target: str) -> str:
    """The key of the change of a lever on a component: 12 letters and digits."""
    return sha256(f"{order.lever}\n{order.target}\n{target}".encode()).hexdigest()[:12]
