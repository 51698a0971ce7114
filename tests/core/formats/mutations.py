"""Damage for files of recordings: what disks, networks, other programs and bad people do to them. Seeded throughout."""

from __future__ import annotations

import copy
import io
import json
import math
import pickle
import pickletools
import zipfile
from collections.abc import Callable
from itertools import pairwise
from random import Random
from typing import Any

import numpy as np
from mcap.reader import make_reader
from mcap.writer import CompressionType, Writer

#: keys that some reader looks for
KEYS = (
    "frames", "demos", "states", "state", "actions", "action", "objects", "boxes", "classes", "class_names", "counts",
    "t", "timestamp", "timestamps", "fps", "screen", "window", "label", "mode", "target", "outcome", "events", "bbox",
    "xyxy", "conf", "cls", "state_names", "object_columns", "bbox_format", "format", "version", "profile", "metadata",
    "corrections", "better", "bot", "strategist", "tactician", "executor", "recording", "frame", "keys", "mouse",
    "file",
)  # fmt: skip
_HUGE = 10**400


def deep(rng: Random) -> Any:
    """Lists or objects in one another."""
    made: Any = 1
    for _ in range(rng.choice((10, 100, 300))):
        made = [made] if rng.random() < 0.5 else {rng.choice(KEYS): made}
    return made


def strange(rng: Random) -> Any:
    """A value nobody expects."""
    return rng.choice(
        (
            None, True, False, 0, -1, 1, 2**31, 2**63, -(2**63), _HUGE, 1e308, -1e308, 5e-324, math.nan, math.inf, 0.5,
            -0.0, "", "x", "NaN", "none", "FIGHT", "ctrl", "\ud800", "\0", "x" * 5000, "../../etc/passwd", "1280x720",
            "2026-01-23T12:00:00Z", "9999-99-99", [], {}, [[]], [{}], [None], {"": None}, [0, 0], [1, 2, 3, 4],
            [0.5] * 6, ["drone", 0.5, 0.5, 0.1, 0.1], [1e308] * 4, [math.nan] * 4, list(range(2000)), {"x": 1, "y": -1},
            {"width": 0, "height": -5}, {"hp": math.inf}, deep,
        )
    )  # fmt: skip


def places_in(tree: Any) -> list[tuple[Any, Any]]:
    """Every (container, key) of a tree."""
    found: list[tuple[Any, Any]] = []
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        keys: Any = node if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else ()
        for key in keys:
            found.append((node, key))
            waiting.append(node[key])
    return found


def damage_tree(rng: Random, tree: Any) -> Any:
    """A copy of a tree of lists and dicts with one to four places changed."""
    tree = copy.deepcopy(tree)
    for _ in range(rng.randint(1, 4)):
        places = places_in(tree)
        if not places:
            break
        node, key = rng.choice(places)
        act = rng.randrange(8)
        if act < 3:
            value = strange(rng)
            node[key] = value(rng) if callable(value) else copy.deepcopy(value)
        elif act == 3:
            del node[key]
        elif act == 4 and isinstance(node, list):
            node[key:key] = [node[key]] * rng.choice((1, 2, 50))
        elif act == 4:
            node[rng.choice(KEYS)] = node.pop(key)
        elif act == 5:
            other, place = rng.choice(places)
            # A value inside itself could not be written.
            if not isinstance(node[key], dict | list) and not isinstance(other[place], dict | list):
                node[key], other[place] = other[place], node[key]
        elif act == 6:
            node[key] = [node[key]] if rng.random() < 0.5 else {rng.choice(KEYS): node[key]}
        elif isinstance(node, list):
            rng.shuffle(node)
    return rng.choice((tree, [tree], {"data": tree})) if rng.random() < 0.05 else tree


