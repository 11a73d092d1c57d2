"""Peers of the spread on one problem, in the Python of an environment of their own.

    python spread_peers.py PROBLEM.npz PEER WORLDS HOURS

Prints one JSON object: worlds, seconds without preparation, mean number of fallen. Knows nothing of
Endigue: the problem is the columns source, target, p, mean_hours, and seed.
"""

import json
import sys
from random import Random
from time import perf_counter
from typing import Any

import numpy as np


class Problem:
    """The columns; of parallel links NDlib and EoN see one, which works if any does."""

    def __init__(self, path: str) -> None:
        columns = np.load(path)
        self.assets = int(columns["assets"])
        self.source, self.target = columns["source"], columns["target"]
        self.p, self.mean_hours = columns["p"], columns["mean_hours"]
        self.seeds = columns["seed"].tolist()

    def chances(self) -> dict[tuple[int, int], float]:
        """Probability by pair of ends."""
        fails: dict[tuple[int, int], float] = {}
        ends = zip(self.source.tolist(), self.target.tolist(), self.p.tolist(), strict=True)
        for source, target, p in ends:
            fails[source, target] = fails.get((source, target), 1.0) * (1.0 - p)
        return {pair: 1.0 - chance for pair, chance in fails.items()}

    def graph(self) -> Any:
        """A graph of networkx with `p` and `mean` on its edges."""
        import networkx

        graph = networkx.DiGraph()
        graph.add_nodes_from(range(self.assets))
        graph.add_edges_from((*pair, {"p": p}) for pair, p in self.chances().items())
        ends = zip(self.source.tolist(), self.target.tolist(), strict=True)
        for (source, target), mean in zip(ends, self.mean_hours.tolist(), strict=True):
            graph.edges[source, target]["mean"] = mean
        return graph


def ndlib(problem: Problem, worlds: int, _hours: float) -> tuple[float, float]:
    import ndlib.models.epidemics as epidemics
    import networkx
    from ndlib.models.ModelConfig import Configuration

    graph = networkx.DiGraph()
    graph.add_nodes_from(range(problem.assets))
    chances = problem.chances()
    graph.add_edges_from(chances)
    model = epidemics.IndependentCascadesModel(graph)
    settings = Configuration()
    settings.add_model_initial_configuration("Infected", problem.seeds)
    for pair, p in chances.items():
        settings.add_edge_configuration("threshold", pair, p)
    model.set_initial_status(settings)
    start, fallen = perf_counter(), 0
    for _ in range(worlds):
        model.reset(problem.seeds)
        counts = {1: 1}
        while counts[1] > 0:
            counts = model.iteration(node_status=False)["node_count"]
        fallen += counts[2]
    return perf_counter() - start, fallen / worlds


def eon(problem: Problem, worlds: int, _hours: float) -> tuple[float, float]:
    import EoN

    graph, chance = problem.graph(), Random(0)
    start, fallen = perf_counter(), 0
    for _ in range(worlds):
        run = EoN.discrete_SIR(
            graph,
            test_transmission=lambda u, v: chance.random() < graph.edges[u, v]["p"],
            args=(),
            initial_infecteds=problem.seeds,
        )
        fallen += int(run[3][-1])
    return perf_counter() - start, fallen / worlds


def scipy(problem: Problem, worlds: int, _hours: float) -> tuple[float, float]:
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import breadth_first_order

    rng = np.random.default_rng(0)
    root, size = problem.assets, problem.assets + 1
    start, fallen = perf_counter(), 0
    for _ in range(worlds):
        works = np.flatnonzero(rng.random(len(problem.p)) < problem.p)
        source = np.append(problem.source[works], [root] * len(problem.seeds))
        target = np.append(problem.target[works], problem.seeds)
        ends = (source, target)
        graph = csr_array((np.ones(len(source), np.int8), ends), shape=(size, size))
        fallen += len(breadth_first_order(graph, root, return_predecessors=False)) - 1
    return perf_counter() - start, fallen / worlds


def eon_times(problem: Problem, worlds: int, hours: float) -> tuple[float, float]:
    import EoN

    graph, chance = problem.graph(), Random(0)

    def passing(u: int, v: int) -> float:
        edge = graph.edges[u, v]
        if chance.random() >= edge["p"]:
            return float("inf")
        return chance.expovariate(1 / edge["mean"]) if edge["mean"] else 0.0

    start, fallen = perf_counter(), 0
    for _ in range(worlds):
        run = EoN.fast_nonMarkov_SIR(
            graph,
            trans_time_fxn=passing,
            rec_time_fxn=lambda _: 1e9,
            initial_infecteds=problem.seeds,
            tmax=hours,
        )
        fallen += int(run[2][-1] + run[3][-1])
    return perf_counter() - start, fallen / worlds


def scipy_times(problem: Problem, worlds: int, hours: float) -> tuple[float, float]:
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import dijkstra

    rng = np.random.default_rng(0)
    start, fallen = perf_counter(), 0
    for _ in range(worlds):
        works = np.flatnonzero(rng.random(len(problem.p)) < problem.p)
        source, target = problem.source[works], problem.target[works]
        # Where parallel links work, the first to be passed counts; 0 would mean "no link".
        passing = np.maximum(rng.exponential(problem.mean_hours[works]), 1e-9)
        order = np.lexsort((passing, target, source))
        pairs = np.stack((source[order], target[order]))
        fresh = np.append(True, (pairs[:, 1:] != pairs[:, :-1]).any(axis=0))
        graph = csr_array((passing[order][fresh], pairs[:, fresh]), shape=(problem.assets,) * 2)
        times = dijkstra(graph, indices=problem.seeds, min_only=True, limit=hours)
        fallen += int((times <= hours).sum())
    return perf_counter() - start, fallen / worlds


PEERS = {
    "ndlib": ndlib,
    "eon": eon,
    "scipy": scipy,
    "eon_times": eon_times,
    "scipy_times": scipy_times,
}


def main() -> None:
    path, peer, worlds, hours = sys.argv[1:]
    seconds, fallen = PEERS[peer](Problem(path), int(worlds), float(hours))
    print(json.dumps({"worlds": int(worlds), "seconds": seconds, "fallen": fallen}))


if __name__ == "__main__":
    main()
