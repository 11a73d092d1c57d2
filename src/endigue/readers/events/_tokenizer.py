"""JSON documents into dictionary-encoded columns, without an object for each value.

One pass over the bytes finds the documents, follows their keys by a hash of the path, and
numbers every distinct value of the wanted columns by its raw text. What a value means is
worked out once for each distinct one, by the caller.

It is lenient where leniency loses nothing: documents may be separated by newlines, commas or
nothing, and may stand inside one array. It is no validator: what it cannot follow is a broken
line, and it goes on behind the next newline.

The pass is in `_tokenizer_loop`, translated once and kept as machine code.
"""

from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

import numpy as np
import numpy.typing as npt

from endigue.kernel import machine_code
from endigue.readers.caches import Cache, name_of, opened, sealed, user_cache

DONE, FULL, UNKNOWN_PATHS = 0, 1, 2
"""Why a pass ended: all was read; no room for more rows or values; paths to be named first,
after which the document is read again.
"""

UNWANTED, UNNAMED, ANCESTOR = -1, -2, -3
"""What a path is, where it is no column: of no interest, not known yet, an object."""

DEEPEST = 64
"""Nested objects in one document."""

BEYOND = 8
"""Bytes behind its end that a text must have: the loop reads so many at once."""

BLOCK = 4096
"""Bytes between two places before which newlines are counted."""

CURSOR_PLACE, CURSOR_ROWS, CURSOR_VALUES, CURSOR_PATHS, CURSOR_BROKEN = range(5)
CURSOR_NEW, CURSOR_SLOTS = 5, 6
CURSOR_SIZE = 7

FIRST_SLOTS = 1 << 15
"""Slots of values in use at first. They grow with the values: few stay near the processor."""

_KERNEL = Path(machine_code.__file__)
_MADE_FROM = (
    Path(__file__),
    Path(__file__).with_name("_tokenizer_loop.py"),
    _KERNEL,
    _KERNEL.with_name("eight_bytes.py"),
    _KERNEL.with_name("translated.py"),
)


@dataclass
class Arrays:
    """What a pass reads and writes."""

    cursor: npt.NDArray[np.int64]
    """Where it stands, and how much of the others it has filled."""
    paths: npt.NDArray[np.int64]
    """By slot: the hash of a path, 0 where there is none, and its column, or what it is instead."""
    new_paths: npt.NDArray[np.int64]
    """Slot, slot of the parent, start and length of keys that were not known."""
    codes: npt.NDArray[np.int32]
    """By column and row: the number of a value, `events.ABSENT` before; both to spare."""
    columns: int
    """Columns in use."""
    spans: npt.NDArray[np.int64]
    """By row: start and end of the document."""
    slots: npt.NDArray[np.int32]
    """Numbers of values by their hash; `cursor[CURSOR_SLOTS]` are in use, and -1 before."""
    value_hashes: npt.NDArray[np.uint64]
    values: npt.NDArray[np.int64]
    """By number: column, start and length of a value."""
    broken: npt.NDArray[np.int64]
    """Places where something could not be followed, as many as fit."""


def tokenize(text: npt.NDArray[np.uint8], end: int, most_paths: int, arrays: Arrays) -> int:
    """Read documents from the place in the cursor until `end`; why it stopped.

    `text` goes on for `BEYOND` bytes behind `end`. A document that `end` cuts is left: the
    cursor stands at its start.
    """
    each = arrays
    return _loops()[0](
        (
            text,
            each.cursor,
            each.paths,
            each.new_paths,
            each.codes,
            each.spans,
            each.slots,
            each.value_hashes,
            each.values,
            each.broken,
            np.empty(DEEPEST, np.uint64),
            np.empty(DEEPEST, np.int64),
        ),
        (
            len(text),
            end,
            most_paths,
            len(each.paths),
            len(each.new_paths),
            each.columns,
            each.codes.shape[1],
            len(each.spans),
            len(each.slots),
            len(each.values),
            len(each.broken),
        ),
    )


def newlines(text: npt.NDArray[np.uint8], before: npt.NDArray[np.int64]) -> int:
    """How many newlines a text has; `before[n]` becomes how many stand before byte n * `BLOCK`."""
    return _loops()[1]((text, before), (len(text), len(before)))


_NAMES = ("tokenize", "newlines")


@cache
def _loops() -> tuple[machine_code.Loop, ...]:
    """The loops by `_NAMES`, out of the first cache that has them; else translated anew."""
    sources = [path.read_bytes() for path in _MADE_FROM]
    name = name_of(*sources, version("numba").encode(), machine_code.machine().encode()) + ".loops"
    caches = [Cache(Path(__file__).with_name("__pycache__")), Cache(user_cache())]
    for each in caches:
        kept = each.read(name)
        code = None if kept is None else opened(kept)
        if code is not None:
            return machine_code.load(code, _NAMES)
    # Loading numba takes longer than everything else of a short command.
    from endigue.kernel.translated import translate
    from endigue.readers.events import _tokenizer_loop as loop

    code = translate({"tokenize": loop.tokenize_at, "newlines": loop.newlines_at})
    any(each.write(name, sealed(code)) for each in caches)
    return machine_code.load(code, _NAMES)


def warm() -> None:
    """Load the loops now, so that processes forked from this one have them."""
    _loops()
