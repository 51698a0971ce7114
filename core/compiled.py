"""Compiles the few loops that NumPy cannot say in whole arrays. Only for modules that are themselves imported lazily:
Numba takes half a second to come in, and the launcher never needs it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from numba import njit

Function = TypeVar("Function", bound=Callable[..., Any])


def compiled(function: Function) -> Function:
    """Compile `function` when it is first called, and keep the machine code on disk where there is a place for it.

    Numbers behave as in NumPy: a division by zero gives inf, and nothing is reordered or fused.
    """
    return compiled_with()(function)


def compiled_with(*parts: Any) -> Callable[[Function], Function]:
    """`compiled` for a function that calls `parts`, compiled or inlined ones of other files.

    Numba takes the machine code it kept for a file until that file changes, whatever it calls in others.
    """
    return lambda function: _compiled(function, {part.py_func.__code__.co_filename for part in parts})


def _compiled(function: Function, others: set[str]) -> Function:
    options: dict[str, Any] = {"nogil": True, "error_model": "numpy"}
    try:
        made = njit(function, cache=True, **options)
    except RuntimeError:
        # Numba found no folder it may write to.
        return njit(function, **options)
    _survive_a_full_disk(made)
    kept = made._cache._cache_file
    kept._source_stamp = kept._source_stamp, *(_stamp(path) for path in sorted(others))
    return made


def inlined(function: Callable[..., Any]) -> Any:
    """`function` as a part of each compiled one that calls it: for short ones in the innermost loops."""
    return njit(function, forceinline=True, error_model="numpy")


def _stamp(path: str) -> tuple[int, int]:
    found = Path(path).stat()
    return found.st_mtime_ns, found.st_size


def _survive_a_full_disk(made: Any) -> None:
    """The code on disk only saves time; that it could not be kept must not end a training."""
    keep = made._cache.save_overload

    def save_overload(signature: Any, data: Any) -> None:
        try:
            keep(signature, data)
        except OSError:
            made._cache.disable()

    made._cache.save_overload = save_overload
