"""Writes recordings as a LeRobotDataset of version 3.0, which LeRobot's own loader opens.

A recording becomes one episode or several (see `core.export.take.episodes`), a frame a row at every tick of a steady
clock. `docs/neighbours.md` has the mapping. The folder appears whole or not at all.
"""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from core.errors import ExitCode, UserError
from core.export.mp4 import Mp4Writer
from core.export.numbers import PictureCounts, Stats, of_rows, together
from core.export.tables import arrow_column, task_table
from core.export.take import NO_MODE, Episode, Reel, Source, episodes, read_source
from core.files import sync_folder
from core.profile import Profile
from core.words import MODES

log = logging.getLogger("understudy")

CAMERA = "observation.images.screen"
#: LeRobot looks pictures up by times in float32, 0.1 ms exact; beyond 17 minutes a file's times are further apart
LONGEST_SECONDS = 480
_VERSION = "v3.0"
_DATA = "data/chunk-{chunk_index:03d}/file-{file_index:03d}.parquet"
_VIDEO = "videos/{video_key}/chunk-{chunk_index:03d}/file-{file_index:03d}.mp4"
_EPISODES = "meta/episodes/chunk-000/file-000.parquet"
#: files in a folder, and MB in a file, at most
_CHUNK, _DATA_MB, _VIDEO_MB = 1000, 100, 200


@dataclass
class ExportReport:
    """What was written."""

    folder: Path
    fps: int
    recordings: int = 0
    episodes: int = 0
    frames: int = 0
    size: int = 0
    #: why each recording that was left out was, a sentence each
    skipped: list[str] = field(default_factory=list)
    #: seconds from a row to the frame it was taken from, at most
    offset: float = 0.0
    #: clicks and hotkeys that found no row of their own
    lost: int = 0


@dataclass
class _Plan:
    """What all recordings have in common, which has to be known before the first is written."""

    fps: int
    profile: Profile
    #: width and height of the pictures, None without
    size: tuple[int, int] | None
    labelled: bool
    rows: int
    #: with each recording's own task
    sources: dict[Path, str]

    @property
    def tasks(self) -> list[str]:
        return sorted(set(self.sources.values()))

    def features(self) -> dict[str, dict[str, Any]]:
        """As `info.json` names them."""
        found: dict[str, dict[str, Any]] = {}
        if names := self.profile.state_names:
            found["observation.state"] = _feature("float32", len(names), list(names))
        found["action"] = _feature("float32", 4, ["x", "y", "click", "hotkey"])
        if self.size is not None:
            width, height = self.size
            found[CAMERA] = {
                "dtype": "video",
                "shape": [height, width, 3],
                "names": ["height", "width", "channels"],
                "info": {
                    "video.height": height, "video.width": width, "video.codec": "h264",
                    "video.pix_fmt": "yuv420p", "video.is_depth_map": False, "video.fps": self.fps,
                    "video.channels": 3, "has_audio": False,
                },
            }  # fmt: skip
        found["next.done"] = _feature("bool", 1, None)
        if self.labelled:
            found["mode"] = _feature("int64", 1, None)
        found["timestamp"] = _feature("float32", 1, None)
        for name in ("frame_index", "episode_index", "index", "task_index"):
            found[name] = _feature("int64", 1, None)
        return found


def export_lerobot(
    recordings: Sequence[Path],
    folder: Path,
    profile: Profile,
    *,
    fps: int | None = None,
    on_progress: Callable[[float], None] = lambda share: None,
) -> ExportReport:
    """Write recordings of any format as a new data set at `folder`: of each what training would see.

    That is what people left of it and say of it; see `core.played.open_pieces`. Where some recordings have a video,
    those that have none are left out, as is what is damaged or was recorded for another profile; the report says why.
    `fps` is by default what the first recording asked for. `on_progress` is told the done share, 0..1.

    Raises:
        UserError: the folder exists already, or nothing is left to write.
        OSError: the folder could not be written; nothing of it is left.
    """
    if folder.exists():
        raise UserError(f"{folder} exists already: give a new folder for the export.", ExitCode.BAD_INPUT)
    report = ExportReport(folder, 0)
    plan = _plan(recordings, fps, profile, report.skipped)
    report.fps, report.recordings = plan.fps, len(plan.sources)
    folder.parent.mkdir(parents=True, exist_ok=True)
    part = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}.", suffix=".part"))
    try:
        with _named(folder):
            with _DataSet(part, plan, report) as data:
                for path, task in plan.sources.items():
                    source = read_source(path, profile)
                    data.add(source, plan.tasks.index(task), _episodes(source, plan.fps), on_progress)
            report.size = _to_disk(part)
            part.chmod(0o755)
            part.rename(folder)
            sync_folder(folder.parent)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    return report


