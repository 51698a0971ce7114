"""Reads pickles without unpickling: a small machine that knows arrays and plain containers, and runs nothing.

Python's own unpickler calls whatever a file names. This one has no way to import or call anything: it follows the
opcodes of protocols 0 to 5 (see Lib/pickletools.py), and where a file names a global it either knows a harmless
meaning for it, or refuses the file by that name.
"""

from __future__ import annotations

import codecs
import pickletools
import struct
from collections.abc import Callable
from typing import Any

from core.formats.pickled import Array, Dtype, Known, made_by, meaning_of, numbers_of, settled
from core.formats.values import Budget, Unreadable

#: integers beyond this many bits can be made to collide as keys
_KEY_BITS = 60


class _Mark:
    pass


_MARK = _Mark()


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
                return settled(self._stack.pop())
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
        return [settled(item) for item in found]

    def pop(self) -> Any:
        value = self._stack.pop()
        if value is _MARK:
            raise ValueError("a mark is in the way")
        return settled(value)

    def top(self, kind: type) -> Any:
        if not isinstance(self._stack[-1], kind):
            raise TypeError(f"{type(self._stack[-1]).__name__} where a {kind.__name__} belongs")
        return self._stack[-1]

    # Opcodes.

    def push_new(self, kind: type) -> None:
        self.push(kind())

    def collect(self, kind: type) -> None:
        self.push(kind(self.since_mark()))

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

    def natural(self, size: int) -> None:
        self.push(self.unsigned(size))

    def long(self, size: int) -> None:
        self.push(int.from_bytes(self._bytes(self.unsigned(size)), "little", signed=True))

    def string_line(self) -> None:
        line = self.line()
        if len(line) < 2 or line[:1] != line[-1:] or line[:1] not in (b"'", b'"'):
            raise ValueError("a word without quotes")
        self.push(codecs.escape_decode(line[1:-1])[0].decode("latin-1"))

    def unicode_line(self) -> None:
        self.push(str(self.line(), "raw-unicode-escape"))

    def latin(self, size: int) -> None:
        # A Python 2 string is a word or bytes: latin-1 keeps both.
        self.push(str(self._bytes(self.unsigned(size)), "latin-1"))

    def utf8(self, size: int) -> None:
        self.push(str(self._bytes(self.unsigned(size)), "utf-8", "surrogatepass"))

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
        self.push(meaning_of(module, name))

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
        if not isinstance(known, Known):
            raise TypeError("a call of what is no function")
        # The same long list may be copied again and again by a file of a few bytes.
        self._budget.spend(len(arguments))
        self._budget.spend(sum(len(item) for item in arguments if isinstance(item, str | bytes | list | tuple | dict)))
        return made_by(known.meaning, arguments)

    def newobj_ex(self) -> None:
        named = self.pop()
        if named != {}:
            raise TypeError("a call with named values")
        self.reduce()

    def build(self) -> None:
        state, into = self.pop(), self._stack[-1]
        if isinstance(into, Array):
            _, shape, kind, fortran, raw = state
            self._budget.spend(len(raw))
            into.value = numbers_of(kind, shape, raw, fortran=bool(fortran))
        elif isinstance(into, Dtype):
            if state[1] not in ("<", ">", "|", "="):
                raise ValueError("a type of numbers in no known order")
            into.order = state[1]
        else:
            raise TypeError(f"a state for a {type(into).__name__}")

    def _key(self, size: int) -> int:
        return self.unsigned(size) if size else int(self.line())

    def put(self, size: int) -> None:
        self._memo[self._key(size)] = self._stack[-1]

    def get(self, size: int) -> None:
        self.push(self._memo[self._key(size)])

    def memoize(self) -> None:
        self._memo[len(self._memo)] = self._stack[-1]


Act = Callable[[_Machine], None]


def _refuse(what: str) -> Act:
    def act(machine: _Machine) -> None:
        raise Unreadable(f"it asks for {what}, which is neither an array nor a plain container")

    return act


def _with(act: Callable[[_Machine, Any], None], value: Any) -> Act:
    return lambda machine: act(machine, value)


_M = _Machine
#: opcodes, by their names in Lib/pickletools.py, that need to be told nothing
_ALONE: dict[Act, tuple[str, ...]] = {
    _M.drop: ("POP",), _M.pop_mark: ("POP_MARK",), _M.dup: ("DUP",), _M.memoize: ("MEMOIZE",),
    _M.proto: ("PROTO",), _M.frame: ("FRAME",),
    _M.int_line: ("INT",), _M.long_line: ("LONG",), _M.float_line: ("FLOAT",), _M.binfloat: ("BINFLOAT",),
    _M.binint: ("BININT",), _M.string_line: ("STRING",), _M.unicode_line: ("UNICODE",),
    _M.append: ("APPEND",), _M.appends: ("APPENDS", "ADDITEMS"), _M.setitem: ("SETITEM",), _M.setitems: ("SETITEMS",),
    _M.dict_since_mark: ("DICT",), _M.global_line: ("GLOBAL",), _M.stack_global: ("STACK_GLOBAL",),
    _M.reduce: ("REDUCE", "NEWOBJ"), _M.newobj_ex: ("NEWOBJ_EX",), _M.inst: ("INST",), _M.obj: ("OBJ",),
    _M.build: ("BUILD",),
}  # fmt: skip
#: the same with what they are told: mostly how many bytes a number or a length takes, 0 for a line of text
_TOLD: dict[Callable[[_Machine, Any], None], dict[str, Any]] = {
    _M.push: {"MARK": _MARK, "NONE": None, "NEWTRUE": True, "NEWFALSE": False},
    _M.push_new: {"EMPTY_LIST": list, "EMPTY_TUPLE": tuple, "EMPTY_DICT": dict, "EMPTY_SET": list},
    _M.collect: {"LIST": list, "TUPLE": tuple, "FROZENSET": list},
    _M.natural: {"BININT1": 1, "BININT2": 2},
    _M.long: {"LONG1": 1, "LONG4": 4},
    _M.latin: {"BINSTRING": 4, "SHORT_BINSTRING": 1},
    _M.utf8: {"BINUNICODE": 4, "SHORT_BINUNICODE": 1, "BINUNICODE8": 8},
    _M.raw: {"BINBYTES": 4, "SHORT_BINBYTES": 1, "BINBYTES8": 8, "BYTEARRAY8": 8},
    _M.tuple_of: {"TUPLE1": 1, "TUPLE2": 2, "TUPLE3": 3},
    _M.get: {"GET": 0, "BINGET": 1, "LONG_BINGET": 4},
    _M.put: {"PUT": 0, "BINPUT": 1, "LONG_BINPUT": 4},
}
_REFUSED = {
    "an object kept elsewhere": ("PERSID", "BINPERSID"),
    "a registered extension": ("EXT1", "EXT2", "EXT4"),
    "a buffer kept elsewhere": ("NEXT_BUFFER", "READONLY_BUFFER"),
}
_BY_NAME: dict[str, Act] = {
    **{name: act for act, names in _ALONE.items() for name in names},
    **{name: _with(act, value) for act, told in _TOLD.items() for name, value in told.items()},
    **{name: _refuse(what) for what, names in _REFUSED.items() for name in names},
}
#: what each opcode does; STOP alone is not among them
_ACTS = {ord(opcode.code): _BY_NAME[opcode.name] for opcode in pickletools.opcodes if opcode.name in _BY_NAME}
