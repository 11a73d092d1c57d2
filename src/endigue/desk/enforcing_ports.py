"""What enforcement needs from outside."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from endigue.containment.enforcement.change import Actuator
from endigue.containment.enforcement.rails import Rails
from endigue.containment.enforcement.work_order import Sheet


@dataclass(frozen=True, slots=True)
class Targets:
    """Who can be commanded, in the order of the configuration, and what must not be cut."""

    actuators: tuple[Actuator, ...] = ()
    rails: Rails = field(default_factory=Rails)

    def named(self, target: str) -> Actuator | None:
        """The component of that name."""
        return next((one for one in self.actuators if one.target == target), None)


class LabHands(Protocol):
    """The mutual in a box."""

    def missing(self) -> tuple[str, ...]:
        """What it needs and this machine does not have."""
        ...

    def up(self, command: Sequence[str]) -> int:
        """Raise it, run a command or a shell in it, and end it; the command's exit code."""
        ...


class EnforcingHands(Protocol):
    """Components and paper."""

    def targets(self, file: str | None, case: str) -> Targets:
        """The components of a file, by default the `targets.toml` of the case; none where there
        is no file. Refusal where it has another shape.
        """
        ...

    def work_orders(
        self, sheets: tuple[Sheet, ...], organisation: str, language: str, *, draft: bool
    ) -> bytes:
        """The PDF with work orders; a draft says that it is one."""
        ...