def damage_bytes(rng: Random, data: bytes) -> bytes:
    """Bits flipped, pieces cut out, doubled, zeroed or exchanged, the end gone."""
    made = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 5))):
        if not made:
            break
        start = rng.randrange(len(made))
        stop = min(len(made), start + rng.choice((1, 2, 4, 16, 200)))
        act = rng.randrange(7)
        if act == 0:
            made[start] ^= 1 << rng.randrange(8)
        elif act == 1:
            del made[start:]
        elif act == 2:
            made[start:start] = made[start:stop] * rng.choice((1, 3, 100))
        elif act == 3:
            del made[start:stop]
        elif act == 4:
            made[start:stop] = bytes(rng.randrange(256) for _ in range(stop - start))
        elif act == 5:
            made[start:stop] = bytes([rng.choice((0, 0xFF, 0x7F, 0x80))]) * (stop - start)
        else:
            other = rng.randrange(len(made))
            made[start:stop] = made[other : other + stop - start]
    return bytes(made)


def damage_json(rng: Random, data: bytes) -> bytes:
    """A JSON file with its tree or its bytes changed; lines are trees of their own."""
    if rng.random() < 0.3:
        return damage_bytes(rng, data)
    try:
        trees = [json.loads(data)]
    except ValueError:
        trees = [json.loads(line) for line in data.splitlines()]
    index = rng.randrange(len(trees))
    trees[index] = damage_tree(rng, trees[index])
    return "\n".join(json.dumps(tree) for tree in trees).encode("utf-8", "surrogatepass")


def damage_array(rng: Random, array: np.ndarray) -> Any:
    """An array of other numbers, shape or type."""
    act = rng.randrange(8)
    made = array.copy()
    if act == 0 and made.size and made.dtype.kind == "f":
        made.flat[rng.randrange(made.size)] = rng.choice((np.nan, np.inf, -1, 6e4))
    elif act == 1 and made.size and made.dtype.kind in "iu":
        made.flat[rng.randrange(made.size)] = rng.choice((-1, 2**31 - 1, 0, 99))
    elif act == 2:
        made = (
            made.astype(rng.choice(("f2", "f8", "i8", "u1", "S5", "U5", "c8", "b1")))
            if made.dtype.kind in "fiu"
            else made
        )
    elif act == 3:
        made = made.reshape(rng.choice(((-1,), (1, *made.shape), (*made.shape, 1))))
    elif act == 4:
        made = made[: rng.randint(0, len(made))] if made.ndim else made
    elif act == 5:
        made = np.repeat(made, rng.choice((0, 2, 40)), axis=rng.randrange(made.ndim)) if made.ndim else made
    elif act == 6:
        made = np.empty((rng.choice((0, 3, 10**6)), 0), rng.choice(("f4", "i8")))
    elif made.size:
        made = np.array(made.flat[0])
    return made


def damage_npz(rng: Random, data: bytes) -> bytes:
    """An archive with its bytes, one member's bytes, or its arrays changed; checksums are right in the latter two."""
    act = rng.random()
    if act < 0.3:
        return damage_bytes(rng, data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    made = io.BytesIO()
    if act < 0.6:
        name = rng.choice(list(members))
        # A header's 128 bytes say what follows; they are the more dangerous part.
        head = 128 if rng.random() < 0.7 else len(members[name])
        members[name] = damage_bytes(rng, members[name][:head]) + members[name][head:]
        if rng.random() < 0.3:
            shape = rng.choice((b"(1073741824,)", b"(99999999999, 0)", b"(-1,)", b"(3, 3, 3)", b"(True,)", b"(1e3,)"))
            start = members[name].find(b"'shape': ")
            members[name] = members[name][:start] + b"'shape': " + shape + members[name][start + 9 + len(shape) :]
        with zipfile.ZipFile(made, "w", rng.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))) as archive:
            for member, body in members.items():
                archive.writestr(member, body)
        return made.getvalue()
    arrays: dict[str, Any] = {name[:-4]: np.load(io.BytesIO(body)) for name, body in members.items()}
    for _ in range(rng.randint(1, 3)):
        name = rng.choice(list(arrays))
        if rng.random() < 0.2:
            # numpy.savez has a use of its own for `file`.
            arrays[rng.choice(KEYS[:-1])] = arrays.pop(name)
        else:
            arrays[name] = damage_array(rng, arrays[name])
    np.savez(made, **arrays)
    return made.getvalue()


