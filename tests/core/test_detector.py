"""The detector: its weights file, its use, and how well the shipped one sees."""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PySide6.QtWidgets import QApplication

from arena.renderer import ImageRenderer
from arena.view import observe
from core.errors import ExitCode, UserError
from core.home import Home
from core.profile import load_profile
from core.settings.record import RecordSettings
from core.vision.detector import Detector, trained_weights
from core.vision.network import DetectorNetwork, build_model, fit_picture, load_network, network_shape, save_network
from tests.arena.scenes import played
from tests.core.test_hud import through_video
from trainers.detector_scores import score

ARENA = load_profile("arena")
SHIPPED = ARENA.detector_path
assert SHIPPED is not None
CONFIDENCE = RecordSettings().confidence


@pytest.fixture(scope="module")
def detector() -> Detector:
    return Detector(SHIPPED, ARENA.class_names, confidence=CONFIDENCE, threads=1)


@pytest.fixture(scope="module")
def fresh() -> DetectorNetwork:
    """A network that learnt nothing, for two classes."""
    torch.manual_seed(1)
    return DetectorNetwork(build_model("yolo26n", 2), "yolo26n", ("cat", "dog"), 320)


def test_the_shipped_detector_sees_what_is_there_in_recorded_pictures(qapp: QApplication, detector: Detector) -> None:
    renderer = ImageRenderer()
    pictures, true = [], []
    for pilot, seed in (("aggressor", 990_001), ("collector", 990_002), ("careful", 990_003)):
        for scene in played(pilot, seed, ticks=700, every=35):
            pictures.append(renderer.render_bgra(scene, 0.02)[..., :3].copy())
            true.append(observe(scene, 0.0, 0.02).objects)
    found = [detector.detect(picture) for picture in through_video(pictures)]
    scores = score(found, true, CONFIDENCE)
    assert scores.map50 >= 0.95
    assert scores.recall >= 0.95
    assert scores.precision >= 0.97


def test_pictures_of_any_size_and_channels_give_the_same_places(qapp: QApplication, detector: Detector) -> None:
    usual, small = ImageRenderer(), ImageRenderer(960, 540)
    for scene in played("collector", 990_004, ticks=200, every=50):
        whole = usual.render_bgra(scene)
        first = detector.detect(whole)
        assert detector.detect(np.ascontiguousarray(whole[..., :3])) == first
        other = detector.detect(small.render_bgra(scene))
        for one, two in ((first, other), (other, first)):
            for item in one:
                if item.conf > 0.85:
                    near = min(two, key=lambda seen: abs(seen.x - item.x) + abs(seen.y - item.y))
                    assert near.cls == item.cls
                    assert abs(near.x - item.x) + abs(near.y - item.y) < 0.02


def test_several_pictures_at_once_are_seen_as_one_by_one(qapp: QApplication, detector: Detector) -> None:
    renderer = ImageRenderer()
    pictures = [renderer.render_bgra(scene).copy() for scene in played("aggressor", 990_005, ticks=150, every=50)]
    together = detector.detect_many(pictures)
    assert [len(seen) for seen in together] == [len(detector.detect(picture)) for picture in pictures]
    for seen, picture in zip(together, pictures, strict=True):
        for one, two in zip(seen, detector.detect(picture), strict=True):
            assert one.cls == two.cls
            assert (one.x, one.y, one.w, one.h) == pytest.approx((two.x, two.y, two.w, two.h), abs=0.01)
    assert detector.detect_many([]) == []


def test_what_is_seen_is_in_the_window_and_the_surest_comes_first(qapp: QApplication, detector: Detector) -> None:
    renderer = ImageRenderer()
    for scene in played("careful", 990_006, ticks=200, every=50):
        seen = detector.detect(renderer.render_bgra(scene))
        assert [item.conf for item in seen] == sorted((item.conf for item in seen), reverse=True)
        for item in seen:
            assert CONFIDENCE <= item.conf <= 1
            assert -1e-6 <= item.x - item.w / 2 <= item.x + item.w / 2 <= 1 + 1e-6
            assert -1e-6 <= item.y - item.h / 2 <= item.y + item.h / 2 <= 1 + 1e-6


def test_the_users_own_weights_win_over_the_shipped_ones(home: Home, fresh: DetectorNetwork) -> None:
    assert Detector.for_profile(ARENA, home, confidence=0.5) is not None
    save_network(trained_weights(ARENA, home), fresh)
    with pytest.raises(UserError, match="cat, dog"):
        Detector.for_profile(ARENA, home, confidence=0.5)
    bare = ARENA.model_copy(update={"name": "bare", "detector": None})
    assert Detector.for_profile(bare, home, confidence=0.5) is None


