from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path

import pytest
from helpers.plays import ARENA, frame, recording_of, thing

from core.coached import coached, corrections_for
from core.edits import change_edits, relabel
from core.formats.corrections import Correction, Decision, write_corrections
from core.home import CORRECTIONS
from core.labels import fill_labels
from core.played import NO_TARGET, Played, load_folder
from core.recording import LABEL_SOURCES, Label, write_recording
from core.words import MODES, Action

DRONE, ORE = thing("drone", 0.4, 0.5), thing("ore", 0.8, 0.2)
SEEN = [ORE, DRONE]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Three frames, the second labelled by a pilot, the third by a person."""
    frames = [
        frame(0.0, DRONE, ORE),
        frame(0.1, DRONE, ORE, label=Label("FIGHT", 0, "pilot")),
        frame(0.2, DRONE, ORE, label=Label("LOOT", 1, "person")),
    ]
    folder = tmp_path / "recordings"
    folder.mkdir()
    write_recording(folder / "sequence_a.json", recording_of(frames))
    return folder / "sequence_a.json"


def read(path: Path) -> Played:
    (played,) = load_folder(path.parent, ARENA)
    return played


def labels(played: Played) -> list[tuple[str, int, str]]:
    """Mode, slot of the target and source of each frame."""
    return [
        (MODES[mode].value if mode >= 0 else "", int(target), LABEL_SOURCES[source])
        for mode, target, source in zip(played.mode, played.target, played.label_source, strict=True)
    ]


def test_corrections_label_the_moments_they_are_about_and_a_persons_word_stands(path: Path) -> None:
    before = labels(read(path))
    slot = before[1][1]
    corrections = [
        Correction(recording="sequence_a", t=0.15, objects=SEEN, better=Decision("FLEE", None), confidence=0.5),
        Correction(recording="sequence_a", frame=0, objects=SEEN, better=Decision(target=1)),
        Correction(recording="sequence_a", frame=2, objects=SEEN, better=Decision("FLEE", None)),
        Correction(recording="sequence_b", frame=0, better=Decision("LOOT")),
        Correction(frame=0, better=Decision("LOOT")),
    ]
    (path.parent.parent / CORRECTIONS).mkdir()
    write_corrections(path.parent.parent / CORRECTIONS / "v2_corrections_1.json", corrections, profile="arena")
    played = read(path)
    assert labels(played) == [("", slot, "none"), ("FLEE", NO_TARGET, "coach"), before[2]]
    assert played.confidence[1] == 0.5


@pytest.mark.parametrize(
    "correction",
    [
        Correction(t=-0.1, better=Decision("FLEE")),
        Correction(t=0.31, better=Decision("FLEE")),
        Correction(frame=3, better=Decision("FLEE")),
        Correction(frame=-1, better=Decision("FLEE")),
        Correction(better=Decision("FLEE")),
        Correction(frame=0, better=Decision(action=Action(0.5, 0.5))),
        # a target that is not in view there, or that nobody can tell
        Correction(frame=0, objects=[thing("drone", 0.46, 0.5)], better=Decision(target=0)),
        Correction(frame=0, objects=[thing("raider", 0.4, 0.5)], better=Decision(target=0)),
        Correction(frame=0, objects=[thing("nothing known", 0.4, 0.5)], better=Decision(target=0)),
        Correction(frame=0, objects=SEEN, better=Decision(target=7)),
        Correction(frame=0, better=Decision(target=0)),
    ],
)
def test_a_correction_that_speaks_of_no_moment_or_target_here_changes_nothing(
    path: Path, correction: Correction
) -> None:
    played = read(path)
    assert labels(coached(played, [correction], ARENA)) == labels(played)


def test_what_a_person_says_later_wins_and_a_damaged_file_is_told_once(
    path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = path.parent.parent / CORRECTIONS
    folder.mkdir()
    spoken = [Correction(recording="sequence_a", frame=k, better=Decision("FLEE")) for k in (0, 1)]
    write_corrections(folder / "v2_corrections_1.json", spoken, profile="arena")
    (folder / "v2_corrections_2.json").write_text("{")
    write_recording(path.with_name("sequence_b.json"), recording_of([frame(0.0, DRONE)]))
    change_edits(path, lambda edits: relabel(edits, 0.05, 0.15, mode="CAUTIOUS"))
    with caplog.at_level(logging.WARNING, "understudy"):
        one, other = load_folder(path.parent, ARENA)
    assert [mode for mode, _, _ in labels(one)] == ["FLEE", "CAUTIOUS", "LOOT"] and len(other) == 1
    assert len([record for record in caplog.records if "v2_corrections_2.json" in record.getMessage()]) == 1


def test_a_correction_of_the_target_alone_leaves_whose_the_mode_is(path: Path) -> None:
    (path.parent.parent / CORRECTIONS).mkdir()
    before = read(path)
    spoken = [Correction(recording="sequence_a", frame=1, better=Decision(target=None), confidence=0.5)]
    write_corrections(path.parent.parent / CORRECTIONS / "v2_corrections_1.json", spoken, profile="arena")
    played = read(path)
    assert labels(played)[1] == ("FIGHT", NO_TARGET, "pilot") and before.target[1] != NO_TARGET
    assert played.confidence.tolist() == before.confidence.tolist()


def test_a_coachs_target_stays_where_modes_are_told_in_hindsight(path: Path) -> None:
    spoken = [Correction(frame=1, objects=SEEN, better=Decision(target=0))]
    played = coached(read(path), spoken, ARENA)
    slot = int(played.target[1])
    alone = fill_labels(read(path), ARENA, always=True)
    for piece, row in ((played, 1), (played.cut(1, 3), 0)):
        filled = fill_labels(replace(piece), ARENA, always=True)
        assert labels(filled)[row][1:] == (slot, "hindsight") and alone.target[1] != slot


def test_corrections_that_were_written_since_are_seen(path: Path) -> None:
    folder = path.parent.parent / CORRECTIONS
    assert corrections_for(path, ARENA) == []
    folder.mkdir()
    spoken = [Correction(recording="sequence_a", frame=0, better=Decision("FLEE"))]
    write_corrections(folder / "v2_corrections_1.json", spoken, profile="arena")
    assert corrections_for(path, ARENA) == spoken


def test_corrections_are_found_wherever_one_stands_and_for_folders_of_frames(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = path.parent.parent / CORRECTIONS
    folder.mkdir()
    spoken = [Correction(recording=name, t=0.0, better=Decision("FLEE")) for name in ("sequence_a", "play.v2")]
    write_corrections(folder / "v2_corrections_1.json", spoken, profile="arena")
    monkeypatch.chdir(path.parent)
    assert corrections_for(Path(path.name), ARENA) == spoken[:1]
    (path.parent / "inner" / "play.v2").mkdir(parents=True)
    monkeypatch.chdir(path.parent / "inner")
    assert corrections_for(Path("..") / path.name, ARENA) == spoken[:1]
    assert corrections_for(Path("play.v2"), ARENA) == spoken[1:]


def test_corrections_of_two_profiles_are_each_read_once_and_without_a_word(
    path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = path.parent.parent / CORRECTIONS
    folder.mkdir()
    spoken = [Correction(recording="sequence_a", t=0.0, better=Decision("FLEE"))]
    write_corrections(folder / "v2_corrections_1.json", spoken, profile="chess")
    (folder / "v2_corrections_2.json").write_text("{")
    chess = ARENA.model_copy(update={"name": "chess"})
    with caplog.at_level(logging.WARNING, "understudy"):
        for _ in range(3):
            assert corrections_for(path, ARENA) == []
            assert corrections_for(path, chess) == spoken
    assert [record.getMessage().count("v2_corrections_2.json") for record in caplog.records] == [1, 1]


def test_a_frames_number_means_nothing_where_frames_were_there_twice(path: Path) -> None:
    folder = path.parent.parent / CORRECTIONS
    folder.mkdir()
    spoken = [
        Correction(recording="sequence_a", frame=2, better=Decision("FLEE")),
        Correction(recording="sequence_a", t=0.1, better=Decision("CAUTIOUS")),
    ]
    write_corrections(folder / "v2_corrections_1.json", spoken, profile="arena")
    write_recording(path, recording_of([frame(t, DRONE) for t in (0.0, 0.0, 0.1, 0.2)]))
    assert [mode for mode, _, _ in labels(read(path))] == ["", "CAUTIOUS", ""]


def test_corrections_of_a_folder_further_up_are_not_those_of_a_file(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = path.parent / "session"
    session.mkdir()
    folder = path.parent.parent / CORRECTIONS
    folder.mkdir()
    spoken = [Correction(recording=name, t=0.0, better=Decision("FLEE")) for name in ("session", "sequence_a")]
    write_corrections(folder / "v2_corrections_1.json", spoken, profile="arena")
    inner = session / "sequence_a.json"
    write_recording(inner, recording_of([frame(0.0, DRONE)]))
    assert corrections_for(inner, ARENA) == []
    monkeypatch.chdir(session)
    assert corrections_for(Path(), ARENA) == spoken[:1]


def test_a_frames_number_means_nothing_there_where_no_columns_can_be_kept_either(path: Path) -> None:
    (path.parent.parent / CORRECTIONS).mkdir()
    spoken = [Correction(recording="sequence_a", frame=2, better=Decision("FLEE"))]
    write_corrections(path.parent.parent / CORRECTIONS / "v2_corrections_1.json", spoken, profile="arena")
    write_recording(path, recording_of([frame(t, DRONE) for t in (0.0, 0.0, 0.1, 0.2)]))
    (path.parent / ".cache").write_text("no folder")
    assert [mode for mode, _, _ in labels(read(path))] == ["", "", ""]
