"""Which columns belong to which recording: `NAME.json` has `.cache/NAME.arrow` beside it.

A file of columns carries the time of the recording it was made of, as its own. Where the two agree, and the size that
is written in it, it is used as it is. Where they do not, as after copying a folder, digests of both decide.
"""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import msgspec

from core.columns import files
from core.columns.build import Builder
from core.columns.reader import Odd, Reader
from core.columns.summary import Summary
from core.columns.table import Words, table_of
from core.errors import UserError
from core.files import atomic_write
from core.home import Home
from core.played import Played
from core.profile import BUILT_IN_GAME, Profile, load_profile
from core.recording import Recording
from core.schema import FeatureSchema

log = logging.getLogger("understudy")

FOLDER = ".cache"


class _Made(NamedTuple):
    """All of a recording, and a digest of its content."""

    builder: Builder
    key: str


class Stamp(NamedTuple):
    """What changes when a recording is rewritten: its time in nanoseconds and its size in bytes."""

    time: int
    size: int


def cache_path(path: Path) -> Path:
    """Where the columns of the recording at `path` lie."""
    return path.parent / FOLDER / f"{path.stem if path.suffix == '.json' else path.name}.arrow"


def open_played(path: Path, profile: Profile) -> Played:
    """The recording at `path` as arrays: mapped from its columns, which are made first where they are missing or stale.

    Raises:
        UserError: it is damaged, holds no frames, or was recorded for another profile.
    """
    schema = FeatureSchema.of(profile)

    def schema_for(recording: Recording | Summary) -> FeatureSchema:
        if recording.profile != profile.name:
            raise UserError(f"{path} was recorded for profile {recording.profile!r}, not {profile.name!r}.")
        return schema

    if (found := _find(path, schema)) is None:
        return _make(path, schema_for, profile)[0]
    schema_for(found[1])
    return found[0]


def summary_of(path: Path, profile: Profile | None = None, home: Home | None = None) -> Summary:
    """The figures of the recording at `path`, which are made first where they are missing or stale.

    Args:
        profile: what its names mean; without one, its own profile of `home` says, or the recording where there is none.
            A recording in a format that does not say its game is taken for one of this profile, or of the built-in one.

    Raises:
        UserError: it is damaged or holds no frames.
    """
    schema = None if profile is None else FeatureSchema.of(profile)
    if (found := _find(path, schema)) is not None:
        return found[1]
    return _make(path, lambda recording: schema or _schema_of(recording, home), profile)[1]


def cached_summary(path: Path) -> Summary | None:
    """The figures of the recording at `path` where they are at hand; takes no time, and makes nothing."""
    cache = cache_path(path)
    try:
        about = files.read_about(cache)
        stamp = _stamp(path)
        trusted = cache.stat().st_mtime_ns == stamp.time
    except (OSError, files.Damaged):
        return None
    if not trusted or about.version != files.VERSION or about.summary.bytes != stamp.size:
        return None
    return msgspec.structs.replace(about.summary, name=path.stem)


def write_columns(path: Path, profile: Profile | None = None, home: Home | None = None) -> None:
    """Make the columns of a recording just saved, so that the first training need not wait; see `summary_of`.

    Where it cannot be done, whoever opens the recording tries again, and says why.
    """
    try:
        summary_of(path, profile, home)
    except UserError as error:
        log.debug("No columns yet: %s", error)


def _find(path: Path, schema: FeatureSchema | None) -> tuple[Played, Summary] | None:
    """The columns of the recording at `path` as they lie there, or None where they are of no use."""
    cache = cache_path(path)
    try:
        stamp = _stamp(path)
        trusted = cache.stat().st_mtime_ns == stamp.time
        about, played = files.read(cache)
        if about.version != files.VERSION or about.summary.bytes != stamp.size or schema not in (None, about.schema):
            return None
        if not trusted:
            if content_key(path) != about.key or files.checksum(played) != about.checksum:
                return None
            _set_time(cache, stamp)
    except (OSError, files.Damaged):
        return None
    played.name = path.stem
    return played, msgspec.structs.replace(about.summary, name=path.stem)


def _make(
    path: Path, schema_for: Callable[[Recording], FeatureSchema], profile: Profile | None
) -> tuple[Played, Summary]:
    """Make the columns of a recording and keep them."""
    cache = cache_path(path)
    try:
        stamp = _stamp(path)
        cache.parent.mkdir(exist_ok=True)
    except OSError:
        stamp = None
    try:
        builder, key = _read_fast(path, schema_for, cache.parent)
    except (Odd, OSError):
        builder, key = _read_strictly(path, schema_for, cache.parent, profile)
    played = builder.played(path.stem, key)
    summary = builder.summary(played, stamp.size if stamp else 0)
    if stamp is None:
        return played, summary
    try:
        with atomic_write(cache) as file:
            files.write(file, played, summary, builder.schema)
        _set_time(cache, stamp)
        return files.read(cache)[1], summary
    except (OSError, files.Damaged) as error:
        # It only costs time: the recording is read again next time.
        log.debug("The columns of %s could not be kept: %s", path, error)
        return played, summary


def _read_fast(path: Path, schema_for: Callable[[Recording], FeatureSchema], folder: Path) -> _Made:
    with path.open("rb") as file:
        reader = Reader(file)
        builder = Builder(schema_for(reader.recording), reader.recording, folder)
        for table in reader.tables(builder.schema):
            builder.add(table)
        return _Made(builder, reader.key)


def _read_strictly(
    path: Path, schema_for: Callable[[Recording], FeatureSchema], folder: Path, profile: Profile | None
) -> _Made:
    from core.formats import own, read_any

    game = profile or load_profile(BUILT_IN_GAME)
    # Which profile one of ours belongs to is for `schema_for` to judge.
    recording = own.read(path, game) if own.claims(path) else read_any(path, game)
    builder = Builder(schema_for(recording), recording, folder)
    builder.add(table_of(recording.frames, Words.of(builder.schema)))
    return _Made(builder, content_key(path))


def content_key(path: Path) -> str:
    """Digest of a recording's content; of a folder, that of its texts and of its other files' names and sizes."""
    digest = hashlib.sha256()
    if not path.is_dir():
        with path.open("rb") as file:
            while block := file.read(2**20):
                digest.update(block)
        return digest.hexdigest()
    for part in _parts(path):
        digest.update(f"{part.relative_to(path).as_posix()}:{part.stat().st_size};".encode())
        if part.suffix in (".json", ".jsonl", ".txt", ".csv"):
            digest.update(part.read_bytes())
    return digest.hexdigest()


def _stamp(path: Path) -> Stamp:
    found = [path.stat()] if not path.is_dir() else [part.stat() for part in (path, *_parts(path))]
    return Stamp(max(item.st_mtime_ns for item in found), sum(item.st_size for item in found))


def _parts(folder: Path) -> list[Path]:
    return sorted(part for part in folder.rglob("*") if part.is_file())


def _set_time(cache: Path, stamp: Stamp) -> None:
    os.utime(cache, ns=(stamp.time, stamp.time))


def _schema_of(recording: Recording, home: Home | None) -> FeatureSchema:
    try:
        return FeatureSchema.of(load_profile(recording.profile, home))
    except UserError:
        from core.words import MODES

        modes = tuple(mode.value for mode in MODES)
        return FeatureSchema(
            recording.profile, tuple(recording.classes), tuple(recording.state_names), tuple(recording.hotkeys), modes,
            (), (),
        )  # fmt: skip
