"""Raw evidence as the desk sees it: messages read whole, logs read as often as needed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from endigue.evidence.messages.links import Names
from endigue.evidence.messages.message import Message
from endigue.evidence.tracing.records import Activity, Lookup, Visit


class Log(Protocol):
    """One log."""

    @property
    def name(self) -> str:
        """The file, without its folder."""
        ...

    @property
    def rows(self) -> int:
        """Lines of the last whole reading."""
        ...

    @property
    def not_understood(self) -> int:
        """Of these, lines that could not be read."""
        ...

    def records(self) -> Iterator[Visit | Lookup | Activity]:
        """Every record, in the order of the log, each time from the start."""
        ...


@dataclass(frozen=True, slots=True)
class MessagesRead:
    """Messages, the files they stood in, and codes of what was left out with how many."""

    messages: tuple[Message, ...] = ()
    files: int = 0
    left_out: dict[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Sorted:
    """Files by what they are."""

    messages: tuple[str, ...]
    traffic: tuple[Log, ...]
    activities: tuple[Log, ...]
    left_out: dict[str, int]


class Records(Protocol):
    """Reads raw evidence; Refusal where a file cannot be read or is not what it should be."""

    def messages(self, paths: Sequence[str]) -> MessagesRead:
        """Every message below the paths."""
        ...

    def traffic(self, path: str) -> tuple[Log, ...]:
        """Logs of visits and lookups in a file or folder."""
        ...

    def activity(self, path: str) -> tuple[Log, ...]:
        """Records of machines in a file or folder."""
        ...

    def sort_files(self, paths: Sequence[str]) -> Sorted:
        """Files by what they are."""
        ...

    def names(self) -> Names:
        """Public suffixes, shorteners, redirectors and brands."""
        ...
