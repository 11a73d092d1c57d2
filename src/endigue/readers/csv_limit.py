"""How long a cell of CSV may be: a limit that the csv module keeps for the whole process."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def cells_up_to(most: int) -> Iterator[None]:
    """Within it, a cell of more than `most` characters is a csv.Error; after it, the limit is
    what it was.
    """
    before = csv.field_size_limit(most)
    try:
        yield
    finally:
        csv.field_size_limit(before)
