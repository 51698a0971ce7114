from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import HELPERS, wait_until, xdotool

from arena.truth import TruthInput, read_truth
from core.home import Home

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.screen
def test_the_bot_plays_the_arenas_window_through_pixels_and_real_input(screen: str, home: Home, tmp_path: Path) -> None:
    truth_file = tmp_path / "truth.jsonl"
    arena = [sys.executable, "-m", "arena", "--seed", "5", "--no-show-controls", "--truth", str(truth_file)]
    bot = [sys.executable, str(HELPERS / "bot_with_pilot.py"), "aggressor"]
    told = tmp_path / "told.log"
    with told.open("wb") as output, subprocess.Popen(arena, cwd=ROOT, stdout=output, stderr=output) as game:
        try:
            wait_until(lambda: truth_file.exists() and b'"frame"' in truth_file.read_bytes(), 60, "the arena")
            with subprocess.Popen(bot, cwd=ROOT, stdout=output, stderr=output, env=dict(os.environ)) as player:
                wait_until(lambda: read_truth(truth_file).frames[-1].state["target_hp"] > 0, 90, "a locked enemy")
                wait_until(lambda: read_truth(truth_file).frames[-1].state["firing"] > 0, 90, "a shot")
                xdotool("key", "F12")
                assert player.wait(60) == 0
        finally:
            game.terminate()
    names = [item.name for item in read_truth(truth_file).inputs if isinstance(item, TruthInput)]
    assert "left" in names
    assert "Ctrl" in names
    assert b"Stopped by F12." in told.read_bytes()
