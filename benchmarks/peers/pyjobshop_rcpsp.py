"""PyJobShop on one project in Patterson's format: prints the makespan.

Run by benchmarks/restoration.py with a Python that has PyJobShop; it imports nothing of ours.
"""

import sys
from pathlib import Path

from pyjobshop import Model

numbers = [int(word) for word in Path(sys.argv[1]).read_text(encoding="utf-8").split()]
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
result = model.solve(time_limit=float(sys.argv[2]), num_workers=2, display=False)
print(int(result.objective))
