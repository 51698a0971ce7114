"""What recording costs: the recorder beside ffmpeg's own screen grabber, on the arena played by a pilot.

    python benchmarks/bench_recorder.py [--seconds 30] [--fps 30]

On a virtual screen the arena is played by a pilot at 1280x720. First `understudy record` watches it for so long, then
`ffmpeg -f x11grab` films the same window with the same encoder, size and rate, and nothing else. Prints the share of
frames that were dropped and late, the processor time of both, and their ratio. Needs Xvfb, openbox, xdotool and ffmpeg
(`apt install ffmpeg`).
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from core.home import HOME_VARIABLE
from core.recording import read_recording, recording_files

ROOT = Path(__file__).resolve().parent.parent
WIDTH, HEIGHT = 1280, 720
TITLE = "Outer Belt"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=30.0)
    parser.add_argument("--fps", type=int, default=30)
    parser.add_argument("--rounds", type=int, default=1, help="measure both this often in turn, and sum")
    words = parser.parse_args()
    missing = [name for name in ("Xvfb", "openbox", "xdotool", "ffmpeg") if shutil.which(name) is None]
    if missing:
        print(f"error: this needs {', '.join(missing)}: apt install {' '.join(missing).lower()}", file=sys.stderr)
        return 1
    ours = theirs = 0.0
    with tempfile.TemporaryDirectory() as folder, screen(), arena(Path(folder)) as window:
        frames = dropped = late = 0
        for number in range(words.rounds):
            home = Path(folder) / f"home{number}"
            ours += record(home, words.seconds, words.fps)
            theirs += film(window, Path(folder), words.seconds, words.fps)
            for path in recording_files(home / "recordings_v2"):
                recording = read_recording(path)
                frames += len(recording.frames)
                dropped += recording.dropped
                late += recording.late
    total = words.rounds * words.seconds
    print(f"frames    {frames} at {frames / total:.2f} fps on {psutil.cpu_count()} cores, the arena beside it")
    print(f"dropped   {dropped} ({dropped / max(1, frames + dropped):.2%}), late {late} ({late / max(1, frames):.2%})")
    print(f"recorder  {ours:.2f} s of processor in {total:.0f} s: {ours / total:.1%} of a core")
    print(f"ffmpeg    {theirs:.2f} s of processor in {total:.0f} s: {theirs / total:.1%} of a core")
    print(f"ratio     {ours / theirs:.2f}")
    return 0


def record(home: Path, seconds: float, fps: int) -> float:
    """Processor seconds that the recorder takes, without those of its start and of saving."""
    home.mkdir()
    command = [
        sys.executable,
        "-u",
        "-m",
        "recorder",
        "--no-see",
        "--window-title",
        TITLE,
        "--fps",
        str(fps),
        "--start",
    ]
    environment = {**os.environ, HOME_VARIABLE: str(home)}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if line.startswith("Recording."):
                break
        else:
            raise SystemExit("the recorder did not start")
        spent = measured(process.pid, seconds)
        process.terminate()
        process.stdout.read()
    return spent


def film(window: str, folder: Path, seconds: float, fps: int) -> float:
    """Processor seconds that ffmpeg takes for the video alone."""
    spot = subprocess.run(["xdotool", "getwindowgeometry", window], capture_output=True, text=True, check=True).stdout
    place = spot.split("Position: ")[1].split()[0]
    command = ["ffmpeg", "-hide_banner", "-loglevel", "error", "-nostdin", "-f", "x11grab", "-framerate", str(fps)]
    command += ["-video_size", f"{WIDTH}x{HEIGHT}", "-draw_mouse", "0", "-i", f"{os.environ['DISPLAY']}+{place}"]
    command += ["-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-crf", "23", "-g", "30"]
    command += ["-x264-params", "cabac=1", "-threads", "1", "-pix_fmt", "yuv420p", "-y", str(folder / "film.mkv")]
    with subprocess.Popen(command) as process:
        wait_for(lambda: (folder / "film.mkv").exists(), "ffmpeg's first pictures")
        spent = measured(process.pid, seconds)
        process.terminate()
    (folder / "film.mkv").unlink()
    return spent


def measured(pid: int, seconds: float) -> float:
    """Processor seconds of a process and its children over the next `seconds`."""
    process = psutil.Process(pid)
    before = _spent(process)
    time.sleep(seconds)
    return _spent(process) - before


def _spent(process: psutil.Process) -> float:
    family = [process, *process.children(recursive=True)]
    return sum(sum(member.cpu_times()[:2]) for member in family)


@contextmanager
def screen() -> Iterator[None]:
    """A virtual screen with a window manager; DISPLAY is set to it."""
    reader, writer = os.pipe()
    words = ["Xvfb", "-displayfd", str(writer), "-screen", "0", "1600x1000x24", "-noreset"]
    server = subprocess.Popen(words, pass_fds=[writer], stderr=subprocess.DEVNULL)
    os.close(writer)
    with os.fdopen(reader) as answer:
        os.environ["DISPLAY"] = f":{answer.readline().strip()}"
    manager = subprocess.Popen(["openbox"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        for process in (manager, server):
            process.terminate()
            process.wait()


@contextmanager
def arena(folder: Path) -> Iterator[str]:
    """The arena's window with a pilot at play; yields the window's number."""
    command = [sys.executable, "-m", "arena", "--pilot", "collector", "--seed", "5", "--home", str(folder)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "xcb"}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL) as game:
        try:
            found = subprocess.run(
                ["xdotool", "search", "--sync", "--onlyvisible", "--name", TITLE],
                capture_output=True,
                text=True,
                timeout=60,
            )
            yield found.stdout.split()[-1]
        finally:
            game.terminate()


def wait_for(answer: Callable[[], bool], what: str, seconds: float = 20.0) -> None:
    end = time.monotonic() + seconds
    while not answer():
        if time.monotonic() > end:
            raise SystemExit(f"waited in vain for {what}")
        time.sleep(0.05)


if __name__ == "__main__":
    sys.exit(main())
