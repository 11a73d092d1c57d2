"""The root that explains the most, its alternatives, and what evidence is missing for each."""

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

import msgspec

from endigue.evidence.origin.steps import Cause, Step, Trace
from endigue.evidence.tracing.coverage import Coverage

EXPLAINED = 0.2
"""Least probability of a way from a root to a sign that explains it; assumed."""

SURE = 0.5
"""Least probability of the way from a message to the first machine for which the origin counts
as established; assumed."""

MOST_ALTERNATIVES = 5
BEFORE_CLICK = timedelta(days=3)
"""How long before a click its message is looked for; assumed."""

BEFORE_PROCESS = timedelta(hours=8)


class Missing(msgspec.Struct, frozen=True):
    """Evidence that would confirm or refute a root: a code, what it is about, and from when to
    when it would have to be.
    """

    code: str
    about: str = ""
    start: datetime | None = None
    end: datetime | None = None


class Root(msgspec.Struct, frozen=True):
    """One step that nothing known led to."""

    step: Step
    explains: float
    """Weight of what is wrong that it explains, each times the probability of the way there;
    no step explains itself.
    """
    signs: int
    """How many steps that is."""
    hosts: tuple[str, ...]
    """Machines on which something wrong is explained by it, first one first."""
    adds: int = 0
    """Signs that it explains and the best root does not."""
    missing: tuple[Missing, ...] = ()


class PatientZero(msgspec.Struct, frozen=True):
    """The first machine on which something wrong is explained by the best root."""

    host: str
    account: str
    at: datetime
    probability: float
    """Of the way from the root, by the assumed strengths of its ties."""
    path: tuple[Step, ...]
    """From the root to it."""
    ties: tuple[Cause, ...]


class Origin(msgspec.Struct, frozen=True):
    """The answer to where it began."""

    established: bool
    """A message is at its root, and the way from it is sure enough."""
    roots: tuple[Root, ...] = ()
    """Best first."""
    patient_zero: PatientZero | None = None
    movements: tuple[tuple[Step, ...], ...] = ()
    """For each further machine, the way to it from the best root."""
    unexplained: tuple[Step, ...] = ()
    """What is wrong and no way leads to from the best root."""
    missing: tuple[Missing, ...] = ()
    """Logs that were not given at all."""


def origin(trace: Trace, coverage: Sequence[Coverage]) -> Origin:
    """Rank the roots of a trace. Time: steps times ties times their logarithm."""
    after: dict[str, list[Cause]] = defaultdict(list)
    for cause in trace.causes:
        after[cause.cause].append(cause)
    caused = {cause.effect for cause in trace.causes}
    steps = {step.id: step for step in trace.steps}
    signs = [step for step in trace.steps if step.weight > 0]
    logs = {each.kind: each for each in coverage}
    ways = {step.id: _ways(step.id, after) for step in trace.steps if step.id not in caused}
    ranked = sorted(
        (found for name, way in ways.items() if (found := _root(steps[name], way, signs))),
        key=lambda root: (-root.explains, root.step.at, root.step.id),
    )
    absent = tuple(
        Missing("no_log", kind)
        for kind in ("messages", "proxy", "dns", "hosts")
        if kind not in logs or not logs[kind].records
    )
    if not ranked:
        return Origin(established=False, unexplained=tuple(signs), missing=absent)
    best = ways[ranked[0].step.id]
    covered = {step.id for step in signs if best.get(step.id, _NO)[0] >= EXPLAINED}
    end = max((step.at for step in signs), default=ranked[0].step.at)
    roots = tuple(
        msgspec.structs.replace(
            root,
            adds=_adds(ways[root.step.id], signs, covered),
            missing=missing_for(root.step, logs, end),
        )
        for root in ranked[: MOST_ALTERNATIVES + 1]
    )
    zero = _patient_zero(best, steps, signs, covered)
    return Origin(
        established=roots[0].step.kind == "campaign"
        and zero is not None
        and zero.probability >= SURE,
        roots=roots,
        patient_zero=zero,
        movements=_movements(best, steps, signs, covered, zero),
        unexplained=tuple(step for step in signs if step.id not in covered),
        missing=absent,
    )


_Way = tuple[float, Cause | None]
_NO: _Way = (0.0, None)


