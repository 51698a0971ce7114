from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from helpers.plays import ARENA, SCHEMA, SMALL, arena_with, untrained_models
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.checkpoint import MODEL_NAMES, VERSION, ModelName, build_model, load_checkpoint, save_checkpoint
from core.errors import ExitCode, UserError


class Executes:
    """What a pickle can hold: loading it would run a command."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[str]]:
        return os.system, (f"touch {self.path}",)


def saved(path: Path, name: ModelName = "tactician", **change: Any) -> Path:
    """A checkpoint's file with some of its content changed."""
    save_checkpoint(path, untrained_models()[name])
    if change:
        content = torch.load(path, weights_only=True)
        torch.save({**content, **change}, path)
    return path


def refused(path: Path, name: ModelName = "tactician", **more: Any) -> UserError:
    """The one sentence that loading ends with."""
    with pytest.raises(UserError) as caught:
        load_checkpoint(path, name, more.get("profile"))
    assert str(path) in str(caught.value) and "\n" not in str(caught.value)
    return caught.value


@pytest.mark.parametrize("name", MODEL_NAMES)
def test_a_model_comes_back_as_it_was_saved(tmp_path: Path, name: ModelName) -> None:
    checkpoint = untrained_models()[name]
    checkpoint.epoch, checkpoint.metrics, checkpoint.fingerprint = 3, {"loss/validation": 0.5}, "abc"
    checkpoint.settings, checkpoint.split = {"lr": 1e-3, "data_dir": None}, {"train": ["a"], "validation": ["b"]}
    save_checkpoint(tmp_path / "model.pt", checkpoint)
    loaded = load_checkpoint(tmp_path / "model.pt", name, ARENA)
    for field in ("name", "schema", "config", "history", "epoch", "metrics", "settings", "split", "fingerprint"):
        assert getattr(loaded, field) == getattr(checkpoint, field), field
    before, after = checkpoint.model.state_dict(), loaded.model.state_dict()
    assert before.keys() == after.keys()
    assert all(torch.equal(before[key], after[key]) for key in before)
    assert not loaded.model.training


def test_a_model_that_is_not_there_says_how_to_get_one(tmp_path: Path) -> None:
    error = refused(tmp_path / "best_model.pt", "executor")
    assert "run `understudy train executor` first" in str(error) and error.code == ExitCode.NO_DATA


def test_a_file_that_would_run_something_is_refused_and_runs_nothing(tmp_path: Path) -> None:
    torch.save(Executes(tmp_path / "ran"), tmp_path / "evil.pt")
    saved(tmp_path / "inside.pt", settings={"lr": Executes(tmp_path / "ran")})
    for name in ("evil.pt", "inside.pt"):
        assert "holds more than numbers, and was not loaded" in str(refused(tmp_path / name))
    assert not (tmp_path / "ran").exists()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(st.floats(0, 1, exclude_max=True))
def test_a_file_cut_anywhere_is_one_sentence(tmp_path: Path, share: float) -> None:
    path = tmp_path / "model.pt"
    if not path.exists():
        saved(path)
    data = path.read_bytes()
    cut = tmp_path / "cut.pt"
    cut.write_bytes(data[: int(share * len(data))])
    assert "is damaged" in str(refused(cut))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(st.binary(max_size=200))
def test_a_file_of_anything_is_one_sentence(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "junk.pt"
    path.write_bytes(data)
    assert refused(path).code == ExitCode.BAD_INPUT


def test_another_programs_file_is_not_ours(tmp_path: Path) -> None:
    torch.save({"weights": {}, "epoch": 3}, tmp_path / "other.pt")
    torch.save([1, 2], tmp_path / "list.pt")
    for name in ("other.pt", "list.pt"):
        assert "is not an Understudy model" in str(refused(tmp_path / name))


def test_a_newer_version_asks_for_an_update(tmp_path: Path) -> None:
    error = refused(saved(tmp_path / "model.pt", version=VERSION + 1))
    assert "was written by a newer version: update Understudy" in str(error)


def test_an_older_version_asks_for_training(tmp_path: Path) -> None:
    error = refused(saved(tmp_path / "model.pt", version=VERSION - 1))
    assert "was made by an older version: train it again." in str(error)
    assert error.code == ExitCode.BAD_INPUT


@pytest.mark.parametrize("name", MODEL_NAMES)
def test_a_model_of_another_kind_is_named(tmp_path: Path, name: ModelName) -> None:
    path = saved(tmp_path / "model.pt", name)
    for wanted in MODEL_NAMES:
        if wanted != name:
            assert f"is the {name}, not the {wanted}" in str(refused(path, wanted))


def test_a_model_for_another_profile_is_refused_with_what_differs(tmp_path: Path) -> None:
    path = saved(tmp_path / "model.pt")
    assert "for profile 'arena', not 'chess'" in str(refused(path, profile=arena_with(name="chess")))
    error = refused(path, profile=arena_with(hotkeys=("Q",)))
    assert "its hotkeys are (1, 2, 3, Q, E, R, Space, Ctrl)" in str(error) and error.code == ExitCode.BAD_INPUT


@pytest.mark.parametrize(
    "change",
    [
        {"schema": {}},
        {"schema": None},
        {"config": {"d_model": "wide"}},
        {"config": {"d_model": 16, "layers": 1, "heads": 3}},
        {"config": {"d_model": 16, "layers": 2, "heads": 2}},
        {"weights": {}},
        {"weights": None},
        {"weights": [1, 2, 3]},
        {"version": "two"},
        {"history": "long"},
        {"metrics": None},
        {"split": ["a"]},
    ],
    ids=repr,
)
def test_content_that_makes_no_sense_is_one_sentence(tmp_path: Path, change: dict[str, Any]) -> None:
    assert refused(saved(tmp_path / "model.pt", **change)).code == ExitCode.BAD_INPUT


@pytest.mark.parametrize("missing", ["version", "name", "schema", "config", "history", "weights", "epoch", "split"])
def test_content_that_is_missing_is_one_sentence(tmp_path: Path, missing: str) -> None:
    path = saved(tmp_path / "model.pt")
    content = torch.load(path, weights_only=True)
    del content[missing]
    torch.save(content, path)
    assert refused(path).code == ExitCode.BAD_INPUT


def test_a_folder_of_that_name_is_no_model(tmp_path: Path) -> None:
    (tmp_path / "model.pt").mkdir()
    refused(tmp_path / "model.pt")


@pytest.mark.parametrize("name", MODEL_NAMES)
def test_the_same_seed_builds_the_same_model(name: ModelName) -> None:
    built = []
    for _ in range(2):
        torch.manual_seed(3)
        built.append(build_model(name, SCHEMA, SMALL, 5).state_dict())
    assert all(torch.equal(built[0][key], built[1][key]) for key in built[0])
