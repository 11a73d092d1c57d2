"""Following a journal: what is there, then what comes, until nothing comes any more."""

from collections.abc import Callable, Iterator
from time import monotonic

from endigue.journal.entry import Entry


def follow(
    read: Callable[[int], Iterator[Entry]],
    wait: Callable[[int, float], None],
    after: int,
    patience: float,
) -> Iterator[Entry]:
    """Yield what `read` gives after `after`; when there is no more, `wait` and read again.

    `wait` is given the last sequence that was read and a number of seconds. It returns once
    there is more than that, at the latest after those seconds; it may return early for
    nothing. Ends when `patience` seconds have brought nothing new.
    """
    deadline = monotonic() + patience
    while True:
        came = False
        for entry in read(after):
            after, came = entry.sequence, True
            yield entry
        if came:
            deadline = monotonic() + patience
        remaining = deadline - monotonic()
        if remaining <= 0:
            return
        wait(after, remaining)
