"""PyJobShop on a restoration: reads a problem as JSON on standard input, prints a schedule.

    python pyjobshop_restoration.py SECONDS < problem.json

Run by benchmarks/restoration.py with a Python that has PyJobShop; it imports nothing of ours.
What the problem holds: see `as_a_shop` in benchmarks/restoration_peers.py. A group of people is a
renewable resource whose breaks are the hours off shift; a place of the clean room is held by a
task that idles from the start of the rebuild to the end of the verification; an operation is a
job of one task of no length, once for each bend of its loss, with the slope that the bend adds
as the weight of its tardiness. All of it is exact but for copies: PyJobShop cannot let work run on
past the end of a shift in which it must begin, so here a copy ends within the shift.
"""

import json
import sys
from dataclasses import dataclass, field

from pyjobshop import Model, Result
from pyjobshop.ProblemData import Task


@dataclass
class Shop:
    model: Model = field(default_factory=Model)
    tasks: dict[str, Task] = field(default_factory=dict)
    """By the names of the problem."""

    def moment(self, *, optional: bool = False) -> Task:
        """A task of no length that uses nothing."""
        task = self.model.add_task(optional=optional)
        self.model.add_mode(task, [], 0)
        return task


def built(given: dict) -> Shop:
    shop = Shop()
    model = shop.model
    groups = [
        model.add_renewable(group["people"], [tuple(one) for one in group["breaks"]])
        for group in given["groups"]
    ]
    bandwidth = model.add_renewable(given["bandwidth"])
    room = model.add_renewable(given["places"])
    for name, each in given["tasks"].items():
        task = model.add_task(allow_breaks=each["pauses"])
        for group in each["groups"]:
            resources, demands = [groups[group]], [1]
            if each["bandwidth"]:
                resources, demands = [*resources, bandwidth], [1, each["bandwidth"]]
            model.add_mode(task, resources, each["ticks"], demands)
        shop.tasks[name] = task
    for before, after in given["following"]:
        model.add_end_before_start(shop.tasks[before], shop.tasks[after])
    for first, last in given["rooms"]:
        held = model.add_task(allow_idle=True)
        model.add_mode(held, [room], 1, [1])
        model.add_start_at_start(held, shop.tasks[first])
        model.add_end_at_end(held, shop.tasks[last])
    if given["core"]:
        evicted = shop.moment()
        for name in given["core"]:
            model.add_end_before_start(shop.tasks[name], evicted)
        for name in given["gated"]:
            model.add_end_before_start(evicted, shop.tasks[name])
    for node in given["nodes"]:
        _node(shop, node["name"], node["k"], node["children"])
    for waited_for, bends in given["operations"]:
        for due, weight in bends:
            job = model.add_job(weight=weight, due_date=due)
            back = model.add_task(job=job)
            model.add_mode(back, [], 0)
            model.add_end_before_start(shop.tasks[waited_for], back)
    model.set_objective(weight_total_tardiness=1)
    return shop


def _node(shop: Shop, name: str, k: int, children: list[str]) -> None:
    met = shop.moment()
    shop.tasks[name] = met
    if k == len(children):
        for child in children:
            shop.model.add_end_before_start(shop.tasks[child], met)
        return
    if k > 1:
        raise SystemExit("PyJobShop can ask for one of several, not for k of them")
    ways = []
    for child in children:
        way = shop.moment(optional=True)
        shop.model.add_end_before_start(shop.tasks[child], way)
        shop.model.add_end_before_start(way, met)
        ways.append(way)
    shop.model.add_select_at_least_one(ways)


def told(shop: Shop, result: Result, given: dict) -> dict:
    """Start and group of every task; no tasks where no schedule was found."""
    if not result.best.tasks:
        return {"status": result.status.value, "tasks": {}}
    places = {id(task): number for number, task in enumerate(shop.model.tasks)}
    found = {}
    for name in given["tasks"]:
        done = result.best.tasks[places[id(shop.tasks[name])]]
        found[name] = [done.start, done.resources[0]]
    return {"status": result.status.value, "tasks": found}


def main() -> None:
    given = json.load(sys.stdin)
    shop = built(given)
    result = shop.model.solve(time_limit=float(sys.argv[1]), num_workers=2, display=False)
    print(json.dumps(told(shop, result, given)))


main()
