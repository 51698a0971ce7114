from __future__ import annotations

import collections
import datetime
import os
import pickle
import struct
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from make_fixtures import ARENA, arrays

from core.errors import UserError
from core.formats.pickles import load_pickle
from core.formats.pkl import read
from core.formats.values import Unreadable

MODULES = ("numpy.core.multiarray", "numpy._core.multiarray")


class Calls:
    """Pickles as a call of anything."""

    def __init__(self, call: Callable[..., Any] | None, *arguments: Any, rest: tuple[Any, ...] = ()) -> None:
        self._made = (call, arguments, *rest)

    def __reduce__(self) -> Any:
        return self._made


def short(text: bytes) -> bytes:
    return b"\x8c" + bytes([len(text)]) + text


def called(module: bytes, name: bytes, *words: bytes) -> bytes:
    """A pickle of protocol 4 that calls `module.name` with some words."""
    arguments = b"(" + b"".join(short(word) for word in words) + b"t"
    return b"\x80\x04" + short(module) + short(name) + b"\x93" + arguments + b"R."


def canaries(made: str) -> dict[str, bytes]:
    """Pickles by name; every one makes the file `made` where something of it is run."""
    order = f"touch {made}"
    code = f"open({made!r}, 'w').close()"
    command, source = order.encode(), code.encode()
    array = pickle.dumps(np.zeros(3), 2)
    found = {
        "os.system": pickle.dumps(Calls(os.system, order), 0),
        "os.system, protocol 2": pickle.dumps(Calls(os.system, order), 2),
        "os.system, protocol 5": pickle.dumps(Calls(os.system, order), 5),
        "posix.system": b"cposix\nsystem\n(V" + command + b"\ntR.",
        "inst": b"(V" + command + b"\nios\nsystem\n.",
        "obj": b"(cos\nsystem\nV" + command + b"\no.",
        "newobj": b"\x80\x02cos\nsystem\n(V" + command + b"\nt\x81.",
        "newobj_ex": b"\x80\x04cos\nsystem\n(V" + command + b"\nt}\x92.",
        "eval": pickle.dumps(Calls(eval, code), 2),
        "exec": called(b"builtins", b"exec", source),
        "exec of Python 2": called(b"__builtin__", b"exec", source),
        "dotted": called(b"builtins", b"eval.__call__", source),
        "dotted through numpy": called(b"numpy", b"core.os.system", command),
        "dotted through an allowed name": called(b"numpy", b"ndarray.__class__", b"x"),
        "numpy's runner": called(b"numpy.testing._private.utils", b"runstring", source),
        "numpy.load": called(b"numpy", b"load", made.encode()),
        "numpy.memmap": called(b"numpy", b"memmap", made.encode(), b"int8", b"w+"),
        "numpy.fromfile": called(b"numpy", b"fromfile", b"/etc/passwd"),
        "subprocess": pickle.dumps(Calls(subprocess.call, ["touch", made]), 2),
        "getattr": called(b"builtins", b"getattr", b"", b"__class__"),
        "import": called(b"builtins", b"__import__", b"antigravity"),
        "open": called(b"io", b"open", made.encode(), b"w"),
        "compile": called(b"builtins", b"compile", source, b"x", b"exec"),
        "codecs": called(b"_codecs", b"encode", b"x", b"rot13"),
        "codecs.open": called(b"codecs", b"open", made.encode(), b"w"),
        "partial": called(b"functools", b"partial", b"x"),
        "operator": called(b"operator", b"attrgetter", b"system"),
        "pickle in a pickle": called(b"pickle", b"loads", b"x"),
        "copyreg": called(b"copyreg", b"_reconstructor", b"x"),
        "torch": called(b"torch.serialization", b"load", made.encode()),
        "inside a list": pickle.dumps([1, [2, Calls(os.system, order)]], 4),
        "as a key": pickle.dumps({"a": {b"b": Calls(os.system, order)}}, 4),
        "inside an array of objects": pickle.dumps(np.array([1, Calls(os.system, order)], object), 4),
        "as an array's state": array.replace(b"(K\x01", b"(cos\nsystem\n(V" + command + b"\ntRK\x01", 1),
        "as an array's class": b"\x80\x02cnumpy.core.multiarray\n_reconstruct\ncos\nsystem\nK\x00\x85C\x01b\x87R.",
        "as an array's type": array.replace(b"cnumpy\ndtype", b"cos\nsystem", 1),
        "in a default": pickle.dumps(collections.defaultdict(os.getcwd), 2),
        "through a state": b"\x80\x02cbuiltins\nlist\n)R}X\x01\x00\x00\x00aK\x01sb.",
        "through setstate": b"\x80\x02cnumpy\nndarray\n)\x81(cos\nsystem\nV" + command + b"\ntb.",
        "through items": pickle.dumps(
            Calls(collections.OrderedDict, rest=(None, None, iter([("a", Calls(eval, code))]))), 4
        ),
        "through listitems": pickle.dumps(Calls(list, rest=(None, iter([Calls(os.system, order)]))), 4),
        "an extension": b"\x80\x02\x82\x01.",
        "a persistent id": b"Pos.system\n.",
        "a persistent object": b"Vos.system\nQ.",
        "a buffer": b"\x80\x05\x97.",
        "a call of a list": b"\x80\x02](K\x01tR.",
        "a call of an array": array[:-1] + b"(K\x01tR.",
    }  # fmt: skip
    return found


