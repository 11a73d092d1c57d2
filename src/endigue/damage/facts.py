"""What this chapter writes down."""

from endigue.damage.findings import Aspect, Backup, Damage, Exfiltration, TreeDamage
from endigue.journal.fact import Fact


class TreeExamined(Fact, frozen=True, tag="damage.tree_examined"):
    """A tree of files that holds a data set was read. A later one of the same tree and data
    set replaces it.
    """

    dataset: str
    tree: str
    folder: str
    """The part of the tree; empty for all of it."""
    damage: TreeDamage


class FlowsExamined(Fact, frozen=True, tag="damage.flows_examined"):
    """Logs of flows were searched for data that left. A later one replaces it."""

    sources: tuple[str, ...]
    exfiltration: Exfiltration


class BackupsListed(Fact, frozen=True, tag="damage.backups_listed"):
    """A list of backups was read. A later one from the same source replaces it."""

    source: str
    sha256: str
    backups: tuple[Backup, ...]
    not_understood: int = 0


class DamageStated(Fact, frozen=True, tag="damage.stated"):
    """A person, the author of the entry, stated what happened to a data set."""

    dataset: str
    aspect: Aspect
    hurt: bool
    """True: it was hurt; False: that is excluded."""
    reason: str
    people: int | None = None
    """People concerned, where they were counted."""


class DamageAssessed(Fact, frozen=True, tag="damage.assessed"):
    """The damage was put together from all that the case knew."""

    input: str
    """SHA-256, in hexadecimal, of what it was computed on."""
    damage: Damage


FACTS: tuple[type[Fact], ...] = (
    TreeExamined,
    FlowsExamined,
    BackupsListed,
    DamageStated,
    DamageAssessed,
)
