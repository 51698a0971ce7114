"""Brings recordings from elsewhere into a folder of recordings, those of other formats as recordings of ours."""

from __future__ import annotations

import filecmp
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from core.edits import sidecar_of
from core.errors import ExitCode, UserError, place_sentence
from core.files import atomic_write
from core.formats import converted_name, format_of, owamcap, own, read_any, sources
from core.home import Home
from core.library.places import all_or_nothing, beside, changing, free_stem, stem_of
from core.profile import Profile, load_profile
from core.recording import Recording, recording_files, write_recording

if TYPE_CHECKING:
    from core.seeing import Eye


@dataclass(frozen=True)
class Imported:
    """What became of one file."""

    source: Path
    #: the new recording; None where there is none
    path: Path | None
    #: one sentence
    said: str


def import_files(
    given: Sequence[Path],
    folder: Path,
    home: Home,
    *,
    profile: str = "arena",
    eye: Callable[[Profile], Eye | None] = lambda profile: None,
    on_progress: Callable[[float, str], bool] = lambda done, name: True,
) -> list[Imported]:
    """Bring recordings (files, or whole folders of them) with their videos and edits into `folder`.

    Nothing there is overwritten, and what is there already is left out. A file that cannot be used is told in its
    `Imported` and does not hold up the others.

    Args:
        profile: the game of files that do not say it.
        eye: finds objects in the pictures of files that come without.
        on_progress: is told the done share and the file at work; answers whether to go on.

    Raises:
        UserError: there is nothing to import, no such profile, or the folder cannot be written or is full.
    """
    if not given:
        raise UserError("Say which files or folders.", ExitCode.BAD_INPUT)
    files = recordings_among(given)
    if not files:
        raise UserError(
            f"There are no recordings in {', '.join(map(str, given))}: choose recordings or a folder of them.",
            ExitCode.NO_DATA,
        )
    found = load_profile(profile, home)
    one_eye = cache(lambda: eye(found))
    done: list[Imported] = []
    for number, file in enumerate(files):

        def progress(share: float, number: int = number, file: Path = file) -> bool:
            return on_progress((number + share) / len(files), file.name)

        if not progress(0.0):
            break
        try:
            done.append(_import(file, folder, found, one_eye, progress))
        except UserError as error:
            if error.code == ExitCode.DISK:
                raise
            done.append(Imported(file, None, str(error)))
    return done


def recordings_among(given: Sequence[Path]) -> list[Path]:
    """The files themselves, and all recordings of any format in the folders, each once."""
    found: list[Path] = []
    for path in given:
        found += [*sources(path), *sorted(path.glob("*.mcap"))] if path.is_dir() else [path]
    return list(dict.fromkeys(found))


def _import(
    source: Path,
    folder: Path,
    profile: Profile,
    eye: Callable[[], Eye | None],
    progress: Callable[[float], bool],
) -> Imported:
    if owamcap.claims(source):
        from core.formats.owamcap_import import import_owamcap

        try:
            path = import_owamcap(source, profile, folder, eye=eye(), on_progress=lambda share: _go_on(progress(share)))
        except OSError as error:
            raise UserError(place_sentence(error), ExitCode.DISK) from error
        return Imported(source, path, f"{source.name} was imported as {path.name}.")
    ours = format_of(source) is own
    if ours and source.parent.resolve() == folder.resolve():
        return Imported(source, None, f"{source.name} is in the folder already.")
    recording = own.read(source, profile) if ours else read_any(source, profile)
    with changing(folder), all_or_nothing() as made:
        stem = free_stem(folder, stem_of(source) if ours else Path(converted_name(source)).stem)
        content = None if ours else msgspec.json.encode(recording)
        if (twin := _twin(folder, source, content)) is not None:
            return Imported(source, None, f"{source.name} is there already, as {twin.name}.")
        return _bring(source, folder / f"{stem}.json", recording, content, made)


def _go_on(wanted: bool) -> None:
    if not wanted:
        raise UserError("It was stopped before it was done.", ExitCode.INTERRUPTED)


def _twin(folder: Path, source: Path, content: bytes | None) -> Path | None:
    """The recording in `folder` that holds just the same as `source`, or as `content`, what became of it."""
    size = source.stat().st_size if content is None else len(content)
    for other in recording_files(folder):
        if other.stat().st_size == size and (
            filecmp.cmp(source, other, shallow=False) if content is None else other.read_bytes() == content
        ):
            return other
    return None


def _bring(source: Path, target: Path, recording: Recording, content: bytes | None, made: list[Path]) -> Imported:
    """Copy a recording and what belongs to it; it comes last, so that it never stands there alone."""
    said = f"{source.name} was imported as {target.name}."
    video, named = beside(source, recording.video), recording.video
    if video is not None and video.is_file():
        recording.video = f"{target.stem}{video.suffix}"
        _copy(video, target.with_name(recording.video), made)
    elif named:
        said = f"{said[:-1]}, but without its video {named}, which is not there."
    if sidecar_of(source).is_file():
        _copy(sidecar_of(source), sidecar_of(target), made)
    if content is None and recording.video == named:
        _copy(source, target, made)
    else:
        made.append(target)
        write_recording(target, recording)
    return Imported(source, target, said)


def _copy(source: Path, target: Path, made: list[Path]) -> None:
    made.append(target)
    with source.open("rb") as file, atomic_write(target) as copy:
        shutil.copyfileobj(file, copy, 1 << 20)