@pytest.mark.parametrize("name", canaries("x"))
def test_nothing_that_a_pickle_asks_for_is_run(tmp_path: Path, name: str) -> None:
    made = tmp_path / "canary"
    path = tmp_path / "shadow_recording_bad.pkl"
    path.write_bytes(canaries(str(made))[name])
    before = set(sys.modules)
    with pytest.raises(UserError, match=r"shadow_recording_bad\.pkl cannot be read: "):
        read(path, ARENA)
    assert not made.exists()
    assert "antigravity" not in sys.modules
    assert all(module.startswith("encodings.") for module in set(sys.modules) - before)


@pytest.mark.parametrize(
    ("value", "name"),
    [
        (Calls(os.system, "true"), f"{os.name}.system"),
        (Calls(eval, "1"), ".eval"),
        (datetime.datetime(2026, 1, 1), "datetime.datetime"),
        (complex(1, 2), ".complex"),
        (Path("a"), "pathlib.PosixPath"),
        (np.array(["2026-01-01"], "datetime64[D]"), "M8"),
        (np.zeros(2, complex), "c16"),
        (np.zeros(2, [("a", "f4")]), "V4"),
        (np.ma.masked_array([1]), "numpy.ma"),
    ],
)
@pytest.mark.parametrize("protocol", range(6))
def test_what_is_refused_is_named(value: object, name: str, protocol: int) -> None:
    with pytest.raises(Unreadable) as caught:
        load_pickle(pickle.dumps({"a": [value]}, protocol))
    assert name in str(caught.value)


plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**80), 2**80) | st.floats(allow_nan=False) | st.text() | st.binary(),
    lambda inner: st.lists(inner) | st.lists(inner).map(tuple) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@settings(deadline=None)
@given(plain, st.integers(0, 5))
def test_plain_values_come_out_as_python_itself_has_them(value: object, protocol: int) -> None:
    assert load_pickle(pickle.dumps(value, protocol)) == value


@pytest.mark.parametrize("protocol", range(6))
@pytest.mark.parametrize(
    "array",
    [
        np.arange(24, dtype=np.float32).reshape(2, 3, 4), np.asfortranarray(np.arange(6).reshape(2, 3)),
        np.arange(5, dtype=">i2"), np.array([True, False]), np.zeros((0, 6)), np.array(["ab", "c"]), np.array([b"ab"]),
        np.array(2.5), np.float32(0.5), np.int64(7), np.arange(6, dtype=np.float16)[::2],
    ],
    ids=lambda array: f"{array.dtype}-{array.shape}",
)  # fmt: skip
def test_arrays_come_out_as_they_were(array: np.ndarray, protocol: int) -> None:
    found = load_pickle(pickle.dumps([array, array], protocol))
    assert isinstance(found, list)
    for made in found:
        np.testing.assert_array_equal(made, array)
    assert not array.ndim or (found[0].dtype, found[0].shape) == (array.dtype, array.shape)


def test_other_containers_come_out_as_lists_and_dicts() -> None:
    value = [
        collections.OrderedDict(a=1), collections.defaultdict(list, {"b": [2]}), collections.deque([3], maxlen=5000),
        {4}, frozenset([5]), bytearray(b"6"),
    ]  # fmt: skip
    for protocol in range(6):
        assert load_pickle(pickle.dumps(value, protocol)) == [{"a": 1}, {"b": [2]}, [3], [4], [5], b"6"]


