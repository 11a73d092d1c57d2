"""What one cut would save: the dominator trees of sampled worlds.

In a world, the links that work and the seeds that are held make a graph from one root, "the
intruder". An asset d dominates another if every way to the other leads through d: if d alone is
isolated, exactly what it dominates is saved. A tree holds this for every d at once. It is built by
semi-dominators without a second tree of paths (SNCA: Georgiadis, Tarjan, Werneck 2006,
doi 10.7155/jgaa.00119). A link is the only way into its target's subtree if its source is the
target's dominator and no other link into the target comes from outside of that subtree (a bridge
of the flow graph); cut alone, it saves the target and all that the target dominates.

The worlds are those of the cascade. Sums are kept for 32 worlds at once and added up in the order
of the worlds, so that threads change nothing.

Memory beside the problem: 56 bytes for each link that can be reached and 40 for each asset, and for
each thread 56 bytes for each of these links and 130 for each asset.
"""

from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from endigue.kernel.compiled import compiled
from endigue.spread.chance import Digits, Words, inlined, word_keys, working
from endigue.spread.estimates import mean_half_widths
from endigue.spread.graph import Graph, Positions, laid_out, links_of, within_reach
from endigue.spread.problem import SpreadProblem
from endigue.spread.reach import KeyAsset, KeyLink, KeyPoints

KERNEL = "dominator trees; version 1"
SAMPLES = 1024

_GROUP = 32
"""Worlds of one task."""

Floats = NDArray[np.float64]


class _Sums(NamedTuple):
    """Over worlds, for every asset and every link: what is saved if it alone is cut."""

    assets: Floats
    """Rows: assets saved, its square, cost saved, its square, worlds in which it falls."""
    links: Floats
    """Rows: assets saved, its square, cost saved, its square."""


def key_points(
    problem: SpreadProblem,
    costs: NDArray[np.int64],
    samples: int = SAMPLES,
    seed: int = 0,
    threads: int = 2,
) -> KeyPoints:
    """What every asset saves if it alone is isolated, and every link if it alone is cut. `costs`
    are in cents, one for each asset of the problem, if it falls.

    Raises ValueError where samples or threads make no sense.
    """
    if samples < 1 or threads < 1:
        raise ValueError("at least one sample and one thread are needed")
    order = within_reach(problem)
    links = links_of(problem, order)
    graph = laid_out(problem, order, links, seed)
    sums = _summed(graph, costs[order].astype(np.float64), samples, threads)
    return KeyPoints(
        samples=samples,
        seed=seed,
        expected_fallen=float(sums.assets[4].sum()) / samples,
        assets=_assets(problem, order, sums.assets, samples),
        links=_links(problem, links, sums.links, samples),
    )


def _assets(
    problem: SpreadProblem, order: Positions, sums: Floats, samples: int
) -> tuple[KeyAsset, ...]:
    met = np.flatnonzero(sums[4])
    met = met[np.lexsort((order[met], -sums[2, met], -sums[0, met]))]
    rows = zip(
        order[met].tolist(),
        (sums[4, met] / samples).tolist(),
        *_estimates(sums[:, met], samples),
        strict=True,
    )
    return tuple(KeyAsset(problem.assets[asset], *row) for asset, *row in rows)


def _links(
    problem: SpreadProblem, links: NDArray[np.int64], sums: Floats, samples: int
) -> tuple[KeyLink, ...]:
    met = np.flatnonzero(sums[0])
    met = met[np.lexsort((links[met], -sums[2, met], -sums[0, met]))]
    at = links[met]
    source = np.searchsorted(problem.first, at, side="right") - 1
    rows = zip(
        source.tolist(),
        problem.target[at].tolist(),
        problem.kind[at].tolist(),
        *_estimates(sums[:, met], samples),
        strict=True,
    )
    return tuple(
        KeyLink(problem.assets[here], problem.assets[there], problem.kinds[kind], *row)
        for here, there, kind, *row in rows
    )


def _estimates(sums: Floats, samples: int) -> tuple[list[float], ...]:
    """Means and half-widths of the assets saved, and of the cost saved."""
    return (
        (sums[0] / samples).tolist(),
        mean_half_widths(sums[0], sums[1], samples).tolist(),
        (sums[2] / samples).tolist(),
        mean_half_widths(sums[2], sums[3], samples).tolist(),
    )


def _summed(graph: Graph, costs: Floats, samples: int, threads: int) -> _Sums:
    by_word = word_keys(samples).reshape(-1)
    total = _nothing(graph)
    starts = range(0, samples, _GROUP)

    def group(world: int) -> _Sums:
        sums = _nothing(graph)
        _examine(graph, costs, by_word, world, min(_GROUP, samples - world), *sums)
        return sums

    with ThreadPoolExecutor(threads) as pool:
        # So many at a time as there are threads, or their sums would fill the memory.
        for begin in range(0, len(starts), threads):
            for sums in pool.map(group, starts[begin : begin + threads]):
                for mine, more in zip(total, sums, strict=True):
                    mine += more
    return total


