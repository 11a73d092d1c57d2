"""Loops to machine code, by numba and LLVM. Slow to load: needed where no code is kept."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numba
from llvmlite import binding

from endigue.kernel.machine_code import symbol, target

array_at: Any = numba.carray  # type: ignore[attr-defined]
"""Within a loop: the array of a place, a shape and a kind of number."""


def translate(loops: Mapping[str, Callable[[Any, Any], int]]) -> bytes:
    """The machine code of loops over places and numbers, by name, for `machine_code.load`.

    ValueError where a loop leans on the interpreter, because it makes an array, raises or
    calls what is no loop: code that is loaded alone cannot.
    """
    module = binding.parse_assembly("")
    for name, loop in loops.items():
        module.link_in(_translated(name, loop))
    here = target()
    _optimise(module, here)
    foreign = [each.name for each in _parts(module) if each.is_declaration and not _is_llvm(each)]
    if foreign:
        raise ValueError(f"the loops lean on {', '.join(sorted(foreign))}")
    code: bytes = here.emit_object(module)
    return code


def _translated(name: str, loop: Callable[[Any, Any], int]) -> Any:
    made = numba.cfunc("int64(CPointer(voidptr), CPointer(int64))")(loop)
    module = binding.parse_assembly(made.inspect_llvm())
    for each in _parts(module):
        if each.name == made.native_name:
            each.name = symbol(name)
        elif not each.is_declaration:
            each.linkage = "internal"
    return module


def _parts(module: Any) -> Iterator[Any]:
    yield from module.functions
    yield from module.global_variables


def _is_llvm(part: Any) -> bool:
    """Whether LLVM itself knows what the name stands for."""
    return bool(part.name.startswith("llvm."))


def _optimise(module: Any, here: Any) -> None:
    """Numba leaves paths for errors that nobody raises; seen as a whole, they are gone."""
    options = binding.create_pipeline_tuning_options(speed_level=3)
    builder = binding.create_pass_builder(here, options)
    builder.getModulePassManager().run(module, builder)
