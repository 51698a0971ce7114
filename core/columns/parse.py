"""Reads frames in the one layout our own writer gives them: keys in order, no spaces.

Several times faster than reading any JSON there could be. Whatever looks different in the least is left to the strict
reader, which also has the words for what is wrong with it.

Functions below take and return positions in the data; a negative one says that it looks different there. The data ends
in a zero byte, which fits nowhere, so that nothing is ever read beyond it.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.columns.table import NONE, Table, Words
from core.compiled import compiled, inlined
from core.recording import OUTCOMES

#: columns of a `Table` that hold numbers with a fraction
_FIELDS = ("t", "state", "box", "cursor", "confidence", "outcome")
_T, _STATE, _BOX, _CURSOR, _CONFIDENCE, _OUTCOME = range(6)
#: longest number kept as text
_LONGEST, _SHORTEST_LONG = 32, 4

_POWERS = 10.0 ** np.arange(23)
_EXACT = 2**53
_QUOTE, _COMMA, _COLON, _MINUS, _PLUS, _DOT, _BACKSLASH = (ord(sign) for sign in '",:-+.\\')
_OPEN, _CLOSE, _BEGIN, _END, _SMALL_E, _LARGE_E = (ord(sign) for sign in "{}[]eE")


class Vocabulary(NamedTuple):
    """The names a recording may use, with their quotes, one after the other."""

    text: NDArray[np.uint8]
    #: (K + 1,) where each begins
    start: NDArray[np.int64]
    #: (K,) what each stands for
    value: NDArray[np.int64]
    #: (6,) where the names of states, classes, modes, sources and outcomes begin
    part: NDArray[np.int64]
    #: (1,) what stands for any other source
    other: NDArray[np.int64]


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
        np.frombuffer(b"".join(name for _, name in all_names) or b"\0", np.uint8).copy(),
        np.cumsum([0, *(len(name) for _, name in all_names)]).astype(np.int64),
        np.array([number for number, _ in all_names], np.int64),
        np.cumsum([0, *map(len, plain)]).astype(np.int64),
        np.array([words.source("")], np.int64),
    )


def _is_plain(word: str) -> bool:
    return word.isprintable() and '"' not in word and "\\" not in word


def parse(block: bytes, names: Vocabulary, states: int) -> Table | None:
    """The frames of a block, which stand one after the other with commas between them; None where it looks different.

    Args:
        states: how many state numbers the profile has.
    """
    table = Table.room(block.count(b'{"t":'), block.count(b'{"cls":'), states)
    most = len(block) // _SHORTEST_LONG + 1
    long = Long(np.zeros(1, np.int64), np.zeros((most, _LONGEST), np.uint8), np.zeros((most, 2), np.int64))
    whole = _read_frames(np.frombuffer(block + b"\0", np.uint8), names, table, long)
    return table if whole and _put_long(long, table) else None


def _put_long(long: Long, table: Table) -> bool:
    """Put the long numbers where they belong in the table; False where one is too large to be a number."""
    used = int(long.used[0])
    if not used:
        return True
    numbers = long.text[:used].reshape(-1).view(f"S{_LONGEST}").astype(np.float64)
    for number, field in enumerate(_FIELDS):
        mine = long.place[:used, 0] == number
        getattr(table, field).reshape(-1)[long.place[:used, 1][mine]] = numbers[mine]
    return bool(np.isfinite(numbers).all())


def _literal(text: str) -> NDArray[np.uint8]:
    return np.frombuffer(text.encode(), np.uint8).copy()


#: what stands between the values at the beginning of every frame, step by step
_BETWEEN = ('{"t":', ',"state":{', "", ',"objects":[', '{"cls":', ',"x":', ',"y":', ',"w":', ',"h":', ',"conf":',
            ',"action":[', ",")  # fmt: skip
_TIME, _STATES, _STATE_NAME, _OBJECTS, _CLASS, _X, _Y, _W, _H, _CONF, _CURSOR_X, _CURSOR_Y = range(12)
_TEXT = _literal("".join(_BETWEEN))
_TEXT_START = np.cumsum([0, *map(len, _BETWEEN)])
#: what may stand at its end
_LABEL_KEY, _OUTCOME_KEY, _PICTURE_KEY = _literal(',"label":{'), _literal(',"outcome":{'), _literal(',"frame_index":')
_MODE_KEY, _TARGET_KEY = _literal('"mode":'), _literal('"target":')
_SOURCE_KEY, _SURE_KEY = _literal('"source":'), _literal('"confidence":')


@compiled
def _expect(data, at, literal, begin, end):  # type: ignore[no-untyped-def]
    """Position after bytes `begin` to `end` of `literal`."""
    if at < 0:
        return at
    for k in range(begin, end):
        if data[at] != literal[k]:
            return -1
        at += 1
    return at


@compiled
def _number(data, at):  # type: ignore[no-untyped-def]
    """Position after a number, the number, and whether it is right to the last digit."""
    if at < 0:
        return at, 0.0, True
    negative = data[at] == _MINUS
    if negative:
        at += 1
    first, mantissa = at, np.int64(0)
    digit = np.int64(data[at]) - 48
    while 0 <= digit <= 9:
        mantissa = mantissa * 10 + digit
        at += 1
        digit = np.int64(data[at]) - 48
    count, power = at - first, np.int64(0)
    if count == 0 or (count > 1 and data[first] == 48):
        return -1, 0.0, True
    if data[at] == _DOT:
        at += 1
        after = at
        digit = np.int64(data[at]) - 48
        while 0 <= digit <= 9:
            mantissa = mantissa * 10 + digit
            at += 1
            digit = np.int64(data[at]) - 48
        if at == after:
            return -1, 0.0, True
        count += at - after
        power -= at - after
    if data[at] == _SMALL_E or data[at] == _LARGE_E:
        at += 1
        down = data[at] == _MINUS
        if down or data[at] == _PLUS:
            at += 1
        after, exponent = at, np.int64(0)
        while 48 <= data[at] <= 57 and at - after < 4:
            exponent = exponent * 10 + np.int64(data[at]) - 48
            at += 1
        if at == after or exponent > 290:
            return -1, 0.0, True
        power += -exponent if down else exponent
    if count > 18 or mantissa > _EXACT or power < -22 or power > 22:
        return at, 0.0, False
    # Both parts are exact, so their one rounding is the right one (Clinger 1990).
    value = np.float64(mantissa)
    value = value / _POWERS[-power] if power < 0 else value * _POWERS[power]
    return at, -value if negative else value, True


@compiled
def _keep_long(data, begin, end, field, index, long):  # type: ignore[no-untyped-def]
    """Keep a number as text; the position after it."""
    if end - begin > _LONGEST:
        return -1
    used = long.used[0]
    for k in range(_LONGEST):
        long.text[used, k] = data[begin + k] if begin + k < end else 0
    long.place[used, 0], long.place[used, 1] = field, index
    long.used[0] = used + 1
    return end


@compiled
def _put_number(data, begin, out, index, field, long):  # type: ignore[no-untyped-def]
    """Read a number into `out[index]`; the position after it."""
    at, value, exact = _number(data, begin)
    if exact:
        if at >= 0:
            out[index] = value
        return at
    return _keep_long(data, begin, at, field, index, long)


@compiled
def _integer(data, at):  # type: ignore[no-untyped-def]
    """Position after a whole number, and the number."""
    if at < 0:
        return at, np.int64(0)
    negative = data[at] == _MINUS
    if negative:
        at += 1
    first, number = at, np.int64(0)
    while 48 <= data[at] <= 57 and at - first < 19:
        number = number * 10 + np.int64(data[at]) - 48
        at += 1
    if at == first or at - first > 18 or (at - first > 1 and data[first] == 48):
        return -1, np.int64(0)
    if data[at] == _DOT or data[at] == _SMALL_E or data[at] == _LARGE_E:
        return -1, np.int64(0)
    return at, -number if negative else number


@compiled
def _name(data, at, text, start, begin, end, likely):  # type: ignore[no-untyped-def]
    """Position after a string, and which of the names `begin` to `end` it is, -1 for none; `likely` is tried first."""
    if at < 0:
        return at, -1
    for k in range(begin - 1, end):
        which = k if k >= begin else likely
        if which >= end:
            continue
        found = _expect(data, at, text, start[which], start[which + 1])
        if found >= 0:
            return found, which
    if data[at] != _QUOTE:
        return -1, -1
    at += 1
    while data[at] != _QUOTE:
        # Escapes, control characters and all that is not ASCII.
        if data[at] == _BACKSLASH or data[at] < 32 or data[at] > 126:
            return -1, -1
        at += 1
    return at + 1, -1


@compiled
def _outcomes(data, at, names, outcome, base, long):  # type: ignore[no-untyped-def]
    """Read what follows the { of outcomes."""
    if data[at] == _CLOSE:
        return at + 1
    likely, longs = names.part[4], long.used[0]
    while True:
        at, k = _name(data, at, names.text, names.start, names.part[4], names.part[5], likely)
        if at < 0 or data[at] != _COLON:
            return -1
        if 0 <= k < likely and long.used[0] > longs:
            return -1
        first = at + 1
        at, number, exact = _number(data, first)
        if k >= 0 and at >= 0:
            likely = k + 1
            if exact:
                outcome[base + names.value[k]] = number
            else:
                at = _keep_long(data, first, at, _OUTCOME, base + names.value[k], long)
        if at < 0:
            return at
        if data[at] == _CLOSE:
            return at + 1
        if data[at] != _COMMA:
            return -1
        at += 1


@compiled
def _label(data, at, names, table, i, long):  # type: ignore[no-untyped-def]
    """Read what follows the { of a label. What is as usual is not written; the rest stands in order."""
    table.target[i], table.source[i], table.confidence[i] = NONE, names.part[4] - names.part[3] - 1, 1
    if data[at] == _CLOSE:
        return at + 1
    found = _expect(data, at, _MODE_KEY, 0, len(_MODE_KEY))
    if found >= 0:
        at, k = _name(data, found, names.text, names.start, names.part[2], names.part[3], names.part[2])
        if k >= 0:
            table.mode[i] = names.value[k]
        at = _next(data, at)
    found = _expect(data, at, _TARGET_KEY, 0, len(_TARGET_KEY))
    if found >= 0:
        at, target = _integer(data, found)
        table.target[i] = max(target, NONE)
        at = _next(data, at)
    found = _expect(data, at, _SOURCE_KEY, 0, len(_SOURCE_KEY))
    if found >= 0:
        at, k = _name(data, found, names.text, names.start, names.part[3], names.part[4], names.part[3])
        table.source[i] = names.value[k] if k >= 0 else names.other[0]
        at = _next(data, at)
    found = _expect(data, at, _SURE_KEY, 0, len(_SURE_KEY))
    if found >= 0:
        at = _next(data, _put_number(data, found, table.confidence, i, _CONFIDENCE, long))
    if at < 0:
        return at
    # `_next` went past a comma or stayed at the end.
    return at + 1 if data[at] == _CLOSE and data[at - 1] != _COMMA else -1


@compiled
def _next(data, at):  # type: ignore[no-untyped-def]
    """Position after a comma, if there is one."""
    return at + 1 if at >= 0 and data[at] == _COMMA else at


_expect_here, _name_here, _number_here = inlined(_expect), inlined(_name), inlined(_number)


@compiled
def _beginning(data, at, names, table, i, long):  # type: ignore[no-untyped-def]
    """Read frame `i` up to its cursor; the position of what follows.

    Nine tenths of all bytes stand here, so there is one loop, which takes what stands between two values, a name where
    there is one, and a number.
    """
    text, start, value = names.text, names.start, names.value
    states_end, classes, classes_end = names.part[1], names.part[1], names.part[2]
    state, box, cursor, cls = table.state[i], table.box.reshape(-1), table.cursor[i], table.cls
    used, longs = table.start[i], long.used[0]
    step, likely_state, likely_class = _TIME, 0, classes
    k = -1
    while True:
        at = _expect_here(data, at, _TEXT, _TEXT_START[step], _TEXT_START[step + 1])
        if at < 0:
            return at
        if step == _STATES:
            step = _OBJECTS if data[at] == _CLOSE else _STATE_NAME
            at += step == _OBJECTS
            continue
        if step == _OBJECTS:
            step = _CURSOR_X if data[at] == _END else _CLASS
            at += step == _CURSOR_X
            continue
        if step in (_STATE_NAME, _CLASS):
            is_class = step == _CLASS
            first, last = (classes, classes_end) if is_class else (0, states_end)
            at, k = _name_here(data, at, text, start, first, last, likely_class if is_class else likely_state)
            if at < 0:
                return at
            if is_class:
                if used >= len(cls):
                    return -1
                cls[used] = value[k] if k >= 0 else -1
                likely_class = k if k >= 0 else likely_class
                step = _X
                continue
            if data[at] != _COLON:
                return -1
            at += 1
            if 0 <= k < likely_state and long.used[0] > longs:
                # Should it be there twice, the later one counts; long numbers are put in last.
                return -1
            likely_state = k + 1 if k >= 0 else likely_state
        begin = at
        at, number, exact = _number_here(data, begin)
        if at < 0:
            return at
        field, index = _T, i
        if step == _STATE_NAME:
            field, index = _STATE, value[k] if k >= 0 else -1
            if index >= 0:
                state[index] = number
                index += i * len(state)
        elif step <= _CONF and step >= _X:
            field, index = _BOX, 5 * used + step - _X
            box[index] = number
        elif step >= _CURSOR_X:
            field, index = _CURSOR, 2 * i + step - _CURSOR_X
            cursor[step - _CURSOR_X] = number
        else:
            table.t[i] = number
        if not exact and index >= 0:
            at = _keep_long(data, begin, at, field, index, long)
            if at < 0:
                return at
        if step == _TIME:
            step = _STATES
        elif step == _STATE_NAME:
            if data[at] == _CLOSE:
                step = _OBJECTS
            elif data[at] != _COMMA:
                return -1
            at += 1
        elif step < _CONF:
            step += 1
        elif step == _CONF:
            if data[at] != _CLOSE:
                return -1
            used += 1
            at += 1
            if data[at] == _END:
                step = _CURSOR_X
            elif data[at] == _COMMA:
                step = _CLASS
            else:
                return -1
            at += 1
        elif step == _CURSOR_X:
            step = _CURSOR_Y
        elif data[at] == _COMMA:
            table.start[i + 1] = used
            return at + 1
        else:
            return -1


@compiled
def _rest(data, at, names, table, i, long):  # type: ignore[no-untyped-def]
    """Read frame `i` from its click on; the position after it."""
    at, table.click[i] = _integer(data, at)
    if at < 0 or data[at] != _COMMA:
        return -1
    at, table.hotkey[i] = _integer(data, at + 1)
    if at < 0 or data[at] != _END:
        return -1
    at += 1
    if data[at] == _CLOSE:
        return at + 1
    found = _expect(data, at, _LABEL_KEY, 0, len(_LABEL_KEY))
    if found >= 0:
        at = _label(data, found, names, table, i, long)
    found = _expect(data, at, _OUTCOME_KEY, 0, len(_OUTCOME_KEY))
    if found >= 0:
        at = _outcomes(data, found, names, table.outcome.reshape(-1), i * table.outcome.shape[1], long)
    found = _expect(data, at, _PICTURE_KEY, 0, len(_PICTURE_KEY))
    if found >= 0:
        at, table.frame_index[i] = _integer(data, found)
    return at + 1 if at >= 0 and data[at] == _CLOSE else -1


@compiled
def _read_frames(data, names, table, long):  # type: ignore[no-untyped-def]
    """Fill the table; False where the data looks different."""
    at = 0
    for i in range(len(table.t)):
        at = _beginning(data, at, names, table, i, long)
        if at < 0:
            return False
        at = _rest(data, at, names, table, i, long)
        if at < 0 or data[at] != (_COMMA if i + 1 < len(table.t) else 0):
            return False
        at += 1
    return at == len(data)
