"""What a bot tells of itself while it plays."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.gauges import Gauges
from core.runs import RunFolder, RunWriter


def test_a_mode_that_was_not_played_of_late_has_a_share_of_zero(tmp_path: Path) -> None:
    run = RunWriter(RunFolder(tmp_path), "bot", {})
    gauges = Gauges(run, lambda seconds: None)
    gauges.note(0.01, "FIGHT")
    gauges.note(0.03, "LOOT")
    gauges.tell()
    for _ in range(600):
        gauges.note(0.02, "LOOT")
    gauges.tell()
    first, last = run.folder.metrics()[0]
    assert (first["mode/FIGHT"], first["mode/LOOT"]) == (0.5, 0.5)
    assert (last["mode/FIGHT"], last["mode/LOOT"]) == (0.0, 1.0)
    assert last["latency_ms/p50"] == pytest.approx(20.0)
