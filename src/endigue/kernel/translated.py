"""Loops to machine code, by numba and LLVM. Slow to load: needed where no code is kept."""

from collections.abc import Callable
from typing import Any

import numba
from llvmlite import binding

from endigue.kernel.machine_code import SYMBOL, target

array_at: Any = numba.carray  # type: ignore[attr-defined]
"""Within a loop: the array of a place, a shape and a kind of number."""


def translate(loop: Callable[[Any, Any], int]) -> bytes:
    """The machine code of a loop over places and numbers, for `machine_code.load`.

    ValueError where the loop leans on the interpreter, because it makes an array, raises or
    calls what is no loop: code that is loaded alone cannot.
    """
    made = numba.cfunc("int64(CPointer(voidptr), CPointer(int64))")(loop)
    module = binding.parse_assembly(made.inspect_llvm())
    for each in (*module.functions, *module.global_variables):
        if each.name == made.native_name:
            each.name = SYMBOL
        elif not each.is_declaration:
            each.linkage = "internal"
    here = target()
    _optimise(module, here)
    foreign = [
        each.name
        for each in (*module.functions, *module.global_variables)
        if each.is_declaration and not each.name.startswith("llvm.")
    ]
    if foreign:
        raise ValueError(f"the loop leans on {', '.join(sorted(foreign))}")
    code: bytes = here.emit_object(module)
    return code


def _optimise(module: Any, here: Any) -> None:
    """Numba leaves paths for errors that nobody raises; seen as a whole, they are gone."""
    options = binding.create_pipeline_tuning_options(speed_level=3)
    builder = binding.create_pass_builder(here, options)
    builder.getModulePassManager().run(module, builder)