def _ways(start: str, after: Mapping[str, Sequence[Cause]]) -> dict[str, _Way]:
    """The most probable way to every step that can be reached (Dijkstra on products): its
    probability and last tie.
    """
    best: dict[str, _Way] = {start: (1.0, None)}
    settled: set[str] = set()
    waiting: list[tuple[float, str]] = [(-1.0, start)]
    while waiting:
        negative, at = heapq.heappop(waiting)
        if at in settled:
            continue
        settled.add(at)
        for cause in after.get(at, ()):
            chance = -negative * cause.strength
            if chance > best.get(cause.effect, _NO)[0]:
                best[cause.effect] = (chance, cause)
                heapq.heappush(waiting, (-chance, cause.effect))
    return best


def _root(step: Step, way: Mapping[str, _Way], signs: Iterable[Step]) -> Root | None:
    reached = [(sign, way[sign.id][0]) for sign in signs if sign.id in way]
    explained = [sign for sign, chance in reached if chance >= EXPLAINED]
    if not explained:
        return None
    return Root(
        step=step,
        explains=sum(sign.weight * chance for sign, chance in reached if sign.id != step.id),
        signs=len(explained),
        hosts=tuple(dict.fromkeys(sign.host for sign in explained if sign.host)),
    )


def _adds(way: Mapping[str, _Way], signs: Iterable[Step], covered: set[str]) -> int:
    return sum(way.get(sign.id, _NO)[0] >= EXPLAINED and sign.id not in covered for sign in signs)


def _patient_zero(
    way: Mapping[str, _Way], steps: Mapping[str, Step], signs: Sequence[Step], covered: set[str]
) -> PatientZero | None:
    first = next((sign for sign in signs if sign.id in covered and sign.host), None)
    if first is None:
        return None
    path, ties = _path(first.id, way, steps)
    person = next((step.account for step in reversed(path) if step.account), "")
    clicked = next((step.account for step in path if step.kind == "click" and step.account), "")
    return PatientZero(first.host, clicked or person, first.at, way[first.id][0], path, ties)


def _movements(
    way: Mapping[str, _Way],
    steps: Mapping[str, Step],
    signs: Sequence[Step],
    covered: set[str],
    zero: PatientZero | None,
) -> tuple[tuple[Step, ...], ...]:
    known = {zero.host} if zero else set()
    found: list[tuple[Step, ...]] = []
    for sign in signs:
        if sign.id in covered and sign.host and sign.host not in known:
            known.add(sign.host)
            found.append(_path(sign.id, way, steps)[0])
    return tuple(found)


def _path(
    end: str, way: Mapping[str, _Way], steps: Mapping[str, Step]
) -> tuple[tuple[Step, ...], tuple[Cause, ...]]:
    path = [steps[end]]
    ties: list[Cause] = []
    while (last := way[path[-1].id][1]) is not None:
        ties.append(last)
        path.append(steps[last.cause])
    return tuple(reversed(path)), tuple(reversed(ties))


def missing_for(step: Step, logs: Mapping[str, Coverage], end: datetime) -> tuple[Missing, ...]:
    """What would tell whether it began with this step, or with what nobody recorded."""
    if step.kind in ("campaign", "message"):
        return tuple(_silences(logs, ("proxy", "dns"), step.at, end))
    if step.kind == "click":
        wanted = Missing(
            "message_of_click", step.account or step.host, step.at - BEFORE_CLICK, step.at
        )
        return (wanted, *_silences(logs, ("messages",), step.at - BEFORE_CLICK, step.at))
    start = step.at - BEFORE_PROCESS
    if step.kind == "process":
        wanted = Missing("click_of_process", step.host, start, step.at)
        return (wanted, *_silences(logs, ("proxy", "dns"), start, step.at))
    if step.kind == "logon":
        place = step.detail.partition(" → ")[0]
        wanted = Missing("activity_of_host", place, start, step.at)
        return (wanted, *_silences(logs, (f"host:{place}",), start, step.at))
    wanted = Missing("process_of_sign", step.host, start, step.at)
    return (wanted, *_silences(logs, (f"host:{step.host}", "proxy", "dns"), start, step.at))


def _silences(
    logs: Mapping[str, Coverage], kinds: Iterable[str], start: datetime, end: datetime
) -> list[Missing]:
    found: list[Missing] = []
    for kind in kinds:
        log = logs.get(kind)
        if log is None:
            found.append(Missing("no_records", kind, start, end))
        else:
            found += [
                Missing("silent", kind, silence.start, silence.end)
                for silence in log.silences(start, end)
            ]
    return found
