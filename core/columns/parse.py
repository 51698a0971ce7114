"""Reads frames in the one layout our own writer gives them: keys in order, no spaces.

Several times faster than reading any JSON there could be. Whatever looks different in the least is left to the strict
reader, which also has the words for what is wrong with it.

Compiled functions below take and return addresses; a negative one says that it looks different there.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.columns.numerals import byte, get, integer, number, put, same
from core.columns.room import zeros
from core.columns.table import NONE, UNLABELLED, Table, Words
from core.compiled import compiled, inlined
from core.recording import OUTCOMES

#: columns of a `Table` that hold numbers with a fraction
_FIELDS = ("t", "state", "box", "cursor", "confidence", "outcome")
_T, _STATE, _BOX, _CURSOR, _CONFIDENCE, _OUTCOME = range(6)
#: longest number kept as text
_LONGEST, _SHORTEST_LONG = 32, 4
#: bytes of the shortest frame and the shortest object there can be
_FRAME = len('{"t":0,"state":{},"objects":[],"action":[0,0,0,0]}')
_OBJECT = len('{"cls":"","x":0,"y":0,"w":0,"h":0,"conf":0}')

_QUOTE, _COMMA, _COLON, _BACKSLASH, _CLOSE, _END = (ord(sign) for sign in '",:\\}]')


class Vocabulary(NamedTuple):
    """The names a recording may use, with their quotes, one after the other."""

    text: NDArray[np.uint8]
    #: (K + 1,) where each begins
    start: NDArray[np.int64]
    #: (K,) what each stands for
    value: NDArray[np.int64]
    #: (6,) where the names of states, classes, modes, sources and outcomes begin
    part: tuple[int, ...]
    #: what stands for any other source
    other: int


class Long(NamedTuple):
    """Numbers of so many digits that only the platform's own reader rounds them right."""

    #: (1,) how many there are
    used: NDArray[np.int64]
    #: (L, 32)
    text: NDArray[np.uint8]
    #: (L, 2) which of `_FIELDS`, and the index into its values
    place: NDArray[np.int64]


def vocabulary(words: Words) -> Vocabulary:
    """What `Words` stand for, to compiled code. Words that JSON writes otherwise are left out: they will look odd."""
    lists = [list(enumerate(words.states))]
    lists += [[(number, name) for name, number in names.items()] for names in (words.classes, words.modes)]
    lists += [[(number, name) for name, number in words.sources.items()], list(enumerate(OUTCOMES))]
    plain = [[(number, f'"{name}"'.encode()) for number, name in names if _is_plain(name)] for names in lists]
    all_names = [item for names in plain for item in names]
    return Vocabulary(
        np.frombuffer(b"".join(name for _, name in all_names) + bytes(8), np.uint8).copy(),
        np.cumsum([0, *(len(name) for _, name in all_names)]).astype(np.int64),
        np.array([number for number, _ in all_names], np.int64),
        tuple(np.cumsum([0, *map(len, plain)]).tolist()),
        words.source(""),
    )


def _is_plain(word: str) -> bool:
    return word.isprintable() and '"' not in word and "\\" not in word


