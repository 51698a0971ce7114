"""A recorder or a recovery that is killed just before any of the moments at which it touches a file."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from core.home import Home
from core.recording import read_recording, recording_files
from core.recovery import recover
from core.video import VideoReader

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="forks")

ROOT = Path(__file__).parent.parent.parent


def kill_at_every_step(what: str, folder: Path) -> list[Path]:
    """The folders as each kill left them; the last one was not killed."""
    folder.mkdir(exist_ok=True)
    helper = ROOT / "tests" / "helpers" / "killed_at_every_step.py"
    done = subprocess.run(
        [sys.executable, str(helper), what, str(folder)],
        capture_output=True,
        text=True,
        timeout=300,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return [folder.with_name(f"{folder.name}-{step}") for step in range(1, int(done.stdout) + 1)]


def test_a_recovery_killed_at_any_step_is_made_good_by_the_next_one(tmp_path: Path) -> None:
    from helpers.killed_at_every_step import recorded

    source = tmp_path / "source"
    source.mkdir()
    recorded(source)
    killed = kill_at_every_step("recover", source)
    assert len(killed) > 5
    whole = {path.name: path.read_bytes() for path in killed[-1].glob("[!.]*")}
    assert [name.rpartition(".")[2] for name in sorted(whole)] == ["json", "mkv"]
    for folder in killed[:-1]:
        recover(folder, Home(folder, folder))
        assert {path.name: path.read_bytes() for path in folder.glob("[!.]*")} == whole, folder.name
        # A lock may be of one who has just come; the next day's recovery clears it away.
        assert all(path.suffix == ".lock" or path.name == ".cache" for path in folder.glob(".*"))


def test_a_recorder_killed_at_any_step_leaves_one_recording_or_none(tmp_path: Path) -> None:
    killed = kill_at_every_step("take", tmp_path / "folder")
    assert len(killed) > 10
    counts = []
    for folder in killed:
        recover(folder, Home(folder, folder))
        recover(folder, Home(folder, folder))
        assert all(path.suffix in (".json", ".mkv") for path in folder.glob("[!.]*")), folder.name
        assert all(path.suffix == ".lock" or path.name == ".cache" for path in folder.glob(".*"))
        found = [read_recording(path) for path in recording_files(folder)]
        assert len(found) <= 1
        counts.append(sum(len(recording.frames) for recording in found))
        for recording in found:
            assert [frame.t for frame in recording.frames] == [round(n / 30, 5) for n in range(12)][: counts[-1]]
            pictures = [frame.frame_index for frame in recording.frames if frame.frame_index is not None]
            if recording.video is not None:
                with VideoReader(folder / recording.video) as video:
                    assert pictures == list(range(len(video)))
        if not found:
            assert list(folder.glob("*.mkv")) == []
    # From the moment the take has ended on, nothing of it is lost.
    assert counts[-6:] == [12] * 6


def test_a_recording_discarded_never_comes_back(tmp_path: Path) -> None:
    killed = kill_at_every_step("discard", tmp_path / "folder")
    for folder in killed[-3:]:
        recover(folder, Home(folder, folder))
        assert [path.name for path in folder.glob("sequence*")] == []
