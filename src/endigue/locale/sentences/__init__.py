"""The English sentence of every code, one file a room; the French stands in `../fr/*.po`.

A sentence is a `str.format` template whose fields are the arguments of the fact, warning or
refusal. Codes are `room.what_is_so`.
"""

import importlib
import pkgutil
from functools import cache


@cache
def sentences() -> dict[str, str]:
    """Every code and its English template, over all rooms."""
    merged: dict[str, str] = {}
    for found in pkgutil.iter_modules(__path__):
        room = importlib.import_module(f"{__name__}.{found.name}")
        merged.update(room.SENTENCES)
    return merged