def test_weights_for_other_classes_are_refused_and_both_are_named(tmp_path: Path, fresh: DetectorNetwork) -> None:
    path = tmp_path / "other.pt"
    save_network(path, fresh)
    with pytest.raises(UserError, match=r"cat, dog.*drone") as failure:
        Detector(path, ARENA.class_names, confidence=0.5)
    assert failure.value.code == ExitCode.BAD_INPUT


def test_a_network_comes_back_as_it_was_saved(tmp_path: Path, fresh: DetectorNetwork) -> None:
    path = tmp_path / "net.pt"
    save_network(path, fresh)
    again = load_network(path)
    assert (again.architecture, again.class_names, again.size) == ("yolo26n", ("cat", "dog"), 320)
    for name, value in fresh.model.state_dict().items():
        assert torch.allclose(again.model.state_dict()[name].float(), value.float(), atol=2e-3), name
    assert path.stat().st_size < 8_000_000


class _Bomb:
    def __init__(self, path: Path) -> None:
        self._path = path

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        return Path.touch, (self._path,)


def test_a_weights_file_that_would_run_code_runs_none(tmp_path: Path) -> None:
    mark, path = tmp_path / "was-run", tmp_path / "evil.pt"
    torch.save({"format": "understudy-detector", "version": 1, "model": _Bomb(mark)}, path)
    with pytest.raises(UserError, match=r"evil\.pt"):
        load_network(path)
    path.write_bytes(pickle.dumps(_Bomb(mark)))
    with pytest.raises(UserError, match=r"evil\.pt"):
        load_network(path)
    assert not mark.exists()


def change(path: Path, **values: Any) -> None:
    content = torch.load(path, weights_only=True)
    torch.save({**content, **values}, path)


@pytest.mark.parametrize(
    "values",
    [
        {"format": "other"},
        {"version": 99},
        {"architecture": "/tmp/model"},
        {"architecture": "yolo26s"},
        {"classes": ["cat", "dog", "cow"]},
        {"state": {}},
        {"state": None},
    ],
)
def test_a_file_that_does_not_fit_is_refused(tmp_path: Path, fresh: DetectorNetwork, values: dict[str, Any]) -> None:
    path = tmp_path / "net.pt"
    save_network(path, fresh)
    change(path, **values)
    with pytest.raises(UserError):
        load_network(path)


@pytest.mark.parametrize("share", [0.0, 0.3, 0.99])
def test_a_file_cut_off_is_refused_by_name(tmp_path: Path, fresh: DetectorNetwork, share: float) -> None:
    path = tmp_path / "net.pt"
    save_network(path, fresh)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(UserError, match=r"net\.pt"):
        load_network(path)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"none\.pt") as failure:
        load_network(tmp_path / "none.pt")
    assert failure.value.code == ExitCode.NO_DATA


@pytest.mark.parametrize("shape", [(720, 1280), (540, 960), (480, 640), (1280, 720), (90, 160)])
def test_a_picture_is_fitted_without_distortion(shape: tuple[int, int]) -> None:
    height, width = shape
    frame = np.zeros((height, width, 3), np.uint8)
    frame[height // 4 : height // 2, width // 4 : width // 2] = (10, 200, 90)
    fitted = fit_picture(frame, 384)
    assert fitted.shape == (*network_shape(height, width, 384), 3)
    assert all(side % 32 == 0 for side in fitted.shape[:2])
    rows, columns = np.nonzero(fitted[..., 1] > 150)
    scale = 384 / max(shape)
    expected = (height / 4 * scale, height / 2 * scale, width / 4 * scale, width / 2 * scale)
    assert (rows.min(), rows.max() + 1, columns.min(), columns.max() + 1) == pytest.approx(expected, abs=1.5)


def test_fitting_averages_all_pixels_of_a_large_picture() -> None:
    checks = np.indices((720, 1280)).sum(axis=0) % 2 * 255
    frame = np.repeat(checks[..., None], 3, axis=2).astype(np.uint8)
    assert np.abs(fit_picture(frame, 384)[:200].astype(int) - 127).max() <= 2


def test_seeing_leaves_the_environment_of_child_processes_alone() -> None:
    program = """
import os
before = dict(os.environ)
import numpy
from core.vision.network import build_model, fit_picture
fit_picture(numpy.zeros((90, 160, 3), numpy.uint8), 64)
build_model("yolo26n", 2)
assert dict(os.environ) == before, set(os.environ.items()) ^ set(before.items())
"""
    subprocess.run([sys.executable, "-c", program], cwd=Path(__file__).parents[2], check=True)
