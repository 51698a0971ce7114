"""Mutated files of every format: no crash, no hang, and nothing of them is run. The work is done in `fuzz.py`."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
from fuzz import READERS
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from make_fixtures import ARENA, FOLDER
from mutations import KEYS, damage_bytes

from core.errors import UserError
from core.formats import read_any, sources

FUZZ = Path(__file__).parent / "fuzz.py"
FUZZ_VIDEO = Path(__file__).parent / "fuzz_video.py"


def fuzz(name: str, first: int, count: int, folder: Path, seconds: float) -> str:
    """Try `count` mutations in a process of its own; the time is for all of them together."""
    script = [str(FUZZ_VIDEO)] if name == "video" else [str(FUZZ), name]
    try:
        ended = subprocess.run(
            [sys.executable, *script, str(first), str(count), str(folder)],
            cwd=folder, capture_output=True, text=True, timeout=seconds,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        pytest.fail(f"{name}: mutation {(folder / 'at').read_text()} was still being read after {seconds:g} s")
    assert ended.returncode == 0, f"{(folder / 'at').read_text()}: {ended.stdout}\n{ended.stderr[-2000:]}"
    return ended.stdout


@pytest.mark.parametrize("name", [*READERS, "video"])
def test_three_hundred_mutated_files_are_read_or_refused(tmp_path: Path, name: str) -> None:
    assert "0 failed" in fuzz(name, 0, 300, tmp_path, 300)


@pytest.mark.slow
@pytest.mark.parametrize("name", [*READERS, "video"])
def test_ten_thousand_mutated_files_are_read_or_refused(tmp_path: Path, name: str) -> None:
    assert "0 failed" in fuzz(name, 1000, 10_000, tmp_path, 3600)


def test_a_mutation_is_the_same_file_every_time() -> None:
    data = (FOLDER / "own_v1" / "sequence_v1.json").read_bytes()
    assert damage_bytes(Random(3), data) == damage_bytes(Random(3), data) != damage_bytes(Random(4), data)


trees = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.lists(st.floats(), min_size=2, max_size=6),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(KEYS), inner),
    max_leaves=12,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.dictionaries(st.sampled_from(KEYS), trees, max_size=5))
def test_any_json_is_a_recording_or_one_sentence(tmp_path: Path, tree: dict[str, object]) -> None:
    (tmp_path / "session").mkdir(exist_ok=True)
    for path in (
        tmp_path / "sequence_any.json",
        tmp_path / "shadow_recording_any.json",
        tmp_path / "session" / "metadata.json",
    ):
        path.write_text(json.dumps(tree))
    for path in sources(tmp_path):
        try:
            read_any(path, ARENA)
        except UserError as error:
            assert path.name in str(error) and "its reader failed" not in str(error)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["a.npz", "a.pkl", "sequence_a.json"]))
def test_any_bytes_are_a_recording_or_one_sentence(tmp_path: Path, data: bytes, name: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(UserError, match=name) as caught:
        read_any(tmp_path / name, ARENA)
    assert "its reader failed" not in str(caught.value)
