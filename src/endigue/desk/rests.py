"""What a plan rests on: figures that were assumed, and figures that somebody declared."""

from collections import Counter
from collections.abc import Iterator

import numpy as np

from endigue.containment.plan import Alternative, Alternatives
from endigue.desk.briefing import Doubt
from endigue.organisation.model import Organisation
from endigue.spread.link_kinds import LinkKinds, Travel

EXAMPLES = 8

RULES = ("do_nothing", "isolate_known", "pull_the_plug")
"""What is done without computing."""


def rests_on(
    organisation: Organisation,
    found: Alternatives,
    plan: Alternative,
    link_kinds: LinkKinds,
) -> tuple[Doubt, ...]:
    """The grounds of the plan, those that decide first."""
    return (
        *_infected(plan),
        *_values(organisation, plan),
        *_minutes(plan),
        *_hands(plan),
        *_links(organisation, link_kinds),
        *_margin(found, plan),
    )


def _infected(plan: Alternative) -> Iterator[Doubt]:
    if plan.seeds:
        yield Doubt("briefing.rests.infected", {"count": len(plan.seeds), "caution": plan.caution})


def _values(organisation: Organisation, plan: Alternative) -> Iterator[Doubt]:
    if organisation.operations:
        down = [one for one in organisation.operations if one.id in plan.operations_down]
        yield Doubt(
            "briefing.rests.values",
            {"count": len(organisation.operations), "down": len(down)},
        )


def _minutes(plan: Alternative) -> Iterator[Doubt]:
    if plan.actions:
        yield Doubt(
            "briefing.rests.minutes",
            {"count": len(plan.actions), "hours": plan.minutes / 60},
        )


def _hands(plan: Alternative) -> Iterator[Doubt]:
    if plan.by_hand:
        yield Doubt("briefing.rests.hands", {"count": len(plan.by_hand)})


def _links(organisation: Organisation, link_kinds: LinkKinds) -> Iterator[Doubt]:
    """How many links are travelled at assumed figures, with the kinds that most of them have."""
    links = organisation.links
    if not len(links):
        return
    pairs = links.kind.astype(np.int64) << 32 | links.port.astype(np.int64)
    distinct, counts = np.unique(pairs, return_counts=True)
    assumed = Counter[str]()
    for pair, count in zip(distinct.tolist(), counts.tolist(), strict=True):
        kind = links.kinds[pair >> 32]
        if is_assumed(link_kinds.row(kind, pair & 0xFFFFFFFF)):
            assumed[kind] += count
    most = sorted(assumed, key=lambda kind: (-assumed[kind], kind))
    yield Doubt(
        "briefing.rests.links",
        {"assumed": sum(assumed.values()), "count": len(links)},
        tuple(most[:EXAMPLES]),
    )


def is_assumed(row: Travel) -> bool:
    """Whether any figure of the row says that it is assumed."""
    return "assumed" in row.source


def _margin(found: Alternatives, plan: Alternative) -> Iterator[Doubt]:
    """How far the best of the fixed rules is behind: what an error in the figures would have to
    overcome.
    """
    others = [one for one in found.alternatives if one is not plan and one.name in RULES]
    if not others or plan.harm <= 0:
        return
    next_best = min(others, key=lambda one: one.harm)
    if next_best.harm < plan.harm:
        yield Doubt("briefing.rests.behind", {}, (next_best.name,))
        return
    yield Doubt(
        "briefing.rests.margin",
        {"times": next_best.harm / plan.harm},
        (next_best.name,),
    )
