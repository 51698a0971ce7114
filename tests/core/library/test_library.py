from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from helpers.films import filmed, numbers_by_frame
from helpers.plays import ARENA, frame, recording_of, thing

from core.edits import Edits, folder_lock, read_edits, sidecar_of
from core.errors import ExitCode, UserError
from core.home import Home
from core.library import (
    annotate,
    cut_out,
    delete_to_bin,
    find,
    find_one,
    import_files,
    keep_all,
    list_recordings,
    merge,
    recordings_in,
    redo,
    relabel,
    rows_of,
    split_at,
    tag,
    trim,
    undo,
    untag,
)
from core.opinion import opinion_path
from core.played import load_folder
from core.recording import InputEvent, Label, read_recording, write_recording
from core.split_file import write_parts
from core.words import Action

pytestmark = pytest.mark.usefixtures("bin_files")


@pytest.fixture
def folder(home: Home) -> Path:
    home.recordings.mkdir(parents=True)
    return home.recordings


def plain(folder: Path, name: str, seconds: float = 12.0, **change: object) -> Path:
    """A recording as it should be, without a video: a click, a key, two modes; with something changed."""
    frames = [
        frame(n / 10, thing("drone", 0.5, 0.5), label=Label("FIGHT" if n % 2 else "LOOT"))
        for n in range(round(seconds * 10))
    ]
    recording = recording_of(frames, [InputEvent(1.0, "click", "left", 0.5, 0.5), InputEvent(2.0, "key", "Q")])
    for field, value in change.items():
        setattr(recording, field, value)
    write_recording(folder / f"{name}.json", recording)
    return folder / f"{name}.json"


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if not path.name.startswith(".")}


# the list


def test_every_recording_has_a_row_and_a_damaged_one_says_why(folder: Path) -> None:
    plain(folder, "sequence_a")
    (folder / "sequence_b.json").write_bytes((folder / "sequence_a.json").read_bytes()[:500])
    assert [row.summary for row in list_recordings(folder)] == [None, None]
    good, bad = list_recordings(folder, build=True)
    assert good.name == "sequence_a" and good.summary is not None and good.summary.frames == 120
    assert (good.problem, good.marks, good.video) == ("", (), None)
    assert bad.summary is None and "sequence_b.json" in bad.problem
    assert list_recordings(folder)[0].summary == good.summary


def test_edits_show_in_the_row(folder: Path) -> None:
    path = plain(folder, "sequence_a")
    trim(path, 2, 7)
    (row,) = rows_of([path])
    assert row.seconds == pytest.approx(5) and row.edits.keep == ((2, 7),)
    sidecar_of(path).write_text('{"format": "understudy-edits", "version": 9}')
    assert "newer than 1" in rows_of([path])[0].problem


def marks_of(folder: Path, **change: object) -> tuple[str, ...]:
    return rows_of([plain(folder, "sequence_a", **change)])[0].marks  # type: ignore[arg-type]


def test_what_is_odd_is_marked_in_short_words(folder: Path) -> None:
    bare = [frame(n / 10, label=Label("FIGHT")) for n in range(120)]
    assert marks_of(folder, dropped=10) == ("7.7% dropped",)
    assert marks_of(folder, dropped=1) == ()
    assert marks_of(folder, seconds=4.0) == ("only 4 s long",)
    assert marks_of(folder, frames=bare, events=[]) == ("no objects seen", "no input", "only FIGHT")
    assert marks_of(folder, video="sequence_a.mkv") == ("video missing",)
    assert marks_of(folder, recovered=True) == ("was recovered",)
    assert marks_of(folder, profile="chess") == ("no profile chess",)
    paused = [frame(n / 10, thing("drone", 0.5, 0.5)) for n in (*range(50), *range(80, 140))]
    assert marks_of(folder, frames=paused, duration=14.0) == ("1 pause",)


# names


