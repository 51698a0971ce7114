"""The report on a problem: one zip with versions, settings and the logs of the last runs, without anything private."""

from __future__ import annotations

import os
import platform
import zipfile
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path

from core.files import atomic_write
from core.home import Home
from core.runs import all_runs
from launcher.process import OUTPUT_NAME
from launcher.scrubbing import Scrubber
from launcher.text import size

#: runs whose logs go along, the newest
RUNS = 8
#: bytes of the end of each file
MOST_BYTES = 300_000
#: of a run; recordings, videos and models never go along
_RUN_FILES = ("status.json", "config.json", "log.txt", OUTPUT_NAME)
_LIBRARIES = (
    "understudy",
    "PySide6-Essentials",
    "pyqtgraph",
    "torch",
    "torchvision",
    "ultralytics",
    "numpy",
    "av",
    "mss",
)
_ABOUT_SCREEN = (
    "DISPLAY",
    "WAYLAND_DISPLAY",
    "XDG_SESSION_TYPE",
    "XDG_CURRENT_DESKTOP",
    "QT_QPA_PLATFORM",
    "QT_SCALE_FACTOR",
)


def write_report(path: Path, home: Home, told: Sequence[str]) -> None:
    """Write the zip; `told` is what the window has told, the oldest first.

    Raises:
        OSError: it cannot be written.
    """
    scrubber = Scrubber.of_this_machine({"config": home.config, "data": home.root})
    with atomic_write(path) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:

        def add(name: str, text: str) -> None:
            archive.writestr(name, scrubber.scrub(text))

        add("versions.txt", "\n".join(versions()))
        add("told.txt", "\n".join(told))
        if (settings := _end_of(home.settings_file)) is not None:
            add(home.settings_file.name, settings)
        add("folders.txt", "\n".join(_counts(home)))
        for folder, _ in zip(all_runs(home), range(RUNS), strict=False):
            for name in _RUN_FILES:
                if (text := _end_of(folder.path / name)) is not None:
                    add(f"runs/{folder.id}/{name}", text)


def versions() -> list[str]:
    """The versions of everything that matters, one a line."""
    found = [
        f"Python {platform.python_version()}",
        f"System {platform.system()} {platform.release()} {platform.machine()}",
    ]
    for name in _LIBRARIES:
        try:
            found.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            found.append(f"{name} is not installed")
    return [*found, *(f"{name}={os.environ[name]}" for name in _ABOUT_SCREEN if name in os.environ)]


def _counts(home: Home) -> list[str]:
    """How many files there are in each folder and how large they are; not what they are called."""
    lines = []
    for word in ("recordings", "models", "experience", "corrections", "runs"):
        folder: Path = getattr(home, word)
        sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()] if folder.is_dir() else []
        lines.append(f"{word}: {len(sizes)} files, {size(sum(sizes))}")
    return lines


def _end_of(path: Path) -> str | None:
    try:
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - MOST_BYTES))
            return file.read().decode("utf-8", "replace")
    except OSError:
        return None