def _nothing(graph: Graph) -> _Sums:
    return _Sums(np.zeros((5, len(graph.first) - 1)), np.zeros((4, len(graph.target))))


@compiled
def _examine(
    graph: Graph,
    costs: Floats,
    by_word: Words,
    world: int,
    worlds: int,
    asset_sums: Floats,
    link_sums: Floats,
) -> None:
    """Add to the sums what is saved in so many worlds from `world` on, all of one half of a
    word.

    Node 0 is the root; the others are the fallen assets in the order of the search from it.
    """
    assets, links = len(graph.first) - 1, len(graph.target)
    word_key = by_word[world // 64]
    start = np.uint64(world % 64)
    asked = ((np.uint64(1) << np.uint64(worlds)) - np.uint64(1)) << start
    works = np.empty(links, np.uint32)
    drawn = np.zeros(assets, np.bool_)
    node = np.empty(assets, np.int32)
    asset = np.empty(assets + 1, np.int32)
    parent = np.empty(assets + 1, np.int32)
    from_node = np.empty(links + len(graph.seed), np.int32)
    link_into = np.empty(len(from_node), np.int32)
    into = np.empty(len(from_node), np.int32)
    ways_into = np.zeros(assets, np.int32)
    before = np.empty(len(from_node), np.int32)
    by = np.empty(len(from_node), np.int32)
    next_link = np.empty(assets + 1, np.int64)
    pred = np.empty(assets + 2, np.int64)
    above = np.empty(assets + 1, np.int32)
    label = np.empty(assets + 1, np.int32)
    semi = np.empty(assets + 1, np.int32)
    idom = np.empty(assets + 1, np.int32)
    size = np.empty(assets + 1, np.float64)
    cost = np.empty(assets + 1, np.float64)
    place = np.empty(assets + 1, np.int64)
    free = np.empty(assets + 1, np.int64)
    held = np.empty(len(graph.seed), np.int32)
    for row in range(worlds):
        mine = np.uint64(1) << (start + np.uint64(row))
        seeds = 0
        for index in range(len(graph.seed)):
            if working(graph.seed_key[index], word_key, graph.seed_p[index], mine):
                held[seeds] = graph.seed[index]
                seeds += 1
        nodes, edges = _search(
            graph.first,
            graph.target,
            graph.p,
            graph.key,
            word_key,
            start,
            asked,
            row,
            held[:seeds],
            works,
            drawn,
            node,
            asset,
            parent,
            next_link,
            from_node,
            link_into,
            into,
            ways_into,
        )
        _predecessors(
            node,
            asset,
            nodes,
            edges,
            from_node,
            link_into,
            into,
            ways_into,
            pred,
            before,
            by,
        )
        _dominate(nodes, parent, pred, before, above, label, semi, idom)
        _weigh(
            nodes,
            asset,
            idom,
            pred,
            before,
            by,
            costs,
            size,
            cost,
            place,
            free,
            asset_sums,
            link_sums,
        )


@inlined
def _search(
    first: NDArray[np.int64],
    target: Positions,
    p: Digits,
    key: Words,
    word_key: np.uint64,
    start: np.uint64,
    asked: np.uint64,
    row: int,
    held: Positions,
    works: Digits,
    drawn: NDArray[np.bool_],
    node: Positions,
    asset: Positions,
    parent: Positions,
    next_link: NDArray[np.int64],
    from_node: Positions,
    link_into: Positions,
    into: Positions,
    ways_into: Positions,
) -> tuple[int, int]:
    """Depth first from the root, numbering the fallen in the order in which they are met; all
    working links between them are written down with the asset that they lead into, a seed's entry
    as link -1 - its index. Returns how many nodes and links.
    """
    node[:] = -1
    ways_into[:] = 0
    bit = np.uint32(row)
    nodes, edges = 1, 0
    for index in range(len(held)):
        from_node[edges], link_into[edges], into[edges] = 0, -1 - index, held[index]
        ways_into[held[index]] += 1
        edges += 1
        if node[held[index]] >= 0:
            continue
        node[held[index]], asset[nodes], parent[nodes] = nodes, held[index], 0
        next_link[nodes] = first[held[index]]
        at = nodes
        nodes += 1
        while at > 0:
            here = asset[at]
            if not drawn[here]:
                drawn[here] = True
                for link in range(first[here], first[here + 1]):
                    live = working(key[link], word_key, p[link], asked)
                    works[link] = np.uint32(live >> start)
            link, end = next_link[at], first[here + 1]
            down = False
            while link < end and not down:
                if (works[link] >> bit) & np.uint32(1):
                    there = target[link]
                    from_node[edges], link_into[edges], into[edges] = at, link, there
                    ways_into[there] += 1
                    edges += 1
                    if node[there] < 0:
                        node[there], asset[nodes], parent[nodes] = nodes, there, at
                        next_link[nodes] = first[there]
                        down = True
                link += 1
            next_link[at] = link
            if down:
                at = nodes
                nodes += 1
            else:
                at = parent[at]
    return nodes, edges


@inlined
def _predecessors(
    node: Positions,
    asset: Positions,
    nodes: int,
    edges: int,
    from_node: Positions,
    link_into: Positions,
    into: Positions,
    ways_into: Positions,
    pred: NDArray[np.int64],
    before: Positions,
    by: Positions,
) -> None:
    """Sort the links by the node into which they lead: those into node i are at `pred[i]` to
    `pred[i + 1]` (excluded) of `before`, the nodes from which they come, and `by`.
    """
    pred[0], so_far = 0, 0
    for at in range(1, nodes):
        so_far += ways_into[asset[at]]
        pred[at] = so_far
    pred[nodes] = so_far
    for edge in range(edges):
        at = node[into[edge]]
        pred[at] -= 1
        before[pred[at]] = from_node[edge]
        by[pred[at]] = link_into[edge]


@inlined
def _dominate(
    nodes: int,
    parent: Positions,
    pred: NDArray[np.int64],
    before: Positions,
    above: Positions,
    label: Positions,
    semi: Positions,
    idom: Positions,
) -> None:
    """The immediate dominator of every node."""
    for at in range(nodes):
        above[at] = -1
        label[at] = at
        semi[at] = at
    path = idom  # idle until the second loop
    for at in range(nodes - 1, 0, -1):
        least = parent[at]
        for edge in range(pred[at], pred[at + 1]):
            behind = before[edge]
            if behind > at:
                # Nodes above `at` hang from their parents; climb to the uppermost that hangs.
                climbed = 0
                climber = behind
                while above[climber] >= 0 and above[above[climber]] >= 0:
                    path[climbed] = climber
                    climbed += 1
                    climber = above[climber]
                while climbed > 0:
                    climbed -= 1
                    lower = path[climbed]
                    if semi[label[above[lower]]] < semi[label[lower]]:
                        label[lower] = label[above[lower]]
                    above[lower] = above[above[lower]]
                behind = semi[label[behind]]
            least = min(least, behind)
        semi[at] = least
        above[at] = parent[at]
    idom[0] = 0
    for at in range(1, nodes):
        over = parent[at]
        while over > semi[at]:
            over = idom[over]
        idom[at] = over


@inlined
def _weigh(
    nodes: int,
    asset: Positions,
    idom: Positions,
    pred: NDArray[np.int64],
    before: Positions,
    by: Positions,
    costs: Floats,
    size: Floats,
    cost: Floats,
    place: NDArray[np.int64],
    free: NDArray[np.int64],
    asset_sums: Floats,
    link_sums: Floats,
) -> None:
    """Weigh every subtree, and add what it saves to its asset and to the one link into it."""
    for at in range(nodes):
        size[at] = 1.0
        cost[at] = costs[asset[at]] if at > 0 else 0.0
    for at in range(nodes - 1, 0, -1):
        size[idom[at]] += size[at]
        cost[idom[at]] += cost[at]
    # The subtree of a node takes the places from its own on, as many as it has nodes.
    place[0], free[0] = 0, 1
    for at in range(1, nodes):
        place[at] = free[idom[at]]
        free[idom[at]] += np.int64(size[at])
        free[at] = place[at] + 1
    for at in range(1, nodes):
        here = asset[at]
        others, theirs = size[at] - 1.0, cost[at] - costs[here]
        asset_sums[0, here] += others
        asset_sums[1, here] += others * others
        asset_sums[2, here] += theirs
        asset_sums[3, here] += theirs * theirs
        asset_sums[4, here] += 1.0
        ways, only = 0, np.int64(-1)
        for edge in range(pred[at], pred[at + 1]):
            inside = place[before[edge]] - place[at]
            if inside < 0 or inside >= size[at]:
                ways += 1
                only = by[edge]
                if ways > 1:
                    break
        if ways == 1 and only >= 0:
            link_sums[0, only] += size[at]
            link_sums[1, only] += size[at] * size[at]
            link_sums[2, only] += cost[at]
            link_sums[3, only] += cost[at] * cost[at]
