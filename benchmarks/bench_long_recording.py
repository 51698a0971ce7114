"""Whether memory stays flat over a long recording, while it is taken and while it is saved.

    python benchmarks/bench_long_recording.py [--hours 3]

Feeds small pictures, cursor places and clicks of so many hours at 30 a second to the recorder's own take, as fast as
the encoder goes, then saves it as the recorder does, and looks for objects in it with a detector that costs nothing.
Prints the process's own memory (USS) after ten minutes of recording, at its end, and at the most while it is saved.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from threading import Event, Thread

import numpy as np
import psutil

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from core.home import Home
from core.journal import JournalReader
from core.observation import SeenObject
from core.profile import load_profile
from core.recording import InputEvent, write_frames
from core.recovery import finish_journal
from core.screen import Geometry, Shot
from core.seeing import Picture, see
from core.settings.record import RecordSettings
from recorder.take import Take

FPS = 30
WIDTH, HEIGHT = 64, 36


class Window:
    """Stands in for the window that is recorded."""

    title = "Long Game"
    scale = 1.0

    def geometry(self) -> Geometry:
        return Geometry(0, 0, WIDTH, HEIGHT)

    def focused(self) -> bool:
        return True

    def exists(self) -> bool:
        return True


class Eye:
    """Sees the same three objects in every picture."""

    def detect_many(self, frames: Sequence[Picture]) -> list[list[SeenObject]]:
        seen = [SeenObject("drone", 0.1 * n, 0.5, 0.1, 0.1, 0.9) for n in range(1, 4)]
        return [seen for _ in frames]


class Peak:
    """The most memory of its own that this process has while the block lasts, in megabytes."""

    def __init__(self) -> None:
        self.most = 0.0
        self._over = Event()
        self._thread = Thread(target=self._watch, daemon=True)

    def _watch(self) -> None:
        while not self._over.wait(0.2):
            self.most = max(self.most, own_memory())

    def __enter__(self) -> Peak:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._over.set()
        self._thread.join()


def own_memory() -> float:
    """Megabytes that only this process has (USS)."""
    return psutil.Process().memory_full_info().uss / 2**20


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hours", type=float, default=3.0)
    hours = parser.parse_args().hours
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        home = Home(folder, folder)
        settings = RecordSettings(see=False, fps=FPS, home=folder)
        settings.recordings.mkdir(parents=True)
        take, early, late = fill(settings, round(hours * 3600 * FPS))
        print(f"recording  {early:.1f} MB after 10 minutes, {late:.1f} MB after {hours:g} h: {late / early:.2f} times")
        with Peak() as looking:
            reader = JournalReader(take.journal)
            video = take.journal.with_suffix(".mkv")
            write_frames(folder / "seen.json", reader.recording(), see(reader.frames, video, Eye(), 15.0))
        del reader
        before = own_memory()
        with Peak() as saving:
            began = time.monotonic()
            path, count = finish_journal(take.journal, home)
            seconds = time.monotonic() - began
        take.release()
        print(
            f"saving     {saving.most:.1f} MB at most, {saving.most - before:.1f} MB more than before; {seconds:.1f} s"
        )
        print(
            f"seeing     {looking.most:.1f} MB at most, {looking.most - late:.1f} MB more than at the end of recording"
        )
        print(f"recorded   {count} frames, {path.stat().st_size / 2**20:.0f} MB")
    return 0


def fill(settings: RecordSettings, frames: int) -> tuple[Take, float, float]:
    """A take of so many frames, and the memory in use after ten minutes of it and at its end."""
    rng = np.random.default_rng(0)
    pictures = [rng.integers(0, 255, (HEIGHT, WIDTH, 4), dtype=np.uint8) for _ in range(8)]
    place = Window().geometry()
    profile = load_profile(settings.profile, settings.folders)
    state = dict.fromkeys(profile.state_names, 0.5)
    take = Take(settings, profile, Window(), Shot(0.0, pictures[0], place))
    began = time.perf_counter()
    early = 0.0
    for number in range(frames):
        t = began + number / FPS
        if number % FPS == 0:
            take.add_event(InputEvent(t, "click", "left", 0.5, 0.5))
            take.tally()
        dropped = take.dropped
        while True:
            take.add_frame(Shot(t, pictures[number % 8], place), state, (number % WIDTH, 18))
            if take.dropped == dropped:
                break
            # Faster than the encoder: not dropped, but handed in again.
            take.dropped = dropped
            time.sleep(0.001)
        if number == 600 * FPS:
            early = own_memory()
    take.end()
    return take, early or own_memory(), own_memory()


if __name__ == "__main__":
    sys.exit(main())
