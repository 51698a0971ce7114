"""Columns in an Arrow file: written whole or not at all, and mapped, not read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO, Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from core.columns.summary import Summary
from core.played import PER_FRAME, Events, Played
from core.scenes import Scenes
from core.schema import FeatureSchema

#: goes up whenever the same recording would give other columns, or another summary
VERSION = 2

_ABOUT = b"understudy"
_OBJECTS = ("cls", "box", "velocity", "track")
_EVENTS = tuple(Events.__dataclass_fields__)


class About(msgspec.Struct, kw_only=True):
    """What a file of columns says of itself; stands in its schema's metadata."""

    version: int = VERSION
    schema: FeatureSchema
    #: digests of the recording's content, and of the columns
    key: str
    checksum: str
    summary: Summary


class Damaged(Exception):
    """A file of columns that cannot be used."""


def write(file: IO[bytes], played: Played, summary: Summary, schema: FeatureSchema) -> None:
    """Write one recording. Objects and events stand as lists in the frame they belong to."""
    import pyarrow as pa

    about = About(schema=schema, key=played.key, checksum=checksum(played), summary=summary)
    scenes, events = played.scenes, played.events
    first = np.searchsorted(events.t, scenes.t[1:])
    event_start = np.concatenate([[0], first, [len(events)]]).astype(np.int64)
    columns = {
        "t": _column(scenes.t),
        "state": _column(scenes.state),
        **{name: _column(getattr(played, name)) for name in PER_FRAME},
        "objects": _lists(scenes.start, {name: getattr(scenes, name) for name in _OBJECTS}),
        "events": _lists(event_start, {name: getattr(events, name) for name in _EVENTS}),
    }
    table_schema = pa.schema(
        [pa.field(name, column.type, nullable=False) for name, column in columns.items()],
        metadata={_ABOUT: msgspec.json.encode(about)},
    )
    with pa.ipc.new_file(file, table_schema) as writer:
        writer.write_batch(pa.record_batch(list(columns.values()), schema=table_schema))


def read_about(path: Path) -> About:
    """What the file at `path` says of itself.

    Raises:
        Damaged: it cannot be told.
        OSError: it cannot be read.
    """
    return _open(path)[0]


def read(path: Path) -> tuple[About, Played]:
    """The file at `path`, mapped: what is not looked at is not read.

    Raises:
        Damaged: it is no whole file of columns.
        OSError: it cannot be read.
    """
    import pyarrow as pa

    about, reader = _open(path)
    try:
        batch = reader.get_batch(0)
        batch.validate()
        start, objects = _from_lists(batch.column("objects"))
        event_start, events = _from_lists(batch.column("events"))
        scenes = Scenes(_values(batch.column("t")), _values(batch.column("state")), start, *objects)
        columns: dict[str, Any] = {name: _values(batch.column(name)) for name in PER_FRAME}
    except (pa.ArrowException, KeyError, ValueError, TypeError, IndexError) as error:
        raise Damaged(str(error)) from error
    for begins, values in ((start, objects), (event_start, events)):
        # An object that is not there would be read from somebody else's memory.
        if begins[0] != 0 or begins[-1] != len(values[0]) or (begins[1:] < begins[:-1]).any():
            raise Damaged("the lists do not fit together")
    summary = about.summary
    return about, Played(
        name=summary.name, player=summary.player, scenes=scenes, events=Events(*events), key=about.key, **columns
    )


def checksum(played: Played) -> str:
    """Digest of all columns."""
    with ThreadPoolExecutor(2, "digest") as pool:
        return hashlib.sha256(b"".join(pool.map(_digest, _all(played)))).hexdigest()


def _digest(values: NDArray[Any]) -> bytes:
    return hashlib.sha256(np.ascontiguousarray(values).data.cast("B") if values.size else b"").digest()


def _all(played: Played) -> Iterator[NDArray[Any]]:
    for holder in (played.scenes, played.events):
        yield from (getattr(holder, name) for name in holder.__dataclass_fields__)
    yield from (getattr(played, name) for name in PER_FRAME)


def _open(path: Path) -> tuple[About, Any]:
    import pyarrow as pa

    try:
        reader = pa.ipc.open_file(pa.memory_map(str(path)))
        return msgspec.json.decode((reader.schema.metadata or {}).get(_ABOUT, b""), type=About), reader
    except (pa.ArrowException, msgspec.DecodeError, ValueError, TypeError) as error:
        raise Damaged(str(error)) from error


def _column(values: NDArray[Any]) -> Any:
    """An Arrow array over the same memory: numbers for (N,), lists of W numbers for (N, W)."""
    import pyarrow as pa

    flat = np.ascontiguousarray(values)
    numbers = pa.Array.from_buffers(pa.from_numpy_dtype(flat.dtype), flat.size, [None, pa.py_buffer(flat)])
    if values.ndim == 1:
        return numbers
    kind = pa.list_(pa.field("item", numbers.type, nullable=False), values.shape[1])
    return pa.Array.from_buffers(kind, len(values), [None], children=[numbers])


def _lists(start: NDArray[np.int64], columns: dict[str, NDArray[Any]]) -> Any:
    import pyarrow as pa

    made = {name: _column(values) for name, values in columns.items()}
    fields = [pa.field(name, column.type, nullable=False) for name, column in made.items()]
    rows = pa.StructArray.from_arrays(list(made.values()), fields=fields)
    kind = pa.large_list(pa.field("item", rows.type, nullable=False))
    offsets = pa.py_buffer(np.ascontiguousarray(start))
    return pa.Array.from_buffers(kind, len(start) - 1, [None, offsets], children=[rows])


def _values(column: Any) -> NDArray[Any]:
    import pyarrow as pa

    if pa.types.is_fixed_size_list(column.type):
        width = column.type.list_size
        values: NDArray[Any] = column.values.to_numpy(zero_copy_only=True)
        return values.reshape(len(column), width)
    flat: NDArray[Any] = column.to_numpy(zero_copy_only=True)
    return flat


def _from_lists(column: Any) -> tuple[NDArray[np.int64], list[NDArray[Any]]]:
    rows = column.values
    return column.offsets.to_numpy(zero_copy_only=True), [_values(rows.field(i)) for i in range(rows.type.num_fields)]
