"""Training the detector."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import torch
from PySide6.QtWidgets import QApplication

from core.assets import BUILT_IN
from core.errors import ExitCode
from core.home import Home
from core.observation import SeenObject
from core.profile import load_profile
from core.runs import RUN_VARIABLE, RunFolder, RunState, all_runs
from core.settings.detector import TrainDetectorSettings
from core.vision.detector import trained_weights
from core.vision.network import load_network
from trainers.train_detector import Pictures, Trainer, batches, main

ARENA = load_profile("arena")
TINY = ["--images", "16", "--validation-images", "5", "--epochs", "2", "--batch-size", "8", "--threads", "1"]


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def pictures(count: int = 4) -> Pictures:
    """Small pictures with one bright square each, alternately of two classes."""
    rng = np.random.default_rng(1)
    pixels = np.full((count, 64, 96, 3), 30, np.uint8)
    objects = []
    for index in range(count):
        x, y = int(rng.integers(20, 76)), int(rng.integers(20, 44))
        color = (40, 220, 40) if index % 2 else (40, 40, 220)
        pixels[index, y - 10 : y + 10, x - 10 : x + 10] = color
        objects.append([SeenObject(("drone", "raider")[index % 2], x / 96, y / 60, 20 / 96, 20 / 60)])
    return Pictures(pixels, objects, 96, 60)


def trainer() -> Trainer:
    return Trainer(TrainDetectorSettings(images=12, epochs=4, batch_size=4), ARENA, torch.device("cpu"))


def test_the_job_writes_weights_that_load_and_tells_their_figures(
    qapp: QApplication, home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(TINY) == ExitCode.OK
    network = load_network(trained_weights(ARENA, home))
    assert network.class_names == ARENA.class_names
    assert network.size == ARENA.detector_size
    run = next(all_runs(home))
    status = run.status()
    assert status is not None
    assert status.state is RunState.FINISHED
    assert {"val/map50", "val/map50_95", "val/recall", "val/precision", "by_class"} <= status.result.keys()
    rows, _ = run.metrics()
    assert [row["step"] for row in rows] == [1, 2]
    assert all(row["loss/train"] > 0 and "val/map50" in row for row in rows)
    assert "AP50-95" in capsys.readouterr().out


def test_a_job_asked_to_stop_ends_cleanly_and_writes_no_weights(
    qapp: QApplication, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = RunFolder(home.runs / "early")
    folder.ask_to_stop()
    monkeypatch.setenv(RUN_VARIABLE, "early")
    assert main(TINY) == ExitCode.OK
    status = folder.status()
    assert status is not None
    assert status.state is RunState.STOPPED
    assert not trained_weights(ARENA, home).exists()


def test_another_games_detector_cannot_be_trained_here(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    content = json.loads((BUILT_IN / "arena.json").read_text("utf-8"))
    home.profiles.mkdir(parents=True)
    (home.profiles / "chess.json").write_text(json.dumps({**content, "name": "chess"}), "utf-8")
    assert main([*TINY, "--profile", "chess"]) == ExitCode.BAD_INPUT
    assert "'chess'" in capsys.readouterr().out


def test_a_batch_larger_than_the_data_is_told(
    qapp: QApplication, home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*TINY, "--images", "10", "--batch-size", "11"]) == ExitCode.BAD_INPUT
    assert "--batch-size" in capsys.readouterr().out


def test_a_pass_shows_every_picture_once_with_its_boxes() -> None:
    data = pictures(8)
    seen: list[tuple[float, ...]] = []
    for batch in batches(data, ARENA.class_names, 4, np.random.default_rng(0)):
        assert batch["img"].shape == (4, 3, 64, 96)
        assert 0 <= float(batch["img"].min()) <= float(batch["img"].max()) <= 1
        for place, cls, (x, y, w, h) in zip(
            batch["batch_idx"].int(), batch["cls"][:, 0].int(), batch["bboxes"].tolist(), strict=True
        ):
            middle = batch["img"][place, :, int(y * 64), int(x * 96)]
            assert middle.argmax() == (0 if ARENA.class_names[int(cls)] == "drone" else 1)
            assert (w * 96, h * 64) == pytest.approx((20, 20), abs=0.01)
            seen.append((x, y))
    expected = [(item.x, item.y * 60 / 64) for items in data.objects for item in items]
    assert np.allclose(sorted(seen), sorted(expected), atol=1e-5)


def test_training_lowers_the_loss() -> None:
    learner, data = trainer(), pictures()
    losses = [
        learner.step(batch)
        for epoch in range(12)
        for batch in batches(data, ARENA.class_names, 4, np.random.default_rng(epoch))
    ]
    assert min(losses[-3:]) < 0.8 * losses[0]


def test_the_same_seed_trains_the_same_weights() -> None:
    states = []
    for _ in range(2):
        learner = trainer()
        for batch in batches(pictures(), ARENA.class_names, 4, np.random.default_rng(0)):
            learner.step(batch)
        states.append(learner.average.state_dict())
    assert all(torch.equal(value, states[1][name]) for name, value in states[0].items())


def test_the_kept_weights_follow_the_trained_ones() -> None:
    learner = trainer()
    before = {name: value.clone() for name, value in learner.average.state_dict().items()}
    for batch in batches(pictures(), ARENA.class_names, 4, np.random.default_rng(0)):
        learner.step(batch)
    after = learner.average.state_dict()
    assert any(not torch.equal(before[name], value) for name, value in after.items() if value.is_floating_point())


def test_nothing_is_written_beside_the_home(qapp: QApplication, home: Home, tmp_path: Path) -> None:
    out = tmp_path / "mine" / "weights.pt"
    assert main([*TINY, "--epochs", "1", "--out", str(out)]) == ExitCode.OK
    assert out.is_file()
    assert not trained_weights(ARENA, home).exists()
    assert {path.name for path in tmp_path.iterdir()} == {"home", "mine"}
