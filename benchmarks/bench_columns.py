"""How fast recordings become arrays: `python benchmarks/bench_columns.py [--minutes 60] [--frames 1000000]`.

One run measures both sides: a recording of the arena of so many minutes read with `json.load` and a plain Python loop
into arrays, and its columns made anew by ours, each in a process of its own; and then a million frames opened from
their columns, as many files of three minutes and as one. Prints ratios and private memory.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from arena.pilots import load_pilot
from core.columns import open_played, summary_of
from core.columns.cache import cache_path
from core.profile import load_profile
from core.recording import LABEL_SOURCES, OUTCOMES, Frame, write_frames
from core.words import MODES
from recorder.episode import play_episode

ROOT = Path(__file__).resolve().parent.parent
PILOT, FPS = "aggressor", 30.0


def private_memory() -> dict[str, int]:
    """Private bytes of this process: all of it, and the part that no file stands behind."""
    found = {"private": 0, "anonymous": 0}
    for line in Path("/proc/self/smaps_rollup").read_text().splitlines():
        name, _, value = line.partition(":")
        if name.startswith("Private_"):
            found["private"] += int(value.split()[0]) * 1024
        if name == "Anonymous":
            found["anonymous"] += int(value.split()[0]) * 1024
    return found


_opened: list[Any] = []


class Peak:
    """The most private memory there was meanwhile, above what there was before."""

    def __enter__(self) -> Peak:
        gc.collect()
        self._before, self.most = private_memory(), {"private": 0, "anonymous": 0}
        self._over = threading.Event()
        self._watcher = threading.Thread(target=self._watch)
        self._watcher.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._look()
        self._over.set()
        self._watcher.join()

    def _watch(self) -> None:
        while not self._over.wait(0.02):
            self._look()

    def _look(self) -> None:
        for name, value in private_memory().items():
            self.most[name] = max(self.most[name], value - self._before[name])


def plain_loop(path: Path) -> int:
    """The way everybody begins: `json.load`, and a loop into arrays."""
    with path.open() as file:
        data = json.load(file)
    names, frames = data["state_names"], data["frames"]
    classes = {name: number for number, name in enumerate(data["classes"])}
    modes = {mode.value: number for number, mode in enumerate(MODES)}
    sources = {name: number for number, name in enumerate(LABEL_SOURCES)}
    outcomes = {name: number for number, name in enumerate(OUTCOMES)}
    n, most = len(frames), max(len(frame["objects"]) for frame in frames)
    t, state, action = np.zeros(n), np.zeros((n, len(names)), np.float32), np.zeros((n, 4), np.float32)
    cls, box = np.zeros((n, most), np.int64), np.zeros((n, most, 5), np.float32)
    mode, target, source = np.full(n, -2), np.full(n, -2), np.zeros(n, np.int64)
    outcome = np.zeros((n, len(OUTCOMES)), np.float32)
    for i, frame in enumerate(frames):
        t[i] = frame["t"]
        state[i] = [frame["state"].get(name, 0.0) for name in names]
        for k, item in enumerate(frame["objects"]):
            cls[i, k] = classes[item["cls"]]
            box[i, k] = item["x"], item["y"], item["w"], item["h"], item["conf"]
        action[i] = frame["action"]
        if label := frame.get("label"):
            mode[i], target[i] = modes[label["mode"]], label.get("target", -1)
            source[i] = sources[label.get("source", "person")]
        for name, change in frame.get("outcome", {}).items():
            if name in outcomes:
                outcome[i, outcomes[name]] = change
    return n


def make(path: Path) -> int:
    """Ours: columns on disk, with slots, tracks and everything else a training needs."""
    shutil.rmtree(path.parent / ".cache", ignore_errors=True)
    return len(open_played(path, load_profile("arena")))


def open_all(paths: list[Path]) -> int:
    """Open recordings from their columns, and keep them open."""
    profile = load_profile("arena")
    _opened.extend(open_played(path, profile) for path in paths)
    return sum(map(len, _opened))


def measured(what: str, path: Path, watched: bool) -> dict[str, Any]:
    """Run one side in this process, warmed up where code is compiled."""
    if what == "loop":
        work: Any = plain_loop
    elif what == "make":
        work = make
        make(path.parent / "small" / "sequence_small.json")
    else:
        path_list = sorted(path.glob("sequence_*.json"))
        open_all(path_list[:1])
        _opened.clear()
        path, work = path_list, open_all  # type: ignore[assignment]
    if watched:
        # In a process of its own: looking at memory takes time.
        with Peak() as peak:
            work(path)
        return peak.most
    began, spent = time.perf_counter(), time.process_time()
    frames = work(path)
    seconds, processor = time.perf_counter() - began, time.process_time() - spent
    return {"frames": frames, "seconds": seconds, "processor": processor}


def in_process(what: str, path: Path) -> dict[str, Any]:
    """`measured` in fresh processes: time, then memory."""
    found: dict[str, Any] = {}
    for more in ([], ["--watched"]):
        words = [sys.executable, __file__, "--side", what, "--path", str(path), *more]
        answer = subprocess.run(words, stdout=subprocess.PIPE, check=True, env={**os.environ, "PYTHONPATH": str(ROOT)})
        found |= json.loads(answer.stdout.splitlines()[-1])
    return found


def write_play(path: Path, minutes: float) -> list[Frame]:
    """A recording of the arena."""
    path.parent.mkdir(parents=True, exist_ok=True)
    recording = play_episode(load_pilot(PILOT), load_profile("arena"), 1, name=PILOT, fps=FPS, seconds=60 * minutes)
    frames, recording.frames = recording.frames, []
    write_frames(path, recording, frames)
    return frames


def many(folder: Path, frames: list[Frame], total: int, each: int) -> None:
    """Recordings of `each` frames, `total` in all, with their columns; the play repeats itself."""
    folder.mkdir()
    profile = load_profile("arena")
    head = play_episode(load_pilot(PILOT), profile, 1, name=PILOT, fps=FPS, seconds=0.1)
    head.frames = []
    for number in range(total // each):

        def some(begin: int = number * each) -> Any:
            for k in range(begin, begin + each):
                yield msgspec.structs.replace(frames[k % len(frames)], t=round((k - begin) / FPS, 5))

        path = folder / f"sequence_{number:04}.json"
        write_frames(path, head, some())
        summary_of(path, profile)


def told(name: str, found: dict[str, Any]) -> None:
    print(
        f"{name:<44} {found['frames']:>8} frames {found['seconds']:8.3f} s ({found['processor']:.3f} s of processor), "
        f"private memory "
        f"{found['private'] / 2**20:7.1f} MiB, of it not in files {found['anonymous'] / 2**20:7.1f} MiB",
        flush=True,
    )


def main() -> None:
    """Measure everything."""
    words = argparse.ArgumentParser()
    words.add_argument("--minutes", type=float, default=60.0)
    words.add_argument("--frames", type=int, default=1_000_000)
    words.add_argument("--repeats", type=int, default=3)
    words.add_argument("--side", choices=["loop", "make", "open"])
    words.add_argument("--path", type=Path)
    words.add_argument("--watched", action="store_true")
    chosen = words.parse_args()
    if chosen.side:
        print(json.dumps(measured(chosen.side, chosen.path, chosen.watched)))
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "play" / "sequence_play.json"
        frames = write_play(path, chosen.minutes)
        write_play(path.parent / "small" / "sequence_small.json", 0.2)
        objects = np.mean([len(frame.objects) for frame in frames])
        print(f"{len(frames)} frames, {objects:.1f} objects a frame, {path.stat().st_size / 2**20:.0f} MiB of JSON")
        pairs = [(in_process("loop", path), in_process("make", path)) for _ in range(chosen.repeats)]
        for loop, ours in pairs:
            told("json.load and a loop", loop)
            told("columns made anew", ours)
        for what in ("seconds", "processor"):
            ratios = sorted(loop[what] / ours[what] for loop, ours in pairs)
            print(
                f"ratio of {what}: median {np.median(ratios):.1f} of {', '.join(f'{ratio:.1f}' for ratio in ratios)}; "
                f"columns {_size(path)} MiB, load {os.getloadavg()[0]:.1f}"
            )
        for label, each in () if not chosen.frames else (("of 3 minutes", 5400), ("of all", chosen.frames)):
            many(folder / f"many{each}", frames, chosen.frames, each)
            for _ in range(chosen.repeats):
                told(f"opened from columns, files {label}", in_process("open", folder / f"many{each}"))
            shutil.rmtree(folder / f"many{each}")


def _size(path: Path) -> int:
    return cache_path(path).stat().st_size // 2**20


if __name__ == "__main__":
    main()
