"""A triage line, event by event, with a heap: shares nothing with the product's forecast."""

from collections import deque
from heapq import heappop, heappush
from itertools import count
from math import log, sqrt
from random import Random


def line_end(
    chance: Random,
    *,
    to_come: int,
    to_scan: int,
    to_reimage: int,
    to_hand_out: int,
    arrivals_per_hour: float,
    benches: tuple[int, int, int],
    minutes: tuple[float, float, float],
    spread: float,
    share: float,
) -> float:
    """Hours until the last machine is handed out, in one run."""

    def duration(station: int) -> float:
        variance = log(1 + spread**2)
        return minutes[station] / 60 * chance.lognormvariate(-variance / 2, sqrt(variance))

    queues: tuple[deque[int], deque[int], deque[int]] = (deque(), deque(), deque())
    free = list(benches)
    events: list[tuple[float, int, str, int]] = []
    number = count()
    last = 0.0

    def join(now: float, station: int) -> None:
        queues[station].append(next(number))
        serve(now, station)

    def serve(now: float, station: int) -> None:
        while free[station] and queues[station]:
            queues[station].popleft()
            free[station] -= 1
            heappush(events, (now + duration(station), next(number), "done", station))

    for machine in range(1, to_come + 1):
        heappush(events, (machine / arrivals_per_hour, next(number), "came", 0))
    for station, waiting in enumerate((to_scan, to_reimage, to_hand_out)):
        for _ in range(waiting):
            join(0.0, station)
    while events:
        now, _, what, station = heappop(events)
        if what == "came":
            join(now, 0)
            continue
        free[station] += 1
        serve(now, station)
        if station == 0:
            join(now, 1 if chance.random() < share else 2)
        elif station == 1:
            join(now, 2)
        else:
            last = max(last, now)
    return last
