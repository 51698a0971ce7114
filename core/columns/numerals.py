"""Reads text and numbers by their address, eight bytes at a time, in compiled code.

Arrays are counted by whoever holds them, which costs more than reading a number does; addresses are only numbers.
Functions take an address and return the one after what they read, negative where it looks different. Zeros fit nowhere,
so nothing is read beyond the 32 that must follow a text.
"""

from __future__ import annotations

import numpy as np
from llvmlite import ir
from numba import types
from numba.extending import intrinsic

from core.compiled import compiled, inlined

_POWERS = 10.0 ** np.arange(23)
_TENS = 10 ** np.arange(9, dtype=np.int64)
_EXACT = 2**53
_MINUS, _PLUS, _DOT, _COMMA, _SMALL_E, _LARGE_E, _CLOSE, _END = (ord(sign) for sign in "-+.,eE}]")

_BYTE, _ZERO, _EIGHT = np.uint64(0xFF), np.uint64(0), np.uint64(8)
_ZEROS, _SEVEN_BITS = np.uint64(0x3030303030303030), np.uint64(0x7F7F7F7F7F7F7F7F)
_PAST_NINE, _HIGH_BITS = np.uint64(0x7676767676767676), np.uint64(0x8080808080808080)
_TEN, _PAIRS, _LOWER_HALF = np.uint64(10), np.uint64(0x000000FF000000FF), np.uint64(0xFFFFFFFF)
_FIRST, _SECOND = np.uint64(100 + (1000000 << 32)), np.uint64(1 + (10000 << 32))
_THREE, _SIXTEEN, _HALF, _WHOLE = np.uint64(3), np.uint64(16), np.uint64(32), np.uint64(64)


@intrinsic
def get(context, address, kind):  # type: ignore[no-untyped-def]
    """The number of the type of `kind` at an address."""

    def code(context, builder, signature, arguments):  # type: ignore[no-untyped-def]
        pointer = context.get_value_type(signature.return_type).as_pointer()
        return builder.load(builder.inttoptr(arguments[0], pointer), align=1)

    return kind(types.int64, kind), code


@intrinsic
def put(context, address, value):  # type: ignore[no-untyped-def]
    """Write a number to an address."""

    def code(context, builder, signature, arguments):  # type: ignore[no-untyped-def]
        pointer = builder.inttoptr(arguments[0], arguments[1].type.as_pointer())
        builder.store(arguments[1], pointer, align=1)
        return context.get_dummy_value()

    return types.void(types.int64, value), code


@intrinsic
def _trailing_zeros(context, word):  # type: ignore[no-untyped-def]
    def code(context, builder, signature, arguments):  # type: ignore[no-untyped-def]
        return builder.cttz(arguments[0], ir.Constant(ir.IntType(1), 0))

    return types.uint64(types.uint64), code


@inlined
def byte(at):  # type: ignore[no-untyped-def]
    """The byte at an address."""
    return np.int64(get(at, np.uint8(0)))


@inlined
def same(at, text, length):  # type: ignore[no-untyped-def]
    """Address after a text that is the same as that at `text`, behind which there are eight bytes more."""
    if at < 0:
        return at
    while length >= 8:
        if get(at, _ZERO) != get(text, _ZERO):
            return -1
        at, text, length = at + 8, text + 8, length - 8
    if length > 0:
        if (get(at, _ZERO) ^ get(text, _ZERO)) << (_WHOLE - _EIGHT * np.uint64(length)) != _ZERO:
            return -1
        at += length
    return at


@compiled
def _any_number(at):  # type: ignore[no-untyped-def]
    """`number`, however it is written."""
    negative = byte(at) == _MINUS
    if negative:
        at += 1
    first, mantissa = at, np.int64(0)
    digit = byte(at) - 48
    while 0 <= digit <= 9:
        mantissa = mantissa * 10 + digit
        at += 1
        digit = byte(at) - 48
    count, power = at - first, np.int64(0)
    if count == 0 or (count > 1 and byte(first) == 48):
        return -1, 0.0, True
    if byte(at) == _DOT:
        at += 1
        after = at
        digit = byte(at) - 48
        while 0 <= digit <= 9:
            mantissa = mantissa * 10 + digit
            at += 1
            digit = byte(at) - 48
        if at == after:
            return -1, 0.0, True
        count += at - after
        power -= at - after
    if byte(at) == _SMALL_E or byte(at) == _LARGE_E:
        at += 1
        down = byte(at) == _MINUS
        if down or byte(at) == _PLUS:
            at += 1
        after, exponent = at, np.int64(0)
        while 48 <= byte(at) <= 57 and at - after < 4:
            exponent = exponent * 10 + byte(at) - 48
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


@inlined
def number(at):  # type: ignore[no-untyped-def]
    """Address after a number, the number, and whether it is right to the last digit."""
    if at < 0:
        return at, 0.0, True
    word = get(at, _ZERO)
    lead = np.int64(word & _BYTE) - 48
    after = np.int64((word >> _EIGHT) & _BYTE)
    if 0 <= lead <= 9:
        if after == _DOT:
            # Nearly all have one digit before the point and less than eight behind it: those are read at once.
            digits = get(at + 2, _ZERO) ^ _ZEROS
            others = (((digits & _SEVEN_BITS) + _PAST_NINE) | digits) & _HIGH_BITS
            count = _trailing_zeros(others) >> _THREE
            if count > _ZERO and count < _EIGHT:
                n = np.int64(count)
                end = byte(at + 2 + n)
                if end in (_COMMA, _CLOSE, _END):
                    digits = digits << (_WHOLE - _EIGHT * count)
                    digits = digits * _TEN + (digits >> _EIGHT)
                    digits = ((digits & _PAIRS) * _FIRST + ((digits >> _SIXTEEN) & _PAIRS) * _SECOND) >> _HALF
                    mantissa = lead * _TENS[n] + np.int64(digits & _LOWER_HALF)
                    return at + 2 + n, np.float64(mantissa) / _POWERS[n], True
        elif after in (_COMMA, _CLOSE, _END):
            return at + 1, np.float64(lead), True
    return _any_number(at)


@inlined
def integer(at):  # type: ignore[no-untyped-def]
    """Address after a whole number, and the number."""
    if at < 0:
        return at, np.int64(0)
    negative = byte(at) == _MINUS
    if negative:
        at += 1
    first, number = at, np.int64(0)
    while 48 <= byte(at) <= 57 and at - first < 19:
        number = number * 10 + byte(at) - 48
        at += 1
    if at == first or at - first > 18 or (at - first > 1 and byte(first) == 48):
        return -1, np.int64(0)
    if byte(at) == _DOT or byte(at) == _SMALL_E or byte(at) == _LARGE_E:
        return -1, np.int64(0)
    return at, -number if negative else number