def test_a_recording_is_found_by_what_a_person_would_type(folder: Path, tmp_path: Path) -> None:
    old, new = plain(folder, "sequence_20261120_1"), plain(folder, "sequence_20261121_1")
    os.utime(old, (1, 1))
    elsewhere = plain(tmp_path, "sequence_x")
    for word, path in (
        ("sequence_20261120_1", old), ("sequence_20261121_1.json", new), (str(old), old), ("latest", new),
        ("sequence_20261121", new), ("20261120", old), (str(elsewhere), elsewhere),
    ):  # fmt: skip
        assert find_one(folder, word) == path
    assert find(folder, ["latest", "20261120", "latest"]) == [new, old]


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("sequence_2026", "'sequence_2026' could be 2 recordings: sequence_20261120_1, sequence_20261121_1"),
        ("20261112_1", "There is no recording '20261112_1' in .*Did you mean 'sequence_2026112"),
        ("xyzzy", "There is no recording 'xyzzy' in .*`understudy recordings list` shows them all"),
        ("", "Say which recording"),
    ],
)
def test_a_word_that_names_none_or_several_is_answered(folder: Path, word: str, said: str) -> None:
    plain(folder, "sequence_20261120_1")
    plain(folder, "sequence_20261121_1")
    with pytest.raises(UserError, match=said) as caught:
        find_one(folder, word)
    assert caught.value.code == ExitCode.BAD_INPUT


def test_in_an_empty_folder_there_is_nothing_to_find(folder: Path) -> None:
    with pytest.raises(UserError, match=r"There are no recordings in .*: record some play first"):
        find_one(folder, "latest")


# changes


def test_every_change_can_be_taken_back(folder: Path) -> None:
    path = plain(folder, "sequence_a")
    before = path.read_bytes()
    steps = [
        lambda: trim(path, 1, 10), lambda: cut_out(path, 4, 5), lambda: relabel(path, 2, mode="FLEE"),
        lambda: tag(path, "a", "b"), lambda: untag(path, "a"), lambda: annotate(path, "shaky"), lambda: keep_all(path),
    ]  # fmt: skip
    states = [read_edits(path).state, *(step().state for step in steps)]
    for state in states[-2::-1]:
        assert undo(path).state == state
    for state in states[1:]:
        assert redo(path).state == state
    assert path.read_bytes() == before
    assert read_edits(path).labels[0].stop == pytest.approx(11.9)


def test_a_stretch_behind_the_end_is_refused(folder: Path) -> None:
    path = plain(folder, "sequence_a")
    for change in (lambda: trim(path, 12), lambda: cut_out(path, 50, 60), lambda: relabel(path, 12, mode="LOOT")):
        with pytest.raises(UserError, match=r"sequence_a\.json is 11\.9 s long: \d+ s lies behind its end"):
            change()


def test_a_recording_still_being_written_is_left_alone(folder: Path, home: Home) -> None:
    path = plain(folder, "sequence_a")
    (folder / "sequence_a.journal").touch()
    for change in (
        lambda: tag(path, "a"), lambda: delete_to_bin([path]), lambda: split_at(path, 5, home),
        lambda: merge([path, plain(folder, "sequence_b")], home),
    ):  # fmt: skip
        with pytest.raises(UserError, match=r"sequence_a\.json is still being written") as caught:
            change()
        assert caught.value.code == ExitCode.BUSY
    assert names(folder) == {"sequence_a.json", "sequence_a.journal", "sequence_b.json"}


