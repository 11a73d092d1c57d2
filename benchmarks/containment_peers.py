"""CP-SAT on a containment problem, in an environment of its own that has OR-Tools and numpy.

    python benchmarks/containment_peers.py PROBLEM.npz SECONDS

Prints one JSON object: the objective and the bound, in cents, and the seconds, model included.
"""

import json
import sys
from itertools import combinations
from math import comb
from time import perf_counter

import numpy as np
from ortools.sat.python import cp_model

MOST_SUBSETS = 24


def main() -> None:
    """Solve one problem."""
    data = np.load(sys.argv[1])
    begun = perf_counter()
    model = cp_model.CpModel()
    levers = [model.new_bool_var(f"x{n}") for n in range(len(data["lever_cost"]))]
    states = [model.new_bool_var(f"r{n}") for n in range(len(data["state_cost"]))]
    model.add(states[0] == 1)
    starts, members = data["gate_start"].tolist(), data["gate_lever"].tolist()
    ways = zip(data["way_source"], data["way_target"], data["way_gate"], strict=True)
    for source, target, gate in ways:
        closers = [] if gate < 0 else members[starts[gate] : starts[gate + 1]]
        closing = [levers[closer] for closer in closers]
        model.add_bool_or([states[source].negated(), states[target], *closing])
    for lever, state in zip(data["cut_lever"], data["cut_state"], strict=True):
        model.add_implication(levers[lever], states[state])
    bounds, children = data["threshold_start"].tolist(), data["threshold_child"].tolist()
    wanted = zip(data["threshold_state"], data["threshold_count"].tolist(), strict=True)
    for place, (state, count) in enumerate(wanted):
        mine = children[bounds[place] : bounds[place + 1]]
        if comb(len(mine), count) <= MOST_SUBSETS:
            for subset in combinations(mine, count):
                causes = [states[child].negated() for child in subset]
                model.add_bool_or([*causes, states[state]])
        else:
            room = len(mine) - count + 1
            model.add(sum(states[child] for child in mine) <= count - 1 + room * states[state])
    for number in range(int(data["caps"]) if "caps" in data else 0):
        seconds = data[f"cap_seconds_{number}"].tolist()
        work = sum(each * lever for each, lever in zip(seconds, levers, strict=True) if each)
        model.add(work <= int(data[f"cap_most_{number}"]))
    cost = cp_model.LinearExpr.weighted_sum(
        [*levers, *states], [*data["lever_cost"].tolist(), *data["state_cost"].tolist()]
    )
    model.minimize(cost)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 2
    solver.parameters.random_seed = 5
    solver.parameters.max_time_in_seconds = float(sys.argv[2])
    status = solver.solve(model)
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    constant = int(data["constant"])
    print(
        json.dumps(
            {
                "objective": constant + round(solver.objective_value) if found else None,
                "bound": constant + max(0.0, solver.best_objective_bound),
                "seconds": perf_counter() - begun,
            }
        )
    )


if __name__ == "__main__":
    main()
