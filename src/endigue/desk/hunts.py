"""Hunts that are kept: the same rules go through the same events once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from endigue.desk.case import Case
from endigue.desk.hunting import Hunt, KeptRun, Logs, hunt, keep
from endigue.desk.refusal import Refusal
from endigue.evidence.facts import HuntRun
from endigue.evidence.sigma.rules import RuleSet


@dataclass(frozen=True, slots=True)
class Hunted:
    """What a hunt through a store came to."""

    runs: tuple[str, ...]
    """Keepings that it went through."""
    before: int
    """Keepings that the same rules had gone through before."""
    found: Hunt | None
    """None where nothing was due."""


def hunt_through(
    logs: Logs,
    store: str,
    rules: RuleSet,
    out: str,
    case: Case | None,
    *,
    again: bool = False,
    days: Sequence[str] = (),
    hosts: Sequence[str] = (),
    workers: int = 1,
    progress: Callable[[int], None] = lambda _done: None,
) -> Hunted:
    """Run the rules over what the store holds and they have not seen yet, and record it in the
    case. With days or hosts, or `again`, nothing is taken for seen, and a hunt through a part
    alone is not recorded as one through all. Refusal where the store is empty.
    """
    runs = logs.kept(store)
    if not runs:
        raise Refusal("logs.store_empty", store=store)
    part_alone = bool(days or hosts)
    due = runs if again or part_alone else _due(case, store, rules, runs)
    names = tuple(run.run for run in due)
    parts = logs.parts(store, names, days, hosts)
    if not parts:
        return Hunted((), len(runs) - len(due), None)
    found = hunt(logs, parts, rules, out, workers=workers, progress=progress)
    if case is not None:
        found = replace(found, fact=keep(case, found, logs.content(out)))
        if not part_alone:
            fact = HuntRun(store, rules.digest, names, found.fact.hits)
            case.record([fact], case.ledger())
    return Hunted(names, len(runs) - len(due), found)


def _due(
    case: Case | None, store: str, rules: RuleSet, runs: tuple[KeptRun, ...]
) -> tuple[KeptRun, ...]:
    if case is None:
        return runs
    seen = case.ledger().evidence.hunts.get((store, rules.digest), ())
    return tuple(run for run in runs if run.run not in seen)
