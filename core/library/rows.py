"""The list of recordings: one row each, with what is worth knowing before one is opened."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.assets import available_profiles
from core.edits import Edits, read_edits
from core.errors import UserError
from core.home import Home
from core.library.marks import quality_marks
from core.library.places import beside, recordings_in, stem_of
from core.library.summaries import Summary, summary_for


@dataclass(frozen=True)
class Row:
    """One recording."""

    path: Path
    #: None where it has not been read yet, or cannot be
    summary: Summary | None
    edits: Edits
    #: why it or its edits cannot be used, one sentence; empty where they can
    problem: str
    #: what is wrong or odd about it, in short words
    marks: tuple[str, ...]
    #: its video, where it is there: thumbnails come from it
    video: Path | None
    #: of the recording and its video
    bytes: int

    @property
    def name(self) -> str:
        """The name it goes by."""
        return stem_of(self.path)

    @property
    def seconds(self) -> float | None:
        """How much of it counts."""
        return None if self.summary is None else self.edits.kept(self.summary.duration)


def list_recordings(folder: Path, home: Home | None = None, *, build: bool = False) -> list[Row]:
    """Every recording in `folder`, by name.

    Args:
        home: where the profiles are.
        build: read those that were not read before, which takes time; without it their `summary` is None.
    """
    return rows_of(recordings_in(folder), home, build=build)


def rows_of(paths: Sequence[Path], home: Home | None = None, *, build: bool = True) -> list[Row]:
    """Some recordings; see `list_recordings`."""
    profiles = available_profiles(home or Home.find())
    return [_row_of(path, profiles, build) for path in paths]


def _row_of(path: Path, profiles: Container[str], build: bool) -> Row:
    summary, edits, problem = None, Edits(), ""
    try:
        edits = read_edits(path)
        summary = summary_for(path, build=build)
    except UserError as error:
        problem = str(error)
    named = beside(path, summary.video) if summary else None
    video = named if named is not None and named.is_file() else None
    marks = (
        quality_marks(summary, video_found=video is not None, profile_found=summary.profile in profiles)
        if summary
        else ()
    )
    return Row(path, summary, edits, problem, marks, video, sum(map(_size, filter(None, (path, video)))))


def _size(path: Path) -> int:
    files = path.rglob("*") if path.is_dir() else [path]
    return sum(file.stat().st_size for file in files if file.is_file())
