"""PyJobShop on one project in Patterson's format: prints the makespan, or `none`.

    python pyjobshop_rcpsp.py FILE SECONDS [ENOUGH]

It ends at a schedule no longer than ENOUGH. Run by benchmarks/restoration.py with a Python that
has PyJobShop; it imports nothing of ours.
"""

import sys
from pathlib import Path

from ortools.sat.python import cp_model
from pyjobshop import Model
from pyjobshop.solvers.ortools import CPModel


class StopAtEnough(cp_model.CpSolverSolutionCallback):
    """PyJobShop's own `solve` takes no such callback; the rest is what it does."""

    def __init__(self, enough: int) -> None:
        super().__init__()
        self.enough = enough

    def on_solution_callback(self) -> None:
        if self.objective_value <= self.enough:
            self.stop_search()


def model_of(numbers: list[int]) -> Model:
    count, kinds = numbers[0], numbers[1]
    model = Model()
    resources = [model.add_renewable(capacity=one) for one in numbers[2 : 2 + kinds]]
    at, tasks, following = 2 + kinds, [], []
    for _ in range(count):
        task = model.add_task()
        model.add_mode(task, resources, numbers[at], demands=numbers[at + 1 : at + 1 + kinds])
        tasks.append(task)
        followers = numbers[at + 1 + kinds]
        at += 2 + kinds
        following.append(numbers[at : at + followers])
        at += followers
    for task, each in zip(tasks, following, strict=True):
        for one in each:
            model.add_end_before_start(task, tasks[one - 1])
    return model


def main(file: str, seconds: str, enough: str = "0") -> None:
    numbers = [int(word) for word in Path(file).read_text(encoding="utf-8").split()]
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = float(seconds)
    solver.parameters.num_workers = 2
    status = solver.solve(CPModel(model_of(numbers).data()).model, StopAtEnough(int(enough)))
    found = status in {cp_model.OPTIMAL, cp_model.FEASIBLE}
    print(round(solver.objective_value) if found else "none")


main(*sys.argv[1:])
