"""Eight bytes at once out of an array of bytes, for loops that read text."""

from collections.abc import Callable
from typing import Any, cast

from llvmlite import ir
from numba.core import cgutils
from numba.core import types as numba_types
from numba.extending import intrinsic

WORD = 8
"""Bytes that `word_at` reads: an array must go on for so many behind the last place asked."""


@intrinsic
def _word_at(context: Any, array: Any, place: Any) -> tuple[Any, Callable[..., Any]]:
    del context, place

    def generate(context: Any, builder: Any, signed: Any, arguments: Any) -> Any:
        struct = context.make_array(signed.args[0])(context, builder, value=arguments[0])
        gep: Callable[..., Any] = cgutils.gep_inbounds
        wide = builder.bitcast(gep(builder, struct.data, arguments[1]), ir.IntType(64).as_pointer())
        return builder.load(wide, align=1)

    return numba_types.uint64(array, numba_types.int64), generate


word_at = cast("Callable[[Any, Any], Any]", _word_at)
"""The eight bytes of an array of bytes that begin at a place, little end first, wherever they are
aligned. For compiled loops alone. Nothing is checked: place + WORD must not pass the end.
"""


@intrinsic
def _first_marked(context: Any, word: Any) -> tuple[Any, Callable[..., Any]]:
    del context, word

    def generate(context: Any, builder: Any, signed: Any, arguments: Any) -> Any:
        del context, signed
        bits = builder.cttz(arguments[0], ir.Constant(ir.IntType(1), 0))
        return builder.lshr(bits, ir.Constant(bits.type, 3))

    return numba_types.int64(numba_types.uint64), generate


first_marked = cast("Callable[[Any], Any]", _first_marked)
"""The first byte of eight, little end first, in which some bit is set; 8 where there is none. For
compiled loops alone.
"""