class Room(NamedTuple):
    """Where frames are put that are taken apart, one block after the other: new room for each would add up."""

    #: bytes of text whose frames find room
    size: int
    table: Table
    long: Long

    @classmethod
    def of(cls, size: int, states: int) -> Room:
        """Room for so much text; `states` is how many state numbers the profile has."""
        most = size // _SHORTEST_LONG + 1
        long = Long(np.zeros(1, np.int64), zeros((most, _LONGEST), np.uint8), zeros((most, 2), np.int64))
        return cls(size, Table.unfilled(size // _FRAME + 1, size // _OBJECT + 1, states), long)


def parse(data: NDArray[np.uint8], end: int, names: Vocabulary, states: int, room: Room) -> Table | None:
    """The frames in `data` up to `end`, which stand one after the other with commas between them; None where it looks
    different.

    Args:
        data: has 32 zeros behind it.
        states: how many state numbers the profile has.
        room: is written over, and holds what is returned.
    """
    _, table, long = room if end <= room.size else Room.of(end, states)
    long.used[0] = 0
    sizes = len(table.t), len(table.cls), states
    columns, spare, words = (_addresses(item) for item in (table, long, names[:3]))
    frames = _read_frames(data.ctypes.data, end, (*words, names.part, names.other), columns, sizes, spare)
    return table.head(frames) if frames >= 0 and _put_long(long, table) else None


def _addresses(arrays: Iterable[NDArray[Any]]) -> tuple[int, ...]:
    return tuple(values.ctypes.data for values in arrays)


def _put_long(long: Long, table: Table) -> bool:
    """Put the long numbers where they belong in the table; False where one is too large to be a number."""
    used = int(long.used[0])
    if not used:
        return True
    numbers = long.text[:used].reshape(-1).view(f"S{_LONGEST}").astype(np.float64)
    for which, field in enumerate(_FIELDS):
        mine = long.place[:used, 0] == which
        getattr(table, field).reshape(-1)[long.place[:used, 1][mine]] = numbers[mine]
    return bool(np.isfinite(numbers).all())


def _literal(text: str) -> tuple[int, np.uint64, np.uint64]:
    """Length of a text of at most 16 bytes, its first eight bytes, and its last eight (0 in a shorter one)."""
    data = text.encode()
    first, last = (int.from_bytes(part, "little") for part in (data[:8], data[8:] and data[-8:]))
    return len(data), np.uint64(first), np.uint64(last)


_TIME, _STATES, _OBJECTS, _CLASS = map(_literal, ('{"t":', ',"state":{', ',"objects":[', '{"cls":'))
_X, _Y, _W, _H, _CONF = map(_literal, (',"x":', ',"y":', ',"w":', ',"h":', ',"conf":'))
_ACTION, _LABEL, _OUTCOMES = map(_literal, (',"action":[', ',"label":{', ',"outcome":{'))
_PICTURE, _MODE, _TARGET = map(_literal, (',"frame_index":', '"mode":', '"target":'))
_SOURCE, _SURE = map(_literal, ('"source":', '"confidence":'))
_WORD, _BITS, _BITS_OF_A_BYTE = np.uint64(0), np.uint64(64), np.uint64(8)


@inlined
def _expect(at, literal):  # type: ignore[no-untyped-def]
    """Address after a text that is always the same."""
    length, first, last = literal
    if at < 0:
        return at
    if length < 8:
        if (get(at, _WORD) ^ first) << (_BITS - _BITS_OF_A_BYTE * np.uint64(length)) != _WORD:
            return -1
    elif get(at, _WORD) != first or (length > 8 and get(at + length - 8, _WORD) != last):
        return -1
    return at + length


@compiled
def _keep_long(begin, end, field, index, long):  # type: ignore[no-untyped-def]
    """Keep a number as text; the address after it."""
    if end < 0 or end - begin > _LONGEST:
        return -1
    used = get(long[0], 0)
    for k in range(_LONGEST):
        put(long[1] + _LONGEST * used + k, np.uint8(byte(begin + k) if begin + k < end else 0))
    put(long[2] + 16 * used, np.int64(field))
    put(long[2] + 16 * used + 8, np.int64(index))
    put(long[0], used + 1)
    return end


@inlined
def _put_number(begin, out, index, field, long):  # type: ignore[no-untyped-def]
    """Read a number into row `index` of the column at `out`, or to nowhere if it is negative; the address after it."""
    at, value, exact = number(begin)
    if at >= 0 and index >= 0:
        put(out + 8 * index, value)
        if not exact:
            at = _keep_long(begin, at, field, index, long)
    return at


@inlined
def _whole(at, out, index):  # type: ignore[no-untyped-def]
    """Read a whole number into row `index` of the column at `out`; the address after it."""
    at, value = integer(at)
    put(out + 8 * index, value)
    return at


@inlined
def _text_of(at, names, which):  # type: ignore[no-untyped-def]
    """Address after the name `which`."""
    begin, end = get(names[1] + 8 * which, 0), get(names[1] + 8 * which + 8, 0)
    return same(at, names[0] + begin, end - begin)


@compiled
def _other_name(at, names, begin, end):  # type: ignore[no-untyped-def]
    """`_name`, whichever it is."""
    for k in range(begin, end):
        found = _text_of(at, names, k)
        if found >= 0:
            return found, k
    if byte(at) != _QUOTE:
        return -1, -1
    at += 1
    while byte(at) != _QUOTE:
        # Escapes, control characters and all that is not ASCII.
        if byte(at) == _BACKSLASH or byte(at) < 32 or byte(at) > 126:
            return -1, -1
        at += 1
    return at + 1, -1


@inlined
def _name(at, names, begin, end, likely):  # type: ignore[no-untyped-def]
    """Address after a string, and which of the names `begin` to `end` it is, -1 for none; `likely` is tried first."""
    if at < 0:
        return at, -1
    if likely < end:
        found = _text_of(at, names, likely)
        if found >= 0:
            return found, likely
    return _other_name(at, names, begin, end)


@inlined
def _value(names, which):  # type: ignore[no-untyped-def]
    return get(names[2] + 8 * which, 0)


@inlined
def _numbers(at, names, begin, end, out, base, field, long):  # type: ignore[no-untyped-def]
    """Read what follows the { of names with numbers into `out` from `base` on; the address after the }."""
    if at < 0:
        return at
    if byte(at) == _CLOSE:
        return at + 1
    likely, longs = begin, get(long[0], 0)
    while True:
        at, k = _name(at, names, begin, end, likely)
        if at < 0 or byte(at) != _COLON:
            return -1
        if 0 <= k < likely and get(long[0], 0) > longs:
            # Should it be there twice, the later one counts; long numbers are put in last.
            return -1
        at = _put_number(at + 1, out, base + _value(names, k) if k >= 0 else -1, field, long)
        if at < 0:
            return at
        likely = k + 1 if k >= 0 else likely
        if byte(at) == _CLOSE:
            return at + 1
        if byte(at) != _COMMA:
            return -1
        at += 1


@inlined
def _objects(at, names, used, most, cls, box, long):  # type: ignore[no-untyped-def]
    """Read what follows the [ of objects; the address after the ], and how many there are now."""
    begin, end = names[3][1], names[3][2]
    if at < 0:
        return at, used
    if byte(at) == _END:
        return at + 1, used
    likely = begin
    while True:
        at, k = _name(_expect(at, _CLASS), names, begin, end, likely)
        if at < 0 or used >= most:
            return -1, used
        put(cls + 2 * used, np.int16(_value(names, k) if k >= 0 else -1))
        likely = k if k >= 0 else likely
        at = _put_number(_expect(at, _X), box, 5 * used, _BOX, long)
        at = _put_number(_expect(at, _Y), box, 5 * used + 1, _BOX, long)
        at = _put_number(_expect(at, _W), box, 5 * used + 2, _BOX, long)
        at = _put_number(_expect(at, _H), box, 5 * used + 3, _BOX, long)
        at = _put_number(_expect(at, _CONF), box, 5 * used + 4, _BOX, long)
        used += 1
        if at < 0 or byte(at) != _CLOSE:
            return -1, used
        if byte(at + 1) == _END:
            return at + 2, used
        if byte(at + 1) != _COMMA:
            return -1, used
        at += 2


@inlined
def _label(at, names, i, mode, target, source, confidence, long):  # type: ignore[no-untyped-def]
    """Read what follows the { of a label. What is as usual is not written; the rest stands in order."""
    part = names[3]
    put(target + 8 * i, NONE)
    put(source + 8 * i, part[4] - part[3] - 1)
    put(confidence + 8 * i, 1.0)
    if byte(at) == _CLOSE:
        return at + 1
    found = _expect(at, _MODE)
    if found >= 0:
        at, k = _name(found, names, part[2], part[3], part[2])
        if k >= 0:
            put(mode + 8 * i, _value(names, k))
        at = _next(at)
    found = _expect(at, _TARGET)
    if found >= 0:
        at, which = integer(found)
        put(target + 8 * i, max(which, NONE))
        at = _next(at)
    found = _expect(at, _SOURCE)
    if found >= 0:
        at, k = _name(found, names, part[3], part[4], part[4] - 2)
        put(source + 8 * i, _value(names, k) if k >= 0 else names[4])
        at = _next(at)
    found = _expect(at, _SURE)
    if found >= 0:
        at = _next(_put_number(found, confidence, i, _CONFIDENCE, long))
    if at < 0:
        return at
    # `_next` went past a comma or stayed at the end.
    return at + 1 if byte(at) == _CLOSE and byte(at - 1) != _COMMA else -1


@inlined
def _next(at):  # type: ignore[no-untyped-def]
    """Address after a comma, if there is one."""
    return at + 1 if at >= 0 and byte(at) == _COMMA else at


@inlined
def _frame(at, names, columns, room, i, long):  # type: ignore[no-untyped-def]
    """Read frame `i` of the table; the address after it."""
    (t, state, start, cls, box, cursor, click, hotkey, mode, target, source, confidence, outcome, picture) = columns
    part, states, outcomes = names[3], room[2], len(OUTCOMES)
    for k in range(states):
        put(state + 8 * (i * states + k), 0.0)
    for k in range(outcomes):
        put(outcome + 8 * (i * outcomes + k), 0.0)
    put(mode + 8 * i, UNLABELLED)
    put(target + 8 * i, UNLABELLED)
    put(source + 8 * i, 0)
    put(confidence + 8 * i, 0.0)
    put(picture + 8 * i, -1)
    at = _put_number(_expect(at, _TIME), t, i, _T, long)
    at = _numbers(_expect(at, _STATES), names, part[0], part[1], state, i * states, _STATE, long)
    at, used = _objects(_expect(at, _OBJECTS), names, get(start + 8 * i, 0), room[1], cls, box, long)
    put(start + 8 * (i + 1), used)
    at = _put_number(_expect(at, _ACTION), cursor, 2 * i, _CURSOR, long)
    if at < 0 or byte(at) != _COMMA:
        return -1
    at = _put_number(at + 1, cursor, 2 * i + 1, _CURSOR, long)
    if at < 0 or byte(at) != _COMMA:
        return -1
    at = _whole(at + 1, click, i)
    if at < 0 or byte(at) != _COMMA:
        return -1
    at = _whole(at + 1, hotkey, i)
    if at < 0 or byte(at) != _END:
        return -1
    at += 1
    if byte(at) == _CLOSE:
        return at + 1
    found = _expect(at, _LABEL)
    if found >= 0:
        at = _label(found, names, i, mode, target, source, confidence, long)
    found = _expect(at, _OUTCOMES)
    if found >= 0:
        at = _numbers(found, names, part[4], part[5], outcome, i * outcomes, _OUTCOME, long)
    found = _expect(at, _PICTURE)
    if found >= 0:
        at = _whole(found, picture, i)
    return at + 1 if at >= 0 and byte(at) == _CLOSE else -1


@compiled
def _read_frames(data, end, names, columns, room, long):  # type: ignore[no-untyped-def]
    """Fill the columns; returns how many frames there are, -1 where the data looks different.

    Args:
        data: address of the text. end: its length.
        names: text, start and value of a `Vocabulary` by address, its parts and what stands for other sources.
        columns: those of a `Table` by address.
        room: how many frames, objects and state numbers fit into them.
        long: a `Long` by address.
    """
    put(columns[2], 0)
    at = data
    for i in range(room[0]):
        at = _frame(at, names, columns, room, i, long)
        if at == data + end:
            return i + 1
        if not data <= at < data + end or byte(at) != _COMMA:
            return -1
        at += 1
    return -1
