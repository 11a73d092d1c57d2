"""Loops as machine code: made once by a compiler, then loaded without it.

Loading a compiler takes a hundred times longer than loading what it made. So loops that short
commands run are translated once, and whoever calls them keeps the code.

Such a loop gets the places of its arrays and some whole numbers, and gives a whole number.
"""

import ctypes
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from llvmlite import binding

Loop = Callable[[Sequence[np.ndarray], Sequence[int]], int]
"""Arrays, one behind the other in memory without gaps, and numbers."""

_SIGNATURE = ctypes.CFUNCTYPE(ctypes.c_int64, ctypes.c_void_p, ctypes.c_void_p)


def target() -> Any:
    """The machine that this runs on; a new one each time, for an engine owns its target."""
    binding.initialize_native_target()
    binding.initialize_native_asmprinter()
    return binding.Target.from_triple(binding.get_process_triple()).create_target_machine(
        cpu=binding.get_host_cpu_name(),
        features=_features(),
        opt=3,
        reloc="default",
        codemodel="jitdefault",
        jit=True,
    )


def machine() -> str:
    """The machine and the LLVM that code is made for: what they make is of use to no other."""
    triple, version = binding.get_process_triple(), ".".join(map(str, binding.llvm_version_info))
    return f"{triple} {binding.get_host_cpu_name()} {_features()} llvm {version}"


def _features() -> str:
    features: str = binding.get_host_cpu_features().flatten()
    return features


def symbol(name: str) -> str:
    """What a loop is called within its code."""
    return f"endigue_{name}"


def load(code: bytes, names: Sequence[str]) -> tuple[Loop, ...]:
    """The loops of what `translated.translate` made on this machine. They run without the
    interpreter's lock and live as long as the process.
    """
    engine = binding.create_mcjit_compiler(binding.parse_assembly(""), target())
    engine.add_object_file(binding.ObjectFileRef.from_data(code))
    engine.finalize_object()
    return tuple(_loop(engine, name) for name in names)


def _loop(engine: Any, name: str) -> Loop:
    function = _SIGNATURE(engine.get_function_address(symbol(name)))

    def loop(arrays: Sequence[np.ndarray], numbers: Sequence[int]) -> int:
        for array in arrays:
            if not array.flags.c_contiguous:
                raise ValueError("a loop takes arrays without gaps alone")
        places = np.asarray([array.ctypes.data for array in arrays], np.uintp)
        given = np.asarray(numbers, np.int64)
        answer: int = function(places.ctypes.data, given.ctypes.data)
        return answer

    loop.engine = engine  # type: ignore[attr-defined]  # the code goes when its engine does
    return loop
