from __future__ import annotations

from pathlib import Path

import pytest

from core.home import APP_NAME, HOME_VARIABLE, Home

DATA = ("recordings", "corrections", "models", "experience", "runs", "profiles")


def test_a_home_given_by_hand_wins_over_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "environment"))
    assert Home.find(tmp_path / "hand").root == tmp_path / "hand"
    assert Home.find().root == tmp_path / "environment"


def test_one_folder_then_holds_everything_settings_included(tmp_path: Path) -> None:
    home = Home.find(tmp_path)
    assert home.settings_file == tmp_path / "launcher_config.json"
    for name in DATA:
        assert tmp_path in getattr(home, name).parents


def test_without_either_the_platforms_own_folders_are_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(HOME_VARIABLE, raising=False)
    home = Home.find()
    assert home.root.name == APP_NAME and home.config.name == APP_NAME
    monkeypatch.setenv(HOME_VARIABLE, "")
    assert Home.find() == home


def test_a_home_is_told_in_full_wherever_one_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert Home.find(Path("play")).root == tmp_path / "play"
    assert Home.find(Path("~/play")).root == tmp_path / "play"


def test_folders_bear_the_names_the_design_gives_them(tmp_path: Path) -> None:
    home = Home.find(tmp_path)
    names = [getattr(home, name).relative_to(tmp_path).as_posix() for name in DATA]
    assert names == ["recordings_v2", "vlm_corrections_v2", "models/v2", "experience", "runs", "profiles"]


def test_asking_for_a_home_makes_no_folders(tmp_path: Path) -> None:
    home = Home.find(tmp_path / "new")
    assert home.recordings and not home.root.exists()
