from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import wait_until

from arena.truth import read_truth
from core.home import Home
from core.recording import read_recording, recording_files

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.screen
def test_a_recording_of_the_arenas_window_says_what_the_arena_itself_says(
    screen: str, home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    from record_against_truth import compare

    truth_file, told = tmp_path / "truth.jsonl", tmp_path / "arena.log"
    arena = [sys.executable, "-m", "arena", "--pilot", "collector", "--seed", "5", "--truth", str(truth_file)]
    with told.open("wb") as output, subprocess.Popen(arena, cwd=ROOT, stdout=output, stderr=output) as game:
        try:
            wait_until(lambda: truth_file.exists() and b'"input"' in truth_file.read_bytes(), 60, "the pilot to play")
            done = subprocess.run(
                [sys.executable, "-m", "recorder", "--start", "--minutes", "0.1"],
                cwd=ROOT,
                capture_output=True,
                text=True,
                timeout=300,
                env=dict(os.environ),
            )
            assert done.returncode == 0, done.stdout + done.stderr
        finally:
            game.terminate()
    (path,) = recording_files(home.recordings)
    recording = read_recording(path)
    # Wider than the 40 ms of benchmarks/record_against_truth.py: tests run on machines that do other things, too.
    report = compare(read_truth(truth_file), recording, within=0.2)
    assert report.recall > 0.9
    assert report.right / report.reported > 0.9
    assert sum(distance <= 0.01 for distance in report.cursor_nearby) > 0.95 * len(report.cursor_nearby)
    assert (report.inputs, report.surplus) == (report.matched, 0)
    assert report.inputs > 0
    assert len(recording.frames) + recording.dropped >= 0.95 * 30 * recording.duration
    assert recording.player == "person"
