from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from helpers.columns import arrays_of, same
from helpers.plays import ARENA, SCHEMA, arena_with, click, frame, key, pilot_plays, recording_of, thing
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.columns import Summary, cached_summary, open_played, spool, summary_of, write_columns
from core.columns.cache import cache_path
from core.errors import UserError
from core.played import load_folder, to_arrays
from core.recording import Label, read_recording, write_frames, write_recording
from core.words import Action, Click


def put_instead(path: Path, data: bytes) -> None:
    """Another file under the same name: one that is mapped must not change."""
    path.unlink()
    path.write_bytes(data)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "sequence_a.json"
    write_recording(path, pilot_plays(1, 4))
    return path


def test_columns_hold_what_the_recording_does(path: Path) -> None:
    wanted = to_arrays("sequence_a", read_recording(path), SCHEMA)
    for _ in range(2):
        found = open_played(path, ARENA)
        assert (found.name, found.player) == (wanted.name, wanted.player)
        assert same(found, wanted)
    assert cache_path(path).exists()


def test_columns_are_mapped_and_not_to_be_written_to(path: Path) -> None:
    open_played(path, ARENA)
    played = open_played(path, ARENA)
    for name, values in arrays_of(played).items():
        assert not values.flags.writeable and not values.flags.owndata, name


def test_a_recording_that_changed_is_read_again(path: Path) -> None:
    before = open_played(path, ARENA)
    write_recording(path, pilot_plays(2, 4))
    after = open_played(path, ARENA)
    assert after.key != before.key and not same(before, after)
    assert same(after, to_arrays("sequence_a", pilot_plays(2, 4), SCHEMA))


def test_a_copied_recording_keeps_its_columns(path: Path) -> None:
    played = open_played(path, ARENA)
    cache = cache_path(path)
    inode = cache.stat().st_ino
    os.utime(path, ns=(10**18, 10**18))
    assert same(open_played(path, ARENA), played)
    assert cache.stat().st_ino == inode and cached_summary(path) is not None
    other = path.with_name("sequence_b.json")
    shutil.copy(path, other)
    shutil.copy(cache, cache_path(other))
    inode = cache_path(other).stat().st_ino
    assert open_played(other, ARENA).name == "sequence_b"
    assert summary_of(other).name == "sequence_b"
    assert cache_path(other).stat().st_ino == inode


def test_a_profile_that_changed_gives_other_columns(path: Path) -> None:
    open_played(path, ARENA)
    changed = arena_with(classes=ARENA.classes[:2])
    assert same(open_played(path, changed), to_arrays("a", read_recording(path), type(SCHEMA).of(changed)))
    with pytest.raises(UserError, match=r"sequence_a.json was recorded for profile 'arena', not 'chess'"):
        open_played(path, arena_with(name="chess"))


def test_a_folder_that_cannot_be_written_is_no_error(path: Path) -> None:
    (path.parent / ".cache").write_text("not a folder")
    assert same(open_played(path, ARENA), to_arrays("a", read_recording(path), SCHEMA))
    assert summary_of(path).frames == 120
    assert cached_summary(path) is None
    write_columns(path, ARENA)


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9, 0.999])
def test_columns_that_were_cut_off_are_made_again(path: Path, share: float) -> None:
    wanted = open_played(path, ARENA)
    cache = cache_path(path)
    whole = cache.read_bytes()
    put_instead(cache, whole[: int(len(whole) * share)])
    os.utime(cache, ns=(path.stat().st_mtime_ns,) * 2)
    assert cached_summary(path) is None or share == 0.999
    assert same(open_played(path, ARENA), wanted)


def test_columns_that_were_tampered_with_are_made_again(path: Path) -> None:
    wanted = open_played(path, ARENA)
    cache, random = cache_path(path), np.random.default_rng(0)
    whole = cache.read_bytes()
    for _ in range(200):
        broken = np.frombuffer(whole, np.uint8).copy()
        at = random.integers(0, len(broken), random.integers(1, 30))
        broken[at] = random.integers(0, 256, len(at))
        put_instead(cache, broken.tobytes())
        assert same(open_played(path, ARENA), wanted)
        assert cached_summary(path) is not None


