"""512 worlds side by side: eight words of 64 bits that the processor handles as one.

numba has no vectors of its own, and its loops over eight words were three times as slow as the
processor can be. This gives it a type whose values are vectors of LLVM, which become what the
processor has: one register with AVX-512, two with AVX2, four with NEON. The functions here are
for compiled code only.

Memory is named by address (`array.ctypes.data`): numba counts its references around every call
that is given an array, and such a count costs as much as drawing a link. So the array must be
an argument of the kernel, which keeps it alive.
"""

from collections.abc import Callable
from typing import Any, cast

from llvmlite import ir
from numba.core import cgutils, types
from numba.core.datamodel import models
from numba.extending import intrinsic, register_model

WORDS = 8
LANES = 64 * WORDS

_WORD = ir.IntType(64)
_BYTE = ir.IntType(8).as_pointer()
_VECTOR = ir.VectorType(_WORD, WORDS)
_INDEX = ir.VectorType(ir.IntType(32), WORDS)
_ALIGNED = 8
"""Bytes: rows begin wherever numpy puts them."""


class _Lanes(types.Type):
    """The type of a vector of `WORDS` words."""

    def __init__(self) -> None:
        super().__init__(name="Lanes")


@register_model(_Lanes)
class _LanesModel(models.PrimitiveModel):
    """Its values are vectors of LLVM as they are."""

    def __init__(self, manager: Any, of: Any) -> None:
        super().__init__(manager, of, _VECTOR)  # type: ignore[no-untyped-call]  # numba's own


_LANES = _Lanes()


def _operation(
    result: Any, operands: tuple[Any, ...], build: Callable[..., Any]
) -> tuple[Any, Any]:
    """What numba wants of an intrinsic: its signature, and how its code is written; `build` is
    given the builder and the operands.
    """

    def generate(context: Any, builder: Any, _signature: Any, values: Any) -> Any:
        made = build(builder, *values)
        return context.get_dummy_value() if result is types.void else made

    return result(*operands), generate


def _row(builder: Any, address: Any, row: Any) -> Any:
    place = builder.add(address, builder.mul(row, _WORD(_WORD.width // 8 * WORDS)))
    return builder.inttoptr(place, _VECTOR.as_pointer())


def _called(builder: Any, name: str, result: Any, *values: Any) -> Any:
    kind = ir.FunctionType(result, [value.type for value in values])
    declare: Any = cgutils.get_or_insert_function
    return builder.call(declare(builder.module, kind, name), values)


def _intrinsic(typing: Callable[..., tuple[Any, Any]]) -> Callable[..., Any]:
    return cast("Callable[..., Any]", intrinsic(typing))


@_intrinsic
def load(_typing: Any, _address: Any, _index: Any) -> tuple[Any, Any]:
    """The row of this index of the array of uint64 at the address."""

    def build(builder: Any, address: Any, index: Any) -> Any:
        return builder.load(_row(builder, address, index), align=_ALIGNED)

    return _operation(_LANES, (types.int64, types.int64), build)


@_intrinsic
def store(_typing: Any, _address: Any, _index: Any, _value: Any) -> tuple[Any, Any]:
    """Write that row."""

    def build(builder: Any, address: Any, index: Any, value: Any) -> Any:
        return builder.store(value, _row(builder, address, index), align=_ALIGNED)

    return _operation(types.void, (types.int64, types.int64, _LANES), build)


@_intrinsic
def fetch(_typing: Any, _address: Any) -> tuple[Any, Any]:
    """Ask the memory for what lies at an address: it will soon be wanted."""

    def build(builder: Any, address: Any) -> Any:
        flags = (ir.Constant(ir.IntType(32), flag) for flag in (0, 3, 1))  # to read, and keep
        place = builder.inttoptr(address, _BYTE)
        return _called(builder, "llvm.prefetch.p0", ir.VoidType(), place, *flags)

    return _operation(types.void, (types.int64,), build)


@_intrinsic
def all_of(_typing: Any, _word: Any) -> tuple[Any, Any]:
    """The same word eight times."""

    def build(builder: Any, word: Any) -> Any:
        nothing = ir.Constant(_VECTOR, ir.Undefined)
        one = builder.insert_element(nothing, word, ir.Constant(ir.IntType(32), 0))
        return builder.shuffle_vector(one, nothing, ir.Constant(_INDEX, [0] * WORDS))

    return _operation(_LANES, (types.uint64,), build)


@_intrinsic
def is_any(_typing: Any, _value: Any) -> tuple[Any, Any]:
    """Whether any bit is set."""

    def build(builder: Any, value: Any) -> Any:
        # Word by word: AVX-512 has one instruction for it, and the words need not be combined.
        each = builder.icmp_unsigned("!=", value, ir.Constant(_VECTOR, [0] * WORDS))
        mask = ir.IntType(WORDS)
        return builder.icmp_unsigned("!=", builder.bitcast(each, mask), mask(0))

    return _operation(types.boolean, (_LANES,), build)


@_intrinsic
def count(_typing: Any, _value: Any) -> tuple[Any, Any]:
    """How many bits are set."""

    def build(builder: Any, value: Any) -> Any:
        counts = _called(builder, f"llvm.ctpop.v{WORDS}i64", _VECTOR, value)
        return _called(builder, f"llvm.vector.reduce.add.v{WORDS}i64", _WORD, counts)

    return _operation(types.int64, (_LANES,), build)


@_intrinsic
def both(_typing: Any, _one: Any, _other: Any) -> tuple[Any, Any]:
    """Bits that are set in both."""
    return _operation(_LANES, (_LANES, _LANES), lambda builder, *two: builder.and_(*two))


@_intrinsic
def either(_typing: Any, _one: Any, _other: Any) -> tuple[Any, Any]:
    """Bits that are set in at least one."""
    return _operation(_LANES, (_LANES, _LANES), lambda builder, *two: builder.or_(*two))


@_intrinsic
def unlike(_typing: Any, _one: Any, _other: Any) -> tuple[Any, Any]:
    """Bits that are set in one alone."""
    return _operation(_LANES, (_LANES, _LANES), lambda builder, *two: builder.xor(*two))


@_intrinsic
def without(_typing: Any, _one: Any, _other: Any) -> tuple[Any, Any]:
    """Bits of the one that are not set in the other."""

    def build(builder: Any, one: Any, other: Any) -> Any:
        return builder.and_(one, builder.not_(other))

    return _operation(_LANES, (_LANES, _LANES), build)


@_intrinsic
def plus(_typing: Any, _one: Any, _other: Any) -> tuple[Any, Any]:
    """Sums word by word, modulo 2^64."""
    return _operation(_LANES, (_LANES, _LANES), lambda builder, *two: builder.add(*two))


@_intrinsic
def times(_typing: Any, _one: Any, _other: Any) -> tuple[Any, Any]:
    """Products word by word, modulo 2^64."""
    return _operation(_LANES, (_LANES, _LANES), lambda builder, *two: builder.mul(*two))


@_intrinsic
def shifted(_typing: Any, _value: Any, _by: Any) -> tuple[Any, Any]:
    """Every word shifted right by the same word of the other."""
    return _operation(_LANES, (_LANES, _LANES), lambda builder, *two: builder.lshr(*two))
