"""The garbage collector of a process that runs for days.

A command collects seldom, because most of what it reads stays until it ends. A server that goes on
like this lets hundreds of thousands of dead objects pile up, page by page.
"""

import gc
from typing import Final

ROUNDS: Final = (700, 10, 10)
"""Objects made before the youngest are looked at, and how many such rounds before older ones
are: Python's own.
"""


def settle() -> None:
    """Leave what there is out of every later round: it stays, and is most of what there is. So
    rounds over what pages leave behind can be frequent, and none of them stops the pages for long.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*ROUNDS)
    gc.collect()  # the oldest are looked at when a quarter more has come than this leaves
