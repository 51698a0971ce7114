"""The truth log."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from arena.truth import TruthEnd, TruthFrame, TruthHeader, TruthInput, TruthLog, read_truth
from core.errors import UserError
from core.observation import SeenObject

HEADER = TruthHeader(10.0, "2026-01-01T00:00:00+00:00", 3, (1, 2, 1280, 720), 1.0)
FRAME = TruthFrame(10.1, 4, 0.02, (0.5, 0.25), [SeenObject("crate", 0.1, 0.2, 0.03, 0.05)], {"hp": 0.5})


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "new" / "truth.jsonl"
    press, end = TruthInput(10.2, "key", "Ctrl", 0.5, 0.25), TruthEnd(11.0, {"score": 5.0})
    with TruthLog(path) as log:
        for line in (HEADER, FRAME, press, FRAME, end):
            log.write(line)
    assert read_truth(path) == (HEADER, [FRAME, FRAME], [press], end)


def test_a_killed_games_log_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "truth.jsonl"
    program = f"""
import os, signal
from pathlib import Path
from tests.arena.test_truth import FRAME, HEADER
from arena.truth import TruthLog
log = TruthLog(Path({str(path)!r}))
log.write(HEADER)
for _ in range(3000):
    log.write(FRAME)
os.kill(os.getpid(), signal.SIGKILL)
"""
    subprocess.run([sys.executable, "-c", program], cwd=Path(__file__).parents[2])
    truth = read_truth(path)
    assert truth.header == HEADER
    assert len(truth.frames) > 100
    assert set(map(str, truth.frames)) == {str(FRAME)}
    assert truth.end is None


@pytest.mark.parametrize(
    "content", [b"", b"{}\n", b'{"type":"frame"}\n', b"nonsense\n", b'{"type":"end","t":1,"totals":{}}\n']
)
def test_another_file_is_refused_by_name(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other.jsonl"
    path.write_bytes(content)
    with pytest.raises(UserError, match=r"other\.jsonl"):
        read_truth(path)


def test_a_missing_log_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be read"):
        read_truth(tmp_path / "none.jsonl")


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for path in (tmp_path, tmp_path / "file" / "truth.jsonl"):
        with pytest.raises(UserError, match="cannot be written"):
            TruthLog(path)
