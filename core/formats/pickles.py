"""Reads pickles without unpickling: a small machine that knows arrays and plain containers, and runs nothing.

Python's own unpickler calls whatever a file names. This one has no way to import or call anything: it follows the
opcodes of protocols 0 to 5 (see Lib/pickletools.py), and where a file names a global it either knows a harmless
meaning for it, or refuses the file by that name.
"""

from __future__ import annotations

import codecs
import math
import re
import struct
from collections.abc import Callable
from typing import Any

import numpy as np

from core.formats.values import Budget, Unreadable, checked

#: integers beyond this many bits can be made to collide as keys
_KEY_BITS = 60
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


class _Mark:
    pass


_MARK = _Mark()


class _Known:
    """A global with a harmless meaning."""

    def __init__(self, meaning: str) -> None:
        self.meaning = meaning


class _Dtype:
    """An array's type, until it is used."""

    def __init__(self, code: str) -> None:
        self.code = code
        #: little endian is what `numpy.dtype` means by default where it runs today
        self.order = "<"


class _Array:
    """An array whose numbers are still to come."""

    def __init__(self) -> None:
        self.value: Any = None


def load_pickle(data: bytes) -> object:
    """What a pickle holds: None, numbers, words, bytes, lists, tuples, dicts, sets as lists, and numpy arrays.

    Raises:
        Unreadable: it is damaged, or asks for anything else (which is not run), by name.
    """
    try:
        return _Machine(data).run()
    except (
        IndexError, KeyError, TypeError, ValueError, OverflowError, AttributeError, struct.error, MemoryError,
        RecursionError,
    ) as error:  # fmt: skip
        raise Unreadable(f"it is not a whole pickle ({_shown(error)})") from error


def _shown(error: Exception) -> str:
    words = str(error).split("\n")[0][:100]
    return f"{type(error).__name__}: {words}" if words else type(error).__name__


