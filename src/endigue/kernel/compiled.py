"""Loops that Python walks too slowly, compiled for the machine."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba

_Kernel = TypeVar("_Kernel", bound=Callable[..., Any])


def compiled(kernel: _Kernel) -> _Kernel:
    """The same function, compiled at its first call and without the interpreter's lock.

    It is kept beside the source or, where that is read-only, in the user's cache. Where no
    directory can be written, it is compiled anew in each run.
    """
    try:
        return cast("_Kernel", numba.njit(cache=True, nogil=True)(kernel))
    except RuntimeError:
        return cast("_Kernel", numba.njit(nogil=True)(kernel))
