"""Components that are set by lines in a file of theirs: each change has a block of its own there.

A block stands between two comments that bear its key; what others wrote in the file is never
touched. The file is replaced whole, then the component is told to read it, then it is asked, where
it can be, whether it has.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from endigue.actuators.machine import Machine
from endigue.containment.enforcement.change import CannotPlan, Change, Sight, Step, key_of
from endigue.containment.enforcement.order import Order

_LINES, _FILE, _LAST_LINE = "lines", "file", "last line"


@dataclass(frozen=True)
class FileBlock:
    """One component that reads one file."""

    target: str
    machine: Machine
    path: str
    kinds: frozenset[str]
    """Of levers."""
    lines_of: Callable[[Order], tuple[str, ...]]
    """What the component is to read for an order. Raises CannotPlan."""
    step: str
    """Code of what is done."""
    told: Callable[[Order], Sequence[Sequence[str]]]
    """Commands after which the component has read the file, and lets go of what was open."""
    has_read: Callable[[Machine, str], bool] = lambda _machine, _text: True
    """Whether the component goes by this text of the file, as far as it can be asked."""
    may_be_absent: bool = False
    """Whether the component does without the file; any other that lacks it is not set up for us,
    and would fail if the file went."""
    finished: Callable[[str], str] = lambda text: text
    """The last hand on a new text."""
    comment: str = "#"
    only: frozenset[str] = frozenset()
    """Targets of orders; empty for all."""

    def covers(self, order: Order) -> bool:
        """Orders of its kinds about assets."""
        mine = not self.only or order.target in self.only
        return order.kind in self.kinds and order.sort == "asset" and mine

    def plan(self, order: Order) -> Change:
        """The lines, and how the file stands. Raises CannotPlan where there is none."""
        lines = self.lines_of(order)
        found = self.machine.read(self.path)
        if found is None and not self.may_be_absent:
            raise CannotPlan("enforcement.file_missing", file=self.path)
        ended = not found or found.endswith(b"\n")
        return Change(
            key=key_of(order, self.target),
            lever=order.lever,
            target=self.target,
            steps=(Step(self.step, {"name": order.name}),),
            content={
                _LINES: "\n".join(lines),
                **{f"told/{n:02}": "\0".join(words) for n, words in enumerate(self.told(order))},
            },
            before={
                **({_FILE: "absent"} if found is None else {}),
                **({} if ended else {_LAST_LINE: "not ended"}),
            },
        )

    def preview(self, change: Change) -> tuple[str, ...]:
        """The block, and the commands."""
        commands = (" ".join(words) for words in _told(change))
        return (f"{self.path}:", *self._block(change).splitlines(), *commands)

    def apply(self, change: Change) -> None:
        """Put the block where it is not, then tell the component."""
        text = self._text()
        wanted = _without(text, self._marks(change)) + self._block(change)
        self._set(text, wanted, change)

    def verify(self, change: Change) -> Sight:
        """Read the file back, and ask the component."""
        text = self._text()
        there = self._block(change) in text
        begun = any(mark in text for mark in self._marks(change))
        if begun != there:
            return Sight("half", f"{self.path}: the block is not as it was set")
        if not self.has_read(self.machine, text):
            return Sight("half", f"{self.path} is written, and the component does not go by it")
        return Sight("in_force" if there else "absent")

    def undo(self, change: Change) -> None:
        """Take the block out, then tell the component."""
        text = self._text()
        wanted = _without(text, self._marks(change))
        if wanted != text and _LAST_LINE in change.before:
            wanted = wanted.removesuffix("\n")
        self._set(text, wanted, change)

    def _set(self, text: str, wanted: str, change: Change) -> None:
        if wanted != text:
            gone = not wanted and _FILE in change.before
            content = self.finished(wanted).encode(errors="surrogateescape")
            self.machine.write(self.path, None if gone else content)
        for words in _told(change):
            self.machine.run(words)

    def _text(self) -> str:
        found = self.machine.read(self.path)
        return (found or b"").decode(errors="surrogateescape")

    def _marks(self, change: Change) -> tuple[str, str]:
        begin = f"{self.comment} endigue {change.key} begin\n"
        return begin, f"{self.comment} endigue {change.key} end\n"

    def _block(self, change: Change) -> str:
        begin, end = self._marks(change)
        return f"{begin}{change.content[_LINES]}\n{end}"


def _told(change: Change) -> list[list[str]]:
    return [words.split("\0") for name, words in sorted(change.content.items()) if name != _LINES]


def _without(text: str, marks: tuple[str, str]) -> str:
    """The text without the block, and with a line's end where the last line has none."""
    begin, end = marks
    if text and not text.endswith("\n"):
        text += "\n"
    before, found, rest = text.partition(begin)
    if not found:
        return text
    _, ended, after = rest.partition(end)
    return before + (after if ended else rest)
