from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from helpers.plays import untrained_models

from core.checkpoint import MODEL_NAMES, load_checkpoint, save_checkpoint
from core.errors import ExitCode
from core.home import Home
from core.runs import all_runs
from trainers.import_models import main


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A folder of three models, as the trainers leave them."""
    for name in MODEL_NAMES:
        save_checkpoint(tmp_path / "elsewhere" / name / "best_model.pt", untrained_models()[name])
    (tmp_path / "elsewhere" / "notes.txt").write_text("no model")
    return tmp_path / "elsewhere"


def said(home: Home) -> str:
    status = next(all_runs(home)).status()
    assert status
    return status.message


def test_a_folder_of_models_is_taken_over(home: Home, elsewhere: Path) -> None:
    assert main([str(elsewhere)]) == 0
    for name in MODEL_NAMES:
        target = home.models / name / "best_model.pt"
        assert target.read_bytes() == (elsewhere / name / "best_model.pt").read_bytes()
        load_checkpoint(target, name)


def test_the_model_that_was_used_so_far_is_kept(home: Home, elsewhere: Path, tmp_path: Path) -> None:
    target = home.models / "tactician" / "best_model.pt"
    target.parent.mkdir(parents=True)
    target.write_bytes(b"the old one")
    shutil.copy(elsewhere / "tactician" / "best_model.pt", tmp_path / "mine.pt")
    assert main([str(tmp_path / "mine.pt")]) == 0
    (kept,) = target.parent.glob("replaced-*.pt")
    assert kept.read_bytes() == b"the old one"
    load_checkpoint(target, "tactician")


@pytest.mark.parametrize(
    ("name", "code", "words"),
    [
        ("notes.txt", ExitCode.BAD_INPUT, "damaged"),
        ("gone.pt", ExitCode.BAD_INPUT, "There is no file"),
        ("empty", ExitCode.NO_DATA, "no model"),
    ],
)
def test_what_is_no_model_is_named_and_nothing_is_changed(
    home: Home, elsewhere: Path, name: str, code: ExitCode, words: str
) -> None:
    (elsewhere / "empty").mkdir()
    assert main([str(elsewhere / name)]) == code
    assert words in said(home)
    assert main([str(elsewhere / "tactician"), str(elsewhere / name)]) == (0 if name == "empty" else code)
    assert home.models.exists() is (name == "empty")


def test_two_of_a_kind_are_refused(home: Home, elsewhere: Path) -> None:
    shutil.copytree(elsewhere / "executor", elsewhere / "executor2")
    assert main([str(elsewhere)]) == ExitCode.BAD_INPUT
    assert "are both the executor" in said(home)
    assert not home.models.exists()


def test_the_model_in_use_is_not_replaced_by_itself(home: Home, elsewhere: Path) -> None:
    assert main([str(elsewhere / "executor")]) == 0
    target = home.models / "executor" / "best_model.pt"
    before = target.read_bytes()
    assert main([str(target)]) == ExitCode.BAD_INPUT
    assert target.read_bytes() == before
