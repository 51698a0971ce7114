"""Kills what works on recordings at each of the moments at which it touches a file, one after the other.

    python killed_at_every_step.py WHAT FOLDER

WHAT is `recover`, `take` or `discard`. FOLDER holds what is there before; each time it is copied anew to FOLDER-N, a
child does WHAT in it and kills itself with SIGKILL just before the Nth time that it opens, links, renames or removes
a file. The last one lives to its end. Prints how many there were.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np

from core.home import Home
from core.profile import load_profile
from core.recording import InputEvent
from core.recovery import finish_journal, recover
from core.screen import Geometry, Shot
from core.settings.record import RecordSettings
from recorder.take import Take

STEPS = {"open", "os.link", "os.rename", "os.remove", "os.truncate", "os.mkdir"}
#: frames of a take, and their rate
FRAMES, FPS = 12, 30


class Window:
    title = "Alpha"
    scale = 1.0


def recorded(folder: Path) -> Take:
    """A take of FRAMES frames and a click that has ended, and is neither saved nor discarded."""
    settings = RecordSettings(see=False, fps=FPS, data_dir=folder, home=folder.parent / "home")
    start = Shot(0.0, np.zeros((36, 64, 4), np.uint8), Geometry(0, 0, 64, 36))
    running = Take(settings, load_profile("arena", settings.folders), Window(), start)  # type: ignore[arg-type]
    began = running._start
    for number in range(FRAMES):
        shot = start._replace(t=began + number / FPS)
        running.add_frame(shot, {"hp": 1.0}, (32.0, 18.0))
    running.add_event(InputEvent(began + 0.1, "click", "left", 0.5, 0.5))
    running.end()
    return running


def do(what: str, folder: Path) -> None:
    if what == "recover":
        recover(folder, Home(folder, folder))
        return
    take = recorded(folder)
    if what == "discard":
        take.delete()
    else:
        finish_journal(take.journal, Home(folder, folder))
        take.release()


def killer(folder: Path, step: int) -> Callable[[str, tuple[object, ...]], None]:
    """An audit hook that ends this process the `step`th time that something in `folder` is touched."""
    left = step

    def count(event: str, values: tuple[object, ...]) -> None:
        nonlocal left
        if event in STEPS and str(values[0]).startswith(str(folder)):
            left -= 1
            if not left:
                os.kill(os.getpid(), signal.SIGKILL)

    return count


def main(what: str, source: Path) -> int:
    for step in range(1, 1000):
        folder = source.with_name(f"{source.name}-{step}")
        shutil.copytree(source, folder)
        child = os.fork()
        if child == 0:
            sys.addaudithook(killer(folder, step))
            do(what, folder)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if os.WIFEXITED(status):
            print(step)
            return os.WEXITSTATUS(status)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2])))