def damage_pickle(rng: Random, data: bytes, order: str) -> bytes:
    """A pickle with its bytes, opcodes or values changed, or with a call of `order` put into it."""
    act = rng.random()
    if act < 0.25:
        return damage_bytes(rng, data)
    if act < 0.45:
        value = pickle.loads(data)
        tree = json.loads(
            json.dumps(value, default=lambda item: item.tolist() if hasattr(item, "tolist") else list(item))
        )
        return pickle.dumps(damage_tree(rng, tree), rng.randrange(6))
    starts = [position or 0 for _, _, position in pickletools.genops(data)] + [len(data)]
    pieces = [data[start:stop] for start, stop in pairwise(starts)]
    for _ in range(rng.randint(1, 3)):
        index = rng.randrange(len(pieces))
        act = rng.random()
        if act < 0.2:
            calls = (
                b"cos\nsystem\n(V" + order.encode() + b"\ntR", b"(V" + order.encode() + b"\nios\nsystem\n",
                b"cbuiltins\neval\n(Vopen('canary','w')\ntR", b"(cos\nsystem\nV" + order.encode() + b"\no",
                b"c__main__\nmain\n)R", b"cnumpy\nload\n", b"cnumpy.core.multiarray\n_reconstruct\n", b"\x82\x01",
                b"Pcanary\n", b"cbuiltins\nlist\n",
            )  # fmt: skip
            pieces.insert(index, rng.choice(calls))
        elif act < 0.4:
            opcode = rng.choice(pickletools.opcodes).code.encode("latin-1")
            pieces[index] = opcode + pieces[index][1:]
        elif act < 0.55:
            pieces[index] = pieces[index][:1] + damage_bytes(rng, pieces[index][1:] or b"\0")
        elif act < 0.7:
            del pieces[index]
        elif act < 0.85:
            pieces.insert(index, pieces[index] * rng.choice((1, 2, 1000)))
        else:
            other = rng.randrange(len(pieces))
            pieces[index], pieces[other] = pieces[other], pieces[index]
        if not pieces:
            break
    return b"".join(pieces)


def damage_mcap(rng: Random, data: bytes) -> bytes:
    """An MCAP file with its bytes changed, or with other messages, times and names in a file that is whole."""
    if rng.random() < 0.3:
        return damage_bytes(rng, data)
    found = list(make_reader(io.BytesIO(data)).iter_messages(log_time_order=False))
    at = set(rng.sample(range(len(found)), rng.choice((1, 2, 5, len(found)))))
    out = io.BytesIO()
    writer = Writer(out, compression=rng.choice(list(CompressionType)), chunk_size=rng.choice((200, 1 << 20)))
    writer.start()
    channels: dict[str, int] = {}
    for number, (schema, channel, message) in enumerate(found):
        name, topic = schema.name if schema else "", channel.topic
        content, time = message.data, message.log_time
        if number in at:
            act = rng.randrange(8)
            if act < 4:
                content = damage_json(rng, content)
            elif act == 4:
                time = rng.choice((0, 1, 2**63 - 1, 2**64 - 1, found[rng.randrange(len(found))][2].log_time))
            elif act == 5:
                topic = rng.choice(found)[1].topic
            elif act == 6:
                name = rng.choice((rng.choice(found)[0].name, "", "owa.env.desktop.msg.KeyboardEvent", "x" * 300))
            else:
                continue
        if (key := f"{topic} {name}") not in channels:
            said = rng.choice((schema.data, schema.data, b"", b"{", b"null")) if schema else b""
            described = writer.register_schema(name=name, encoding="jsonschema", data=said)
            encoding = rng.choice(("json",) * 20 + ("", "cbor"))
            channels[key] = writer.register_channel(topic=topic, message_encoding=encoding, schema_id=described)
        writer.add_message(channels[key], log_time=time, data=content, publish_time=time)
    writer.finish()
    return out.getvalue()


#: by the suffix of the file
DAMAGES: dict[str, Callable[[Random, bytes], bytes]] = {
    ".json": damage_json,
    ".jsonl": damage_json,
    ".npz": damage_npz,
    ".mcap": damage_mcap,
    ".mkv": damage_bytes,
}
