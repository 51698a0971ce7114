"""The messages of OWAMcap files: JSON in `.mcap`, whose fields have changed from version to version."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import msgspec

from core.errors import ExitCode, UserError

log = logging.getLogger("understudy")

#: a record (1 MB of messages, or a picture of the screen) is never larger
_RECORD_LIMIT = 256 * 2**20

_Pixel = Annotated[float, msgspec.Meta(ge=-(2**31), le=2**31)]
_Nanoseconds = Annotated[int, msgspec.Meta(ge=0, le=2**63 - 1)]
_Size = tuple[Annotated[int, msgspec.Meta(ge=1, lt=2**31)], Annotated[int, msgspec.Meta(ge=1, lt=2**31)]]


class Window(msgspec.Struct):
    """The window in front."""

    title: str
    #: left, top, right, bottom
    rect: tuple[_Pixel, _Pixel, _Pixel, _Pixel]


class Key(msgspec.Struct):
    """A key going down (`press`, again and again while it is held) or up. `vk` is its Windows virtual key code."""

    event_type: str
    vk: int


class Keys(msgspec.Struct):
    """All keys that are down."""

    buttons: list[int]


class Mouse(msgspec.Struct):
    """The mouse on the screen: an event, or its state, which has the place only."""

    x: _Pixel
    y: _Pixel
    event_type: str = "move"
    button: str | None = None
    pressed: bool | None = None


class Reference(msgspec.Struct):
    """Where a picture is."""

    #: from 0.5.1 on
    uri: str | None = None
    #: 0.5.0
    path: str | None = None
    #: None for a picture of its own
    pts_ns: _Nanoseconds | None = None


class Screen(msgspec.Struct):
    """A picture was taken of the screen. Sizes are width and height."""

    #: from 0.5.0 on
    media_ref: Reference | None = None
    source_shape: _Size | None = None
    #: 0.4
    original_shape: _Size | None = None
    #: up to 0.4, nanoseconds as well
    path: str | None = None
    pts: _Nanoseconds | None = None

    def where(self) -> tuple[str, int]:
        """The video it refers to and the time in it (nanoseconds); an empty name where it is no video."""
        ref = self.media_ref or Reference(path=self.path, pts_ns=self.pts)
        name = ref.uri if ref.uri is not None else ref.path
        return (name, ref.pts_ns) if name is not None and ref.pts_ns is not None else ("", 0)


#: by the last part of the message's name: `owa.env.desktop.msg.MouseEvent` became `desktop/MouseEvent`
_DECODERS: dict[str, msgspec.json.Decoder[Any]] = {
    "WindowInfo": msgspec.json.Decoder(Window),
    "KeyboardEvent": msgspec.json.Decoder(Key),
    "KeyboardState": msgspec.json.Decoder(Keys),
    "MouseEvent": msgspec.json.Decoder(Mouse),
    "MouseState": msgspec.json.Decoder(Mouse),
    "ScreenEmitted": msgspec.json.Decoder(Screen),
    "ScreenCaptured": msgspec.json.Decoder(Screen),
}


def messages(path: Path) -> Iterator[tuple[int, str, Any]]:
    """Log time (nanoseconds), kind and content of every message we know, in order of time.

    The kind is the last part of the message's name, a key of `_DECODERS`; a file that was cut off is read up to there.

    Raises:
        UserError: the file is damaged, or no `.mcap`.
    """
    with _told(path):
        for moment, kind, data in _encoded(path):
            yield moment, kind, _DECODERS[kind].decode(data)


def _encoded(path: Path) -> Iterator[tuple[int, str, bytes]]:
    try:
        from mcap.exceptions import McapError
        from mcap.reader import SeekingReader
    except ImportError as error:
        raise UserError(
            f'Reading {path.name} needs the package mcap: install it with pip install "understudy[owamcap]".'
        ) from error
    with path.open("rb") as file:
        reader = SeekingReader(file, validate_crcs=True, record_size_limit=_RECORD_LIMIT)
        try:
            whole = reader.get_summary() is not None
        except McapError:
            whole = False
        if not whole:
            log.warning("%s was cut off: it is read up to there.", path.name)
            file.seek(0)
            yield from _cut_off_messages(file)
            return
        for schema, _, message in reader.iter_messages():
            kind = _kind(schema.name) if schema is not None else ""
            if kind in _DECODERS:
                yield message.log_time, kind, message.data


def _cut_off_messages(file: Any) -> Iterator[tuple[int, str, bytes]]:
    from mcap.exceptions import McapError
    from mcap.records import Channel, Message, Schema
    from mcap.stream_reader import StreamReader

    kinds: dict[int, str] = {}
    schema_of: dict[int, int] = {}
    try:
        for record in StreamReader(file, validate_crcs=True, record_size_limit=_RECORD_LIMIT).records:
            if isinstance(record, Schema):
                kinds[record.id] = _kind(record.name)
            elif isinstance(record, Channel):
                schema_of[record.id] = record.schema_id
            elif isinstance(record, Message):
                kind = kinds.get(schema_of.get(record.channel_id, 0), "")
                if kind in _DECODERS:
                    yield record.log_time, kind, record.data
    except McapError:
        # Nothing after the first damaged record can be trusted.
        return


def _kind(name: str) -> str:
    return name.replace("/", ".").rpartition(".")[2]


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Say in a sentence what is wrong with the file. mcap and its decompressors raise all sorts of errors."""
    try:
        yield
    except UserError:
        raise
    except OSError as error:
        raise UserError(f"{path} cannot be read: {error.strerror}.", ExitCode.NO_DATA) from error
    except Exception as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise UserError(
            f"{path} is not a whole OWAMcap recording ({reason}): restore or delete it.", ExitCode.NO_DATA
        ) from error