@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_no_damage_to_columns_is_more_than_a_reason_to_make_them_again(path: Path, draw: st.DataObject) -> None:
    wanted, cache = to_arrays("sequence_a", read_recording(path), SCHEMA), cache_path(path)
    cache.unlink(missing_ok=True)
    open_played(path, ARENA)
    broken = bytearray(cache.read_bytes())
    at = st.integers(0, len(broken) - 1)
    for _ in range(draw.draw(st.integers(1, 8))):
        begin, length = draw.draw(at), draw.draw(st.integers(0, 64))
        kind = draw.draw(st.sampled_from(["change", "cut", "remove", "repeat", "zero"]))
        if kind == "change":
            broken[begin : begin + length] = draw.draw(st.binary(min_size=length, max_size=length))
        elif kind == "cut":
            del broken[begin:]
        elif kind == "remove":
            del broken[begin : begin + length]
        elif kind == "repeat":
            broken[begin:begin] = broken[begin : begin + length]
        else:
            broken[begin : begin + 512] = bytes(len(broken[begin : begin + 512]))
    put_instead(cache, bytes(broken))
    # Newly written, it has another time than the recording, so all of it is looked at.
    assert same(open_played(path, ARENA), wanted)
    assert cached_summary(path) is not None


def test_two_processes_may_make_the_same_columns_at_once(path: Path) -> None:
    wanted = to_arrays("sequence_a", read_recording(path), SCHEMA)
    code = """
import sys
from pathlib import Path
from core.columns import open_played
from core.columns.cache import cache_path
from core.profile import load_profile
path, arena = Path(sys.argv[1]), load_profile("arena")
print("ready", flush=True)
sys.stdin.readline()
keys = set()
for _ in range(30):
    cache_path(path).unlink(missing_ok=True)
    played = open_played(path, arena)
    keys.add((played.key, len(played), float(played.scenes.box.sum()), float(played.summaries.sum())))
print(len(keys), flush=True)
"""
    words = [sys.executable, "-c", code, str(path)]
    running = [subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    for process in running:
        assert process.stdout is not None and process.stdout.readline() == "ready\n"
    for process in running:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in running:
        assert process.communicate()[0] == "1\n" and process.returncode == 0
    assert same(open_played(path, ARENA), wanted)
    assert [item.name for item in cache_path(path).parent.iterdir()] == [cache_path(path).name]


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs a folder that nobody can write to")
@pytest.mark.parametrize("place_for_temporary_files", [True, False])
def test_columns_too_large_for_memory_are_made_where_nothing_can_be_kept(
    path: Path, monkeypatch: pytest.MonkeyPatch, place_for_temporary_files: bool
) -> None:
    (path.parent / ".cache").symlink_to("/proc/self")
    monkeypatch.setattr(spool, "LIMIT", 1000)
    if not place_for_temporary_files:
        monkeypatch.setattr("tempfile.tempdir", "/proc/self")
    assert same(open_played(path, ARENA), to_arrays("a", read_recording(path), SCHEMA))
    assert summary_of(path).frames == 120 and cached_summary(path) is None


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is full")
def test_what_does_not_fit_on_the_disk_stays_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "LIMIT", 100)
    monkeypatch.setattr(spool, "_nameless", lambda folder: io.FileIO("/dev/full", "w"))
    pieces = [np.arange(30 * n, 30 * n + 30, dtype=np.int64).reshape(10, 3) for n in range(5)]
    column = spool.Spool(None)
    for piece in pieces:
        column.add(piece)
    assert np.array_equal(column.array(), np.concatenate(pieces))


def long_play(path: Path, frames: int) -> Path:
    """A recording of so many frames with ten objects in each."""
    things = [thing("drone", round(0.05 + k / 12, 4), round(0.9 - k / 14, 4)) for k in range(10)]
    recording = recording_of([])
    path.parent.mkdir()
    write_frames(path, recording, (frame(round(k / 30, 5), *things) for k in range(frames)))
    return path


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="needs a system that tells")
def test_memory_stays_flat_however_long_the_recording_is(tmp_path: Path) -> None:
    first, short, long = (
        long_play(tmp_path / name / "sequence_a.json", frames)
        for name, frames in (("first", 100), ("short", 6_000), ("long", 60_000))
    )
    words = [sys.executable, str(Path(__file__).with_name("watch_memory.py")), str(first), str(short), str(long)]
    answer = subprocess.run(words, capture_output=True, text=True, timeout=300, check=True)
    few, many = map(int, answer.stdout.split())
    assert many - few < 8 * 2**20, f"{few / 2**20:.1f} and {many / 2**20:.1f} MiB"


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs a folder that nobody can write to")
def test_compiled_code_that_cannot_be_kept_is_no_error(path: Path) -> None:
    code = "import sys; from pathlib import Path; from core.columns import open_played; "
    code += "from core.profile import load_profile; print(len(open_played(Path(sys.argv[1]), load_profile('arena'))))"
    environment = {**os.environ, "NUMBA_CACHE_DIR": "/proc/self"}
    words = [sys.executable, "-W", "error", "-c", code, str(path)]
    answer = subprocess.run(words, env=environment, capture_output=True, text=True, timeout=300)
    assert (answer.stdout, answer.returncode) == ("120\n", 0), answer.stderr


