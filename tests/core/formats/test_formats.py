from __future__ import annotations

import logging
import shutil
from pathlib import Path

import pytest
from make_fixtures import ARENA, CTRL, FOLDER, frames, make, recording

from core.errors import ExitCode, UserError
from core.formats import converted_name, format_of, own, read_any, sources
from core.formats.convert import convert
from core.observation import SeenObject
from core.played import to_arrays
from core.recording import Frame, Label, Recording, read_recording, write_recording
from core.schema import FeatureSchema
from core.words import Action

#: the neighbours' own tools made theirs, and their tests know what is in them
FOLDERS = [folder for folder in sorted(FOLDER.iterdir()) if folder.name != "owamcap"]
FIXTURES = [path for folder in FOLDERS for path in sources(folder)]
#: those that hold the whole play
PLAYS = [path for path in FIXTURES if path.name != "agent"]


def read(path: Path) -> Recording:
    return read_any(path, ARENA)


@pytest.mark.parametrize("path", PLAYS, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_every_format_gives_the_same_play(path: Path) -> None:
    found, wanted = read(path), recording()
    for frame, expected in zip(found.frames, frames(), strict=True):
        # Some hold no labels, or no outcomes.
        label, frame.label, expected.label = frame.label, None, None
        if path.name == "boxes.npz":
            expected.outcome = None
        else:
            assert (label.mode if label else None) == ("FIGHT" if frame.t == 0.05 else None)
        assert frame == expected
    assert (found.fps, found.duration, found.profile, found.player) == (20, 0.1, "arena", "person")
    assert (found.classes, found.hotkeys) == (wanted.classes, wanted.hotkeys)
    assert len(to_arrays(path.stem, found, FeatureSchema.of(ARENA))) == 3


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_what_was_read_can_be_written_and_read_again(tmp_path: Path, path: Path) -> None:
    found = read(path)
    write_recording(tmp_path / "sequence_again.json", found)
    assert read(tmp_path / "sequence_again.json") == found


def test_labels_say_where_they_come_from() -> None:
    label = {name: read(FOLDER / name).frames[1].label for name in (
        "own_v1/sequence_v1.json", "documents/sequence_columns.json", "filtered_recorder/session",
    )}  # fmt: skip
    assert list(label.values()) == [Label("FIGHT", 0), Label("FIGHT", 0, "hindsight"), Label("FIGHT", -1, "coach")]


def test_a_recording_says_what_it_was_imported_from() -> None:
    for name, source, kind in (
        ("documents/sequence_rows.json", "json", "sequence"),
        ("documents/shadow_recording_demos.json", "json", "shadow"),
        ("npz/arrays.npz", "npz", "sequence"),
        ("pkl/demos_2.pkl", "pkl", "shadow"),
        ("filtered_recorder/session", "filtered_recorder", "sequence"),
    ):
        found = read(FOLDER / name)
        assert (found.source, found.kind) == (f"import:{source}", kind)


def test_a_key_that_is_held_counts_when_it_goes_down(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "understudy"):
        found = read(FOLDER / "filtered_recorder" / "agent")
    assert [frame.action for frame in found.frames] == [Action(0.5, 0.5, 0, key) for key in (0, 13, 0, 11)]
    assert "Left out of agent: keys that are no hotkeys (2)." in caplog.text


def test_the_fixtures_are_what_their_script_makes(tmp_path: Path) -> None:
    make(tmp_path)
    names = sorted(path.relative_to(FOLDER) for folder in FOLDERS for path in folder.rglob("*") if path.is_file())
    assert names == sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file())
    for name in names:
        # Packers of other versions pack otherwise, and a file of corrections holds the time.
        if name.suffix in (".json", ".jsonl") and name.name != "v2_corrections_v1.json":
            assert (tmp_path / name).read_bytes() == (FOLDER / name).read_bytes()


def test_all_formats_in_one_folder_are_found_by_name_and_nothing_else(tmp_path: Path) -> None:
    for folder in FOLDERS:
        shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    for other in ("split.json", "notes.txt", "sequence_a.journal", "sequence_v1.edits.json", ".sequence_b.json.x.part"):
        (tmp_path / other).write_text("{}")
    (tmp_path / ".cache" / "session").mkdir(parents=True)
    (tmp_path / ".cache" / "session" / "metadata.json").write_text("{}")
    (tmp_path / "old").mkdir()
    shutil.copytree(FOLDER / "filtered_recorder" / "agent", tmp_path / "old" / "agent")
    names = [path.relative_to(tmp_path).as_posix() for path in sources(tmp_path)]
    assert names == [
        "agent", "arrays.npz", *(f"arrays_{n}.pkl" for n in range(6)), "boxes.npz",
        *(f"demos_{n}.pkl" for n in range(6)),
        "object_array.pkl", "old/agent", "sequence_columns.json", "sequence_rows.json", "sequence_v1.json", "session",
        "shadow_recording_demos.json", "shadow_recording_v1.json",
    ]  # fmt: skip
    assert sources(tmp_path / "session") == [tmp_path / "session"]
    assert sources(tmp_path / "missing") == []


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("sequence_a.json", b"", "is not whole"),
        ("sequence_a.json", b'{"actions": [', "is not whole"),
        ("sequence_a.json", b"[" * 100_000, "is not whole"),
        ("sequence_a.json", b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "is not whole"),
        ("sequence_a.json", b"7", "holds neither an object nor a list"),
        ("sequence_a.json", b"{}", "has no list of frames, demos or actions"),
        ("sequence_a.json", b'{"format": "lerobot", "frames": [{}]}', "has the format 'lerobot'"),
        ("sequence_a.json", b'{"format":"understudy-recording","version":1}', "is not a whole recording"),
        ("a.npz", b"PK", "is not a whole .npz"),
        ("a.pkl", b"", "is not a whole pickle"),
        ("a.txt", b"", "is in no format that Understudy reads"),
    ],
)
def test_what_is_no_recording_says_so_with_its_name(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UserError, match=f"{name}.*{words}") as caught:
        read(tmp_path / name)
    assert caught.value.code == ExitCode.NO_DATA
    with pytest.raises(UserError, match=r"sequence_gone\.json is not there"):
        read(tmp_path / "sequence_gone.json")


