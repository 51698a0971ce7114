"""Brings recordings from elsewhere into the folder of recordings."""

from __future__ import annotations

import filecmp
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.edits import sidecar_of
from core.errors import ExitCode, UserError
from core.files import atomic_write
from core.home import Home
from core.library.places import all_or_nothing, changing, free_stem, recordings_in, stem_of, video_of
from core.recording import read_recording, write_recording


@dataclass(frozen=True)
class Imported:
    """What became of one file."""

    source: Path
    #: the new recording; None where there is none
    path: Path | None
    #: one sentence
    said: str


def import_files(
    sources: Sequence[Path],
    folder: Path,
    home: Home,
    *,
    on_progress: Callable[[float, str], None] = lambda done, name: None,
) -> list[Imported]:
    """Copy recordings (files, or whole folders of them) with their videos and edits into `folder`.

    Nothing there is overwritten, and what is there already is left out. A file that cannot be used is told in its
    `Imported` and does not hold up the others. `on_progress` is told the done share and the file at work.

    Raises:
        UserError: the folder cannot be written, or its disk is full.
    """
    files = [file for source in sources for file in _files(source)]
    if not files:
        raise UserError(
            f"There are no recordings in {', '.join(map(str, sources)) or 'nothing'}: choose .json recordings or a "
            f"folder of them.",
            ExitCode.NO_DATA,
        )
    folder.mkdir(parents=True, exist_ok=True)
    done = []
    for number, file in enumerate(files):
        on_progress(number / len(files), file.name)
        try:
            done.append(_import(file, folder))
        except UserError as error:
            if error.code == ExitCode.DISK:
                raise
            done.append(Imported(file, None, str(error)))
    return done


def _files(source: Path) -> list[Path]:
    return recordings_in(source) if source.is_dir() else [source]


def _import(source: Path, folder: Path) -> Imported:
    if source.parent.resolve() == folder.resolve():
        return Imported(source, None, f"{source.name} is in the folder already.")
    recording = read_recording(source)
    with changing(folder), all_or_nothing() as made:
        for other in recordings_in(folder):
            if other.stat().st_size == source.stat().st_size and filecmp.cmp(source, other, shallow=False):
                return Imported(source, None, f"{source.name} is there already, as {other.name}.")
        stem = free_stem(folder, stem_of(source))
        target = folder / f"{stem}.json"
        said = f"{source.name} was imported" + ("." if stem == stem_of(source) else f" as {target.name}.")
        video = video_of(source)
        if video is not None and video.is_file():
            name = f"{stem}{video.suffix}"
            _copy(video, folder / name, made)
        else:
            name = None
            if recording.video:
                said = f"{said[:-1]}, but its video {recording.video} is not there."
        if sidecar_of(source).is_file():
            _copy(sidecar_of(source), sidecar_of(target), made)
        if name == recording.video or name is None:
            _copy(source, target, made)
        else:
            recording.video = name
            made.append(target)
            write_recording(target, recording)
    return Imported(source, target, said)


def _copy(source: Path, target: Path, made: list[Path]) -> None:
    """Copy a file whole, to a name that is free."""
    made.append(target)
    with source.open("rb") as file, atomic_write(target) as copy:
        shutil.copyfileobj(file, copy, 1 << 20)
