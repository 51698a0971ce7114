"""Changes of one recording that its file knows nothing of: see `core.edits`. Each returns the new edits."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from core import edits as states
from core.edits import By, Edits, change_edits
from core.errors import ExitCode, UserError
from core.home import Home
from core.library.places import changing, require_finished
from core.library.summaries import summary_for
from core.library.tracks import require_track


def trim(path: Path, start: float | None = None, stop: float | None = None) -> Edits:
    """Keep only what lies from `start` to `stop` (seconds; None for its beginning or end) of what is kept now."""
    end = _duration(path)
    start, stop = start or 0.0, end if stop is None else min(stop, end)
    return _change(path, lambda before: states.trim(before, _within(path, start, end), stop))


def cut_out(path: Path, start: float, stop: float) -> Edits:
    """Leave out what lies between `start` and `stop`, in seconds."""
    end = _duration(path)
    return _change(path, lambda before: states.cut_out(before, _within(path, start, end), min(stop, end), end))


def keep_all(path: Path) -> Edits:
    """Let all of the recording count again."""
    return _change(path, states.keep_all)


def relabel(
    path: Path,
    start: float,
    stop: float | None = None,
    *,
    mode: str | None = None,
    target_track: int | None = None,
    by: By = "person",
    home: Home | None = None,
) -> Edits:
    """Say what the player was after from `start` to `stop` (None for the end); see `core.edits.StretchLabel`.

    Raises:
        UserError: nothing in view there is followed as `target_track`; or see `core.edits.relabel`.
    """
    end = _duration(path)
    _within(path, start, end)
    last = end if stop is None else min(stop, end)
    if target_track is not None and target_track >= 0:
        require_track(path, target_track, (start, last), home)
    return _change(
        path, lambda before: states.relabel(before, start, last, mode=mode, target_track=target_track, by=by)
    )


def tag(path: Path, *tags: str) -> Edits:
    """Add tags."""
    return _change(path, lambda before: states.tag(before, *tags))


def untag(path: Path, *tags: str) -> Edits:
    """Take tags away."""
    return _change(path, lambda before: states.untag(before, *tags))


def annotate(path: Path, note: str) -> Edits:
    """Replace the note; an empty one removes it."""
    return _change(path, lambda before: states.with_note(before, note))


def undo(path: Path) -> Edits:
    """Take back the last change."""
    return _change(path, Edits.undo)


def redo(path: Path) -> Edits:
    """Make the change again that was taken back last."""
    return _change(path, Edits.redo)


def _change(path: Path, change: Callable[[Edits], Edits]) -> Edits:
    with changing(path.parent):
        require_finished(path)
        return change_edits(path, change)


def _duration(path: Path) -> float:
    require_finished(path)
    summary = summary_for(path, build=True)
    assert summary is not None, "it was to be built"
    return summary.duration


def _within(path: Path, start: float, duration: float) -> float:
    if start >= duration:
        raise UserError(f"{path.name} is {duration:.1f} s long: {start:g} s lies behind its end.", ExitCode.BAD_INPUT)
    return start