def test_what_cannot_be_read_is_told_and_leaves_nothing_behind(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:1000])
    for ask in (lambda: open_played(path, ARENA), lambda: summary_of(path)):
        with pytest.raises(UserError, match=r"sequence_a.json is not a whole recording"):
            ask()
    write_columns(path, ARENA)
    assert not cache_path(path).exists()


def test_a_summary_counts_what_is_there(tmp_path: Path) -> None:
    labels = [Label("FIGHT", 0, "pilot", 0.5), Label("FIGHT", None), None, Label("LOOT", 1)]
    things = thing("drone", 0.5, 0.5), thing("ore", 0.3, 0.3)
    frames = [frame(t, *things, label=labels[n]) for n, t in enumerate((0.0, 0.1, 2.5, 4.0))]
    frames.insert(2, frame(0.1, *things))
    path = tmp_path / "sequence_a.json"
    write_recording(path, recording_of(frames, [click(0.1, 0.5, 0.5), key(0.2, "Q"), click(4.0, 0.1, 0.1, "right")]))
    summary = summary_of(path, ARENA)
    assert summary == cached_summary(path) == summary_of(path)
    assert isinstance(summary, Summary)
    assert (summary.name, summary.frames, summary.duplicates, summary.objects) == ("sequence_a", 4, 1, 8)
    assert summary.modes == {"FIGHT": 2, "": 1, "LOOT": 1}
    assert summary.targets == {"drone": 1, "none": 1, "": 1, "ore": 1}
    assert summary.clicks == {"left": 1, "right": 1} and summary.hotkeys == {"Q": 1}
    assert (summary.gaps, summary.idle_frames) == (2, 1)
    assert summary.duration == 4.0 and summary.frame_rate == pytest.approx(0.75)
    assert summary.bytes == path.stat().st_size


def test_a_recording_of_an_unknown_game_has_a_summary_too(tmp_path: Path) -> None:
    path = tmp_path / "sequence_a.json"
    write_recording(path, recording_of([frame(0, thing("drone", 0.5, 0.5))], profile="chess"))
    assert summary_of(path).profile == "chess"
    assert summary_of(path).objects == 1


def test_labels_outcomes_and_pictures_are_there(tmp_path: Path) -> None:
    seen = frame(0.0, thing("ore", 0.1, 0.1), thing("drone", 0.5, 0.5), label=Label("LOOT", 0, "hindsight", 0.25))
    seen.outcome, seen.frame_index = {"kills": 2.0, "damage": 0.5, "other": 1.0}, 7
    played = to_arrays("a", recording_of([seen, frame(0.1)]), SCHEMA)
    assert played.label_source.tolist() == [1, 0] and played.confidence.tolist() == [0.25, 0]
    assert played.frame_index.tolist() == [7, -1]
    assert played.outcome.tolist() == [[0, 2, 0, 0, 0.5], [0] * 5]
    assert played.target[0] == 1


def test_events_are_kept_in_order_wherever_they_fall(tmp_path: Path) -> None:
    events = [click(-1.0, 0.1, 0.2), click(0.05, 0.1, 0.2), key(0.05, "Q"), click(0.1, 0.3, 0.3), click(9.0, 1, 1)]
    path = tmp_path / "sequence_a.json"
    recording = recording_of([frame(0.0, action=Action(0, 0, Click.LEFT)), frame(0.1)], events)
    write_recording(path, recording)
    for _ in range(2):
        assert same(open_played(path, ARENA), to_arrays("a", recording, SCHEMA))
    assert open_played(path, ARENA).events.t.tolist() == [-1.0, 0.05, 0.05, 0.1, 9.0]


def test_a_folder_is_the_same_from_columns_as_without(data: Path) -> None:
    first = load_folder(data, ARENA)
    assert all(same(a, b) for a, b in zip(first, load_folder(data, ARENA), strict=True))
    shutil.rmtree(data / ".cache")
    assert all(same(a, b) for a, b in zip(first, load_folder(data, ARENA), strict=True))
