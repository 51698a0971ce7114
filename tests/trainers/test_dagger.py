from __future__ import annotations

from pathlib import Path

import pytest
from helpers.plays import pilot_plays, untrained_models

from core.checkpoint import MODEL_NAMES, load_checkpoint, save_checkpoint
from core.errors import ExitCode
from core.home import Home
from core.recording import read_recording, recording_files, write_recording
from core.runs import RunState, all_runs
from core.settings.dagger import DaggerSettings
from trainers.dagger import FIRST_SEED, main, training


def test_a_round_adds_what_the_pilot_would_have_done_and_trains_all_three(home: Home) -> None:
    home.recordings.mkdir(parents=True)
    for seed in (1, 2):
        write_recording(home.recordings / f"sequence_{seed}.json", pilot_plays(seed, 12.0, "collector"))
    for name, checkpoint in untrained_models().items():
        save_checkpoint(home.models / name / "best_model.pt", checkpoint)
    words = ["--rounds=1", "--pilot=collector", "--minutes=0.2", "--episode-minutes=0.1", "--train-minutes=0.1"]
    assert main([*words, f"--home={home.root}"]) == ExitCode.OK
    recordings = [read_recording(path) for path in recording_files(home.recordings)]
    assert sorted(item.seed or 0 for item in recordings) == [1, 2, FIRST_SEED, FIRST_SEED + 1]
    for name in MODEL_NAMES:
        learnt = load_checkpoint(home.models / name / "best_model.pt", name)
        assert sum(map(len, learnt.split.values())) == 4
        assert learnt.epoch > 0
    jobs = [status.job for run in all_runs(home) if (status := run.status()) and status.state is RunState.FINISHED]
    assert sorted(jobs) == ["dagger", "record", "train_executor", "train_strategist", "train_tactician"]


def test_without_models_or_pilot_it_says_so_before_anything_is_done(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([f"--home={home.root}"]) == ExitCode.NO_DATA
    assert "There is no strategist at" in capsys.readouterr().out
    assert main(["--pilot=nobody", f"--home={home.root}"]) == ExitCode.BAD_INPUT
    assert "There is no pilot 'nobody'" in capsys.readouterr().out
    assert not recording_files(home.recordings)


def test_a_rounds_training_ends_in_time_where_it_is_told_to(tmp_path: Path) -> None:
    settings = DaggerSettings(home=tmp_path, train_minutes=6.0)
    minutes = [sum(job.minutes or 0 for _, job in chain) for chain in training(settings)]
    assert minutes == pytest.approx([6.0, 6.0])
    assert all(job.minutes is None for chain in training(DaggerSettings(home=tmp_path)) for _, job in chain)