def test_what_python_2_wrote_is_read() -> None:
    # pickle.dumps({"hp": [1L, 2.5, "it's"]}, 0) and (…, 2) of Python 2.7.
    assert load_pickle(b"(dp0\nS'hp'\np1\n(lp2\nL1L\naF2.5\naS\"it's\"\np3\nas.") == {"hp": [1, 2.5, "it's"]}
    assert load_pickle(
        b"\x80\x02}q\x00U\x02hpq\x01]q\x02(\x8a\x01\x01G@\x04\x00\x00\x00\x00\x00\x00U\x04it'seq\x03s."
    ) == {"hp": [1, 2.5, "it's"]}
    # numpy.array([1.0]) in protocol 2 of Python 2.7: its bytes are a string.
    array = (
        b"\x80\x02cnumpy.core.multiarray\n_reconstruct\nq\x01cnumpy\nndarray\nq\x02K\x00\x85U\x01b\x87Rq\x03(K\x01K\x01\x85"
        b"cnumpy\ndtype\nq\x04U\x02f8K\x00K\x01\x87Rq\x05(K\x03U\x01<NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\x00tb\x89U\x08"
        b"\x00\x00\x00\x00\x00\x00\xf0\x3ftb."
    )
    found: Any = load_pickle(array)
    np.testing.assert_array_equal(found, [1.0])


def bombs() -> dict[str, bytes]:
    """Small pickles that would take all memory or time, by name."""
    array = pickle.dumps(np.zeros(3), 2)
    shared = b"\x80\x02]q\x00(" + b"K\x00" * 1000 + b"e"
    big = struct.pack("<q", 2**40)
    return {
        "bytes": b"\x80\x04\x8e" + big + b".",
        "a word": b"\x80\x04\x8d" + big + b".",
        "a bytearray": b"\x80\x05\x96" + big + b".",
        "a number": b"\x80\x02\x8b\xff\xff\xff\x7f.",
        "a negative length": b"\x80\x02\x8b\xff\xff\xff\xff.",
        "a memo": b"\x80\x02K\x00r\xff\xff\xff\xff.",
        "a frame": b"\x80\x04\x95" + big + b"N.",
        "digits": b"I" + b"9" * 100_000 + b"\n.",
        "digits of a long": b"L" + b"9" * 100_000 + b"L\n.",
        "an array's shape": array.replace(b"K\x03\x85", b"J\xff\xff\xff\x7f\x85", 1),
        "an array of nothing": array.replace(b"K\x03\x85", b"\x8a\x06\x00\x00\x00\x00\x00\x01K\x00\x86", 1),
        "lists in lists": b"]" * 100_000 + b"a" * 99_999 + b".",
        "tuples in tuples": b")" + b"\x85" * 100_000 + b".",
        "tuples as keys": b"}" + b")" + b"\x85" * 100_000 + b"K\x00s.",
        "itself": b"\x80\x02]q\x00h\x00a.",
        "one list in many": shared + b"0](" + b"h\x00" * 200_000 + b"e.",
        "copies of a list": shared + b"0](" + b"cbuiltins\nlist\n(h\x00tR" * 50_000 + b"e.",
        "keys that collide": b"}("
        + b"".join(pickle.dumps((2**61 - 1) * n, 2)[2:-1] + b"N" for n in range(1, 50_000))
        + b"u.",
    }  # fmt: skip


@pytest.mark.parametrize("name", bombs())
def test_a_bomb_fizzles_out(tmp_path: Path, name: str) -> None:
    """As the whole file, and as each part of a recording; in a process of its own with little memory and time."""
    (tmp_path / "bomb").write_bytes(bombs()[name])
    script = """
import pickle, resource, sys
from pathlib import Path
from core.errors import UserError
from core.formats import pkl
from core.profile import load_profile
arena = load_profile("arena")
resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
bomb = Path(sys.argv[1]).read_bytes()
body = bomb.removeprefix(b"\\x80\\x02").removesuffix(b".")
whole = pickle.dumps({"actions": [[0.5, 0.5, 0, 0]] * 3, "states": [{}] * 3, "objects": [[]] * 3, "t": [1, 2, 3]}, 2)
tried = [bomb]
for part in (b"actions", b"states", b"objects", b"t", b"frames", b"state_names", b"screen"):
    tried.append(whole[:-1] + b"U" + bytes([len(part)]) + part + body + b"s.")
for index, data in enumerate(tried):
    path = Path(sys.argv[1]).with_name(f"bomb_{index}.pkl")
    path.write_bytes(data)
    try:
        pkl.read(path, arena)
    except UserError as error:
        assert "its reader failed" not in str(error)
print("survived")
"""
    ended = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "bomb")], capture_output=True, text=True, timeout=120
    )
    assert ended.stdout == "survived\n", ended.stderr[-2000:]


def test_a_recording_cut_anywhere_is_one_sentence(tmp_path: Path) -> None:
    for protocol in range(6):
        data = pickle.dumps(arrays(), protocol)
        for cut in range(0, len(data), 7):
            with pytest.raises(Unreadable, match="it is not a whole pickle"):
                load_pickle(data[:cut])


def test_the_machine_knows_every_opcode() -> None:
    import pickletools

    from core.formats.pickles import _ACTS

    assert {ord(op.code) for op in pickletools.opcodes} - set(_ACTS) == {ord(".")}
