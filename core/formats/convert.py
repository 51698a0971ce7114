"""Turns a foreign recording into one of our own."""

from __future__ import annotations

from pathlib import Path

import msgspec

from core.errors import ExitCode, UserError
from core.formats import converted_name, format_of, own, read_any
from core.profile import Profile
from core.recording import write_frames


def convert(path: Path, profile: Profile, folder: Path) -> Path:
    """Write the recording at `path`, of any foreign format, into `folder` in our own.

    Where it came from stands in the new file's `source`, such as `import:npz`. What was there before stays.

    Returns:
        The new file: `sequence_*.json` or `shadow_recording_*.json`, named after `path`.

    Raises:
        UserError: it cannot be read, is one of ours already, or the new file's name is taken.
        OSError: the folder cannot be written.
    """
    if format_of(path) is own:
        raise UserError(f"{path} is in Understudy's own format already.", ExitCode.BAD_INPUT)
    target = folder / converted_name(path)
    if target.exists():
        raise UserError(f"{target} is there already: choose another folder, or rename one of them.", ExitCode.BAD_INPUT)
    recording = read_any(path, profile)
    write_frames(target, msgspec.structs.replace(recording, frames=[]), recording.frames)
    return target
