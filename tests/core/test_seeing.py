from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from core.observation import SeenObject
from core.recording import Frame
from core.seeing import blend, key_places, see
from core.video import VideoReader, VideoWriter
from core.words import Action

WIDTH, HEIGHT, FPS = 320, 180, 30
Picture = NDArray[np.uint8]


class BrightEye:
    """Sees one white square in a black picture."""

    def __init__(self) -> None:
        self.looks = 0

    def detect_many(self, frames: Sequence[Picture]) -> list[list[SeenObject]]:
        self.looks += len(frames)
        return [self._detect(frame) for frame in frames]

    def _detect(self, frame: Picture) -> list[SeenObject]:
        rows, columns = np.nonzero(frame[:, :, 1] > 128)
        if not len(rows):
            return []
        x, y = (columns.min() + columns.max() + 1) / 2 / WIDTH, (rows.min() + rows.max() + 1) / 2 / HEIGHT
        return [SeenObject("square", x, y, 16 / WIDTH, 16 / HEIGHT, 0.9)]


def film(path: Path, count: int) -> list[Frame]:
    """A square that moves right by two pixels a frame."""
    writer = VideoWriter(path, WIDTH, HEIGHT, fps=FPS, crf=18)
    frames = []
    for number in range(count):
        picture = np.zeros((HEIGHT, WIDTH, 4), np.uint8)
        picture[80:96, 20 + 2 * number : 36 + 2 * number] = 255
        while (index := writer.add(number / FPS, picture)) is None:
            pass
        frames.append(Frame(number / FPS, {}, [], Action(0, 0), frame_index=index))
    writer.close()
    return frames


@pytest.mark.parametrize("rate", [5, 10, 15, 30])
def test_every_frame_gets_its_objects_at_their_own_moment(tmp_path: Path, rate: float) -> None:
    frames = film(tmp_path / "a.mkv", 61)
    eye = BrightEye()
    shares: list[float] = []
    seen = list(see(lambda: frames, tmp_path / "a.mkv", eye, rate, shares.append))
    assert [frame.frame_index for frame in seen] == list(range(61))
    for number, frame in enumerate(seen):
        assert len(frame.objects) == 1
        assert frame.objects[0].x == pytest.approx((28 + 2 * number) / WIDTH, abs=1.5 / WIDTH)
    assert eye.looks == 2 * rate + 1
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def test_frames_whose_picture_was_lost_are_kept_with_what_is_seen_around_them(tmp_path: Path) -> None:
    frames = film(tmp_path / "a.mkv", 20)
    without = Frame(5.5 / FPS, {}, [], Action(0, 0))
    beyond = [Frame(number / FPS, {}, [], Action(0, 0), frame_index=number) for number in range(20, 40)]
    given = [*frames[:6], without, *frames[6:], *beyond]
    seen = list(see(lambda: given, tmp_path / "a.mkv", BrightEye(), 10))
    assert [frame.t for frame in seen] == [frame.t for frame in given]
    assert [frame.frame_index for frame in seen] == [*range(6), None, *range(6, 20), *[None] * 20]
    assert seen[6].objects[0].x == pytest.approx((28 + 11) / WIDTH, abs=1.5 / WIDTH)
    # What was seen last holds for a quarter of a second.
    assert [len(frame.objects) for frame in seen[20:]] == [1] * 8 + [0] * 13


def test_nothing_is_made_up_in_the_middle_of_a_long_stretch_without_pictures(tmp_path: Path) -> None:
    frames = film(tmp_path / "a.mkv", 61)
    for frame in frames[10:50]:
        frame.frame_index = None
    seen = list(see(lambda: frames, tmp_path / "a.mkv", BrightEye(), 10))
    counts = [len(frame.objects) for frame in seen]
    assert len(counts) == 61
    assert counts[:17] == [1] * 17 and counts[17:43] == [0] * 26 and counts[43:] == [1] * 18


def test_a_video_of_which_no_picture_can_be_placed_costs_no_frame(tmp_path: Path) -> None:
    frames = film(tmp_path / "a.mkv", 5)
    for frame in frames:
        frame.frame_index = None
    seen = list(see(lambda: frames, tmp_path / "a.mkv", BrightEye(), 10))
    assert [(frame.t, frame.objects) for frame in seen] == [(n / FPS, []) for n in range(5)]


