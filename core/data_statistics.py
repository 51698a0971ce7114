"""What a folder of recordings holds, in figures: what Data Statistics finds, writes and shows."""

from __future__ import annotations

from pathlib import Path

import msgspec

from core.result_file import read_result, write_result

#: name of the file in the run folder
FILE_NAME = "statistics.json"
FORMAT = "understudy-statistics"
VERSION = 1
#: what shares are told of, in this order
SHARES = ("modes", "targets", "clicks", "hotkeys")

Counts = dict[str, int]


class RecordingRow(msgspec.Struct, kw_only=True):
    """One recording. `modes` counts frames by mode; `idle_share` is 0..1 of its frames."""

    name: str
    #: where it comes from: window, arena, shadow or import:FORMAT
    source: str
    profile: str
    player: str
    created: str = ""
    minutes: float = 0.0
    frames: int = 0
    #: frames a second, as asked for and as it came
    fps: float = 0.0
    frame_rate: float = 0.0
    width: int = 0
    height: int = 0
    dropped: int = 0
    late: int = 0
    #: pauses of more than half a second
    gaps: int = 0
    #: frames whose time does not advance, which are left out everywhere
    duplicates: int = 0
    idle_share: float = 0.0
    modes: Counts = msgspec.field(default_factory=dict)

    @property
    def resolution(self) -> str:
        """Such as "1280x720"; some formats do not tell it."""
        return f"{self.width}x{self.height}" if self.width and self.height else "unknown"


class Readiness(msgspec.Struct, kw_only=True):
    """Whether there is enough to train one model on, and why not."""

    model: str
    enough: bool
    reason: str


class DataStatistics(msgspec.Struct, kw_only=True):
    """All of it. Counts are of frames where nothing else is said; shares are 0..1."""

    format: str = FORMAT
    version: int = VERSION
    folder: str = ""
    rows: list[RecordingRow] = msgspec.field(default_factory=list)
    #: why a file was left out, by its name
    skipped: dict[str, str] = msgspec.field(default_factory=dict)
    #: samples a training takes from it: by model, by source
    samples: dict[str, Counts] = msgspec.field(default_factory=dict)
    modes: Counts = msgspec.field(default_factory=dict)
    #: by class of the object, "none" where there is no target
    targets: Counts = msgspec.field(default_factory=dict)
    #: objects seen, by class
    objects: Counts = msgspec.field(default_factory=dict)
    #: events by name
    clicks: Counts = msgspec.field(default_factory=dict)
    hotkeys: Counts = msgspec.field(default_factory=dict)
    #: who said which mode it is: pilot, person, coach, hindsight
    labels: Counts = msgspec.field(default_factory=dict)
    players: Counts = msgspec.field(default_factory=dict)
    resolutions: Counts = msgspec.field(default_factory=dict)
    readiness: list[Readiness] = msgspec.field(default_factory=list)
    #: what to do about what is missing, as sentences
    advice: list[str] = msgspec.field(default_factory=list)

    @property
    def frames(self) -> int:
        return sum(row.frames for row in self.rows)

    @property
    def minutes(self) -> float:
        return sum(row.minutes for row in self.rows)

    @property
    def idle_share(self) -> float:
        """Share of frames with no click or hotkey within a second."""
        frames = self.frames
        return sum(row.idle_share * row.frames for row in self.rows) / frames if frames else 0.0

    def total(self, name: str) -> int:
        """A count of `RecordingRow` summed over all recordings: dropped, late, gaps or duplicates."""
        return sum(getattr(row, name) for row in self.rows)

    def imbalance(self, name: str) -> float | None:
        """How much more often the commonest of `SHARES` comes than the rarest there is; None with fewer than two."""
        counts = [count for count in getattr(self, name).values() if count]
        return max(counts) / min(counts) if len(counts) > 1 else None

    def result(self) -> dict[str, object]:
        """The figures that stand as the run's result."""
        return {
            "recordings": len(self.rows),
            "skipped": len(self.skipped),
            "minutes": round(self.minutes, 2),
            "frames": self.frames,
            "samples": {model: sum(counts.values()) for model, counts in self.samples.items()},
            "idle_share": round(self.idle_share, 3),
            "dropped": self.total("dropped"),
            "advice": self.advice,
        }


def write_statistics(path: Path, statistics: DataStatistics) -> None:
    """Write them whole or not at all."""
    write_result(path, statistics)


def read_statistics(path: Path) -> DataStatistics:
    """Read what `write_statistics` wrote.

    Raises:
        UserError: the file is damaged, something else, or of a newer version.
    """
    return read_result(path, DataStatistics(), "a statistics file", "Data Statistics")
