"""What it costs to explain a plan, beside the solver's time, on synthetic enterprises.

The plan is not solved for: it isolates and disables what stands nearest to the suspects, and
closes flows, until it has one action for every 22 assets, as solved plans of these enterprises
have. The simulator, which is the definition, is timed on a few actions and extrapolated.

Run: `uv run python benchmarks/explaining.py [--nodes 2000,20000] [--seed 1]`.
"""

import argparse
import resource
import sys
from itertools import pairwise
from time import perf_counter

import numpy as np

from containment import enterprise
from endigue.containment.actions import actions, without_idle
from endigue.containment.companies import companies
from endigue.containment.ownership import Ownership
from endigue.containment.price import Simulator
from endigue.containment.pricer import Pricer
from endigue.containment.stops import stops
from endigue.organisation.model import Organisation

ASSETS_AN_ACTION = 22
SIMULATED = 3
"""Actions that the simulator prices."""


def plan_of(organisation: Organisation, seeds: tuple[str, ...]) -> tuple[str, ...]:
    """Levers on the suspects and on what stands nearest to them, then on flows."""
    links = organisation.links
    near = np.zeros(len(organisation.assets), np.bool_)
    near[[organisation.asset_index[seed] for seed in seeds]] = True
    for _ in range(2):
        near[links.target[near[links.source]]] = True
    index = organisation.asset_index
    found = [
        lever.id
        for lever in organisation.levers
        if lever.kind == "close_flow" or (lever.target in index and near[index[lever.target]])
    ]
    return tuple(found[: len(organisation.assets) // ASSETS_AN_ACTION])


def measure(nodes: int, seed: int) -> str:
    """One row of the table."""
    organisation, seeds = enterprise(nodes, seed)
    plan = plan_of(organisation, tuple(seeds))
    Pricer(organisation).price(seeds, plan[:1])  # compiled, or read from the cache
    steps: list[float] = []

    def lap() -> None:
        steps.append(perf_counter())

    lap()
    pricer, ownership = Pricer(organisation), Ownership(organisation)
    lap()
    pricer.without_each(seeds, plan)
    lap()
    without_idle(pricer, seeds, plan, ())
    lap()
    actions(pricer, seeds, plan, ())
    lap()
    situation = pricer.price(seeds, plan)
    stops(pricer, situation, plan)
    companies(pricer, ownership, situation, plan)
    lap()
    simulator = Simulator(organisation)
    found = pricer.without_each(seeds, plan)
    begun = perf_counter()
    for lever in plan[:SIMULATED]:
        rest = [other for other in plan if other != lever]
        assert simulator.price(seeds, rest).harm == found[lever].harm
    simulated = (perf_counter() - begun) / SIMULATED * len(plan)
    unit = 1 if sys.platform == "darwin" else 1024
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 2**20
    told = " | ".join(f"{after - before:.2f}" for before, after in pairwise(steps))
    return (
        f"| {len(organisation.assets):,} / {len(organisation.links):,} | {len(plan):,} | {told} "
        f"| {simulated:,.0f} | {memory:,.0f} |"
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--nodes", default="2000,20000")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    print(
        "| assets / links | actions | arrays, s | without each, s | drop idle, s | explain all, s"
        " | companies and stops, s | the simulator, without each, s (extrapolated) | MiB |"
    )
    print("|---|--:|--:|--:|--:|--:|--:|--:|--:|")
    for nodes in arguments.nodes.split(","):
        print(measure(int(nodes), arguments.seed), flush=True)


if __name__ == "__main__":
    main()
