"""Keyword searches: some value of the event, whatever its field.

Looking at every value of every event would cost more than all other tests together. So the
JSON text of all events is searched once for the longest run of each keyword that JSON writes
as it is; only events with such a place, or with an escape that could hide one, are taken apart.
"""

from collections import defaultdict
from collections.abc import Iterable

import msgspec
import numpy as np

from endigue.evidence.sigma.events import Rows
from endigue.evidence.sigma.patterns import literal
from endigue.evidence.sigma.rules import Contains, EndsWith, Equals, StartsWith, Test, Wildcard
from endigue.evidence.sigma.scan import CASELESS, Pattern

SHORTEST_RUN = 3
"""Letters below which a run says too little."""

OFTEN_ESCAPED = frozenset("\"\\/<>&'+`")
"""What common writers of JSON escape although it is ASCII: no run has it."""

ESCAPES = (
    r"\\u00(?:2[013-57-9acdeACDE]|3[0-9abdfABDF]|[467][0-9a-fA-F]|5[0-9abdefABDEF])",
    r"\\u212[aA]",
    r"\\u0130",
    r"\xe2\x84\xaa",
    r"\xc4\xb0",
)
"""Where an event may say a letter of a run otherwise: as an escape, or as one of the two
letters outside ASCII that become ASCII in lower case."""


class KeywordSearch(msgspec.Struct, frozen=True):
    """What is sought in the text of all events, and for which atoms. Those without a run are
    in `unfiltered`; `ESCAPED` numbers the patterns that stand for all runs.
    """

    patterns: tuple[Pattern, ...]
    runs: dict[int, int]
    """By atom: the number of the pattern of its run."""
    unfiltered: frozenset[int]


ESCAPED = 0


def keyword_search(keywords: Iterable[tuple[int, Test]]) -> KeywordSearch:
    """The search for all atoms of the whole event, given by number and test."""
    numbers: dict[str, int] = {}
    runs: dict[int, int] = {}
    unfiltered = set()
    for number, test in keywords:
        run = max(_runs(test), key=len, default="").lower()
        if len(run) < SHORTEST_RUN:
            unfiltered.add(number)
        else:
            runs[number] = numbers.setdefault(run, len(numbers) + 1)
    patterns = [Pattern(literal(run), CASELESS, number) for run, number in numbers.items()]
    if patterns:
        patterns += [Pattern(escape, 0, ESCAPED) for escape in ESCAPES]
    return KeywordSearch(tuple(patterns), runs, frozenset(unfiltered))


def _runs(test: Test) -> Iterable[str]:
    match test:
        case Contains() | Equals() | StartsWith() | EndsWith():
            texts: tuple[str, ...] = (test.text,)
        case Wildcard():
            texts = test.pieces
        case _:
            texts = ()
    for text in texts:
        run = ""
        for letter in text:
            if " " <= letter <= "~" and letter not in OFTEN_ESCAPED:
                run += letter
            else:
                yield run
                run = ""
        yield run


def hinted_rows(places: Iterable[tuple[int, int]], starts: Rows) -> dict[int, Rows]:
    """By pattern: the rows in whose documents it was found; a place is behind a match, a start
    is where the document of a row begins.
    """
    ends: dict[int, list[int]] = defaultdict(list)
    for number, end in places:
        ends[number].append(end)
    return {number: _rows(each, starts) for number, each in ends.items()}


def _rows(ends: list[int], starts: Rows) -> Rows:
    at = np.asarray(ends, np.int64) - 1
    rows = np.searchsorted(starts, at, side="right") - 1
    return np.unique(rows[rows >= 0]).astype(np.int64)
