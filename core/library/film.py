"""Cuts and joins videos without encoding them again, picture by picture as they were."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from core.errors import ExitCode, UserError
from core.files import atomic_write

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.packet import Packet


class _Kind(NamedTuple):
    """What two videos must share to be joined."""

    codec: str
    width: int
    height: int
    #: what the decoder is told before the first picture
    setup: bytes


class _Entry(NamedTuple):
    """One picture as it lies in the file."""

    #: when it is shown, in the stream's own unit
    pts: int
    #: whether it can be decoded alone
    alone: bool


def cut_video(source: Path, target: Path, first: int, last: int) -> int:
    """Write the pictures `first` to `last` of `source` to `target`, from the nearest picture before that stands alone.

    Returns:
        The index in `source` of the first picture of `target`.

    Raises:
        UserError: the video cannot be read, or is shorter than that.
        OSError: the target cannot be written.
    """
    entries = _entries(source)
    shown = sorted(entry.pts for entry in entries)
    _require_pictures(source, shown, last)
    starts = [at for at, entry in enumerate(entries) if entry.alone and entry.pts <= shown[first]]
    if not starts:
        raise UserError(f"The video {source} cannot be cut: it does not begin with a whole picture.", ExitCode.NO_DATA)
    begin = starts[-1]
    end = next((at for at, entry in enumerate(entries) if entry.alone and entry.pts > shown[last]), len(entries))
    earliest = entries[begin].pts
    with _opened(source) as container, _writing(target, container) as mux:
        for at, packet in enumerate(_packets(container)):
            # Pictures shown before the one that stands alone lean on others that are left out.
            if begin <= at < end and packet.pts is not None and packet.pts >= earliest:
                mux(packet, -earliest)
    return shown.index(earliest)


def join_videos(sources: Sequence[Path], anchors: Sequence[tuple[int, float]], target: Path) -> list[int]:
    """Write several videos as one; an anchor is the index of one of the source's pictures and its time in seconds.

    Returns:
        The index in `target` of the first picture of each.

    Raises:
        UserError: one cannot be read, or they differ in codec or size.
        OSError: the target cannot be written.
    """
    firsts, count = [], 0
    with _opened(sources[0]) as model, _writing(target, model) as mux:
        for source, (index, t) in zip(sources, anchors, strict=True):
            shown = sorted(entry.pts for entry in _entries(source))
            _require_pictures(source, shown, index)
            firsts.append(count)
            with _opened(source) as container:
                _require_alike(sources[0], _kind_of(model), source, _kind_of(container))
                time_base = container.streams.video[0].time_base
                assert time_base is not None, "every video stream has one"
                # No picture can be shown before the beginning.
                shift = max(round(t / time_base) - shown[index], -shown[0])
                for packet in _packets(container):
                    mux(packet, shift)
                count += len(shown)
    return firsts


def _require_pictures(source: Path, shown: Sequence[int], last: int) -> None:
    if last >= len(shown):
        raise UserError(
            f"The video {source} holds {len(shown)} pictures, but its recording speaks of number {last + 1}.",
            ExitCode.NO_DATA,
        )


def _entries(path: Path) -> list[_Entry]:
    with _opened(path) as container:
        return [_Entry(packet.pts, packet.is_keyframe) for packet in _packets(container)]  # type: ignore[arg-type]


def _packets(container: InputContainer) -> Iterator[Packet]:
    return (packet for packet in container.demux(container.streams.video[0]) if packet.pts is not None)


def _kind_of(container: InputContainer) -> _Kind:
    context = container.streams.video[0].codec_context
    return _Kind(context.name, context.width, context.height, bytes(context.extradata or b""))


def _require_alike(first: Path, kind: _Kind, other: Path, its: _Kind) -> None:
    if its == kind:
        return
    if its[:3] == kind[:3]:
        difference = "were encoded with different settings"
    else:
        words = (f"{kind.codec} {kind.width}x{kind.height}", f"{its.codec} {its.width}x{its.height}")
        difference = f"differ ({words[0]} and {words[1]})"
    raise UserError(
        f"The videos {first.name} and {other.name} {difference} and cannot be joined without a loss: "
        f"leave the recordings apart, training reads them all.",
        ExitCode.BAD_INPUT,
    )


@contextmanager
def _opened(path: Path) -> Iterator[InputContainer]:
    """A video for reading; what goes wrong with it is said in a sentence."""
    import av

    try:
        with av.open(str(path)) as container:
            if not container.streams.video:
                raise UserError(f"{path} holds no video.", ExitCode.NO_DATA)
            yield container
    # A file that is written meanwhile raises OSError itself, which is no FFmpegError.
    except av.FFmpegError as error:
        raise UserError(f"The video {path} cannot be read ({error}).", ExitCode.NO_DATA) from error


@contextmanager
def _writing(path: Path, model: InputContainer) -> Iterator[Callable[[Packet, int], None]]:
    """A new video of the kind of `model`, which appears whole or not at all; yields what takes a packet and a shift."""
    import av

    with atomic_write(path) as file, av.open(file, "w", format="matroska") as container:
        stream = container.add_stream_from_template(model.streams.video[0])

        def mux(packet: Packet, shift: int) -> None:
            assert packet.pts is not None, "packets without a time are left out"
            packet.pts += shift
            packet.dts = packet.pts if packet.dts is None else packet.dts + shift
            packet.stream = stream
            container.mux_one(packet)

        yield mux
