"""What the few globals mean that a pickled recording may name: arrays, and containers other than a pickle's own.

Nothing here imports or calls what a file says; each meaning is written out.
"""

from __future__ import annotations

import math
import re
from typing import Any

import numpy as np

from core.formats.values import Unreadable, checked

#: an array's numbers: kind and bytes each
_DTYPE = re.compile(r"(b1|[iu][1248]|f[248]|[US]\d{1,6}|O8?)")

_ARRAY_MODULES = ("numpy.core.multiarray", "numpy._core.multiarray")
_NUMERIC_MODULES = ("numpy.core.numeric", "numpy._core.numeric")
_BUILTINS = ("__builtin__", "builtins")
_MEANINGS: dict[tuple[str, str], str] = {
    **{(module, "_reconstruct"): "array" for module in _ARRAY_MODULES},
    **{(module, "scalar"): "scalar" for module in _ARRAY_MODULES},
    **{(module, "_frombuffer"): "frombuffer" for module in _NUMERIC_MODULES},
    ("numpy", "ndarray"): "ndarray",
    ("numpy", "dtype"): "dtype",
    ("_codecs", "encode"): "encode",
    ("collections", "OrderedDict"): "dict",
    ("collections", "defaultdict"): "defaultdict",
    ("collections", "deque"): "list",
    **{(module, name): name for module in _BUILTINS for name in ("list", "dict", "tuple", "set", "frozenset")},
    **{(module, name): name for module in _BUILTINS for name in ("bytearray", "bytes", "int", "float", "bool", "str")},
}


class Known:
    """A global with a harmless meaning."""

    def __init__(self, meaning: str) -> None:
        self.meaning = meaning


class Dtype:
    """An array's type, until it is used."""

    def __init__(self, code: str) -> None:
        self.code = code
        #: little endian is what `numpy.dtype` means by default where it runs today
        self.order = "<"


class Array:
    """An array whose numbers are still to come."""

    def __init__(self) -> None:
        self.value: Any = None


def meaning_of(module: str, name: str) -> Known:
    """The meaning of a global.

    Raises:
        Unreadable: it has none that is harmless; the sentence names it.
    """
    meaning = _MEANINGS.get((module, name))
    if meaning is None:
        full = f"{module}.{name}"[:120]
        raise Unreadable(
            f"it asks for {full!r}, which is neither an array nor a plain container; nothing of the file was run"
        )
    return Known(meaning)


def settled(value: Any) -> Any:
    """The value itself, for an array its numbers."""
    if isinstance(value, Array):
        if value.value is None:
            raise ValueError("an array without numbers")
        return value.value
    return value


def made_by(meaning: str, arguments: tuple[Any, ...]) -> Any:
    """What a known global makes of its arguments. Raises TypeError and the like where they do not fit."""
    if meaning == "array":
        return Array()
    if meaning == "dtype":
        code = arguments[0]
        if not isinstance(code, str) or not _DTYPE.fullmatch(code):
            raise Unreadable(f"it holds an array of {str(code)[:40]!r}, not of numbers or words")
        return Dtype(code)
    if meaning == "scalar":
        kind, raw = arguments
        found = numbers_of(kind, (1,), raw)
        return found[0] if isinstance(found, list) else found[0].item()
    if meaning == "frombuffer":
        raw, kind, shape, order = arguments
        return numbers_of(kind, shape, raw, fortran=order == "F")
    if meaning == "encode":
        if arguments[1] not in ("latin1", "latin-1"):
            raise ValueError("an encoding other than latin-1")
        return _of(str, arguments[0]).encode("latin-1")
    if meaning in ("dict", "defaultdict"):
        pairs = arguments[0] if arguments and meaning == "dict" else []
        made: dict[Any, Any] = {}
        for name, value in pairs:
            made[_of(str, name)] = value
        return made
    if meaning in ("list", "tuple", "set", "frozenset"):
        first = arguments[0] if arguments else []
        if not isinstance(first, list | tuple):
            raise TypeError(f"a {meaning} of a {type(first).__name__}")
        return tuple(first) if meaning == "tuple" else list(first)
    if meaning in ("bytearray", "bytes"):
        first = arguments[0] if arguments else b""
        return first.encode("latin-1") if isinstance(first, str) else _of(bytes, first)
    raise TypeError(f"a call of {meaning}")


def _of(kind: type, value: Any) -> Any:
    if not isinstance(value, kind):
        raise TypeError(f"a {type(value).__name__} where a {kind.__name__} belongs")
    return value


def numbers_of(kind: object, shape: object, raw: Any, *, fortran: bool = False) -> Any:
    """An array of what `raw` holds; one of objects comes as a list (of lists), one without dimensions as its value."""
    known: Dtype = _of(Dtype, kind)
    sizes: tuple[int, ...] = _of(tuple, shape)
    if not all(isinstance(size, int) and 0 <= size < 2**40 for size in sizes):
        raise ValueError("an array of no possible shape")
    if known.code.startswith("O"):
        values: list[Any] = _of(list, raw)
        if math.prod(sizes) != len(values) or len(sizes) > 2 or (fortran and len(sizes) == 2):
            raise ValueError("an array of objects whose shape does not fit")
        if len(sizes) == 2:
            return [values[start : start + sizes[1]] for start in range(0, len(values), max(1, sizes[1]))]
        return values if sizes else values[0]
    data = raw.encode("latin-1") if isinstance(raw, str) else _of(bytes, raw)
    dtype = np.dtype(known.order + known.code)
    # The bytes must be there already: a shape alone takes no memory.
    if math.prod(sizes) * dtype.itemsize != len(data):
        raise ValueError("an array whose shape does not fit its numbers")
    array = np.frombuffer(data, dtype).reshape(sizes, order="F" if fortran else "C")
    return checked(array)
