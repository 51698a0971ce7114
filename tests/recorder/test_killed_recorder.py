"""`kill -9` of real recorders of a real window, at random moments, with every frame and input accounted for.

What was recorded is told by others than the recorder: the window writes down its own inputs, and what the journal holds
is read with nothing but `json` the moment the recorder is dead.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from conftest import GameProcess, wait_until, xdotool

from core.home import Home
from core.recording import Recording, read_recording, recording_files
from core.recovery import recover
from core.video import VideoReader

pytestmark = pytest.mark.screen

ROOT = Path(__file__).parent.parent.parent
OpenGame = Callable[..., GameProcess]
#: seconds before a kill that may be lost
LOST = 1.0
#: how far apart the window and the recorder may see one and the same input
TOGETHER = 0.3


class Hands:
    """Somebody who clicks and presses keys as long as the block lasts."""

    def __init__(self, game: GameProcess) -> None:
        self._over = Event()
        xdotool("mousemove", "--window", game.id, "200", "120")
        self._thread = Thread(target=self._play)

    def _play(self) -> None:
        while not self._over.is_set():
            xdotool("click", "1", "sleep", "0.2", "key", "q", "sleep", "0.2", "click", "3", "sleep", "0.1", "key", "e")

    def __enter__(self) -> Hands:
        self._thread.start()
        return self

    def __exit__(self, *error: Any) -> None:
        self._over.set()
        self._thread.join()


class Victims:
    """Starts recorders in one folder and kills them, and knows what each had taken in."""

    def __init__(self, home: Home, log: Path, rng: random.Random, see: bool = False) -> None:
        self.home = home
        self.rng = rng
        #: whether objects are looked for once a take has ended
        self.see = see
        #: how many were killed while they were at that
        self.seeing = 0
        self._log = log
        self._environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
        #: by recording: its frames and events as they stood on the disk when its recorder was dead, and when that was
        self.taken: dict[str, tuple[list[dict[str, Any]], list[dict[str, Any]], float]] = {}
        #: recordings that were there already, with what was in them
        self.saved: dict[str, bytes] = {}

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", *words]
        with self._log.open("ab") as log:
            return subprocess.Popen(command, cwd=ROOT, env=self._environment, stdout=log, stderr=log)

    def record(self) -> subprocess.Popen[bytes]:
        return self.start("recorder", "--start", "--see" if self.see else "--no-see", "--window-title", "Alpha")

    def kill(self, process: subprocess.Popen[bytes], ended: float | None = None) -> None:
        """Kill it; `ended` is when it was told to record no more, if it was."""
        moment = time.monotonic() if ended is None else ended
        process.kill()
        process.wait()
        for path in self.home.recordings.glob("*.journal"):
            lines = [json.loads(line) for line in path.read_bytes().split(b"\n")[:-1] if line]
            frames = [line["frame"] for line in lines if "frame" in line]
            events = [line["event"] for line in lines if "event" in line]
            # One left by an earlier victim has not changed; nothing of it may have been lost since either.
            before = self.taken.setdefault(path.stem, (frames, events, moment))
            assert before[:2] == (frames, events)
        for path in recording_files(self.home.recordings):
            assert self.saved.setdefault(path.stem, path.read_bytes()) == path.read_bytes()

    def journal_frames(self) -> int:
        journals = [path for path in self.home.recordings.glob("*.journal") if path.stem not in self.taken]
        return sum(path.read_bytes().count(b'{"frame"') for path in journals)

    def is_seeing(self, process: subprocess.Popen[bytes]) -> bool:
        """Whether frames go into a recording now that is not whole yet, or did before anybody looked."""
        return any(self.home.recordings.glob(".sequence_*.part")) or process.poll() is not None

    def sleep(self, longest: float) -> None:
        time.sleep(self.rng.random() * longest)

    # The moments

    def at_its_start(self) -> None:
        process = self.record()
        self.sleep(2.5)
        self.kill(process)

    def while_it_runs(self) -> None:
        process = self.record()
        wait_until(lambda: self.journal_frames() > 1, 60, "the recorder's first frames")
        self.sleep(3.0)
        self.kill(process)

    def while_it_saves(self) -> None:
        process = self.record()
        wait_until(lambda: self.journal_frames() > 20, 60, "the recorder's first frames")
        process.send_signal(signal.SIGTERM)
        self.sleep(0.15)
        self.kill(process)

    def while_it_recovers(self) -> None:
        self.while_it_runs()
        # Whatever job is next recovers.
        process = self.start("trainers.stats")
        self.sleep(2.5)
        self.kill(process)

    def while_it_sees(self) -> None:
        process = self.record()
        wait_until(lambda: self.journal_frames() > 60, 60, "the recorder's first frames")
        process.send_signal(signal.SIGTERM)
        self._kill_seeing(process, time.monotonic())

    def while_its_recovery_sees(self) -> None:
        process = self.record()
        wait_until(lambda: self.journal_frames() > 60, 60, "the recorder's first frames")
        self.kill(process)
        self._kill_seeing(self.start("recorder.recordings.recover"))

    def _kill_seeing(self, process: subprocess.Popen[bytes], ended: float | None = None) -> None:
        wait_until(lambda: self.is_seeing(process), 90, "objects being looked for")
        self.sleep(1.5)
        self.seeing += process.poll() is None
        self.kill(process, ended)


@pytest.fixture
def hands(open_game: OpenGame) -> Iterator[GameProcess]:
    game = open_game("Alpha", 640, 360)
    with Hands(game):
        yield game


@pytest.mark.parametrize("kills", [5, pytest.param(50, marks=pytest.mark.slow)])
def test_what_was_taken_in_until_a_second_before_the_kill_is_recovered_exactly_once(
    hands: GameProcess, home: Home, tmp_path: Path, kills: int
) -> None:
    victims = Victims(home, tmp_path / "victims.log", random.Random(kills))
    moments = [victims.while_it_runs, victims.at_its_start, victims.while_it_saves, victims.while_it_recovers]
    for number in range(kills):
        moments[number % len(moments)]()
    _account_for_all(victims, hands)


@pytest.mark.parametrize("kills", [2, pytest.param(24, marks=pytest.mark.slow)])
def test_nothing_more_is_lost_where_the_kill_comes_while_objects_are_looked_for(
    hands: GameProcess, home: Home, tmp_path: Path, kills: int
) -> None:
    victims = Victims(home, tmp_path / "victims.log", random.Random(kills), see=True)
    moments = [victims.while_it_sees, victims.while_its_recovery_sees, victims.while_it_runs]
    for number in range(kills):
        moments[number % len(moments)]()
    assert victims.seeing > kills // 3
    _account_for_all(victims, hands)


def _account_for_all(victims: Victims, hands: GameProcess) -> None:
    home = victims.home
    for _ in range(3):
        recover(home.recordings, home)
    recordings = {path.stem: read_recording(path) for path in recording_files(home.recordings)}
    assert list(home.recordings.glob("*.journal")) == []
    assert len({recording.monotonic_start for recording in recordings.values()}) == len(recordings)
    held = {name for name, (frames, _, _) in victims.taken.items() if frames}
    assert set(recordings) == held | set(victims.saved)
    for path in recording_files(home.recordings):
        assert path.read_bytes() == victims.saved.get(path.stem, path.read_bytes())
    inputs = [(item["t"], _name(item)) for item in hands.heard("press", "key")]
    for name, recording in recordings.items():
        _account_for_frames(recording, *victims.taken.get(name, ([], [], None)))
        _account_for_inputs(recording, inputs)
        _account_for_pictures(recording, home.recordings, victims.taken.get(name, ([], [], None))[2])


def _name(item: dict[str, Any]) -> str:
    return item["name"] if item["what"] == "press" else item["text"].upper()


def _account_for_frames(
    recording: Recording, frames: list[dict[str, Any]], events: list[dict[str, Any]], killed: float | None
) -> None:
    times = [frame.t for frame in recording.frames]
    assert all(after > before for before, after in pairwise(times))
    # No slot is empty but for those that are told to be.
    slots = round((times[-1] - times[0]) * recording.fps) + 1
    assert len(times) + recording.dropped >= slots - recording.fps * LOST
    if frames:
        assert times == [frame["t"] for frame in frames]
        assert sorted(event.t for event in recording.events) == sorted(event["t"] for event in events)
        assert killed is not None
        assert killed - (recording.monotonic_start + times[-1]) < LOST
    in_frames = Counter(frame.action.click > 0 for frame in recording.frames)[True]
    assert in_frames <= sum(event.kind == "click" for event in recording.events)


def _account_for_inputs(recording: Recording, inputs: list[tuple[float, str]]) -> None:
    """Every input the window got while it was recorded is there once, and nothing else is."""
    begin = recording.monotonic_start + recording.frames[0].t + TOGETHER
    end = recording.monotonic_start + recording.frames[-1].t - TOGETHER
    free = [(recording.monotonic_start + event.t, event.name) for event in recording.events]
    for t, name in inputs:
        if begin < t < end:
            near = [item for item in free if _same(item[1], name) and abs(item[0] - t) < TOGETHER]
            assert near, f"{name} at {t - recording.monotonic_start:.2f} s is missing"
            free.remove(min(near, key=lambda item: abs(item[0] - t)))
    assert [item for item in free if begin + TOGETHER < item[0] < end - TOGETHER] == []


def _same(one: str, other: str) -> bool:
    return one == other or {one, other} == {"left", "double"}


def _account_for_pictures(recording: Recording, folder: Path, killed: float | None) -> None:
    pictures = 0
    if recording.video is not None:
        with VideoReader(folder / recording.video) as video:
            pictures = len(video)
            assert [index for index, _ in video.read()] == list(range(pictures))
            assert video.frame(pictures - 1).shape == (360, 640, 3)
    places = [frame.frame_index for frame in recording.frames]
    shown = [place for place in places if place is not None]
    assert shown == list(range(len(shown)))
    assert len(shown) <= pictures
    if killed is not None:
        without = [frame for frame in recording.frames if frame.frame_index is None]
        assert max((killed - (recording.monotonic_start + frame.t) for frame in without), default=0) < LOST
