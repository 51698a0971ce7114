"""What is to be known of an old run beyond its status: slow to find out, so for a worker's thread."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from core.jobs import JOBS, Job
from core.runs import RunFolder
from launcher.fields import LEFT_OUT
from launcher.text import plain, tr
from launcher.value_table import flatten

#: a run with this file in its folder is pinned
PIN_NAME = "pinned"


@dataclass(frozen=True)
class RunFacts:
    """The settings that differ from the job's own defaults in one line, bytes on disk, and whether it is pinned."""

    changed: str
    size: int
    pinned: bool


def facts_of(folder: RunFolder, job: str) -> RunFacts:
    """Find them out."""
    changed = changed_settings(folder.config(), job)
    words = ", ".join(f"{name} {plain(value)}" for name, value in changed.items())
    return RunFacts(words, size_of(folder.path), (folder.path / PIN_NAME).exists())


def changed_settings(config: Mapping[str, Any], job: str) -> dict[str, Any]:
    """Those settings of a run that differ from its job's defaults, without the data folder."""
    defaults = _defaults(JOBS[job]) if job in JOBS else {}
    return {
        name: value
        for name, value in config.items()
        if name not in LEFT_OUT and (name not in defaults or value != defaults[name])
    }


@lru_cache
def _defaults(job: Job) -> dict[str, Any]:
    return job.settings_class()().model_dump(mode="json")


def size_of(folder: Path) -> int:
    """Bytes of all the files below a folder, 0 where it is gone."""
    total = 0
    for root, _, names in os.walk(folder):
        for name in names:
            with suppress(OSError):
                total += Path(root, name).lstat().st_size
    return total


def pin(folders: list[Path], pinned: bool) -> None:
    """Pin runs, or pin them no longer.

    Raises:
        OSError: a folder cannot be written to.
    """
    for folder in folders:
        if pinned:
            (folder / PIN_NAME).touch()
        else:
            (folder / PIN_NAME).unlink(missing_ok=True)


def differences(one: Mapping[str, Any], other: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """(name, value in one, value in the other) of whatever differs between two JSON objects, nested ones flattened."""
    left, right = dict(flatten(dict(one))), dict(flatten(dict(other)))
    rows = []
    for name in dict.fromkeys([*left, *right]):
        values = left.get(name, tr("not there")), right.get(name, tr("not there"))
        if values[0] != values[1]:
            rows.append((name, *values))
    return rows