def _plan(recordings: Sequence[Path], fps: int | None, profile: Profile, skipped: list[str]) -> _Plan:
    found: list[tuple[Path, str, tuple[int, int] | None]] = []
    plan = _Plan(fps or 0, profile, None, False, 0, {})
    for path in recordings:
        try:
            source = read_source(path, profile)
            if not found:
                plan.fps = fps or max(1, round(source.fps))
            parts = _episodes(source, plan.fps)
            if not parts:
                raise UserError(f"{path} holds nothing that counts.")
        except UserError as error:
            skipped.append(str(error))
            continue
        plan.rows += sum(map(len, parts))
        plan.size = plan.size or source.size
        plan.labelled |= any(bool((part.mode != NO_MODE).any()) for part in parts)
        found.append((path, f"play {source.profile} like {source.player}", source.size))
    for path, task, size in found:
        if plan.size is not None and size is None:
            skipped.append(f"{path} has no video, which others have.")
        else:
            plan.sources[path] = task
    for sentence in skipped:
        log.warning("Left out: %s", sentence)
    if not plan.sources:
        raise UserError(f"None of the {len(recordings)} recordings can be exported.", ExitCode.NO_DATA)
    return plan


def _episodes(source: Source, fps: int) -> list[Episode]:
    return [part for take in source.takes for part in episodes(take, fps, LONGEST_SECONDS * fps)]


