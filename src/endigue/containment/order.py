"""In which order to pull the levers of a plan."""

from collections.abc import Mapping, Sequence

from endigue.containment.doctrine import priority
from endigue.containment.pricer import Pricer
from endigue.organisation.model import Lever

MOST_PRICES = 300
"""Prices asked for one order, so that it takes seconds at most; an assumption on machines."""


def in_order(
    pricer: Pricer,
    seeds: Sequence[str],
    levers: Sequence[Lever],
    harm_without: Mapping[str, int],
) -> tuple[Lever, ...]:
    """The levers in the order in which they are to be pulled.

    First what the doctrine makes mandatory, in the doctrine's order. Then again and again the
    lever that avoids the most harm per minute of work given those before it, on true prices.
    Where no lever alone avoids any (often several close the ways to one place), and once
    `MOST_PRICES` were asked for, the lever without which the whole plan would cost most per
    minute; `harm_without` gives that harm by lever.
    """
    ordered = sorted(
        (lever for lever in levers if lever.doctrine == "mandatory"),
        key=lambda lever: (priority(lever.kind), lever.id),
    )
    left = sorted(
        (lever for lever in levers if lever.doctrine != "mandatory"),
        key=lambda lever: (-harm_without[lever.id] / _minutes(lever), lever.id),
    )
    pulled = [lever.id for lever in ordered]
    asked = len(left) + 1
    while left and asked <= MOST_PRICES:
        now = pricer.harms(seeds, [pulled])[0]
        harms = pricer.harms(seeds, [[*pulled, lever.id] for lever in left])
        gains = [now - harm for harm in harms]
        asked += len(left)
        # The first of equals: `left` is sorted by what the plan would cost without each.
        best = max(range(len(left)), key=lambda place: gains[place] / _minutes(left[place]))
        chosen = left.pop(best if gains[best] > 0 else 0)
        ordered.append(chosen)
        pulled.append(chosen.id)
    return (*ordered, *left)


def _minutes(lever: Lever) -> float:
    """At least half a minute: nothing is done in no time (assumed)."""
    return max(lever.minutes, 0.5)
