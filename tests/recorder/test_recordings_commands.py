from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from helpers.films import filmed
from helpers.plays import frame, recording_of, thing

from core.cli import main
from core.edits import read_edits
from core.errors import ExitCode
from core.home import Home
from core.jobs import COMMANDS
from core.journal import JournalLock
from core.recording import read_recording, write_recording
from core.runs import RunState, all_runs

pytestmark = pytest.mark.usefixtures("bin_files")

Said = Callable[..., str]


@pytest.fixture
def say(home: Home, capsys: pytest.CaptureFixture[str]) -> Said:
    """Runs `understudy recordings ...` and returns what it prints: on standard error where it fails."""

    def run(*words: str, code: int = ExitCode.OK) -> str:
        capsys.readouterr()
        assert main(["recordings", *words]) == code
        shown = capsys.readouterr()
        return shown.out if code == ExitCode.OK else shown.err

    return run


def process(*words: str) -> str:
    """The same as a program of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "core.cli", "recordings", *words], capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_alone_it_lists_its_commands(say: Said) -> None:
    shown = say()
    commands = [command for command in COMMANDS if command[0] == "recordings"]
    assert len(commands) == 14
    for command in commands:
        assert " ".join(command) in shown
    assert say("--help") == shown
    assert "train executor" not in shown


def test_a_slip_in_its_second_word_is_answered(say: Said) -> None:
    assert "Did you mean 'recordings merge'?" in say("merg", code=ExitCode.BAD_INPUT)


def test_a_recordings_life_in_programs_of_their_own(home: Home, bin_files: Path, tmp_path: Path) -> None:
    filmed(home.recordings, "sequence_20261120", 75)
    assert "sequence_20261120" in process("list") and "1 recording, 0:02" in process("list")
    assert "0.50 to 2.00 s counts" in process("trim", "latest", "--from", "0.5", "--to", "2")
    assert "1.00 to 2.00 s counts" in process("trim", "2026", "--to", "1", "--cut")
    assert "0.50 to 2.00 s counts" in process("undo", "latest")
    assert "1.00 to 2.00 s counts" in process("undo", "latest", "--redo")
    process("relabel", "latest", "--from", "1", "--to", "1.5", "--mode", "LOOT", "--target", "none")
    assert "tagged good shaky, with a note" in process("tag", "latest", "good", "shaky", "--note", "a b")
    (row,) = json.loads(process("show", "latest", "--json"))
    assert row["edits"]["labels"] == [{"from": 1.0, "to": 1.5, "mode": "LOOT", "target_track": -1}]
    assert (row["edits"]["keep"], row["edits"]["tags"], row["edits"]["note"]) == (
        [[1.0, 2.0]],
        ["good", "shaky"],
        "a b",
    )
    assert row["summary"]["frames"] == 75 and row["seconds"] == 1.0
    assert "sequence_20261120-part1 and sequence_20261120-part2" in process("split", "latest", "--at", "1.2")
    assert "sequence_20261120-merged" in process("merge", "20261120-part1", "latest")
    assert "sequence_20261120-merged.mkv" in process("delete", "latest")
    assert not list(home.recordings.glob("sequence*"))
    assert len(list(bin_files.iterdir())) == 4 * 3
    assert not list(all_runs(home)), "short commands leave no run behind"


def test_the_list_is_a_table_and_json(home: Home, say: Said) -> None:
    assert say("list") == f"There are no recordings in {home.recordings}.\n"
    filmed(home.recordings, "sequence_a", 75)
    filmed(home.recordings, "sequence_b", 75)
    say("tag", "sequence_b", "good")
    table = say("list")
    for words in ("name", "marks", "sequence_a", "FIGHT 100%", "only FIGHT", "only 2 s long", "good", "person"):
        assert words in table
    assert [row["name"] for row in json.loads(say("list", "--json"))] == ["sequence_a", "sequence_b"]
    assert [row["name"] for row in json.loads(say("list", "--json", "--tagged", "good"))] == ["sequence_b"]
    assert say("list", "--tagged", "x").startswith("There are no recordings tagged 'x' in")


def test_the_list_tells_what_cannot_be_read_and_what_is_no_recording_yet(home: Home) -> None:
    filmed(home.recordings, "sequence_a", 30)
    (home.recordings / "sequence_b.json").write_text("{")
    (home.recordings / "sequence_c.journal").touch()
    (home.recordings / "sequence_d.journal").touch()
    recorder = JournalLock(home.recordings / "sequence_d.journal")
    assert recorder.acquire()
    done = subprocess.run(
        [sys.executable, "-m", "core.cli", "recordings", "list"], capture_output=True, text=True, timeout=120
    )
    recorder.release()
    assert "1 recording, 0:01 of play that counts" in done.stdout
    assert f"\n{home.recordings / 'sequence_b.json'} cannot be read" in done.stdout
    assert done.stderr == (
        "warning: sequence_c was cut off: `understudy recordings recover` finishes it.\n"
        "warning: sequence_d is being recorded now.\n"
    )


@pytest.mark.parametrize(
    "words",
    [
        "list",
        "show latest",
        "tag latest a",
        "recover",
        "export --out=x",
        "merge a b",
        "delete latest",
        "opinion latest",
    ],
)
def test_a_folder_that_is_not_there_is_told(
    home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str], words: str
) -> None:
    nowhere = tmp_path / "nowhere"
    assert main(["recordings", *words.split(), "--data-dir", str(nowhere)]) == ExitCode.NO_DATA
    shown = capsys.readouterr()
    sentence = f"error: There is no folder {nowhere}: record some play first, or choose another.\n"
    assert sentence in (shown.out, shown.err)
    assert not nowhere.exists()


def test_show_tells_all_there_is(home: Home, say: Said) -> None:
    filmed(home.recordings, "sequence_a", 75)
    say("relabel", "latest", "--from=0.5", "--mode=FLEE", "--target=0", "--by=coach")
    shown = say("show", "latest")
    for words in ("profile arena, by person", "75 frames", "sequence_a.mkv", "left 3", "FLEE, target 0 (coach)"):
        assert words in shown


def drone_then_ore(folder: Path) -> Path:
    """Four seconds with a drone in view, beside it an ore after two."""
    drone, ore = thing("drone", 0.4, 0.5), thing("ore", 0.8, 0.2)
    frames = [frame(i / 10, *((drone, ore) if i >= 20 else (drone,))) for i in range(40)]
    folder.mkdir(parents=True)
    write_recording(folder / "sequence_a.json", recording_of(frames))
    return folder / "sequence_a.json"


def test_show_lists_the_tracks_that_a_target_is_named_by(home: Home, say: Said) -> None:
    drone_then_ore(home.recordings)
    assert "track " not in say("show", "latest")
    shown = say("show", "latest", "--objects")
    assert "track 0   drone     0.00 to 3.90 s, 40 frames, first at 0.40, 0.50" in shown
    assert "track 1   ore       2.00 to 3.90 s, 20 frames, first at 0.80, 0.20" in shown
    assert "track 1 " not in say("show", "latest", "--to=1.5")
    (row,) = json.loads(say("show", "latest", "--from=1", "--to=2", "--json"))
    assert row["objects"][1] == {
        "track": 1, "cls": "ore", "start": 2.0, "stop": 2.0, "frames": 1, "x": 0.8, "y": 0.2,
    }  # fmt: skip
    assert "no object was in view" in say("show", "latest", "--from=50")
    with pytest.raises(SystemExit, match="2"):
        say("show", "latest", "--objects", "--from=5", "--to=3")


def test_objects_of_one_recording_are_listed_where_another_ones_profile_is_missing(home: Home, say: Said) -> None:
    path = drone_then_ore(home.recordings)
    other = path.with_name("sequence_b.json")
    other.write_text(path.read_text().replace('"profile":"arena"', '"profile":"chess"'))
    shown = say("show", "sequence_a", "sequence_b", "--objects")
    assert "track 1   ore" in shown and "chess" in shown.split("problem")[1]


def test_a_target_that_is_not_in_view_in_the_stretch_is_refused(home: Home, say: Said) -> None:
    path = drone_then_ore(home.recordings)
    for target, stop in ((9999, 4), (1, 1.5)):
        refused = say("relabel", "latest", "--from=1", f"--to={stop}", f"--target={target}", code=ExitCode.BAD_INPUT)
        assert f"has the track {target}: `understudy recordings show` lists" in refused and refused.count("\n") == 1
    assert read_edits(path).labels == ()
    say("relabel", "latest", "--from=1", "--to=2", "--target=1")
    assert read_edits(path).labels[0].target_track == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("trim", "latest"), "Say what to trim"),
        (("trim",), "Say which recording"),
        (("relabel", "latest", "--mode=LOOT"), "Say which stretch"),
        (("relabel", "latest", "--from=1"), "needs a mode or a target"),
        (("relabel", "latest", "--from=1", "--target=drone"), "number of a track, or none, not 'drone'"),
        (("tag", "latest"), "Say which tags"),
        (("tag", "latest", "a,b"), "cannot be a tag"),
        (("split", "latest"), "Say where"),
        (("merge", "latest"), "takes two recordings or more"),
        (("undo", "latest"), "There is nothing to undo"),
        (("undo", "latest", "--redo"), "There is nothing to bring back"),
        (("delete", "sequence_q"), "Did you mean 'sequence_a'?"),
    ],
)
def test_what_is_missing_or_wrong_is_said_in_a_sentence(
    home: Home, say: Said, words: tuple[str, ...], said: str
) -> None:
    filmed(home.recordings, "sequence_a", 75)
    shown = say(*words, code=ExitCode.BAD_INPUT)
    assert shown.startswith("error: ") and said in shown and shown.count("\n") == 1


def test_tags_can_be_taken_away_and_the_trim_too(home: Home, say: Said) -> None:
    path = filmed(home.recordings, "sequence_a", 75)
    say("tag", "latest", "a", "b")
    assert "tagged b." in say("tag", "latest", "a", "--remove")
    say("trim", "latest", "--from=1")
    assert "all of it counts" in say("trim", "latest", "--all")
    assert read_edits(path).keep == ()


def test_import_is_a_job_that_tells_what_became_of_each(home: Home, tmp_path: Path) -> None:
    source = filmed(tmp_path / "stick", "sequence_a", 30)
    (tmp_path / "stick" / "sequence_b.json").write_text("{")
    assert "1 of 2 were imported into" in process("import", str(source.parent), str(tmp_path / "stick/sequence_b.json"))
    (run,) = all_runs(home)
    status = run.status()
    assert status and status.state is RunState.FINISHED and status.job == "recordings_import"
    assert status.result["imported"] == [str(home.recordings / "sequence_a.json")]
    assert list(status.result["left_out"]) == [str(tmp_path / "stick" / "sequence_b.json")]
    assert main(["recordings", "import"]) == ExitCode.BAD_INPUT


def test_converting_goes_to_a_folder_of_its_own(home: Home, tmp_path: Path, say: Said) -> None:
    source = filmed(tmp_path / "stick", "sequence_a", 30)
    say("convert", str(source), "--out", str(tmp_path / "out"))
    assert len(read_recording(tmp_path / "out" / "sequence_a.json").frames) == 30
    assert not home.recordings.exists()


def test_export_leaves_out_what_is_trimmed(home: Home, tmp_path: Path, say: Said) -> None:
    filmed(home.recordings, "sequence_a", 90)
    say("trim", "latest", "--to=1")
    assert "1 episodes with 31 frames at 30 fps" in say("export", "--to", "lerobot", "--out", str(tmp_path / "set"))
    info = json.loads((tmp_path / "set" / "meta" / "info.json").read_bytes())
    assert info["total_frames"] == 31
    assert main(["recordings", "export"]) == ExitCode.BAD_INPUT


def test_recover_says_so_where_nothing_was_left_behind(home: Home, say: Said) -> None:
    home.recordings.mkdir(parents=True)
    assert "Nothing was left behind" in say("recover")


def test_whoever_stops_reading_ends_the_list_quietly(home: Home) -> None:
    for number in range(3):
        filmed(home.recordings, f"sequence_{number}", 5)
    reader, writer = os.pipe()
    os.close(reader)
    # With a buffer, as everywhere but under a test, nothing is written before the end.
    buffered = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    done = subprocess.run(
        [sys.executable, "-m", "core.cli", "recordings", "list", "--json"],
        env=buffered, stdout=writer, stderr=subprocess.PIPE,
    )  # fmt: skip
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, b"")