class _Machine:
    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0
        self._stack: list[Any] = []
        self._memo: dict[int, Any] = {}
        self._budget = Budget(len(data))

    def run(self) -> object:
        while True:
            code = self._data[self._at]
            self._at += 1
            if code == 0x2E:  # STOP
                return _settled(self._stack.pop())
            act = _ACTS.get(code)
            if act is None:
                raise ValueError(f"opcode {code:#04x} at byte {self._at - 1}")
            act(self)

    # Reading the file.

    def _bytes(self, count: int) -> bytes:
        end = self._at + count
        if count < 0 or end > len(self._data):
            raise ValueError("it is cut off")
        found = self._data[self._at : end]
        self._at = end
        return found

    def unsigned(self, size: int) -> int:
        return int.from_bytes(self._bytes(size), "little")

    def line(self) -> bytes:
        end = self._data.index(b"\n", self._at)
        found = self._data[self._at : end]
        self._at = end + 1
        return found

    # The stack.

    def push(self, value: object) -> None:
        self._stack.append(value)

    def since_mark(self) -> list[Any]:
        stack = self._stack
        at = len(stack) - 1
        while stack[at] is not _MARK:
            at -= 1
            if at < 0:
                raise ValueError("a mark is missing")
        found = stack[at + 1 :]
        del stack[at:]
        return [_settled(item) for item in found]

    def pop(self) -> Any:
        value = self._stack.pop()
        if value is _MARK:
            raise ValueError("a mark is in the way")
        return _settled(value)

    def top(self, kind: type) -> Any:
        if not isinstance(self._stack[-1], kind):
            raise TypeError(f"{type(self._stack[-1]).__name__} where a {kind.__name__} belongs")
        return self._stack[-1]

    # Opcodes.

    def pop_mark(self) -> None:
        self.since_mark()

    def drop(self) -> None:
        self._stack.pop()

    def dup(self) -> None:
        self.push(self._stack[-1])

    def proto(self) -> None:
        if self.unsigned(1) > 5:
            raise ValueError("its protocol is newer than 5")

    def frame(self) -> None:
        self.unsigned(8)

    def int_line(self) -> None:
        line = self.line()
        self.push({b"00": False, b"01": True}[line] if line in (b"00", b"01") else int(line))

    def long_line(self) -> None:
        self.push(int(self.line().rstrip(b"L")))

    def float_line(self) -> None:
        self.push(float(self.line()))

    def binfloat(self) -> None:
        self.push(struct.unpack(">d", self._bytes(8))[0])

    def binint(self) -> None:
        self.push(int.from_bytes(self._bytes(4), "little", signed=True))

    def long(self, size: int) -> None:
        self.push(int.from_bytes(self._bytes(self.unsigned(size)), "little", signed=True))

    def string_line(self) -> None:
        line = self.line()
        if len(line) < 2 or line[:1] != line[-1:] or line[:1] not in (b"'", b'"'):
            raise ValueError("a word without quotes")
        self.push(codecs.escape_decode(line[1:-1])[0].decode("latin-1"))

    def unicode_line(self) -> None:
        self.push(str(self.line(), "raw-unicode-escape"))

    def words(self, size: int, encoding: str) -> None:
        # A Python 2 string is a word or bytes: latin-1 keeps both.
        self.push(str(self._bytes(self.unsigned(size)), encoding, "surrogatepass" if encoding == "utf-8" else "strict"))

    def raw(self, size: int) -> None:
        self.push(self._bytes(self.unsigned(size)))

    def tuple_of(self, count: int) -> None:
        found = [self.pop() for _ in range(count)]
        self.push(tuple(reversed(found)))

    def append(self) -> None:
        value = self.pop()
        self.top(list).append(value)

    def appends(self) -> None:
        found = self.since_mark()
        self.top(list).extend(found)

    def setitem(self) -> None:
        value, key = self.pop(), self.pop()
        self._put_items([key, value])

    def setitems(self) -> None:
        self._put_items(self.since_mark())

    def _put_items(self, found: list[Any]) -> None:
        into = self.top(dict)
        for key, value in zip(found[::2], found[1::2], strict=True):
            # Anything else would have to be hashed, however deep it is.
            if not isinstance(key, str | int | float | bytes):
                raise TypeError(f"a {type(key).__name__} as a key")
            if isinstance(key, int) and key.bit_length() > _KEY_BITS:
                raise ValueError("a key of many digits")
            into[key] = value

    def dict_since_mark(self) -> None:
        found = self.since_mark()
        self.push({})
        self._put_items(found)

    def global_line(self) -> None:
        self._global(str(self.line(), "utf-8"), str(self.line(), "utf-8"))

    def stack_global(self) -> None:
        name, module = self.pop(), self.pop()
        if not isinstance(name, str) or not isinstance(module, str):
            raise TypeError("a global without a name")
        self._global(module, name)

    def _global(self, module: str, name: str) -> None:
        self.push(_Known(_meaning(module, name)))

    def inst(self) -> None:
        self.since_mark()
        self.global_line()
        self.push(self._made(self._stack.pop(), ()))

    def obj(self) -> None:
        known, *arguments = self.since_mark()
        self.push(self._made(known, tuple(arguments)))

    def reduce(self) -> None:
        arguments, known = self.pop(), self.pop()
        if not isinstance(arguments, tuple):
            raise TypeError("a call without a tuple of values")
        self.push(self._made(known, arguments))

    def _made(self, known: object, arguments: tuple[Any, ...]) -> Any:
        if not isinstance(known, _Known):
            raise TypeError("a call of what is no function")
        # The same long list may be copied again and again by a file of a few bytes.
        self._budget.spend(len(arguments))
        self._budget.spend(sum(len(item) for item in arguments if isinstance(item, str | bytes | list | tuple | dict)))
        return _made(known.meaning, arguments)

    def newobj_ex(self) -> None:
        named = self.pop()
        if named != {}:
            raise TypeError("a call with named values")
        self.reduce()

    def build(self) -> None:
        state, into = self.pop(), self._stack[-1]
        if isinstance(into, _Array):
            _, shape, kind, fortran, raw = state
            self._budget.spend(len(raw))
            into.value = _numbers(kind, shape, raw, fortran=bool(fortran))
        elif isinstance(into, _Dtype):
            if state[1] not in ("<", ">", "|", "="):
                raise ValueError("a type of numbers in no known order")
            into.order = state[1]
        else:
            raise TypeError(f"a state for a {type(into).__name__}")

    def put(self, key: int) -> None:
        self._memo[key] = self._stack[-1]

    def get(self, key: int) -> None:
        self.push(self._memo[key])

    def memoize(self) -> None:
        self.put(len(self._memo))


def _refuse(what: str) -> Callable[[_Machine], None]:
    def act(machine: _Machine) -> None:
        raise Unreadable(f"it asks for {what}, which is neither an array nor a plain container")

    return act


def _meaning(module: str, name: str) -> str:
    meaning = _MEANINGS.get((module, name))
    if meaning is None:
        full = f"{module}.{name}"[:120]
        raise Unreadable(
            f"it asks for {full!r}, which is neither an array nor a plain container; nothing of the file was run"
        )
    return meaning


def _settled(value: Any) -> Any:
    if isinstance(value, _Array):
        if value.value is None:
            raise ValueError("an array without numbers")
        return value.value
    return value


def _made(meaning: str, arguments: tuple[Any, ...]) -> Any:
    """What a known global makes of its arguments."""
    if meaning == "array":
        return _Array()
    if meaning == "dtype":
        code = arguments[0]
        if not isinstance(code, str) or not _DTYPE.fullmatch(code):
            raise Unreadable(f"it holds an array of {str(code)[:40]!r}, not of numbers or words")
        return _Dtype(code)
    if meaning == "scalar":
        kind, raw = arguments
        found = _numbers(kind, (1,), raw)
        return found[0] if isinstance(found, list) else found[0].item()
    if meaning == "frombuffer":
        raw, kind, shape, order = arguments
        return _numbers(kind, shape, raw, fortran=order == "F")
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


