"""What falls in each sampled world, not only how often: for what depends on several assets
together, such as harm.

The worlds are those of `chance`, of a stream of their own: the world in which a link is cut is
the same world without that link, so plans can be compared world by world, on worlds that no
forecast used.
"""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from endigue.kernel.compiled import compiled
from endigue.spread.chance import Words, even, word_keys, working
from endigue.spread.graph import Graph, laid_out, links_of, within_reach
from endigue.spread.pace import Pace, delay, pace_of
from endigue.spread.problem import SpreadProblem

PER_WORD = 64
"""Worlds in one word: bit n of word w belongs to world 64 w + n."""

_STREAM = 0x5851F42D4C957F2D
"""Sets these worlds apart from those of a forecast with the same seed."""


def fallen_in_worlds(
    problem: SpreadProblem,
    hours: tuple[float, ...],
    worlds: int,
    seed: int = 0,
    threads: int = 2,
    shut: NDArray[np.float64] | None = None,
) -> Words:
    """Which assets fall within each of `hours` in each world: an array of words by hour, by
    64 worlds, by asset. Bits beyond the last world are 0.

    `shut` gives for each link of the problem the hour at which it is closed: who is not through
    before then does not come through. Without it no link is ever closed.

    Memory: 8 bytes for each hour, asset and 64 worlds, and 17 for each asset and thread.
    Raises ValueError where hours, worlds or threads make no sense.
    """
    if not hours or not all(0 <= hour < np.inf for hour in hours):
        raise ValueError("hours are finite and not below 0")
    if worlds < 1 or threads < 1:
        raise ValueError("at least one world and one thread are needed")
    blocks = -(-worlds // PER_WORD)
    words = np.zeros((len(hours), blocks, len(problem.assets)), np.uint64)
    order = within_reach(problem)
    links = links_of(problem, order)
    graph = laid_out(problem, order, links, seed ^ _STREAM)
    pace = pace_of(problem, links)
    until = np.array(hours, np.float64)
    closes = np.full(len(links), np.inf) if shut is None else shut[links]
    by_word = word_keys(worlds).reshape(-1)

    def sample(block: int) -> None:
        here = np.zeros((len(hours), len(order)), np.uint64)
        count = min(PER_WORD, worlds - block * PER_WORD)
        _sample(graph, pace, closes, until, by_word[block], count, here)
        words[:, block, order] = here

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(sample, range(blocks)))
    return words


@compiled
def _sample(
    graph: Graph,
    pace: Pace,
    closes: NDArray[np.float64],
    hours: NDArray[np.float64],
    word_key: np.uint64,
    worlds: int,
    words: Words,
) -> None:
    """Write the bits of so many worlds of one word.

    Earliest times by label correction: an asset whose time is bettered goes into the queue
    again, so the times are exact when the queue is empty.
    """
    count = len(graph.first) - 1
    horizon = hours.max()
    time = np.empty(count, np.float64)
    waits = np.zeros(count, np.bool_)
    queue = np.empty(count + 1, np.int32)
    for world in range(worlds):
        bit = np.uint64(world)
        mine = np.uint64(1) << bit
        time[:] = np.inf
        head, tail = 0, 0
        for index in range(len(graph.seed)):
            if working(graph.seed_key[index], word_key, graph.seed_p[index], mine):
                time[graph.seed[index]] = 0.0
                queue[tail] = graph.seed[index]
                waits[graph.seed[index]] = True
                tail += 1
        while head != tail:
            asset = queue[head]
            head = 0 if head == count else head + 1
            waits[asset] = False
            now = time[asset]
            for link in range(graph.first[asset], graph.first[asset + 1]):
                after = graph.target[link]
                if time[after] <= now or closes[link] <= now:
                    continue
                if not working(graph.key[link], word_key, graph.p[link], mine):
                    continue
                then = now + delay(pace, link, even(graph.key[link], word_key, bit))
                if then < time[after] and then <= horizon and then < closes[link]:
                    time[after] = then
                    if not waits[after]:
                        waits[after] = True
                        queue[tail] = after
                        tail = 0 if tail == count else tail + 1
        for place in range(len(hours)):
            for asset in range(count):
                if time[asset] <= hours[place]:
                    words[place, asset] |= mine
