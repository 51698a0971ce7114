"""What there is to work with."""

from __future__ import annotations

import shutil
from pathlib import Path

from helpers.films import filmed

from core.home import Home
from core.settings.look import StatsSettings
from launcher.readiness import recordings_in, what_is_missing

FIXTURES = Path(__file__).parents[1] / "core" / "formats" / "fixtures"


def test_recordings_of_every_format_are_something_to_learn_from(home: Home) -> None:
    assert recordings_in(home.recordings) == (0, 0)
    assert what_is_missing("stats", StatsSettings()) == "No recordings yet: make one with Pure Recording."
    shutil.copytree(FIXTURES / "filtered_recorder" / "session", home.recordings / "session")
    assert recordings_in(home.recordings)[0] == 1
    assert what_is_missing("stats", StatsSettings()) == ""
    shutil.copy(FIXTURES / "npz" / "arrays.npz", home.recordings)
    assert recordings_in(home.recordings)[0] == 2


def test_what_lies_beside_a_recording_is_counted_as_bytes_only(home: Home) -> None:
    path = filmed(home.recordings, "sequence_a", 15)
    (home.recordings / "sequence_b.journal").write_bytes(bytes(10))
    assert recordings_in(home.recordings) == (1, path.stat().st_size + path.with_suffix(".mkv").stat().st_size + 10)
