"""A public environment goes through the same commands as the arena."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from helpers.plays import SMALL_FLAGS

from core.cli import main
from core.home import Home
from core.recording import read_recording, recording_files

pytest.importorskip("gymnasium", reason="the extra `gym` is not installed")

ENV = "--env=gymnasium:CartPole-v1"


def test_cartpole_is_recorded_learnt_and_played(home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["record", ENV, "--headless", "--minutes=2", "--episode-minutes=0.5", "--player=expert"]) == 0
    recordings = [read_recording(path) for path in recording_files(home.recordings)]
    assert [len(recording.frames) for recording in recordings] == [600] * 4
    assert {(r.source, r.player, r.profile, r.fps) for r in recordings} == {
        ("gymnasium", "pilot:expert", "gymnasium-CartPole-v1", 20.0)
    }
    for name, more in (("strategist", "--history-seconds=5"), ("tactician", "--lr=1e-3"), ("executor", "--lr=5e-3")):
        flags = [*SMALL_FLAGS, "--action-delay=0", more, f"--epochs={10 if name == 'executor' else 1}"]
        assert main(["train", name, ENV, *flags]) == 0
    figures = tmp_path / "figures.json"
    capsys.readouterr()
    assert main(["evaluate", ENV, "--episodes=4", "--threads=1", "--device=cpu", f"--json={figures}"]) == 0
    play = json.loads(figures.read_text())["closed_loop"]
    score = {name: row["per_episode"]["score"]["mean"] for name, row in play["players"].items()}
    assert play["pilot"] == "expert" and list(score) == ["bot", "expert", "random"]
    assert score["expert"] == 500 and score["random"] < 60
    assert score["bot"] > 2 * score["random"]
    assert "4 whole games" in capsys.readouterr().out
    assert main(["bot", ENV, "--headless", "--minutes=0.1"]) == 0
    assert "score" in capsys.readouterr().out