def _numbers(kind: object, shape: object, raw: Any, *, fortran: bool = False) -> Any:
    """An array of what `raw` holds; one of objects comes as a list (of lists), one without dimensions as its value."""
    known: _Dtype = _of(_Dtype, kind)
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


def _every(act: Callable[..., None], *arguments: Any) -> Callable[[_Machine], None]:
    return lambda machine: act(machine, *arguments)


def _pushing(make: Callable[[], Any]) -> Callable[[_Machine], None]:
    return lambda machine: machine.push(make())


_M = _Machine
#: what each opcode does; the names are those of Lib/pickletools.py
_ACTS: dict[int, Callable[[_Machine], None]] = {
    ord(code): act
    for code, act in {
        "(": _pushing(lambda: _MARK),  # MARK
        "0": _M.drop,  # POP
        "1": _M.pop_mark,  # POP_MARK
        "2": _M.dup,  # DUP
        "F": _M.float_line,  # FLOAT
        "G": _M.binfloat,  # BINFLOAT
        "I": _M.int_line,  # INT
        "J": _M.binint,  # BININT
        "K": lambda machine: machine.push(machine.unsigned(1)),  # BININT1
        "M": lambda machine: machine.push(machine.unsigned(2)),  # BININT2
        "L": _M.long_line,  # LONG
        "\x8a": _every(_M.long, 1),  # LONG1
        "\x8b": _every(_M.long, 4),  # LONG4
        "N": _pushing(lambda: None),  # NONE
        "\x88": _pushing(lambda: True),  # NEWTRUE
        "\x89": _pushing(lambda: False),  # NEWFALSE
        "S": _M.string_line,  # STRING
        "T": _every(_M.words, 4, "latin-1"),  # BINSTRING
        "U": _every(_M.words, 1, "latin-1"),  # SHORT_BINSTRING
        "V": _M.unicode_line,  # UNICODE
        "X": _every(_M.words, 4, "utf-8"),  # BINUNICODE
        "\x8c": _every(_M.words, 1, "utf-8"),  # SHORT_BINUNICODE
        "\x8d": _every(_M.words, 8, "utf-8"),  # BINUNICODE8
        "B": _every(_M.raw, 4),  # BINBYTES
        "C": _every(_M.raw, 1),  # SHORT_BINBYTES
        "\x8e": _every(_M.raw, 8),  # BINBYTES8
        "\x96": _every(_M.raw, 8),  # BYTEARRAY8
        "]": _pushing(list),  # EMPTY_LIST
        "a": _M.append,  # APPEND
        "e": _M.appends,  # APPENDS
        "l": lambda machine: machine.push(machine.since_mark()),  # LIST
        ")": _pushing(tuple),  # EMPTY_TUPLE
        "t": lambda machine: machine.push(tuple(machine.since_mark())),  # TUPLE
        "\x85": _every(_M.tuple_of, 1),  # TUPLE1
        "\x86": _every(_M.tuple_of, 2),  # TUPLE2
        "\x87": _every(_M.tuple_of, 3),  # TUPLE3
        "}": _pushing(dict),  # EMPTY_DICT
        "d": _M.dict_since_mark,  # DICT
        "s": _M.setitem,  # SETITEM
        "u": _M.setitems,  # SETITEMS
        "\x8f": _pushing(list),  # EMPTY_SET
        "\x90": _M.appends,  # ADDITEMS
        "\x91": lambda machine: machine.push(machine.since_mark()),  # FROZENSET
        "g": lambda machine: machine.get(int(machine.line())),  # GET
        "h": lambda machine: machine.get(machine.unsigned(1)),  # BINGET
        "j": lambda machine: machine.get(machine.unsigned(4)),  # LONG_BINGET
        "p": lambda machine: machine.put(int(machine.line())),  # PUT
        "q": lambda machine: machine.put(machine.unsigned(1)),  # BINPUT
        "r": lambda machine: machine.put(machine.unsigned(4)),  # LONG_BINPUT
        "\x94": _M.memoize,  # MEMOIZE
        "c": _M.global_line,  # GLOBAL
        "\x93": _M.stack_global,  # STACK_GLOBAL
        "R": _M.reduce,  # REDUCE
        "b": _M.build,  # BUILD
        "i": _M.inst,  # INST
        "o": _M.obj,  # OBJ
        "\x81": _M.reduce,  # NEWOBJ
        "\x92": _M.newobj_ex,  # NEWOBJ_EX
        "\x80": _M.proto,  # PROTO
        "\x95": _M.frame,  # FRAME
        "P": _refuse("an object kept elsewhere"),  # PERSID
        "Q": _refuse("an object kept elsewhere"),  # BINPERSID
        "\x82": _refuse("a registered extension"),  # EXT1
        "\x83": _refuse("a registered extension"),  # EXT2
        "\x84": _refuse("a registered extension"),  # EXT4
        "\x97": _refuse("a buffer kept elsewhere"),  # NEXT_BUFFER
        "\x98": _refuse("a buffer kept elsewhere"),  # READONLY_BUFFER
    }.items()
}
