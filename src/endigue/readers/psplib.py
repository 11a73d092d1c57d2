"""Projects of PSPLIB in Patterson's format, on which schedulers are compared.

Two numbers: activities and resources; what each resource offers; then for each activity its
duration, what it uses of each resource, how many activities follow it, and which (from 1).
White space separates everything; line breaks mean nothing.
"""

import numpy as np

from endigue.desk.refusal import Refusal
from endigue.restoration.rcpsp import Project

MOST_ACTIVITIES = 10_000
MOST_RESOURCES = 100
LONGEST = 1_000_000


def read_psplib(text: str, name: str) -> Project:
    """The project; Refusal where the text is none, or its activities wait for each other."""
    try:
        numbers = [int(word) for word in text.split()]
        return _project(numbers)
    except (ValueError, IndexError) as trouble:
        raise Refusal("restoration.not_psplib", file=name, why=str(trouble)) from None


def _project(numbers: list[int]) -> Project:
    count, resources = numbers[0], numbers[1]
    if not (1 <= count <= MOST_ACTIVITIES and 1 <= resources <= MOST_RESOURCES):
        raise ValueError(f"{count} activities, {resources} resources")
    if min(numbers) < 0 or max(numbers) > LONGEST:
        raise ValueError("a number below 0 or too large")
    capacity, at = numbers[2 : 2 + resources], 2 + resources
    durations, demands, following = [], [], []
    for _ in range(count):
        durations.append(numbers[at])
        demands.append(numbers[at + 1 : at + 1 + resources])
        followers = numbers[at + 1 + resources]
        at += 2 + resources
        following.append([number - 1 for number in numbers[at : at + followers]])
        if len(following[-1]) < followers:
            raise IndexError(at)
        at += followers
    if at != len(numbers):
        raise ValueError(f"{len(numbers) - at} numbers too many")
    if any(not 0 <= one < count for each in following for one in each):
        raise ValueError("an activity that is not there")
    return Project(
        duration=np.array(durations, np.int64),
        demand=np.array(demands, np.int64),
        capacity=np.array(capacity, np.int64),
        following=tuple(tuple(each) for each in following),
    )