def test_a_recording_of_another_profile_is_not_taken(tmp_path: Path) -> None:
    made = recording()
    made.profile = "chess"
    write_recording(tmp_path / "sequence_chess.json", made)
    with pytest.raises(UserError, match=r"sequence_chess\.json was recorded for profile 'chess', not 'arena'"):
        read(tmp_path / "sequence_chess.json")


def test_a_failing_reader_costs_its_file_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(path: Path, profile: object) -> Recording:
        raise ZeroDivisionError("by nothing")

    monkeypatch.setattr(own, "read", failing)
    with pytest.raises(UserError, match=r"sequence_v1\.json cannot be read: its reader failed \(ZeroDivisionError"):
        read(FOLDER / "own_v1" / "sequence_v1.json")


def test_a_number_that_was_none_is_left_out_of_a_recording_of_ours(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "sequence_gaps.json"
    whole = (FOLDER / "own_v1" / "sequence_v1.json").read_text()
    path.write_text(
        whole.replace('"hp":0.75', '"hp":null').replace('"x":0.75,"y":0.5', '"x":null,"y":0.5')
        .replace('"t":0.06', '"t":null').replace("[0.75,0.75,0,14]", "[null,0.75,0,14]")
    )  # fmt: skip
    with caplog.at_level(logging.WARNING, "understudy"):
        found = read(path)
    assert "Left out of sequence_gaps.json: actions (1), events (1), objects (1), values of states" in caplog.text
    assert [event.name for event in found.events] == ["Ctrl"]
    assert found.frames[1].state == {"shield": 0.5}
    assert [item.cls for item in found.frames[1].objects] == ["drone"]
    assert found.frames[2].action == Action(0.5, 0.75, 0, CTRL)
    write_recording(path, found)


def test_numbers_of_ours_that_nothing_means_are_left_out(tmp_path: Path) -> None:
    made = recording()
    first, second, third = made.frames
    made.fps, made.duration = 5e-324, -1.0
    first.state["hp"], first.action = 1e300, Action(1e9, 0.5, 9, 99)
    second.objects[0] = SeenObject("drone", 0.5, 0.25, -0.1, 0.2)
    third.label = Label("FIGHT", 7, "somebody")
    made.frames.append(Frame(1e12, {}, [], Action(0.5, 0.5)))
    write_recording(tmp_path / "sequence_a.json", made)
    found = read(tmp_path / "sequence_a.json")
    assert (found.fps, found.duration) == (20, 0.1)
    first, second, third = found.frames
    assert (first.state, first.action) == ({"shield": 0.5}, Action(0.5, 0.5))
    assert ([item.cls for item in second.objects], second.label) == (["ore"], Label("FIGHT", -1))
    assert third.label is None


@pytest.mark.parametrize("path", [path for path in FIXTURES if format_of(path) is not own], ids=lambda path: path.name)
def test_a_foreign_recording_is_converted_once_and_never_over_another(tmp_path: Path, path: Path) -> None:
    copy = shutil.copytree if path.is_dir() else shutil.copy
    foreign = Path(copy(path, tmp_path / path.name))
    found = read(foreign)
    made = convert(foreign, ARENA, tmp_path / "own")
    assert made == tmp_path / "own" / converted_name(path)
    assert read_recording(made) == found
    before = made.read_bytes()
    with pytest.raises(UserError, match="is there already"):
        convert(foreign, ARENA, tmp_path / "own")
    assert made.read_bytes() == before
    with pytest.raises(UserError, match="own format already"):
        convert(made, ARENA, tmp_path / "other")


def test_nothing_is_learnt_twice_from_a_folder_with_a_recording_and_its_conversion(tmp_path: Path) -> None:
    shutil.copy(FOLDER / "npz" / "arrays.npz", tmp_path)
    made = convert(tmp_path / "arrays.npz", ARENA, tmp_path)
    assert sources(tmp_path) == [made]