class _DataSet:
    """A data set being written; ended by the block it is used in."""

    def __init__(self, root: Path, plan: _Plan, report: ExportReport) -> None:
        self._root, self._plan, self._report = root, plan, report
        self._features = plan.features()
        self._rows: Any = None
        self._video: Mp4Writer | None = None
        #: number of the video being written
        self._video_file = -1
        #: a line for each episode, and its statistics
        self._lines: list[dict[str, Any]] = []
        self._stats: list[dict[str, Stats]] = []

    def __enter__(self) -> _DataSet:
        import pyarrow.parquet as parquet

        path = self._root / _DATA.format(chunk_index=0, file_index=0)
        path.parent.mkdir(parents=True)
        self._rows = parquet.ParquetWriter(path, self._schema(), compression="snappy")
        return self

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        if kind is None:
            self._rows.close()
            self._end_video()
            self._write_meta()
            return
        # What could not be written cannot be ended either, and is about to be deleted.
        for end in (self._rows.close, *([self._video.abandon] if self._video else [])):
            try:
                end()
            except Exception as error:
                log.debug("while giving up: %s", error)

    def add(self, source: Source, task: int, parts: list[Episode], on_progress: Callable[[float], None]) -> None:
        """Append the episodes of one recording."""
        reel = Reel(source.video, parts) if source.video is not None else None
        for episode in parts:
            line, stats = self._add_rows(episode, task)
            if reel is not None:
                seen = self._add_pictures(episode, reel, line, on_progress)
                stats[CAMERA] = seen.stats()
            self._lines.append(line)
            self._stats.append(stats)
            report = self._report
            report.frames += len(episode)
            report.episodes += 1
            report.offset = max(report.offset, episode.offset)
            report.lost += episode.lost
            on_progress(report.frames / self._plan.rows)

    def _add_rows(self, episode: Episode, task: int) -> tuple[dict[str, Any], dict[str, Stats]]:
        import pyarrow as pa

        count, start, number = len(episode), self._report.frames, self._report.episodes
        order = np.arange(count)
        columns: dict[str, NDArray[Any]] = {
            "observation.state": episode.state,
            "action": episode.action,
            "next.done": order == count - 1,
            "mode": episode.mode,
            "timestamp": (order / self._plan.fps).astype(np.float32),
            "frame_index": order,
            "episode_index": np.full(count, number),
            "index": start + order,
            "task_index": np.full(count, task),
        }
        columns = {name: columns[name].reshape(count, -1) for name in self._features if name != CAMERA}
        arrays = [arrow_column(values, self._schema().field(name).type) for name, values in columns.items()]
        self._rows.write_table(pa.Table.from_arrays(arrays, schema=self._schema()))
        line = {
            "episode_index": number,
            "tasks": [self._plan.tasks[task]],
            "length": count,
            "data/chunk_index": 0,
            "data/file_index": 0,
            "dataset_from_index": start,
            "dataset_to_index": start + count,
        }
        return line, {name: of_rows(values) for name, values in columns.items()}

    def _add_pictures(
        self, episode: Episode, reel: Reel, line: dict[str, Any], on_progress: Callable[[float], None]
    ) -> PictureCounts:
        fps, size = self._plan.fps, self._plan.size
        assert size is not None
        if self._video is None or self._video.count + len(episode) > LONGEST_SECONDS * fps:
            self._end_video()
            self._video_file += 1
            path = self._root / _VIDEO.format(video_key=CAMERA, **self._video_place())
            path.parent.mkdir(parents=True, exist_ok=True)
            self._video = Mp4Writer(path, *size, fps)
        line |= {f"videos/{CAMERA}/{name}": value for name, value in self._video_place().items()}
        line[f"videos/{CAMERA}/from_timestamp"] = self._video.count / fps
        seen = PictureCounts()
        looked_at = frozenset(seen.looked_at(len(episode)).tolist())
        for row, index in enumerate(episode.picture.tolist()):
            picture = reel.at(index)
            self._video.add(picture)
            if row in looked_at:
                seen.add(picture)
            if row % fps == 0:
                on_progress((self._report.frames + row) / self._plan.rows)
        line[f"videos/{CAMERA}/to_timestamp"] = self._video.count / fps
        return seen

    def _video_place(self) -> dict[str, int]:
        chunk, file = divmod(self._video_file, _CHUNK)
        return {"chunk_index": chunk, "file_index": file}

    def _end_video(self) -> None:
        if self._video is not None:
            self._video.close()
            self._video = None

    def _schema(self) -> Any:
        import pyarrow as pa

        types = {"float32": pa.float32(), "int64": pa.int64(), "bool": pa.bool_()}
        fields = []
        for name, feature in self._features.items():
            if name != CAMERA:
                one, width = types[feature["dtype"]], feature["shape"][0]
                fields.append((name, one if width == 1 else pa.list_(one, width)))
        return pa.schema(fields)

    def _write_meta(self) -> None:
        import pyarrow as pa
        import pyarrow.parquet as parquet

        report, plan = self._report, self._plan
        for line, stats in zip(self._lines, self._stats, strict=True):
            for name, found in stats.items():
                line |= {f"stats/{name}/{what}": value.tolist() for what, value in found.items()}
            line |= {"meta/episodes/chunk_index": 0, "meta/episodes/file_index": 0}
        (self._root / _EPISODES).parent.mkdir(parents=True)
        parquet.write_table(pa.Table.from_pylist(self._lines), self._root / _EPISODES)
        parquet.write_table(task_table(plan.tasks), self._root / "meta" / "tasks.parquet")
        names = self._stats[0]
        self._write_json(
            "stats",
            {
                name: {what: value.tolist() for what, value in together([each[name] for each in self._stats]).items()}
                for name in names
            },
        )
        info = {
            "codebase_version": _VERSION,
            "robot_type": "understudy",
            "total_episodes": report.episodes,
            "total_frames": report.frames,
            "total_tasks": len(plan.tasks),
            "chunks_size": _CHUNK,
            "data_files_size_in_mb": _DATA_MB,
            "video_files_size_in_mb": _VIDEO_MB,
            "fps": plan.fps,
            "splits": {"train": f"0:{report.episodes}"},
            "data_path": _DATA,
            "video_path": _VIDEO if plan.size is not None else None,
            "features": self._features,
            # LeRobot has no place for the names of an integer's values.
            "modes": [str(mode) for mode in MODES],
        }
        self._write_json("info", info)

    def _write_json(self, name: str, content: dict[str, Any]) -> None:
        data = msgspec.json.format(msgspec.json.encode(content), indent=4)
        (self._root / "meta" / f"{name}.json").write_bytes(data)


def _feature(dtype: str, width: int, names: list[str] | None) -> dict[str, Any]:
    return {"dtype": dtype, "shape": [width], "names": names}


def _to_disk(root: Path) -> int:
    """Make every file under `root` durable; returns their bytes."""
    size = 0
    for path in root.rglob("*"):
        if path.is_file():
            with path.open("rb+") as file:
                os.fsync(file.fileno())
            size += path.stat().st_size
        else:
            sync_folder(path)
    return size


@contextmanager
def _named(folder: Path) -> Iterator[None]:
    """Let errors of the disk say which folder it is about, not which file aside."""
    import av

    try:
        yield
    except (OSError, av.FFmpegError) as error:
        raise OSError(error.errno, os.strerror(error.errno or 0), str(folder)) from error
