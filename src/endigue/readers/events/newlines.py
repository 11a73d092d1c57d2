"""On which line of a text a place is, without looking at all of it each time."""

import numpy as np

from endigue.readers.events import _tokenizer


class Newlines:
    """The newlines of a text, which must not change as long as lines are asked for."""

    def __init__(self, text: bytes | bytearray) -> None:
        self._text = text
        blocks = -(-len(text) // _tokenizer.BLOCK)
        self._before = np.empty(blocks, np.int64)
        self.count = _tokenizer.newlines(np.frombuffer(text, np.uint8), self._before)
        """How many there are."""

    def before(self, place: int) -> int:
        """How many stand before a place."""
        block = min(place // _tokenizer.BLOCK, len(self._before) - 1)
        if block < 0:
            return 0
        start = block * _tokenizer.BLOCK
        return int(self._before[block]) + self._text.count(b"\n", start, place)
