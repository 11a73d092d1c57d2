"""What is known of the damage so far, folded from the facts."""

from dataclasses import dataclass, field, replace

from endigue.damage.facts import (
    BackupsListed,
    DamageAssessed,
    DamageStated,
    FlowsExamined,
    TreeExamined,
)
from endigue.damage.findings import Aspect, Backup, Exfiltration
from endigue.journal.fact import Fact


@dataclass(frozen=True, slots=True)
class DamageView:
    """The latest examination of everything, and what people stated."""

    trees: dict[tuple[str, str, str], TreeExamined] = field(default_factory=dict)
    """By data set, tree and folder."""
    flows: Exfiltration | None = None
    lists: dict[str, BackupsListed] = field(default_factory=dict)
    """By source."""
    stated: dict[tuple[str, Aspect], DamageStated] = field(default_factory=dict)
    assessed: DamageAssessed | None = None

    @property
    def backups(self) -> tuple[Backup, ...]:
        """Every backup of every list."""
        return tuple(backup for listed in self.lists.values() for backup in listed.backups)


def see(view: DamageView, fact: Fact) -> DamageView:
    """The view after one more fact; facts of other chapters change nothing."""
    match fact:
        case TreeExamined():
            key = (fact.dataset, fact.tree, fact.folder)
            return replace(view, trees={**view.trees, key: fact})
        case FlowsExamined():
            return replace(view, flows=fact.exfiltration)
        case BackupsListed():
            return replace(view, lists={**view.lists, fact.source: fact})
        case DamageStated():
            return replace(view, stated={**view.stated, (fact.dataset, fact.aspect): fact})
        case DamageAssessed():
            return replace(view, assessed=fact)
        case _:
            return view