def test_one_frame_and_no_frame_are_fine(tmp_path: Path) -> None:
    frames = film(tmp_path / "a.mkv", 1)
    assert [len(frame.objects) for frame in see(lambda: frames, tmp_path / "a.mkv", BrightEye(), 15)] == [1]
    assert list(see(lambda: [], tmp_path / "a.mkv", BrightEye(), 15)) == []


def test_the_rate_holds_when_frames_are_late_and_after_a_pause() -> None:
    late = [0, 0.033, 0.070, 0.100, 0.140, 0.166, 0.201]
    assert key_places(late, 15) == [0, 2, 4, 6]
    pause = [0, 0.033, 0.067, 10.0, 10.033, 10.067, 10.1]
    assert key_places(pause, 15) == [0, 2, 3, 5, 6]
    assert key_places([], 15) == []


def thing(x: float, cls: str = "drone") -> SeenObject:
    return SeenObject(cls, x, 0.5, 0.1, 0.1, 0.9)


def test_things_are_matched_to_the_nearest_of_their_class() -> None:
    before = [thing(0.10), thing(0.20), thing(0.10, "ore")]
    after = [thing(0.10, "ore"), thing(0.24), thing(0.14)]
    assert [(o.cls, o.x) for o in blend(before, after, 0.5, 0.1)] == [("drone", 0.12), ("drone", 0.22), ("ore", 0.1)]


def test_what_appears_or_vanishes_is_seen_on_its_own_half_and_in_the_middle() -> None:
    before, after = [thing(0.1)], [thing(0.9)]
    for share, expected in ((0.0, [0.1]), (0.3, [0.1]), (0.52, [0.1, 0.9]), (0.7, [0.9])):
        assert [o.x for o in blend(before, after, share, 0.1)] == expected


class BlinkingEye(BrightEye):
    """Overlooks the square in the third picture it is shown."""

    def _detect(self, frame: Picture) -> list[SeenObject]:
        self.shown = getattr(self, "shown", 0) + 1
        return [] if self.shown == 3 else super()._detect(frame)


def test_what_was_overlooked_once_is_put_in(tmp_path: Path) -> None:
    frames = film(tmp_path / "a.mkv", 21)
    seen = list(see(lambda: frames, tmp_path / "a.mkv", BlinkingEye(), 15))
    for number, frame in enumerate(seen):
        assert len(frame.objects) == 1
        assert frame.objects[0].x == pytest.approx((28 + 2 * number) / WIDTH, abs=1.5 / WIDTH)


def test_what_vanishes_for_good_is_not_put_in(tmp_path: Path) -> None:
    frames = film(tmp_path / "a.mkv", 21)

    class ClosingEye(BrightEye):
        def _detect(self, frame: Picture) -> list[SeenObject]:
            self.shown = getattr(self, "shown", 0) + 1
            return super()._detect(frame) if self.shown <= 3 else []

    seen = list(see(lambda: frames, tmp_path / "a.mkv", ClosingEye(), 15))
    # The third look is at frame 4; frame 5 lies in the middle between two looks.
    assert [len(frame.objects) for frame in seen] == [1] * 6 + [0] * 15


def test_reading_the_video_twice_does_not_disturb_it(tmp_path: Path) -> None:
    frames = film(tmp_path / "a.mkv", 10)
    before = (tmp_path / "a.mkv").read_bytes()
    list(see(lambda: frames, tmp_path / "a.mkv", BrightEye(), 30))
    assert (tmp_path / "a.mkv").read_bytes() == before
    with VideoReader(tmp_path / "a.mkv") as video:
        assert len(video) == 10


@pytest.mark.parametrize("place", [0.15, 0.5, 0.97])
def test_a_bad_block_in_the_video_costs_no_frame_but_those_it_lies_in(tmp_path: Path, place: float) -> None:
    frames = film(tmp_path / "a.mkv", 91)
    data = bytearray((tmp_path / "a.mkv").read_bytes())
    start = int(place * len(data))
    data[start : start + 40] = bytes(40)
    (tmp_path / "a.mkv").write_bytes(data)
    seen = list(see(lambda: frames, tmp_path / "a.mkv", BrightEye(), 15))
    assert [frame.t for frame in seen] == [frame.t for frame in frames[: len(seen)]]
    assert len(seen) > 60
