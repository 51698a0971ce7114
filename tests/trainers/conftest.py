"""A small data set of real play, and the three models trained on it once for all tests here."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from helpers.plays import pilot_plays

from core.checkpoint import MODEL_NAMES
from core.errors import ExitCode
from core.home import Home
from core.recording import write_recording
from trainers import train_executor, train_strategist, train_tactician

#: flags that make training small and the same on every machine
SMALL = ["--d-model=16", "--layers=1", "--heads=2", "--batch-size=64", "--device=cpu", "--threads=1"]
TRAINERS = {"strategist": train_strategist, "tactician": train_tactician, "executor": train_executor}


@pytest.fixture(scope="session")
def plays(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six recordings of six seconds; to be read only."""
    folder = tmp_path_factory.mktemp("plays")
    for seed in range(6):
        write_recording(folder / f"sequence_{seed}.json", pilot_plays(seed, 6.0))
    return folder


@pytest.fixture
def data(plays: Path, tmp_path: Path) -> Path:
    """The same recordings, to do with as one likes."""
    return shutil.copytree(plays, tmp_path / "data")


@pytest.fixture(scope="session")
def trained(tmp_path_factory: pytest.TempPathFactory, plays: Path) -> Home:
    """A home with the recordings and the three models trained on them; to be read only."""
    root = tmp_path_factory.mktemp("trained")
    home = Home(root, root)
    shutil.copytree(plays, home.recordings)
    for name in MODEL_NAMES:
        words = [f"--home={root}", "--epochs=4", "--lr=5e-3", *SMALL]
        assert TRAINERS[name].main(words) == ExitCode.OK
    return home
