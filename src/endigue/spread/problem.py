"""From an organisation and its suspects to the arrays that a kernel walks."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from hashlib import sha256
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from endigue.organisation.levers import open_links
from endigue.organisation.model import Organisation
from endigue.spread.link_kinds import LinkKinds, travel_of


@dataclass(frozen=True, slots=True)
class SpreadProblem:
    """A directed graph in compressed rows: the links out of asset v are those at
    `first[v]` to `first[v + 1]` (excluded) of `target`, `p`, `mean_hours`, `number`, `kind`, `law`.
    """

    assets: tuple[str, ...]
    kinds: tuple[str, ...]
    first: NDArray[np.int64]
    target: NDArray[np.int32]
    p: NDArray[np.float64]
    mean_hours: NDArray[np.float64]
    number: NDArray[np.int64]
    """Position of the link in the organisation: its chance is drawn by it, so that a world
    stays the same world when other links are cut."""
    kind: NDArray[np.int16]
    law: NDArray[np.int16]
    """The distribution of the link's time, or `EXPONENTIAL` of its mean: the hours at equal steps
    of probability from 0 to 1 are those at `law_first[law]` to `law_first[law + 1]` (excluded)
    of `quantile`.
    """
    law_first: NDArray[np.int64]
    quantile: NDArray[np.float64]
    seed: NDArray[np.int64]
    """Assets that may be compromised from the start."""
    seed_p: NDArray[np.float64]

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the whole problem, in hexadecimal."""
        digest = sha256()
        for field in fields(self):
            value = getattr(self, field.name)
            content = (
                value.tobytes() if isinstance(value, np.ndarray) else "\0".join(value).encode()
            )
            digest.update(f"{field.name}:{len(content)}:".encode() + content)
        return digest.hexdigest()


def build(
    organisation: Organisation,
    seeds: Mapping[str, float],
    link_kinds: LinkKinds,
    pulled: Collection[str] = (),
) -> SpreadProblem:
    """The problem of an intruder who holds each seed with its probability at hour 0, while
    the pulled levers hold.

    Raises ValueError where a seed is no asset or its probability is not within 0 and 1, and
    KeyError at a lever that does not exist.
    """
    for asset, probability in seeds.items():
        if asset not in organisation.asset_index or not 0.0 <= probability <= 1.0:
            raise ValueError(f"'{asset}' with probability {probability} is no seed")
    links = organisation.links
    order = np.flatnonzero(open_links(organisation, pulled))
    order = order[np.argsort(links.source[order], kind="stable")]
    travel = travel_of(links, link_kinds)
    starts = sorted(
        (organisation.asset_index[asset], chance) for asset, chance in seeds.items() if chance > 0
    )
    return SpreadProblem(
        assets=tuple(asset.id for asset in organisation.assets),
        kinds=links.kinds,
        first=np.searchsorted(links.source[order], np.arange(len(organisation.assets) + 1)),
        target=links.target[order],
        p=travel.p[order],
        mean_hours=travel.mean_hours[order],
        number=order,
        kind=links.kind[order],
        law=travel.law[order],
        law_first=np.cumsum([0, *map(len, travel.quantiles)], dtype=np.int64),
        quantile=np.array([hour for law in travel.quantiles for hour in law], np.float64),
        seed=np.array([asset for asset, _ in starts], np.int64),
        seed_p=np.array([chance for _, chance in starts], np.float64),
    )


def within(problem: SpreadProblem, hours: float) -> NDArray[np.float64]:
    """Probability that each link, if it works, is passed within so many hours."""
    slow = problem.mean_hours > 0
    pace = np.divide(hours, problem.mean_hours, out=np.zeros_like(problem.p), where=slow)
    passed: NDArray[np.float64] = np.where(slow, -np.expm1(-pace), 1.0)
    for law, (begin, end) in enumerate(pairwise(problem.law_first.tolist())):
        steps = problem.quantile[begin:end]
        share = np.searchsorted(steps, hours, side="right") - 1
        passed[problem.law == law] = _share(steps, int(share), hours)
    return passed


def _share(steps: NDArray[np.float64], below: int, hours: float) -> float:
    """Share of a distribution within so many hours, which lie after step `below`."""
    if below < 0:
        return 0.0
    if below >= len(steps) - 1:
        return 1.0
    part = (hours - steps[below]) / (steps[below + 1] - steps[below])
    return float((below + part) / (len(steps) - 1))


def unknown_kinds(organisation: Organisation, link_kinds: LinkKinds) -> tuple[str, ...]:
    """Kinds of link that the table does not know, so that its default row holds for them."""
    return tuple(sorted(set(organisation.links.kinds) - link_kinds.known()))
