"""Correlations: rules over the hits of other rules, in a window of time.

Sigma leaves open how often a correlation that holds is told. Here: `gt` and `gte` look at the
window that ends at each hit, and are told once when they begin to hold, and again only after
they ceased; the other comparisons look at windows that begin at the first hit behind the last
window, so that "fewer than" has an end to count to. Ordered correlations use a hit once.
"""

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from endigue.evidence.sigma.rules import Correlation


class Occurrence(msgspec.Struct, frozen=True):
    """One hit as correlations see it."""

    rule: str
    time: float
    """Seconds since 1970."""
    fields: dict[str, tuple[str, ...]]
    """Values of the fields that a correlation asks for; absent ones are not there."""
    host: str = ""
    account: str = ""
    file: str = ""
    record: int = 0


class Correlated(msgspec.Struct, frozen=True):
    """A correlation that holds, at the hit that made it hold."""

    correlation: Correlation
    last: Occurrence
    group: tuple[str, ...]
    count: int
    """What was compared: hits, distinct values or distinct rules."""


def fields_asked(correlations: Iterable[Correlation]) -> dict[str, frozenset[str]]:
    """By rule: the fields of its hits that correlations ask for."""
    asked: dict[str, set[str]] = defaultdict(set)
    for one in correlations:
        for rule in one.rules:
            names = {*one.group_by, one.field} - {""}
            asked[rule] |= {one.aliases.get(name, {}).get(rule, name) for name in names}
    return {rule: frozenset(names) for rule, names in asked.items()}


def correlate(
    correlations: Sequence[Correlation], occurrences: Mapping[str, Sequence[Occurrence]]
) -> list[Correlated]:
    """All correlations that hold; one may lean on those before it."""
    known = {rule: list(each) for rule, each in occurrences.items()}
    found: list[Correlated] = []
    for one in correlations:
        held = list(_held(one, known))
        found += held
        if one.id not in one.rules:
            known.setdefault(one.id, []).extend(_as_occurrence(each) for each in held)
    return found


def _as_occurrence(held: Correlated) -> Occurrence:
    one = held.correlation
    fields = {name: (value,) for name, value in zip(one.group_by, held.group, strict=True) if value}
    return msgspec.structs.replace(held.last, rule=one.id, fields=fields)


def _held(one: Correlation, known: Mapping[str, Sequence[Occurrence]]) -> Iterator[Correlated]:
    groups: dict[tuple[str, ...], list[Occurrence]] = defaultdict(list)
    for rule in dict.fromkeys(one.rules):
        for hit in known.get(rule, ()):
            groups[tuple(_value(one, hit, name) for name in one.group_by)].append(hit)
    for group in sorted(groups):
        hits = sorted(groups[group], key=lambda hit: hit.time)
        if one.type == "temporal_ordered":
            yield from _ordered(one, group, hits)
        elif all(operator in {"gt", "gte"} for operator, _ in one.operators):
            yield from _sliding(one, group, hits)
        else:
            yield from _whole_windows(one, group, hits)


def _value(one: Correlation, hit: Occurrence, name: str) -> str:
    """The value of a field for grouping, in lower case; empty where it is absent."""
    values = hit.fields.get(one.aliases.get(name, {}).get(hit.rule, name), ())
    return values[0].lower() if values else ""


def _counted(one: Correlation, hit: Occurrence, place: int) -> tuple[object, ...]:
    """What of a hit is counted, each different one once."""
    match one.type:
        case "value_count":
            name = one.aliases.get(one.field, {}).get(hit.rule, one.field)
            return tuple(value.lower() for value in hit.fields.get(name, ()))
        case "event_count":
            return (place,)
        case _:
            return (hit.rule,)


def _sliding(
    one: Correlation, group: tuple[str, ...], hits: Sequence[Occurrence]
) -> Iterator[Correlated]:
    window: deque[tuple[float, tuple[object, ...]]] = deque()
    counts: Counter[object] = Counter()
    held = False
    for place, hit in enumerate(hits):
        counted = _counted(one, hit, place)
        window.append((hit.time, counted))
        counts.update(counted)
        while hit.time - window[0][0] > one.seconds:
            counts -= Counter(window.popleft()[1])
        holds = _holds(one, len(counts))
        if holds and not held:
            yield Correlated(one, hit, group, len(counts))
        held = holds


def _whole_windows(
    one: Correlation, group: tuple[str, ...], hits: Sequence[Occurrence]
) -> Iterator[Correlated]:
    start = 0
    while start < len(hits):
        counted: set[object] = set()
        end = start
        while end < len(hits) and hits[end].time - hits[start].time <= one.seconds:
            counted.update(_counted(one, hits[end], end))
            end += 1
        if _holds(one, len(counted)):
            yield Correlated(one, hits[end - 1], group, len(counted))
        start = end


def _ordered(
    one: Correlation, group: tuple[str, ...], hits: Sequence[Occurrence]
) -> Iterator[Correlated]:
    """`began[k]` is the latest beginning of a chain of the first k + 1 rules."""
    nothing: list[float | None] = [None] * len(one.rules)
    began = list(nothing)
    for hit in hits:
        for step in range(len(one.rules) - 1, -1, -1):
            if one.rules[step] != hit.rule:
                continue
            start = hit.time if step == 0 else began[step - 1]
            if start is not None and hit.time - start <= one.seconds:
                began[step] = start
        if began[-1] is not None:
            yield Correlated(one, hit, group, len(one.rules))
            began = list(nothing)


def _holds(one: Correlation, count: int) -> bool:
    return all(_compare(count, operator, bound) for operator, bound in one.operators)


def _compare(count: int, operator: str, bound: float) -> bool:
    match operator:
        case "gt":
            return count > bound
        case "gte":
            return count >= bound
        case "lt":
            return count < bound
        case "lte":
            return count <= bound
        case "eq":
            return count == bound
        case _:
            return count != bound