def test_a_folder_that_another_program_changes_is_busy(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = plain(folder, "sequence_a")
    monkeypatch.setattr("core.edits._PATIENCE", 0.2)
    code = "import sys; from pathlib import Path; from core.edits import folder_lock\n" \
        "with folder_lock(Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()"  # fmt: skip
    words = [sys.executable, "-c", code, str(folder)]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None and other.stdin is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(UserError, match="Another program is changing the recordings in") as caught:
            tag(path, "a")
        other.stdin.close()
        other.wait(10)
    assert caught.value.code == ExitCode.BUSY
    assert tag(path, "a").tags == ("a",)


def test_whoever_holds_the_folder_may_take_it_again(folder: Path) -> None:
    with folder_lock(folder), folder_lock(folder):
        pass


# deleting


def test_all_that_belongs_to_a_recording_goes_to_the_bin_together(folder: Path, bin_files: Path) -> None:
    path, other = filmed(folder, "sequence_a", 10), filmed(folder, "sequence_ab", 10)
    tag(path, "a")
    rows_of([path, other])
    for each in (path, other):
        opinion_path(each).write_bytes(b"")
    gone = delete_to_bin([path])
    assert {file.name for file in gone} == {"sequence_a.json", "sequence_a.mkv", "sequence_a.edits.json"}
    assert names(bin_files) == {file.name for file in gone}
    assert names(folder) == {"sequence_ab.json", "sequence_ab.mkv"}
    assert {file.name for file in (folder / ".cache").iterdir()} == {"sequence_ab.arrow", "sequence_ab.opinion.arrow"}


def test_a_video_that_another_recording_names_stays(folder: Path) -> None:
    path = filmed(folder, "sequence_a", 10)
    shutil.copy(path, folder / "sequence_copy.json")
    delete_to_bin([path])
    assert names(folder) == {"sequence_copy.json", "sequence_a.mkv"}
    delete_to_bin([folder / "sequence_copy.json"])
    assert names(folder) == set()


def test_a_video_in_another_folder_is_never_touched(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "home" / "precious.mkv").write_bytes(b"")
    delete_to_bin([plain(folder, "sequence_a", video="../precious.mkv")])
    assert (tmp_path / "home" / "precious.mkv").exists()


def test_without_a_bin_nothing_goes_and_it_says_so(folder: Path, home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    path = filmed(folder, "sequence_a", 40)
    in_the_way = folder.parent / "file"
    in_the_way.touch()
    monkeypatch.setattr("send2trash.plat_other.HOMETRASH_B", bytes(in_the_way / "Trash"))
    monkeypatch.setattr("send2trash.plat_other.HOMETRASH", str(in_the_way / "Trash"))
    for attempt in (lambda: delete_to_bin([path]), lambda: split_at(path, 0.5, home)):
        with pytest.raises(UserError, match=r"sequence_a\.json cannot be moved to the bin"):
            attempt()
        assert names(folder) == {"sequence_a.json", "sequence_a.mkv"}


# splitting and merging


@pytest.mark.parametrize("t", [0.0, 12.0, 50.0])
def test_a_half_must_hold_something(folder: Path, home: Home, t: float) -> None:
    with pytest.raises(UserError, match=r"sequence_a\.json holds nothing on one side of"):
        split_at(plain(folder, "sequence_a"), t, home)
    assert names(folder) == {"sequence_a.json"}


def test_what_does_not_fit_together_is_not_merged(folder: Path, home: Home) -> None:
    one = filmed(folder, "sequence_1", 10)
    others = {
        "window size of the one is 128x72, of the other 64x72": filmed(folder, "sequence_2", 10, width=64),
        "video of the one is one, of the other none": filmed(folder, "sequence_3", 10),
    }
    silent = read_recording(folder / "sequence_3.json")
    silent.video = None
    write_recording(folder / "sequence_3.json", silent)
    chess = plain(folder, "sequence_4", profile="chess")
    others["profile of the one is arena, of the other chess"] = chess
    before = names(folder)
    for words, other in others.items():
        with pytest.raises(UserError, match=words):
            merge([one, other], home)
    with pytest.raises(UserError, match="takes two recordings or more"):
        merge([one, one], home)
    assert names(folder) == before


def test_videos_of_other_settings_are_not_joined(folder: Path, home: Home) -> None:
    one, two = filmed(folder, "sequence_1", 10), filmed(folder, "sequence_2", 10, width=64)
    recording = read_recording(two)
    recording.window.width = 128
    write_recording(two, recording)
    with pytest.raises(UserError, match=r"The videos .* differ \(h264 128x72 and h264 64x72\)"):
        merge([one, two], home)
    assert len(names(folder)) == 4


def test_merging_never_puts_what_is_trained_on_with_what_is_validated_on(folder: Path, home: Home) -> None:
    one, two, three = (plain(folder, f"sequence_{n}") for n in (1, 2, 3))
    write_parts(folder, {"sequence_1": "train", "sequence_2": "validation"})
    with pytest.raises(UserError, match=r"sequence_1\.json \(train\), sequence_2\.json \(validation\)"):
        merge([one, two], home)
    assert merge([three, two], home).stem == "sequence_2-merged"


def test_a_merged_recording_is_learnt_from_as_its_parts(folder: Path, home: Home) -> None:
    paths = [plain(folder, f"sequence_{n}") for n in (1, 2)]
    trim(paths[0], 2, 8)
    tag(paths[1], "good")
    path = merge(paths, home)
    edits = read_edits(path)
    assert edits.tags == ("good",) and edits.keep[0] == (2, 8)
    pieces = load_folder(folder, ARENA)
    assert [len(piece) for piece in pieces] == [61, 120]
    assert [len(piece.events) for piece in pieces] == [1, 2]


_KILLED = """
import os, signal, sys
from pathlib import Path
import core.files
from core.home import Home
from core.library import merge, split_at
left = int(sys.argv[2])
sync = core.files.sync_folder
def counting(folder):
    global left
    sync(folder)
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
core.files.sync_folder = counting
paths = [Path(name) for name in sys.argv[3:]]
if sys.argv[1] == "split":
    split_at(*paths, 1.2, Home.find())
else:
    merge(paths, Home.find())
"""


def killed_at(what: str, moment: int, *paths: Path) -> None:
    """Split or merge, and be killed when the folder is made durable for the `moment`th time."""
    words = [sys.executable, "-c", _KILLED, what, str(moment), *map(str, paths)]
    assert subprocess.run(words, timeout=60).returncode == -signal.SIGKILL


@pytest.mark.parametrize("moment", range(1, 5))
def test_whenever_a_split_is_killed_every_picture_is_still_there(folder: Path, moment: int) -> None:
    path = filmed(folder, "sequence_a", 75)
    killed_at("split", moment, path)
    assert numbers_by_frame(path, read_recording(path)) == list(range(75))
    for part in recordings_in(folder):
        recording = read_recording(part)
        assert len(numbers_by_frame(part, recording)) == len(recording.frames)


@pytest.mark.parametrize("moment", range(1, 3))
def test_whenever_a_merge_is_killed_every_picture_is_still_there(folder: Path, moment: int) -> None:
    paths = [filmed(folder, f"sequence_{n}", 40, first=40 * n) for n in range(2)]
    killed_at("merge", moment, *paths)
    for number, path in enumerate(paths):
        assert numbers_by_frame(path, read_recording(path)) == list(range(40 * number, 40 * number + 40))
    merged = [path for path in recordings_in(folder) if path not in paths]
    assert len(merged) == moment - 1
    for path in merged:
        assert numbers_by_frame(path, read_recording(path)) == list(range(80))


# importing


def test_recordings_come_with_their_videos_and_edits(folder: Path, home: Home, tmp_path: Path) -> None:
    source = filmed(tmp_path / "elsewhere", "sequence_a", 20)
    tag(source, "good")
    (done,) = import_files([source.parent], folder, home)
    assert done.path == folder / "sequence_a.json" and done.said == "sequence_a.json was imported as sequence_a.json."
    assert numbers_by_frame(done.path, read_recording(done.path)) == list(range(20))
    assert read_edits(done.path).tags == ("good",)
    assert names(source.parent) == names(folder)


def test_nothing_is_overwritten_and_nothing_comes_twice(folder: Path, home: Home, tmp_path: Path) -> None:
    mine = filmed(folder, "sequence_a", 20)
    before = {path: path.read_bytes() for path in (mine, mine.with_suffix(".mkv"))}
    theirs = filmed(tmp_path / "elsewhere", "sequence_a", 30, first=100)
    (done,) = import_files([theirs], folder, home)
    assert done.path == folder / "sequence_a-2.json"
    assert numbers_by_frame(done.path, read_recording(done.path)) == list(range(100, 130))
    assert {path: path.read_bytes() for path in before} == before
    copy = Path(shutil.copy(mine, tmp_path / "sequence_copy.json"))
    again = import_files([copy, mine], folder, home)
    assert [item.path for item in again] == [None, None]
    assert again[0].said == "sequence_copy.json is there already, as sequence_a.json."
    assert again[1].said == "sequence_a.json is in the folder already."


def test_a_file_of_no_use_is_told_and_does_not_hold_up_the_others(folder: Path, home: Home, tmp_path: Path) -> None:
    good = plain(tmp_path, "sequence_good")
    bad = tmp_path / "sequence_bad.json"
    bad.write_bytes(good.read_bytes()[:300])
    (tmp_path / "notes.txt").write_text("hello")
    done = import_files([bad, tmp_path / "notes.txt", tmp_path / "gone.json", good], folder, home)
    assert [item.path is not None for item in done] == [False, False, False, True]
    assert all(item.source.name in item.said for item in done)
    assert names(folder) == {"sequence_good.json"}


def test_a_video_that_is_not_there_is_told(folder: Path, home: Home, tmp_path: Path) -> None:
    (done,) = import_files([plain(tmp_path, "sequence_a", video="sequence_a.mkv")], folder, home)
    assert done.path is not None and "but without its video sequence_a.mkv, which is not there." in done.said


def test_foreign_formats_become_recordings_of_ours(folder: Path, home: Home, tmp_path: Path) -> None:
    source = tmp_path / "old.npz"
    np.savez(source, states=np.zeros((30, len(ARENA.state_names))), actions=np.full((30, 4), [0.5, 0.5, 0, 0]))
    (done,) = import_files([source], folder, home)
    assert done.path == folder / "sequence_old.json", done.said
    assert read_recording(done.path).source == "import:npz"
    (again,) = import_files([source], folder, home)
    assert again.path is None and "is there already, as sequence_old.json" in again.said


def test_where_there_is_nothing_to_import_it_says_so(folder: Path, home: Home, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(UserError, match=r"There are no recordings in .*empty"):
        import_files([tmp_path / "empty"], folder, home)


def test_a_full_disk_leaves_nothing_half_done(
    folder: Path, home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = filmed(tmp_path / "elsewhere", "sequence_b", 20)
    path, other = filmed(folder, "sequence_a", 75), filmed(folder, "sequence_c", 20)
    before = names(folder)
    real = os.fsync

    def full(descriptor: int) -> None:
        name = Path(f"/proc/self/fd/{descriptor}").readlink().name
        if ".json." in name and name.endswith(".part"):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(descriptor)

    monkeypatch.setattr(os, "fsync", full)
    for attempt in (
        lambda: import_files([source], folder, home), lambda: split_at(path, 1.0, home), lambda: tag(path, "a"),
        lambda: merge([path, other], home),
    ):  # fmt: skip
        with pytest.raises(UserError, match=r"The disk that holds .* is full") as caught:
            attempt()
        assert caught.value.code == ExitCode.DISK
        assert names(folder) == before
    monkeypatch.undo()
    assert read_edits(path) == Edits()


def test_actions_are_kept_to_the_letter(folder: Path, home: Home) -> None:
    path = plain(folder, "sequence_a", frames=[frame(n, action=Action(n / 100, 0.1)) for n in range(20)])
    first, second = split_at(path, 10, home)
    frames = [frame for part in (first, second) for frame in read_recording(part).frames]
    assert [frame.action.x for frame in frames] == [n / 100 for n in range(20)]
