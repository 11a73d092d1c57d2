"""How fast the containment is solved to proof, and what the practice would have cost.

    python benchmarks/containment.py [--nodes 2000,20000] [--seconds 60] [--seed 1]

Synthetic enterprises: workstations, servers, accounts and groups in zones, joined by sessions,
memberships, administration rights and network flows, with redundant services. In the same run,
beside the plan, what the practice would cost: doing nothing, isolating only what is known,
pulling the plug (every zone). The plan's harm is checked with the independent simulator.
"""

import argparse
import time

from endigue.containment.price import Simulator
from endigue.containment.problem import build
from endigue.containment.solve import solve, solver_name
from enterprises import enterprise


def measure(nodes: int, seed: int, seconds: float) -> None:
    """One line of results."""
    organisation, seeds = enterprise(nodes, seed)
    print(
        f"\n{organisation.name}: {len(organisation.assets)} assets,"
        f" {len(organisation.links)} links, {len(organisation.levers)} levers, seed {seed}"
    )
    begun = time.perf_counter()
    problem = build(organisation, seeds)
    built = time.perf_counter()
    solution = solve(problem, seconds)
    solved = time.perf_counter()
    print(
        f"  reduced to {len(problem.levers)} levers, {len(problem.state_cost)} states,"
        f" {len(problem.way_source)} ways in {built - begun:.2f} s"
    )
    print(
        f"  plan      {solution.objective / 100:14,.0f}  in {solved - built:.2f} s,"
        f" {'proven' if solution.proven else f'gap {solution.gap:.2%}'},"
        f" {len(solution.pulled)} actions ({solver_name()})"
    )
    simulator = Simulator(organisation)
    assert simulator.price(seeds, solution.pulled).harm == solution.objective
    plug = [lever.id for lever in organisation.levers if lever.kind == "unplug_zone"]
    known = [lever.id for lever in organisation.levers if lever.target in seeds]
    for name, pulled in (("nothing", []), ("known", known), ("plug", plug)):
        harm = simulator.price(seeds, pulled).harm
        print(f"  {name:9} {harm / 100:14,.0f}")


def main() -> None:
    """Measure every size."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--nodes", default="2000,20000")
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    for nodes in arguments.nodes.split(","):
        measure(int(nodes), arguments.seed, arguments.seconds)


if __name__ == "__main__":
    main()
