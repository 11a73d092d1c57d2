"""What the verbs of the damage need from outside, as ports."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from endigue.damage.findings import Backup
from endigue.damage.volumes import Volumes


@dataclass(frozen=True)
class Sent:
    """What machines sent to the outside, and codes of what was left out with how many."""

    volumes: Volumes
    sources: tuple[str, ...]
    rows: int
    left_out: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Listed:
    """One list of backups; subjects stand as its source wrote them."""

    source: str
    sha256: str
    backups: tuple[Backup, ...]
    not_understood: int = 0


class Losses(Protocol):
    """Reads what tells of losses: flows, lists of backups."""

    def sent(self, paths: Sequence[str], outside: Sequence[str]) -> Sent:
        """What machines sent out, by logs of flows; `outside` are private networks that are
        not ours. Refusal where nothing is such a log.
        """
        ...

    def backups(self, path: str) -> Listed:
        """A list of backups. Refusal where it is none."""
        ...
