"""Video, frames and inputs keep the same time: clicks in the arena's window, and the flash it draws at each."""

from __future__ import annotations

import os
import signal
import statistics
import subprocess
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from conftest import wait_until, xdotool
from numpy.typing import NDArray

from arena.truth import Truth, read_truth
from core.home import Home
from core.recording import Recording, read_recording, recording_files
from core.video import VideoReader

pytestmark = pytest.mark.screen

ROOT = Path(__file__).parent.parent.parent
#: where the clicks go, as fractions of the window
SPOTS = ((0.4, 0.4), (0.6, 0.4), (0.6, 0.6), (0.4, 0.6))
#: BGR of the flash, see arena/renderer_effects.py, and how near a picture's colour must be after encoding
FLASH, NEAR = (170, 250, 255), 60
#: pixels around a click that are looked at
REACH = 5


@pytest.fixture
def clicked(screen: str, home: Home, tmp_path: Path) -> Iterator[tuple[Truth, Recording, Path]]:
    """What the arena says of a dozen real clicks, and the recording of them with its video."""
    truth, log = tmp_path / "truth.jsonl", tmp_path / "recorder.log"
    arena = [sys.executable, "-m", "arena", "--no-show-controls", "--truth", str(truth), "--seed", "3"]
    recorder = [sys.executable, "-u", "-m", "recorder", "--start", "--no-see"]
    environment = {**os.environ, "QT_QPA_PLATFORM": "xcb"}
    with (
        (tmp_path / "arena.log").open("wb") as told,
        log.open("wb") as said,
        subprocess.Popen(arena, cwd=ROOT, stdout=told, stderr=told, env=environment) as game,
    ):
        try:
            wait_until(lambda: truth.exists() and b'"frame"' in truth.read_bytes(), 60, "the arena")
            window = xdotool("search", "--sync", "--onlyvisible", "--name", "^Outer Belt$").split()[-1]
            xdotool("windowactivate", "--sync", window)
            with subprocess.Popen(recorder, cwd=ROOT, stdout=said, stderr=said) as process:
                wait_until(lambda: b"Recording." in log.read_bytes() or process.poll() is not None, 60, "the recorder")
                for number in range(12):
                    x, y = SPOTS[number % len(SPOTS)]
                    place = [str(round(x * 1280)), str(round(y * 720))]
                    # Moments of any phase within a frame; a flash lasts a quarter of a second.
                    pause = f"{0.4 + 0.037 * number:.3f}"
                    xdotool("sleep", pause, "mousemove", "--sync", "--window", window, *place, "click", "1")
                xdotool("sleep", "0.5")
                process.send_signal(signal.SIGINT)
                assert process.wait(30) == 0, log.read_text()
        finally:
            game.terminate()
    (path,) = recording_files(home.recordings)
    yield read_truth(truth), read_recording(path), path.with_suffix(".mkv")


def test_a_click_its_flash_and_its_frame_are_a_frame_apart_at_most(clicked: tuple[Truth, Recording, Path]) -> None:
    truth, recording, video = clicked
    start, times = recording.monotonic_start, [frame.t for frame in recording.frames]
    clicks = [item for item in truth.inputs if item.kind == "click"]
    events = [event for event in recording.events if event.kind == "click"]
    assert len(clicks) == len(events) == 12
    painted = [frame.t for frame in truth.frames]
    seen = [_spot(video, (item.x, item.y)) for item in clicks[: len(SPOTS)]]
    flash_off, input_off, holder_off = [], [], []
    for number, (click, event) in enumerate(zip(clicks, events, strict=True)):
        # The first picture that the arena painted after the click is the first one that shows its flash.
        shown = painted[bisect_left(painted, click.t)] - start
        expected = bisect_left(times, shown)
        lit = next(
            place for place in range(bisect_right(times, click.t - start) - 2, len(times)) if seen[number % 4][place]
        )
        flash_off.append(lit - expected)
        input_off.append((event.t + start - click.t) * recording.fps)
        holder = bisect_right(times, event.t) - 1
        assert recording.frames[holder].action.click
        holder_off.append(holder - (bisect_right(times, click.t - start) - 1))
    print(f"frames off: flash {flash_off}, holder {holder_off}, input {[round(off, 2) for off in input_off]}")
    for offsets in (flash_off, input_off, holder_off):
        assert abs(statistics.median(offsets)) <= 1
        assert max(abs(offset) for offset in offsets) <= 1


def _spot(video: Path, place: tuple[float, float]) -> NDArray[np.bool_]:
    """In which of the video's pictures there is a flash at `place`."""
    with VideoReader(video) as reader:
        x, y = round(place[0] * reader.width), round(place[1] * reader.height)
        patches = [picture[y - REACH : y + REACH, x - REACH : x + REACH] for _, picture in reader.read()]
    near = np.abs(np.stack(patches).astype(int) - FLASH).max(axis=-1) < NEAR
    return near.mean(axis=(1, 2)) > 0.4
