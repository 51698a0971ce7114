from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

PART = """
from core.compiled import inlined

@inlined
def part(x):
    return x + {more}
"""
WHOLE = """
from core.compiled import compiled_with
from part import part

@compiled_with(part)
def whole(x):
    return 2 * part(x)

print(whole(1), sum(whole.stats.cache_hits.values()))
"""


def said(folder: Path) -> list[int]:
    """What `whole` answers in a process of its own, and how often it was taken from the disk."""
    path = os.pathsep.join([str(folder), str(Path(__file__).parents[2])])
    environment = {**os.environ, "PYTHONPATH": path, "NUMBA_CACHE_DIR": str(folder / "cache")}
    words = [sys.executable, str(folder / "whole.py")]
    answer = subprocess.run(words, env=environment, capture_output=True, text=True, check=True)
    return [int(word) for word in answer.stdout.split()]


def test_code_kept_on_disk_is_made_anew_when_a_part_in_another_file_has_changed(tmp_path: Path) -> None:
    (tmp_path / "whole.py").write_text(WHOLE)
    (tmp_path / "part.py").write_text(PART.format(more=1))
    assert said(tmp_path) == [4, 0]
    assert said(tmp_path) == [4, 1]
    (tmp_path / "part.py").write_text(PART.format(more=20))
    assert said(tmp_path) == [42, 0]
