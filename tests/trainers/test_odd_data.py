"""Recordings as people bring them: short, one-sided, damaged, mixed; and a disk that is full."""

from __future__ import annotations

import math
import subprocess
import sys
from pathlib import Path

import pytest
from helpers.plays import ARENA, SMALL_FLAGS, arena_with, frame, recording_of, thing

from core.checkpoint import MODEL_NAMES, ModelName, load_checkpoint
from core.cli import main
from core.errors import ExitCode, UserError
from core.home import Home
from core.played import load_folder
from core.recording import Label, write_recording
from core.runs import RunFolder, all_runs
from trainers.training_state import STATE_FILE

ROOT = Path(__file__).parent.parent.parent


def newest(home: Home) -> RunFolder:
    return next(iter(all_runs(home)))


@pytest.mark.parametrize("name", MODEL_NAMES)
def test_one_mode_no_target_and_no_press_at_all_can_be_learnt_from(home: Home, tmp_path: Path, name: ModelName) -> None:
    frames = [frame(round(n / 30, 5), thing("ore", 0.3, 0.6), label=Label("EXPLORE")) for n in range(120)]
    for number in range(2):
        write_recording(tmp_path / f"sequence_{number}.json", recording_of(frames))
    assert main(["train", name, f"--data-dir={tmp_path}", "--epochs=2", *SMALL_FLAGS]) == ExitCode.OK
    rows = newest(home).metrics()[0]
    assert len(rows) == 2 and all(math.isfinite(value) for row in rows for value in row.values())
    load_checkpoint(home.models / name / "best_model.pt", name, ARENA)
    missing = "None of the samples to train on is of mode FIGHT, LOOT"
    assert (missing in newest(home).log_file.read_text()) == (name == "strategist")


def test_numbers_that_are_none_are_named_and_the_others_learnt_from(home: Home, data: Path) -> None:
    for number, word in enumerate(("NaN", "null", "-Infinity")):
        path = data / f"sequence_{number}.json"
        text = path.read_text()
        assert '"hp":1.0' in text
        path.write_text(text.replace('"hp":1.0', f'"hp":{word}', 1))
    assert main(["train", "tactician", f"--data-dir={data}", "--epochs=1", *SMALL_FLAGS]) == ExitCode.OK
    log = newest(home).log_file.read_text()
    for number in range(3):
        assert f"Left out of sequence_{number}.json: values of states that are no numbers (1)." in log
    assert "6 recordings" in log and math.isfinite(newest(home).metrics()[0][0]["loss/validation"])


def test_recordings_of_two_profiles_are_not_mixed_without_a_word(home: Home, data: Path) -> None:
    other = data / "sequence_0.json"
    other.write_text(other.read_text().replace('"profile":"arena"', '"profile":"chess"', 1))
    renamed = data / "sequence_1.json"
    renamed.write_text(renamed.read_text().replace('"hp"', '"health"').replace('"drone"', '"alien"'))
    for _ in range(2):
        # The second time it is opened from its columns.
        assert len(load_folder(data, ARENA)) == 5
    assert main(["train", "strategist", f"--data-dir={data}", "--epochs=1", *SMALL_FLAGS]) == ExitCode.OK
    log = newest(home).log_file.read_text()
    assert f"Skipped: {other} was recorded for profile 'chess', not 'arena'." in log
    assert "it says nothing of hp, drone; profile 'arena' does not know its health, alien." in log
    assert "sequence_2 was recorded with other names" not in log


def test_a_model_for_another_game_is_refused_with_what_differs(trained: Home) -> None:
    other = arena_with(name="chess")
    with pytest.raises(UserError, match="was made for profile 'arena', not 'chess': train one for this profile"):
        load_checkpoint(trained.models / "executor" / "best_model.pt", "executor", other)


def test_a_disk_too_full_for_the_state_keeps_models_and_the_state_before(home: Home, data: Path) -> None:
    out = home.root / "out"
    words = [f"--data-dir={data}", f"--output-dir={out}", *SMALL_FLAGS]
    assert main(["train", "tactician", *words, "--epochs=1"]) == ExitCode.OK
    model, state = (out / "last_model.pt").stat().st_size, (out / STATE_FILE).read_bytes()
    assert model < len(state) / 2
    code = f"""
import resource, signal, sys
from trainers.train_tactician import main
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, ({len(state) // 2}, {len(state) // 2}))
sys.exit(main(sys.argv[1:]))
"""
    done = subprocess.run(
        [sys.executable, "-c", code, *words, "--epochs=2"], capture_output=True, text=True, timeout=240, cwd=ROOT
    )
    assert done.returncode == ExitCode.DISK, done.stdout
    assert f"error: {out / STATE_FILE} cannot be written" in done.stdout and "Traceback" not in done.stdout
    assert (out / STATE_FILE).read_bytes() == state
    assert load_checkpoint(out / "last_model.pt", "tactician").epoch == 1
    assert not list(out.glob(".*.part"))
