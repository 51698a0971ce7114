"""Every format that recordings come in, read into the one type that all of Understudy works on.

Each format is a module that says which paths are its own and reads them; `docs/formats.md` says what each accepts.
"""

from __future__ import annotations

import logging
import re
from pathlib import Path
from typing import Protocol

from core.errors import ExitCode, UserError
from core.formats import documents, filtered, npz, owamcap, own, pkl
from core.profile import Profile
from core.recording import Recording, is_recording_name

log = logging.getLogger("understudy")


class Format(Protocol):
    """What a format's module offers."""

    def claims(self, path: Path) -> bool:
        """Whether the path is this format's, told cheaply: by its name, or its first bytes."""
        ...

    def read(self, path: Path, profile: Profile) -> Recording:
        """Read it.

        Raises:
            UserError: it is damaged or something else, in one sentence that names the file.
        """
        ...


#: the first that claims a path reads it
FORMATS: tuple[Format, ...] = (own, documents, npz, pkl, filtered, owamcap)


def sources(folder: Path) -> list[Path]:
    """All recordings of any format in `folder`, by name: files, and folders of the filtered recorder.

    Such folders are also found one level further down, and `folder` may be one itself. A foreign recording that was
    converted into the same folder is passed over, so that nothing is learnt twice.
    """
    if filtered.claims(folder):
        return [folder]
    found = []
    for path in _entries(folder):
        if format_of(path) is not None:
            found.append(path)
        elif path.is_dir():
            found += [inner for inner in _entries(path) if filtered.claims(inner)]
    return [path for path in found if not _is_converted(path, folder)]


def none_in(folder: Path) -> UserError:
    """What to say where there are no `sources`."""
    if not folder.is_dir():
        return UserError(f"There is no folder {folder}: record some play first, or choose another.", ExitCode.NO_DATA)
    return UserError(f"There are no recordings in {folder}: record some play first.", ExitCode.NO_DATA)


def format_of(path: Path) -> Format | None:
    """The format that claims the path, None for what is no recording."""
    return next((form for form in FORMATS if form.claims(path)), None)


def read_any(path: Path, profile: Profile) -> Recording:
    """Read a recording of any format.

    Raises:
        UserError: it is damaged, of no known format, or of another profile; the sentence names the file.
    """
    form = format_of(path)
    if form is None:
        problem = "is in no format that Understudy reads" if path.exists() else "is not there"
        raise UserError(f"{path} {problem}.", ExitCode.NO_DATA)
    try:
        recording = form.read(path, profile)
    except UserError:
        raise
    except Exception as error:
        # One file that no reader foresaw must not keep all the others from being used.
        log.debug("While reading %s:", path, exc_info=True)
        raise UserError(
            f"{path} cannot be read: its reader failed ({type(error).__name__}: {error}).", ExitCode.NO_DATA
        ) from error
    if recording.profile != profile.name:
        raise UserError(f"{path} was recorded for profile {recording.profile!r}, not {profile.name!r}.")
    return recording


def converted_name(path: Path) -> str:
    """The file name under which a foreign recording becomes one of ours."""
    name = f"{path.stem if path.is_file() else path.name}.json"
    return name if is_recording_name(name) else f"sequence_{name}"


def _entries(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if not path.name.startswith("."))


def _is_converted(path: Path, folder: Path) -> bool:
    made = folder / converted_name(path)
    return made != path and re.search(rb'"source":\s*"import:', own.head_of(made)) is not None
